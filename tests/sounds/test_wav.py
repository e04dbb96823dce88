"""Lengths of WAV files, read without any library."""

import wave
from pathlib import Path

import pytest

from sounds.errors import AudioError
from sounds.wav import length_ms, silence_bytes


@pytest.mark.parametrize(("rate", "channels", "width"), [(8000, 1, 2), (16000, 2, 2), (44100, 1, 1)])
def test_the_length_agrees_with_the_wave_module(tmp_path: Path, rate: int, channels: int, width: int) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(channels * width * rate * 3 // 2))
    assert length_ms(path) == 1500


def test_silence_has_its_length(tmp_path: Path) -> None:
    path = tmp_path / "s.wav"
    path.write_bytes(silence_bytes(250))
    assert length_ms(path) == 250
    assert length_ms(str(path)) == 250


def test_a_length_larger_than_the_file_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    path.write_bytes(silence_bytes(1000)[: 44 + 8000])
    assert length_ms(path) == 500


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"RIFF\0\0\0\0WAVE",
        b"OggS" + bytes(60),
        silence_bytes(10)[:20],
        b"RIFF\0\0\0\0WAVEdata\4\0\0\0\0\0\0\0",
    ],
)
def test_what_is_no_wav_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=r"bad\.wav"):
        length_ms(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"none\.wav"):
        length_ms(tmp_path / "none.wav")
