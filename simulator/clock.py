"""The time of a simulated call: it passes only when a verb or a service lets it pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
"""When a simulated call begins if nobody says when: a Thursday morning."""


class VirtualClock:
    """The protocol nodes.services.Clock on time that is only counted; `start` needs a time zone.

    Milliseconds are whole numbers, so that the same call always gives the same times.
    """

    __slots__ = ("ms", "start")

    def __init__(self, start: datetime = START) -> None:
        if start.tzinfo is None:
            raise ValueError(f"the time {start} has no zone: write it as 2026-01-15T10:00+08:00")
        self.start = start
        self.ms = 0
        """Milliseconds since the call began."""

    def now(self) -> datetime:
        """The time of day, with the zone of `start`."""
        if not self.ms:
            return self.start
        moment = self.start.astimezone(UTC) + timedelta(milliseconds=self.ms)
        return moment.astimezone(self.start.tzinfo)

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.ms / 1000

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; less than none is none."""
        self.ms += max(0, round(seconds * 1000))

    def to(self, ms: int) -> None:
        """Go on to `ms` milliseconds since the call began; time never goes back."""
        if ms > self.ms:
            self.ms = ms
