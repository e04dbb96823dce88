"""Runs a release against a simulated caller from the first event of a call to the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.events import Event, NodeEntered
from engine.limits import LIMITS, Limits
from engine.runner import Outcome, run_call
from flows.release import Release
from simulator.caller import Caller
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.dialogue import Dialogue, caller_of
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, Effect, HttpAnswer
from simulator.record import CallRecord
from simulator.services import SimServices
from simulator.steps import Step
from simulator.track import Overheard, OverheardChannel, Track


@dataclass(frozen=True)
class Simulation(CallRecord):
    """One simulated call: its record, how it ended, and what it did outside.

    `unused` and `unused_legs` are what was prepared and never asked for, `keys_sent` the DTMF that the
    flow sent to the caller, `asked` what databases and web services answered, in order.
    """

    outcome: Outcome
    effects: Sequence[Effect]
    unused: Sequence[DatabaseAnswer | HttpAnswer]
    unused_legs: Sequence[Leg]
    keys_sent: Sequence[str]
    asked: Sequence[DatabaseAnswer | HttpAnswer] = ()


def simulate(
    release: Release,
    caller: str | tuple[Step, ...] | list[Step] | Caller = "",
    given: Given | None = None,
    *,
    clock: VirtualClock | None = None,
    watch: Callable[[Event], None] | None = None,
    limits: Limits = LIMITS,
    track: Track | None = None,
) -> Simulation:
    """Ring `release` and return when the call is over.

    `caller` is written as for `--keys`, or is steps, or a caller of one's own. `watch` sees each event as
    it happens, `track` notes what is heard and pressed when. The same arguments give the same events, to the
    byte. Raises ValueError for bad keys.
    """
    given = given or Given()
    other_end: Caller = caller_of(caller)
    clock = clock or VirtualClock(given.now)
    switch = given.switch()
    outside = SimServices(clock, given.world)
    events: list[Event] = []
    whereabouts = outside.whereabouts

    def journal(event: Event) -> None:
        events.append(event)
        if type(event) is NodeEntered:
            whereabouts.node = event.node
            other_end.enters(clock.ms, event.flow, event.node, event.type)
        if watch is not None:
            watch(event)

    if track is None:
        channel = SimChannel(given.facts, clock, other_end, switch)
    else:
        channel = OverheardChannel(given.facts, clock, Overheard(other_end, track), switch)
    outcome = run_call(
        release, channel, outside.services, journal, line=given.line, limits=limits, values=given.values
    )
    failures = other_end.failures if isinstance(other_end, Dialogue) else ()
    return Simulation(
        events,
        failures,
        outcome,
        outside.effects,
        outside.unused(),
        switch.legs.unused(),
        switch.sent,
        outside.asked,
    )
