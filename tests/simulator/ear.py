"""An ear that writes down every notice it is given."""

from __future__ import annotations

from collections.abc import Sequence

from nodes.clips import Clip
from simulator.caller import Act, TimedCaller, What


class NotingCaller(TimedCaller):
    """A timed caller that writes down its notices."""

    def __init__(self, acts: Sequence[Act] = ()) -> None:
        super().__init__(acts)
        self.notes: list[tuple[object, ...]] = []

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """Write it down."""
        self.notes.append(("hears", at, [clip.text for clip in clips], ms))

    def heard(self, at: int, ended: str) -> None:
        """Write it down."""
        self.notes.append(("heard", at, ended))

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """Write it down."""
        self.notes.append(("waits", at, what, ms))

    def waited(self, at: int, what: What, ended: str) -> None:
        """Write it down."""
        self.notes.append(("waited", at, what, ended))

    def over(self, at: int) -> None:
        """Write it down."""
        self.notes.append(("over", at))
