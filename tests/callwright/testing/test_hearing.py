"""What a live caller heard, told from the recording of his leg; where two journals differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from callwright.testing.journals import rows
from engine.events import Event, Heard, KeyPressed, NodeEntered, RecordingMade
from nodes.clips import Clip
from simulator.dialogue import Sound
from tests.callwright.sample import FOLDER

np: Any = pytest.importorskip("numpy", reason="NO SOUND: pip install 'callwright[live]'")
soundfile: Any = pytest.importorskip("soundfile", reason="NO SOUND: pip install 'callwright[live]'")

from callwright.testing.hearing import sounded, unheard  # noqa: E402
from sounds.packed import Packs, unpack  # noqa: E402
from sounds.phrases import Phrase  # noqa: E402
from sounds.wav import RATE  # noqa: E402

TEXTS = ("感谢您的来电，再见。", "没有收到您的按键。", "您的按键不正确。")


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Clip]:
    """Three prompts with their files."""
    folder = tmp_path_factory.mktemp("clips")
    packs = Packs([FOLDER / "sounds" / "packed"])
    made = []
    for number, text in enumerate(TEXTS):
        place = packs.by_text(Phrase(text, "zh-CN").text, "zh-CN")
        assert place is not None
        samples = unpack(place)
        file = folder / f"{number}.wav"
        soundfile.write(file, samples, RATE, "PCM_16")
        made.append(Clip("speech", text, "zh-CN", str(file), round(len(samples) * 1000 / RATE)))
    return made


def recorded(folder: Path, parts: Sequence[Clip | float]) -> Path:
    """A recording of clips and of seconds of silence."""
    found = [
        np.zeros(int(part * RATE)) if isinstance(part, float) else soundfile.read(part.file)[0]
        for part in parts
    ]
    soundfile.write(folder / "caller.wav", np.concatenate(found), RATE, "PCM_16")
    return folder / "caller.wav"


def call(clips: Sequence[Clip], pause: int = 500) -> list[Sound]:
    """The clips, played one after the other with a pause in between."""
    found, at = [], 100
    for clip in clips:
        found.append(Sound(at, (clip,), "done", at + clip.ms))
        at += clip.ms + pause
    return found


def test_what_is_in_the_recording_was_heard(tmp_path: Path, clips: list[Clip]) -> None:
    recording = recorded(tmp_path, [0.3, clips[0], 0.5, clips[1], 0.6, clips[2], 0.2])
    assert list(unheard(call(clips), recording)) == []


def test_what_is_missing_was_not_heard_and_the_rest_was(tmp_path: Path, clips: list[Clip]) -> None:
    recording = recorded(tmp_path, [0.3, clips[0], 0.5, clips[1].ms / 1000, 0.6, clips[2], 0.2])
    (told,) = unheard(call(clips), recording)
    at = (600 + clips[0].ms) / 1000
    assert told.en == f"'没有收到您的按键。' was played at {at:.1f} s, and not heard in the caller's sound"


def test_the_wrong_order_is_not_what_was_played(tmp_path: Path, clips: list[Clip]) -> None:
    recording = recorded(tmp_path, [0.3, clips[0], 0.5, clips[2], 0.5, clips[1], 5.0])
    assert len(list(unheard(call(clips), recording))) >= 1


def test_what_a_key_cut_short_need_only_begin(tmp_path: Path, clips: list[Clip]) -> None:
    first = clips[0]
    begin = np.asarray(soundfile.read(first.file)[0])[: first.ms * RATE // 2000]
    soundfile.write(tmp_path / "caller.wav", np.concatenate([begin, np.zeros(2 * RATE)]), RATE, "PCM_16")
    sounds = [Sound(0, (first,), "key", first.ms // 2)]
    assert list(unheard(sounds, tmp_path / "caller.wav")) == []
    assert list(unheard([Sound(0, (first,), "done", first.ms)], tmp_path / "caller.wav"))


def test_a_prompt_without_a_sound_is_told(tmp_path: Path) -> None:
    recording = recorded(tmp_path, [1.0])
    (told,) = unheard([Sound(0, (Clip("speech", "你好"),), "done", 500)], recording)
    assert told.en == "'你好' has no sound: callwright sounds build"
    (told,) = unheard([], tmp_path / "none.wav")
    assert told.en.startswith("what the caller heard was not recorded")


def test_what_cannot_be_recognised_is_not_looked_for(clips: list[Clip]) -> None:
    first = clips[0]
    assert sounded(Sound(0, (first,), "on", first.ms)) is None
    assert sounded(Sound(0, (first,), "key", 500)) is None
    assert sounded(Sound(0, (Clip("tone", tone="%(1000,0,440)", ms=1000),), "done", 1000)) is None
    pause = Clip("silence", ms=250)
    whole = sounded(Sound(0, (first, pause, clips[1]), "done", first.ms + 250 + clips[1].ms))
    assert len(whole) == (first.ms + 250 + clips[1].ms) * RATE // 1000


def test_prompts_that_are_heard_again_are_told_apart(tmp_path: Path, clips: list[Clip]) -> None:
    recording = recorded(tmp_path, [0.3, clips[0], 0.5, clips[1], 0.5, clips[0], 1.0])
    assert list(unheard(call([clips[0], clips[1], clips[0]]), recording)) == []
    assert len(list(unheard(call([clips[0], clips[0], clips[0]]), recording))) == 1


EVENTS: list[Event] = [
    NodeEntered(0.0, "f", "a", "menu", "1"),
    Heard(0.1, "a", "hello", "en", "done"),
    KeyPressed(2.0, "a", "1"),
]


def test_equal_journals_have_no_rows() -> None:
    later = [NodeEntered(0.5, "f", "a", "menu", "9"), *EVENTS[1:]]
    assert list(rows(EVENTS, later)) == []


def test_journals_are_compared_side_by_side() -> None:
    other = [EVENTS[0], EVENTS[1], KeyPressed(2.0, "a", "2"), KeyPressed(2.5, "a", "3")]
    assert [tuple(row) for row in rows(EVENTS, other)] == [
        ("key_pressed node=a key=1", "key_pressed node=a key=2"),
        ("", "key_pressed node=a key=3"),
    ]


def test_a_recording_that_the_hang_up_just_missed_is_of_no_account() -> None:
    begun = RecordingMade(2.0, "a", "hangup", 0.1, "x.wav")
    assert list(rows([*EVENTS, begun], EVENTS)) == []
    kept = RecordingMade(2.0, "a", "hangup", 3.0, "x.wav")
    assert len(list(rows([*EVENTS, kept], EVENTS))) == 1
