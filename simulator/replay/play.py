"""Repeats a call on a release: its caller does what he did, and what is outside answers what it answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.events import MASK, CallFinished, Event, NodeEntered
from engine.runner import run_call
from flows.release import Release
from nodes.call import LineFacts
from nodes.channel import CallFacts
from nodes.services import Calendars
from simulator.clock import VirtualClock
from simulator.replay.caller import ToldCaller
from simulator.replay.channel import ToldChannel
from simulator.replay.course import Course, Why
from simulator.replay.outside import told_services
from simulator.replay.told_call import Mark, ToldCall, marks_of


@dataclass(frozen=True, slots=True)
class Repeated:
    """How a call went that was repeated.

    `stuck`: why it could not be repeated to its end, and `stuck_in` in which node; its way is then known as
    far as that.
    """

    events: Sequence[Event]
    marks: Sequence[Mark]
    result: str
    stuck: Why | None
    stuck_in: str


def repeat(
    told: ToldCall,
    release: Release,
    then: Release | None = None,
    *,
    calendars: Calendars | None = None,
    usual: bool = False,
    going_on: bool = False,
) -> Repeated:
    """Ring `release` as the call `told` went on the release `then`.

    A calendar that was not asked then is asked of `calendars`. `usual` and `going_on` as in ToldCaller.
    """
    course = Course(told, then, release)
    caller = ToldCaller(course, usual=usual, going_on=going_on)
    started = told.started
    clock = VirtualClock(datetime.fromisoformat(started.now))
    facts = CallFacts(started.call, caller=started.caller, called=started.called)
    events: list[Event] = []
    known = 0

    def journal(event: Event) -> None:
        nonlocal known
        events.append(event)
        if type(event) is NodeEntered:
            caller.enters(clock.ms, event.flow, event.node, event.type)
        if not course.stuck:
            known = len(events)

    run_call(
        release,
        ToldChannel(facts, clock, caller, course),
        told_services(course, clock, calendars),
        journal,
        line=LineFacts(started.called, started.line),
        values={name: value for name, value in told.values.items() if value != MASK},
    )
    ends = [event.result for event in events if isinstance(event, CallFinished)]
    marks = marks_of(events[:known] if course.stuck else events)
    return Repeated(events, marks, ends[-1] if ends else "", course.stuck, course.stuck_in)
