"""Where sound goes: one interface; a clocked silence and a tape behind it. The sound card is in device.py."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from sounds.wav import wav_bytes

RATE = 8000
"""Samples a second: the telephone's."""


class AudioOut(Protocol):
    """Plays 16-bit little-endian mono samples in the order written. No method waits or raises."""

    @property
    def name(self) -> str:
        """What the device is called; empty where nobody hears anything."""

    @property
    def queued_ms(self) -> int:
        """Milliseconds that were written and have not sounded yet."""

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        """Let samples sound after those that were written before; returns at once."""

    def clear(self) -> None:
        """Forget what has not sounded yet: a barge-in."""

    def close(self) -> None:
        """Let go of the device."""


class Queue:
    """Samples that wait for a device, at 8 kHz; any thread may write, another take."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held = bytearray()

    def put(self, pcm: bytes, rate: int) -> None:
        """Append samples of any rate."""
        samples = at_rate(pcm, rate)
        with self._lock:
            self._held += samples

    def take(self, count: int) -> bytes:
        """At most `count` bytes from the beginning."""
        with self._lock:
            taken = bytes(self._held[:count])
            del self._held[:count]
        return taken

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._held.clear()

    @property
    def ms(self) -> int:
        """What is held, in milliseconds, rounded up: 0 only if nothing is."""
        with self._lock:
            return -(-len(self._held) * 1000 // (2 * RATE))


class ClockedSilence:
    """Nobody hears it, but it takes the time that it would: for machines without a sound card."""

    name = ""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends = 0.0

    @property
    def queued_ms(self) -> int:
        """What the clock has not passed yet."""
        return max(0, round(1000 * (self._ends - self._clock())))

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        """Be busy for the length of the samples."""
        self._ends = max(self._ends, self._clock()) + len(pcm) / 2 / rate

    def clear(self) -> None:
        """Be done at once."""
        self._ends = 0.0

    def close(self) -> None:
        """There is nothing to let go of."""
        self.clear()


class Tape:
    """Takes no time and keeps everything: for tests."""

    name = ""

    def __init__(self) -> None:
        self.pcm = b""
        self.cleared = 0
        self.closed = False

    @property
    def queued_ms(self) -> int:
        """Nothing waits."""
        return 0

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        """Keep the samples, at 8 kHz."""
        self.pcm += at_rate(pcm, rate)

    def clear(self) -> None:
        """Count that it was cut short."""
        self.cleared += 1

    def close(self) -> None:
        """Remember it."""
        self.closed = True

    def save(self, path: Path) -> None:
        """Write what was heard as a WAV file."""
        path.write_bytes(wav_bytes(self.pcm, RATE))


def at_rate(pcm: bytes, rate: int, to: int = RATE) -> bytes:
    """16-bit mono samples at another rate, by straight lines between them: enough to listen to."""
    if rate == to or len(pcm) < 2:
        return pcm[: len(pcm) // 2 * 2]
    given = array("h", pcm[: len(pcm) // 2 * 2])
    count = len(given) * to // rate
    made = array("h", bytes(2 * count))
    last = len(given) - 1
    for number in range(count):
        whole, part = divmod(number * rate, to)
        after = given[min(whole + 1, last)]
        made[number] = given[whole] + (after - given[whole]) * part // to
    return made.tobytes()
