"""Reads a sound file of any kind as samples for the telephone: WAV by itself, others by what is installed."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

from flowdesigner.sound.device import NoDevice, miniaudio
from flowdesigner.sound.errors import Unreadable
from flowdesigner.sound.out import RATE
from flowdesigner.words.say import say


def pcm_of(path: Path) -> bytes:
    """The samples of a file: 16-bit, mono, 8 kHz. Raises Unreadable.

    A WAV file as this product makes them needs no package; WAV, FLAC, Ogg Vorbis and MP3 are read by
    miniaudio.
    """
    try:
        return _plain(path)
    except (wave.Error, EOFError):
        return _decoded(path)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def _plain(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise wave.Error("not the telephone's")
        return file.readframes(file.getnframes())


def _decoded(path: Path) -> bytes:
    try:
        package: Any = miniaudio()
    except NoDevice as error:
        raise Unreadable(
            say(
                "{} 无法读取：请安装 callwright[designer]，或换成 8 kHz 单声道 WAV。",
                "{} cannot be read: install callwright[designer], or use a mono WAV file at 8 kHz.",
                path.name,
            )
        ) from error
    try:
        # Read by Python: the package takes no path with Chinese in it on Windows.
        found = package.decode(path.read_bytes(), package.SampleFormat.SIGNED16, 1, RATE)
    except (package.MiniaudioError, OSError) as error:
        raise _unreadable(path, str(error)) from error
    return bytes(found.samples)


def _unreadable(path: Path, why: str) -> Unreadable:
    return Unreadable(
        say(
            "{} 不是能读取的声音（{}）：请用 WAV、FLAC、OGG 或 MP3。",
            "{} is no sound that can be read ({}): use WAV, FLAC, OGG or MP3.",
            path.name,
            why,
        )
    )
