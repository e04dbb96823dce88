"""A simulated call by itself: its state, a clock that is only counted, and what the caller does meanwhile."""

from __future__ import annotations

from collections import deque

from nodes.channel import CallFacts
from nodes.errors import CallEnded
from simulator.caller import Act, Caller
from simulator.clock import VirtualClock
from simulator.switch import Switch

GRAIN = 20
"""Milliseconds of a frame of sound: a switch notices a key when a frame ends."""


class Endpoint:
    """The base of SimChannel.

    Keys and hang-ups that happen while no verb runs (a service took its time) are noticed by the next verb,
    as on a switch.
    """

    __slots__ = (
        "_answered",
        "_caller",
        "_cause",
        "_clock",
        "_early",
        "_facts",
        "_keys",
        "_switch",
        "_talking",
        "_told",
    )

    def __init__(
        self, facts: CallFacts, clock: VirtualClock, caller: Caller, switch: Switch | None = None
    ) -> None:
        self._facts = facts
        self._clock = clock
        self._caller = caller
        self._switch = switch or Switch()
        self._keys: deque[str] = deque()
        self._answered = False
        self._early = False
        self._cause = ""
        self._told = False
        self._talking = 0

    # -- state ----------------------------------------------------------------------------------

    @property
    def facts(self) -> CallFacts:
        """What was known of the call when it arrived."""
        return self._facts

    @property
    def up(self) -> bool:
        """Whether the caller is still there."""
        self._catch_up()
        return not self._cause

    @property
    def answered(self) -> bool:
        """Whether the call has been answered."""
        return self._answered

    # -- time and the caller --------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Take notice of what the caller did while no verb ran."""
        now = self._clock.ms
        act = self._caller.next_act(now, now + 1)
        while act is not None and not self._cause:
            self._note(act)
            act = self._caller.next_act(now, now + 1)

    def _enter(self) -> None:
        """Begin a verb. Raises CallEnded if the call is over."""
        self._catch_up()
        if self._cause:
            raise self._ended()

    def _ended(self) -> CallEnded:
        """The exception that says so."""
        self._tell()
        return CallEnded(self._cause)

    def _tell(self) -> None:
        """The flow knows that the call is over: from now on every verb raises."""
        if not self._told:
            self._told = True
            self._caller.over(self._clock.ms)

    def _note(self, act: Act) -> None:
        if act.kind == "key":
            self._keys.append(act.key)
        elif act.kind == "hangup":
            self._cause = "NORMAL_CLEARING"
        else:
            self._talking = max(self._clock.ms, act.at) + (act.ms or 10**9)

    def _pass(self, end: int | None) -> Act | None:
        """Let time pass to the caller's next act, which is noted and returned, or to `end` (None)."""
        clock = self._clock
        act = self._caller.next_act(clock.ms, end)
        if act is None:
            if end is not None:
                clock.to(end)
                return None
            act = Act(clock.ms, "hangup")
        at = -(-act.at // GRAIN) * GRAIN
        clock.to(at if end is None or at < end else end)
        self._note(act)
        return act

    def _media(self) -> None:
        """The first sound answers the call, unless early media was asked for."""
        if not self._answered and not self._early:
            self._answered = True

    def _stays(self, ms: int) -> bool:
        """Let `ms` milliseconds pass; whether the caller is still there."""
        end = self._clock.ms + ms
        while act := self._pass(end):
            if act.kind == "hangup":
                return False
        return True
