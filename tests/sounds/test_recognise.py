"""Recognising sounds in a recording: where they are, when they are cut short, when they are not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sounds.wav import RATE

np: Any = pytest.importorskip("numpy", reason="NO SOUND: pip install 'callwright[live]'")
pytest.importorskip("soundfile", reason="NO SOUND: pip install 'callwright[live]'")

from sounds.packed import Packs, unpack  # noqa: E402
from sounds.phrases import Phrase  # noqa: E402
from sounds.recognise import recognise  # noqa: E402

SAMPLE = Path(__file__).parents[2] / "flows" / "library" / "hotline-12345" / "sounds" / "packed"
TEXTS = ("感谢您的来电，再见。", "没有收到您的按键。", "您的按键不正确。")


@pytest.fixture(scope="module")
def voices() -> list[Any]:
    """Three sentences of the sample line."""
    packs = Packs([SAMPLE])
    places = [packs.by_text(Phrase(text, "zh-CN").text, "zh-CN") for text in TEXTS]
    return [unpack(place) for place in places if place is not None]


def telephone(samples: Any) -> Any:
    """What mu-law leaves of samples (G.711), and some noise of a line."""
    noise = np.random.default_rng(1).normal(0, 0.002, len(samples))
    pressed = np.sign(samples) * np.log1p(255 * np.abs(samples)) / np.log(256)
    back = np.round(pressed * 127) / 127
    return (np.sign(back) * (256 ** np.abs(back) - 1) / 255 + noise).astype(np.float32)


def silence(seconds: float) -> Any:
    return np.zeros(int(seconds * RATE), dtype=np.float32)


def test_sounds_are_found_where_they_are(voices: list[Any]) -> None:
    first, second, third = voices
    line = telephone(np.concatenate([silence(1.2), first, silence(0.5), 0.3 * second, silence(2)]))
    end = len(line) / RATE
    found = recognise(line, first, 0, end)
    assert found is not None and abs(found.at - 1.2) < 0.01 and found.share > 0.9
    found = recognise(line, second, 0, end)
    assert found is not None and abs(found.at - 1.7 - len(first) / RATE) < 0.01 and found.share > 0.9
    absent = recognise(line, third, 0, end)
    assert absent is None or absent.share < 0.5


def test_after_a_loss_the_rest_is_recognised(voices: list[Any]) -> None:
    first = voices[0]
    cut = len(first) // 2
    line = telephone(np.concatenate([silence(1), first[:cut], first[cut + 2400 :], silence(1)]))
    found = recognise(line, first, 0, 3)
    assert found is not None and found.share > 0.6


def test_a_sound_elsewhere_is_not_found(voices: list[Any]) -> None:
    line = telephone(np.concatenate([silence(5), voices[0], silence(1)]))
    found = recognise(line, voices[0], 0, 2)
    assert found is None or found.share < 0.5


@pytest.mark.parametrize("gap", [0.04, 0.5])
def test_a_gap_in_the_line_moves_what_follows(voices: list[Any], gap: float) -> None:
    first = voices[0]
    cut = len(first) // 2
    line = telephone(np.concatenate([silence(1), first[:cut], silence(gap), first[cut:], silence(1)]))
    found = recognise(line, first, 0, 3)
    assert found is not None and found.share > 0.6


def test_the_end_of_a_sound_that_was_cut_short_is_missing(voices: list[Any]) -> None:
    first = voices[0]
    line = telephone(np.concatenate([silence(1), first[: len(first) // 2], silence(3)]))
    found = recognise(line, first, 0, 3)
    assert found is not None and 0.2 < found.share < 0.8


def test_silence_is_no_sound(voices: list[Any]) -> None:
    assert recognise(silence(5), voices[0], 0, 5) is None
    assert recognise(telephone(np.concatenate(voices)), silence(1), 0, 1) is None
