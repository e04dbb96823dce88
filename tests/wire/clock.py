"""Time as the probes see it: the wall clock for a real switch, a clock that jumps for the fake one."""

from __future__ import annotations

import heapq
import itertools
import time

import gevent
from gevent.event import Event as Signal

IDLE_ROUNDS = 4
"""Rounds of an idle event loop before the virtual clock moves: what was sent has then been received."""

NEVER = 1e6
"""A wait of so many seconds has no end of its own: the virtual clock does not jump to it."""


class Clock:
    """The wall clock."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        gevent.sleep(seconds)

    def wait(self, signal: Signal, seconds: float) -> bool:
        """Wait until `signal` is set, at most `seconds`; whether it was."""
        return bool(signal.wait(seconds))


class VirtualClock(Clock):
    """A clock that stands still while anything runs and jumps to the next alarm when nothing does.

    A busy machine makes a test slower, never different.
    """

    def __init__(self) -> None:
        """The clock starts at 1000 seconds."""
        self._now = 1000.0
        self._alarms: list[tuple[float, int, Signal]] = []
        self._numbers = itertools.count()
        self._driver: gevent.Greenlet[..., None] | None = None

    def now(self) -> float:
        """Virtual seconds."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let virtual `seconds` pass."""
        self.wait(Signal(), seconds)

    def wait(self, signal: Signal, seconds: float) -> bool:
        """Wait until `signal` is set, or the clock has moved on by `seconds`."""
        if signal.is_set():
            return True
        if seconds >= NEVER:
            return bool(signal.wait())
        waking = Signal()
        signal.rawlink(lambda _: waking.set())
        alarm = (self._now + max(seconds, 0.0), next(self._numbers), waking)
        heapq.heappush(self._alarms, alarm)
        if self._driver is None or self._driver.dead:
            self._driver = gevent.spawn(self._drive)
        waking.wait()
        if alarm in self._alarms:
            self._alarms.remove(alarm)
            heapq.heapify(self._alarms)
        return bool(signal.is_set())

    def _drive(self) -> None:
        while self._alarms:
            for _ in range(IDLE_ROUNDS):
                gevent.idle()
            if self._alarms:
                at, _, waking = heapq.heappop(self._alarms)
                self._now = max(self._now, at)
                waking.set()
