"""What can be wrong with a call: crashes, errors nobody handles, endless loops, silence, no goodbye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.events import Answered, Event, HungUp, KeyPressed, NodeEntered, NodeFailed, NodeLeft, Silence
from engine.limits import LIMITS
from engine.runner import Outcome
from nodes import errors
from simulator.explore.choice import Spot
from simulator.explore.watch import Watch

Kind = Literal["crash", "unhandled", "endless", "silence", "no_goodbye"]
"""What is wrong.

crash        a node raised what none of Callwright's nodes raises: a fault of its program
unhandled    a node failed, and neither its exit `error` nor any handler takes the call
endless      a limit of the engine ended the call: it went round, too deep, or was silent too often
silence      the caller heard nothing for too long, and it was not the caller's turn
no_goodbye   the flow hung up without a word
"""

OWN = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.NodesError)
)
"""The names of what Callwright's own nodes raise."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: what, where, and its words or its seconds; `mark` tells it from others there."""

    kind: Kind
    spot: Spot
    detail: str = ""
    mark: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same fault in another call."""
        return (self.kind, *self.spot, self.mark)


def faults(events: Sequence[Event], outcome: Outcome, watch: Watch, silence: float) -> Iterator[Fault]:
    """Everything wrong with a call; `silence` is how many seconds are too long."""
    yield from _failures(events)
    worst = max(watch.quiet, key=lambda quiet: quiet.ms, default=None)
    for quiet in watch.quiet:
        if quiet.ms > silence * 1000 and (quiet is worst or quiet.spot != worst.spot if worst else True):
            yield Fault("silence", quiet.spot, f"{quiet.ms / 1000:.1f}")
    if outcome.result not in ("failed", "transferred") and _ended_by_flow(events):
        late = watch.sounded is not None and watch.ended - watch.sounded > silence * 1000
        if not watch.answered_turn or late:
            yield Fault("no_goodbye", (outcome.flow, outcome.node))


def _failures(events: Sequence[Event]) -> Iterator[Fault]:
    handled = False
    patient = _was_patient(events)
    for event in reversed(events):
        if type(event) is NodeEntered:
            handled = True
        elif type(event) is NodeFailed:
            spot = (event.flow, event.node)
            if event.error == errors.CallLimit.__name__:
                if not patient:
                    yield Fault("endless", spot, event.message)
            elif event.error not in OWN:
                yield Fault("crash", spot, f"{event.error}: {event.message}", event.error)
            elif not handled:
                yield Fault("unhandled", spot, f"{event.error}: {event.message}", event.error)


def _was_patient(events: Sequence[Event]) -> bool:
    """Whether a caller who pressed keys in between was silent too often: no fault of the flow."""
    silences = sum(type(event) is Silence for event in events)
    return silences > LIMITS.silences and any(type(event) is KeyPressed for event in events)


def _ended_by_flow(events: Sequence[Event]) -> bool:
    """Whether the flow hung up on a caller who had been answered, and did not return to another flow."""
    answered = any(type(event) is Answered for event in events)
    left = next((event for event in reversed(events) if type(event) is NodeLeft), None)
    returned = left is not None and left.exit == "return"
    return answered and not returned and any(type(event) is HungUp and event.by == "flow" for event in events)
