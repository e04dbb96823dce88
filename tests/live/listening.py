"""Listens to a sound file: how long, how loud, how high."""

from __future__ import annotations

import wave
from itertools import pairwise
from pathlib import Path
from struct import unpack


def listened(path: Path) -> tuple[float, float, float]:
    """Seconds, loudness (root mean square) and pitch (hertz); the last two of the middle second."""
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 8000)
        count = sound.getnframes()
        samples = unpack(f"<{count}h", sound.readframes(count))
    middle = samples[count // 2 - 4000 : count // 2 + 4000]
    loudness = (sum(s * s for s in middle) / len(middle)) ** 0.5
    crossings = sum((a < 0) != (b < 0) for a, b in pairwise(middle))
    return count / 8000, loudness, crossings / 2
