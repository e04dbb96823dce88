"""Lays sounds over each other at their times: the sound of a whole call."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sounds.engines.engine import need
from sounds.tones import tone
from sounds.wav import RATE

if TYPE_CHECKING:
    from sounds.audio import Samples

PER_MS = RATE // 1000

_SPELL = re.compile(r"%\(\s*(\d+)\s*,\s*(\d+)\s*((?:,\s*[\d.]+\s*)*)\)")
_LOOPS = re.compile(r"(?:loops|[lL])=(\d+)")
_VOLUME = re.compile(r"v=(-?[\d.]+)")
_QUIET = -16.0
"""The level of a tone that names none, in dBFS."""


def mix(ms: int, sounds: Iterable[tuple[int, "Samples"]]) -> "Samples":
    """`ms` milliseconds with each of `sounds` from its begin (milliseconds) on, cut at the end.

    Together they may be louder than a sample holds: what is over is clipped.
    """
    np: Any = need("numpy")
    mixed: Samples = np.zeros(max(0, ms) * PER_MS, dtype=np.float32)
    for begin, samples in sounds:
        first = max(0, begin) * PER_MS
        fits = samples[: max(0, len(mixed) - first)]
        mixed[first : first + len(fits)] += fits
    return np.clip(mixed, -1.0, 1.0, out=mixed)  # type: ignore[no-any-return]


def stretched(samples: "Samples", ms: int, again: bool = False) -> "Samples":
    """Exactly `ms` milliseconds of samples: cut, or followed by silence or (`again`) by themselves."""
    np: Any = need("numpy")
    wanted = max(0, ms) * PER_MS
    if again and 0 < len(samples) < wanted:
        samples = np.tile(samples, -(-wanted // len(samples)))
    held: Samples = np.zeros(wanted, dtype=np.float32)
    held[: min(wanted, len(samples))] = samples[:wanted]
    return held


def tone_stream(text: str) -> "Samples":
    """The sound of a tone as FreeSWITCH's tone_stream writes it: `%(on,off,hertz,...)`, `v=dB`, `loops=n`.

    What it does not know of it is silence. An endless tone sounds once: loop it.
    """
    np: Any = need("numpy")
    volume = _VOLUME.search(text)
    level = max(-60.0, min(0.0, float(volume[1]))) if volume else _QUIET
    parts: list[Any] = [np.zeros(0, dtype=np.float32)]
    for on, off, hertz in _SPELL.findall(text):
        pitches = [float(each) for each in hertz.split(",") if each.strip()]
        on_ms, off_ms = min(int(on), 60_000), min(int(off), 60_000)
        parts.append(tone(*pitches, ms=on_ms, level=level) if pitches else stretched(parts[0], on_ms))
        parts.append(stretched(parts[0], off_ms))
    once = np.concatenate(parts)
    loops = _LOOPS.search(text)
    samples: Samples = np.tile(once, max(1, min(int(loops[1]), 1000)) if loops else 1)
    return samples
