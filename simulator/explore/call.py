"""Plays one explored call: the runner of every call, with a caller and an outside that ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.events import Event, NodeEntered, NodeLeft
from engine.limits import LIMITS
from engine.runner import Outcome, run_call
from simulator.channel import SimChannel
from simulator.explore.caller import ExploringCaller
from simulator.explore.choice import Chosen, Mind, Target
from simulator.explore.crossroads import Crossroads
from simulator.explore.outside import Outside
from simulator.explore.plan import Plan
from simulator.explore.scene import Scene
from simulator.explore.watch import Watch
from simulator.steps import Step


@dataclass(frozen=True, slots=True)
class Tried:
    """One call that was tried: what happened, what was chosen, and the script that makes it happen again.

    `taken` are its exits in order, each with how many choices led to it.
    """

    events: Sequence[Event]
    outcome: Outcome
    watch: Watch
    chosen: Sequence[Chosen]
    steps: Sequence[Step]
    plan: Plan
    taken: Mapping[Target, int]


def try_call(scene: Scene, mind: Mind) -> Tried:
    """Ring the release of `scene`; `mind` decides at each point."""
    crossroads, plan = Crossroads(mind), Plan()
    given = scene.begin(crossroads, plan)
    outside = Outside(scene, crossroads, plan)
    caller = ExploringCaller(scene, crossroads)
    clock = outside.clock
    events: list[Event] = []
    taken: dict[Target, int] = {}

    def journal(event: Event) -> None:
        events.append(event)
        crossroads.note(event)
        if type(event) is NodeLeft:
            taken.setdefault((event.flow, event.node, event.exit), len(crossroads.chosen))
        elif type(event) is NodeEntered:
            caller.enters(clock.ms, event.flow, event.node, event.type)

    channel = SimChannel(given.facts, clock, caller, outside.switch)
    outcome = run_call(
        scene.release, channel, outside.services, journal, line=given.line, limits=LIMITS, values=given.values
    )
    return Tried(events, outcome, caller.watch, crossroads.chosen, caller.done, plan, taken)
