"""One call after it is over, simulated or live: what its journal says about path, values and result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.events import CallFinished, Event, MilestoneReached, NodeEntered, NodeLeft, VariableSet
from nodes.values import from_json
from simulator.dialogue import Failure
from simulator.transcript import lines


@dataclass(frozen=True)
class CallRecord:
    """The events of a call, and the steps of its caller that did not come about (`failures`)."""

    events: Sequence[Event]
    failures: Sequence[Failure]

    @property
    def transcript(self) -> str:
        """The call in lines; the last is `result: RESULT`."""
        return "".join(line + "\n" for line in lines(self.events))

    @property
    def result(self) -> str:
        """The result of the call; empty if it has not finished."""
        ends = (event.result for event in reversed(self.events) if isinstance(event, CallFinished))
        return next(ends, "")

    @cached_property
    def variables(self) -> Mapping[str, object]:
        """The last value of each variable: `name` as the main flow has it, `flow.name` for every flow."""
        values: dict[str, object] = {}
        main = next((event.flow for event in self.events if isinstance(event, NodeEntered)), "")
        for event in self.events:
            if type(event) is VariableSet:
                value = values[f"{event.flow}.{event.name}"] = from_json(event.value)
                if event.flow == main:
                    values[event.name] = value
        return values

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The nodes in the order left, as `node.exit`; one that was entered and not left stands alone."""
        visits: list[str] = []
        for event in self.events:
            if type(event) is NodeEntered:
                visits.append(event.node)
            elif type(event) is NodeLeft:
                if visits and visits[-1] == event.node:
                    visits.pop()
                visits.append(f"{event.node}.{event.exit}")
        return tuple(visits)

    @property
    def milestones(self) -> Mapping[str, str]:
        """The milestones that were reached, each with its last value."""
        return {event.name: event.value for event in self.events if isinstance(event, MilestoneReached)}

    def to_json(self) -> list[dict[str, Any]]:
        """The journal as JSON objects, one an event."""
        return [event.to_json() for event in self.events]
