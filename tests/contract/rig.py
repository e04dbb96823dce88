"""What the suite needs of a channel under test: the channel, its other end, parties to ring, files, time.

`sim.py` has it for the simulated channel, `live.py` for a real one; both offer a context manager that gives
a `Rig` with a fresh call that nobody has answered.
"""

from __future__ import annotations

from typing import Literal, Protocol

from nodes.channel import Channel
from nodes.clips import Clip

Outcome = Literal["answer", "busy", "no_answer", "rejected", "failed"]


class FarEnd(Protocol):
    """The caller's telephone. Each returns at once; what it does happens `after` seconds from now."""

    def press(self, keys: str, after: float = 0.0, pace: float = 0.3) -> None:
        """Press `keys`, one every `pace` seconds."""

    def hangup(self, after: float = 0.0) -> None:
        """Hang up."""

    def talk(self, seconds: float, after: float = 0.0) -> None:
        """Make a sound loud enough to count as speech for `seconds`."""

    def received(self) -> str:
        """The keys that the channel has sent so far."""


class Rig(Protocol):
    """A channel under test and what surrounds it."""

    @property
    def channel(self) -> Channel:
        """The channel under test, with a call that is not answered yet."""

    @property
    def far_end(self) -> FarEnd:
        """The caller's telephone."""

    @property
    def tolerance(self) -> float:
        """By how many seconds a length may differ from the expected one."""

    def sound(self, seconds: float) -> Clip:
        """A clip that can be played and lasts `seconds`."""

    def party(
        self,
        outcome: Outcome,
        *,
        after: float = 0.5,
        seconds: float = 1.0,
        listens: float = 0.0,
        presses: str = "",
    ) -> str:
        """A dial string of somebody who does `outcome` after ringing `after` seconds.

        One who answers listens for `listens` seconds, presses the key `presses` if there is one, and hangs up
        `seconds` later; one who does not answer rings for ever.
        """

    def new_path(self) -> str:
        """An absolute path where a recording can be written; nothing is there."""

    def bad_path(self) -> str:
        """An absolute path where nothing can be written."""

    def length(self, path: str) -> float:
        """Seconds of sound in the WAV file at `path`. Raises OSError if there is none."""

    def pause(self, seconds: float) -> None:
        """Let `seconds` pass while no verb runs."""

    def elapsed(self) -> float:
        """Seconds that have passed since the call began."""
