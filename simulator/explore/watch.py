"""What a caller went through in a call: how long nothing was heard, and whether the end came with a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nodes.clips import Clip
from simulator.caller import What
from simulator.dialogue import PAUSE, ScriptedCaller
from simulator.explore.choice import Spot
from simulator.steps import Step


@dataclass(frozen=True, slots=True)
class Quiet:
    """A stretch in which nothing was heard, not the caller's turn: milliseconds, and mostly where."""

    ms: int
    spot: Spot


class Watch:
    """Follows one call by the notices that its caller gets. Times are milliseconds since it began.

    The caller's turn to speak is no silence, nor is ringing, nor a sound that goes on behind a node.
    """

    def __init__(self) -> None:
        self.quiet: list[Quiet] = []
        """Every stretch of silence that was ended, the last one by the end of the call."""
        self.sounded: int | None = None
        """When the last sound ended; None where there was none."""
        self.answered_turn = True
        """Whether anything was heard since the flow last waited for the caller."""
        self.ended = 0
        """When the call was over."""
        self._since: int | None = None
        self._behind = False
        self._spot: Spot = ("", "")
        self._type = ""
        self._entered = 0
        self._shares: dict[Spot, int] = {}

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        self._share(at)
        self._spot, self._type = (flow, node), type_
        if self._behind:
            self._behind = False
            self._begin(at)

    def hears(self, at: int) -> None:
        """As Ear.hears."""
        self._end(at)
        self._behind = False

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        self.answered_turn = True
        self.sounded = at
        self._behind = ended == "on"
        if not self._behind:
            self._begin(at)

    def waits(self, at: int, what: What) -> None:
        """As Ear.waits."""
        if self._type != PAUSE:
            self.answered_turn = False
        if what != "key":
            self._end(at)

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        if what == "dial" and ended == "ended":
            self.answered_turn = True
            self.sounded = at
        if what != "key" or ended == "key":
            self._end(at)
            self._begin(at)

    def over(self, at: int) -> None:
        """As Ear.over."""
        self._end(at)
        self.ended = at

    def _begin(self, at: int) -> None:
        self._since = self._entered = at
        self._shares = {}

    def _share(self, at: int) -> None:
        if self._since is not None:
            self._shares[self._spot] = self._shares.get(self._spot, 0) + at - self._entered
            self._entered = at

    def _end(self, at: int) -> None:
        if self._since is not None:
            self._share(at)
            longest = max(self._shares, key=lambda spot: self._shares[spot])
            self.quiet.append(Quiet(at - self._since, longest))
            self._since = None


class WatchedCaller(ScriptedCaller):
    """A scripted caller whose call is watched."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        self.watch = Watch()
        super().__init__(steps)

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        self.watch.enters(at, flow, node, type_)
        super().enters(at, flow, node, type_)

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self.watch.hears(at)
        super().hears(at, clips, ms)

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        self.watch.heard(at, ended)
        super().heard(at, ended)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits."""
        self.watch.waits(at, what)
        super().waits(at, what, ms)

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        self.watch.waited(at, what, ended)
        super().waited(at, what, ended)

    def over(self, at: int) -> None:
        """As Ear.over."""
        self.watch.over(at)
        super().over(at)
