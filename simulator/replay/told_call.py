"""Reads the journal of a call: the visits of its nodes, and what belongs to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.events import (
    MASK,
    CallFinished,
    CallResumed,
    CallStarted,
    Event,
    FlowEntered,
    HungUp,
    NodeEntered,
    NodeLeft,
    VariableSet,
)
from nodes.values import from_json

Mark = tuple[str, str, str]
"""Flow, node and exit where a node was left; an empty exit where it was entered."""


@dataclass(slots=True)
class Visit:
    """One visit of a node: what happened from its beginning to that of the next node.

    `before` are the variables of its flow as they stood when it began.
    """

    flow: str
    node: str
    type: str
    at: float
    events: list[Event] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def exit(self) -> str:
        """By which exit it was left; empty if the call ended in it, or a flow was entered."""
        lefts = (event for event in self.events if isinstance(event, NodeLeft))
        return next((left.exit for left in lefts if (left.flow, left.node) == (self.flow, self.node)), "")

    def value(self, name: str) -> Any:
        """The value of variable `name` of the flow after this visit, MASK if it is masked; None if unset."""
        for event in reversed(self.events):
            if isinstance(event, VariableSet) and event.name == name and event.flow == self.flow:
                return from_json(event.value)
        return self.before.get(name)


@dataclass(frozen=True, slots=True)
class ToldCall:
    """A call as its journal tells it; `values` are those that its main flow was given."""

    started: CallStarted
    events: Sequence[Event]
    visits: Sequence[Visit]
    values: dict[str, Any]
    marks: Sequence[Mark]
    result: str
    finished: bool
    resumed: bool

    @property
    def masked_values(self) -> bool:
        """Whether the flow was given something that the journal does not show."""
        return MASK in self.values.values()


def told_call(events: Sequence[Event]) -> ToldCall | None:
    """The call whose journal `events` are; None if its beginning is missing."""
    started = next((event for event in events if isinstance(event, CallStarted)), None)
    if started is None:
        return None
    ends = [event.result for event in events if isinstance(event, CallFinished)]
    return ToldCall(
        started,
        events,
        _visits(events),
        _given(events),
        marks_of(events),
        ends[-1] if ends else "",
        bool(ends),
        any(isinstance(event, CallResumed) for event in events),
    )


def marks_of(events: Iterable[Event]) -> list[Mark]:
    """The way of a call: nodes as they are entered and left."""
    marks: list[Mark] = []
    for event in events:
        kind = type(event)
        if kind is NodeEntered:
            marks.append((event.flow, event.node, ""))  # type: ignore[attr-defined]
        elif kind is NodeLeft:
            marks.append((event.flow, event.node, event.exit))  # type: ignore[attr-defined]
    return marks


def _visits(events: Sequence[Event]) -> list[Visit]:
    visits: list[Visit] = []
    values: dict[str, dict[str, Any]] = {}
    for event in events:
        if isinstance(event, NodeEntered):
            before = dict(values.get(event.flow, ()))
            visits.append(Visit(event.flow, event.node, event.type, event.t, before=before))
        elif visits:
            visits[-1].events.append(event)
        if isinstance(event, VariableSet):
            values.setdefault(event.flow, {})[event.name] = from_json(event.value)
    return visits


def _given(events: Sequence[Event]) -> dict[str, Any]:
    """The variables that the main flow had before its first node."""
    values: dict[str, Any] = {}
    main = ""
    for event in events:
        if isinstance(event, NodeEntered | HungUp):
            break
        if isinstance(event, FlowEntered):
            main = event.flow
        elif isinstance(event, VariableSet) and event.flow == main:
            values[event.name] = from_json(event.value)
    return values
