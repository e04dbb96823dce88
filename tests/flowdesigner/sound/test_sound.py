"""Outputs, tones, files read, the player and the microphone, on miniaudio's null device."""

from __future__ import annotations

import math
import struct
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flowdesigner.sound import tones
from flowdesigner.sound.choose import open_out
from flowdesigner.sound.decode import pcm_of
from flowdesigner.sound.device import NoDevice, SoundCard
from flowdesigner.sound.errors import Unreadable
from flowdesigner.sound.microphone import Microphone
from flowdesigner.sound.out import RATE, AudioOut, ClockedSilence, Queue, Tape, at_rate
from flowdesigner.sound.player import Player
from sounds.wav import wav_bytes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def strength(pcm: bytes, frequency: float, rate: int = RATE) -> float:
    """How much of a frequency is in samples, 0 to 1 for a sine of full scale (Goertzel)."""
    samples = array("h", pcm)
    turn = 2 * math.pi * frequency / rate
    real = sum(each * math.cos(turn * n) for n, each in enumerate(samples))
    imaginary = sum(each * math.sin(turn * n) for n, each in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples) / 32768


def test_clocked_silence_takes_the_time_of_the_sound() -> None:
    now = [10.0]
    out = ClockedSilence(lambda: now[0])
    out.write(bytes(2 * RATE))
    out.write(bytes(RATE))
    assert out.queued_ms == 1500
    now[0] += 1.0
    assert out.queued_ms == 500
    out.clear()
    assert out.queued_ms == 0
    now[0] += 5.0
    out.write(bytes(2 * 16_000), 16_000)
    assert out.queued_ms == 1000
    assert out.name == ""


def test_tape_keeps_what_was_heard_and_writes_it(tmp_path: Path) -> None:
    tape = Tape()
    tape.write(tones.wave_of((440.0,), 100))
    tape.save(tmp_path / "heard.wav")
    assert pcm_of(tmp_path / "heard.wav") == tape.pcm
    assert len(tape.pcm) == 2 * RATE // 10


def test_another_rate_is_the_same_tone() -> None:
    fast = b"".join(
        struct.pack("<h", round(16_000 * math.sin(2 * math.pi * 440 * n / 44_100))) for n in range(22_050)
    )
    slow = at_rate(fast, 44_100)
    assert len(slow) == RATE
    assert strength(slow, 440) == pytest.approx(16_000 / 32_768, rel=0.05)
    assert at_rate(b"", 44_100) == b""
    assert at_rate(b"abc", RATE) == b"ab"


def test_queue_gives_what_was_put_in_its_order() -> None:
    queue = Queue()
    queue.put(b"abcd", RATE)
    queue.put(b"ef", RATE)
    assert queue.ms == 1
    assert queue.take(4) == b"abcd"
    assert queue.take(4) == b"ef"
    assert queue.ms == 0


@pytest.mark.parametrize(
    ("key", "low", "high"), [("1", 697, 1209), ("5", 770, 1336), ("#", 941, 1477), ("*", 941, 1209)]
)
def test_keys_sound_as_on_a_telephone(key: str, low: float, high: float) -> None:
    pcm = tones.key(key)
    assert strength(pcm, low) > 0.2
    assert strength(pcm, high) > 0.2
    assert strength(pcm, 1100) < 0.02


def test_what_is_no_key_is_not_heard() -> None:
    assert tones.key("x") == b""


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("%(200,100,425)", 300),
        ("%(1000,0,350,440)", 1000),
        ("%(100,100,400);%(50,0,500)", 250),
        ("L=3;%(100,0,400)", 100),
        ("nonsense", 0),
        ("%(90000,90000,400)", 30_000),
    ],
)
def test_tones_of_a_flow(written: str, ms: int) -> None:
    assert len(tones.tone(written)) * 1000 // (2 * RATE) == ms


def test_stereo_file_is_read_as_the_telephone_has_it(tmp_path: Path) -> None:
    file = tmp_path / "录音.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(16_000)
        left = [round(12_000 * math.sin(2 * math.pi * 500 * n / 16_000)) for n in range(16_000)]
        out.writeframes(b"".join(struct.pack("<hh", each, each) for each in left))
    pcm = pcm_of(file)
    assert len(pcm) == pytest.approx(2 * RATE, abs=40)
    assert strength(pcm, 500) == pytest.approx(12_000 / 32_768, rel=0.05)


@pytest.mark.parametrize("content", [b"", b"no sound at all", wav_bytes(b"")[:20]])
def test_a_file_without_sound_says_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "words.wav"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=r"words\.wav is no sound"):
        pcm_of(file)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"gone\.wav"):
        pcm_of(tmp_path / "gone.wav")


def test_the_card_takes_samples_in_its_own_time(qtbot: QtBot) -> None:
    card = SoundCard(["NULL"])
    card.write(bytes(2 * RATE // 10))
    qtbot.waitUntil(lambda: card.queued_ms == 0, timeout=5000)
    card.write(bytes(2 * RATE * 60))
    card.clear()
    assert card.queued_ms == 0
    card.close()


def test_without_a_card_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> AudioOut:
        raise NoDevice("none")

    monkeypatch.setattr("flowdesigner.sound.choose.SoundCard", none)
    assert isinstance(open_out(), ClockedSilence)


def test_player_plays_one_thing_after_the_other(qtbot: QtBot, tmp_path: Path) -> None:
    tape = Tape()
    player = Player(open_=lambda: tape)
    file = tmp_path / "a.wav"
    file.write_bytes(wav_bytes(b"\1\0" * 80))
    with qtbot.waitSignals([player.began, player.ended], order="strict"):
        player.play([file, b"\2\0" * 80])
    assert tape.pcm == b"\1\0" * 80 + b"\2\0" * 80
    assert tape.closed
    assert not player.playing


def test_player_stops_and_says_what_it_cannot_play(qtbot: QtBot, tmp_path: Path) -> None:
    player = Player(open_=lambda: ClockedSilence())
    player.play([bytes(2 * RATE * 60)])
    assert player.playing
    assert not player.heard
    with qtbot.waitSignal(player.ended):
        player.stop()
    with qtbot.waitSignal(player.told) as told:
        player.play([tmp_path / "gone.wav"])
    assert "gone.wav" in str(told.args[0])
    assert not player.playing


def test_microphone_records_until_it_is_stopped(qtbot: QtBot) -> None:
    microphone = Microphone(["NULL"])
    microphone.start()
    assert microphone.recording
    qtbot.waitUntil(lambda: microphone.seconds > 0, timeout=5000)
    assert len(microphone.stop()) >= 2
    assert not microphone.recording
    assert microphone.stop() == b""
