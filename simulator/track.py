"""What a caller hears and presses in one call, and when: the plan of its sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nodes.channel import CallFacts
from nodes.clips import Clip
from simulator.caller import Act, Caller, What
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.switch import Switch


@dataclass(slots=True)
class Stretch:
    """`clips` sound from `begin` to `end` (milliseconds of the call); `background`: over and over."""

    begin: int
    clips: Sequence[Clip]
    end: int
    background: bool = False


@dataclass(slots=True)
class Track:
    """The sounds of a call in their order, the keys at the moment that they were pressed, and its length."""

    stretches: list[Stretch] = field(default_factory=list)
    keys: list[tuple[int, str]] = field(default_factory=list)
    ms: int = 0

    def begin(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """`clips` begin to sound; what sounded behind ends."""
        self.quiet(at)
        self.stretches.append(Stretch(at, clips, at + ms))

    def ended(self, at: int, how: str) -> None:
        """What was begun last ended, or goes on behind what follows (`on`)."""
        if not self.stretches:
            return
        last = self.stretches[-1]
        if how == "on":
            last.background, last.end = True, -1
        else:
            last.end = min(last.end, at)

    def quiet(self, at: int) -> None:
        """What sounds behind the call ends."""
        for stretch in self.stretches:
            if stretch.end < 0:
                stretch.end = at
        self.ms = max(self.ms, at)


class Overheard:
    """A caller who does as `inner` does, every sound and key of his noted in `track`."""

    def __init__(self, inner: Caller, track: Track) -> None:
        self._inner = inner
        self.track = track

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        self._inner.enters(at, flow, node, type_)

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self.track.begin(at, clips, ms)
        self._inner.hears(at, clips, ms)

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        self.track.ended(at, ended)
        self._inner.heard(at, ended)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits."""
        self._inner.waits(at, what, ms)

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        self._inner.waited(at, what, ended)

    def over(self, at: int) -> None:
        """As Ear.over."""
        self.track.quiet(at)
        self._inner.over(at)

    def next_act(self, now: int, until: int | None) -> Act | None:
        """As Caller.next_act."""
        act = self._inner.next_act(now, until)
        if act is not None and act.kind == "key":
            self.track.keys.append((max(now, act.at), act.key))
        return act


class OverheardChannel(SimChannel):
    """A simulated call that also tells an overheard caller when the sound behind the call was stopped."""

    __slots__ = ("_track",)

    def __init__(
        self, facts: CallFacts, clock: VirtualClock, caller: Overheard, switch: Switch | None = None
    ) -> None:
        super().__init__(facts, clock, caller, switch)
        self._track = caller.track

    def stop_sound(self) -> None:
        """As Channel.stop_sound."""
        super().stop_sound()
        self._track.quiet(self._clock.ms)
