"""Reads and writes the heads of WAV files with the standard library alone (no numpy)."""

import struct
from pathlib import Path
from typing import BinaryIO

from sounds.errors import AudioError

RATE = 8000
"""Samples a second of every sound that this room makes: the telephone's."""


def length_ms(path: Path | str) -> int:
    """The playing time of a WAV file in milliseconds, rounded.

    Reads the RIFF chunks (Microsoft's Multimedia Programming Interface, 1991) itself: the standard library's
    wave module refuses WAVE_FORMAT_EXTENSIBLE in Python 3.11. Raises AudioError if it is no WAV file.
    """
    try:
        with open(path, "rb") as file:
            return _length_ms(file)
    except (OSError, struct.error) as error:
        raise AudioError(
            f"{path} cannot be read as a WAV file ({error})", "record or convert it again"
        ) from error


def _length_ms(file: BinaryIO) -> int:
    """The playing time of an open WAV file, from its format chunk and the size of its data."""
    riff, _, wave = struct.unpack("<4sI4s", file.read(12))
    bytes_a_second = 0
    while riff == b"RIFF" and wave == b"WAVE":
        name, size = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            bytes_a_second = int(struct.unpack("<HHIIHH", file.read(16))[3])
            size -= 16
        elif name == b"data":
            if not bytes_a_second:
                break
            here = file.tell()
            held: int = file.seek(0, 2) - here
            return round(1000 * min(int(size), held) / bytes_a_second)
        file.seek(size + size % 2, 1)
    raise struct.error("no RIFF/WAVE head")


def wav_bytes(samples: bytes, rate: int = RATE) -> bytes:
    """A WAV file around 16-bit little-endian mono samples."""
    head = struct.pack(
        "<4sI4s4sIHHIIHH", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16
    )
    return head + struct.pack("<4sI", b"data", len(samples)) + samples


def silence_bytes(ms: int, rate: int = RATE) -> bytes:
    """A WAV file of silence, `ms` milliseconds long."""
    return wav_bytes(bytes(2 * (rate * ms // 1000)), rate)
