"""Tones as samples: telephone keys, and what a flow writes in the words of FreeSWITCH's tone_stream."""

from __future__ import annotations

import math
import re
from array import array

from flowdesigner.sound.out import RATE

_LOW = {
    key: low for low, keys in ((697, "123A"), (770, "456B"), (852, "789C"), (941, "*0#D")) for key in keys
}
_HIGH = {
    key: high
    for high, keys in ((1209, "147*"), (1336, "2580"), (1477, "369#"), (1633, "ABCD"))
    for key in keys
}
KEY_MS = 120
LONGEST_MS = 30_000
"""A tone that a flow writes is not heard longer while it is edited."""

_PART = re.compile(r"%\(\s*(\d+)\s*,\s*(\d+)\s*((?:,\s*[\d.]+\s*)+)\)")


def key(name: str) -> bytes:
    """What pressing a telephone key sounds like (ITU-T Q.23); empty for what is no key."""
    if name not in _LOW:
        return b""
    return wave_of((_LOW[name], _HIGH[name]), KEY_MS)


def wave_of(frequencies: tuple[float, ...], ms: int, level: float = 0.25) -> bytes:
    """Sines sounding together, each at `level` of full scale, their ends softened."""
    count = RATE * ms // 1000
    edge = min(RATE // 200, count // 2) or 1
    top = 32767 * min(level, 0.9 / max(len(frequencies), 1))
    samples = array("h", bytes(2 * count))
    for number in range(count):
        turn = 2 * math.pi * number / RATE
        soft = min(1.0, number / edge, (count - number) / edge)
        samples[number] = round(top * soft * sum(math.sin(turn * each) for each in frequencies))
    return samples.tobytes()


def tone(written: str) -> bytes:
    """A tone as a flow writes it, `%(200,100,425)`: on for 200 ms, off for 100, at 425 Hz; several in a row.

    Empty for what is none: the compiler says so, here it is only not heard. Repetitions are heard once.
    """
    made = b""
    for on, off, frequencies in _PART.findall(written):
        left = LONGEST_MS - 1000 * len(made) // (2 * RATE)
        pitches = tuple(
            float(each) for each in frequencies.split(",") if each.strip(" .") and each.count(".") < 2
        )
        made += wave_of(pitches, min(int(on), left))
        made += bytes(2 * (RATE * max(0, min(int(off), left - int(on))) // 1000))
    return made
