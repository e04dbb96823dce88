"""A point of a call at which something else could happen, the ways it could go, and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Spot = tuple[str, str]
"""A node: the name of its flow and its id."""

Target = tuple[str, str, str]
"""An exit: flow, node, name."""

Context = tuple[Spot, ...]
"""Where a call stands: the nodes of all flows on the stack, the outermost first; empty before the call."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a point can go. `label` names it among those of its point.

    `exits` are those of the node that it probably leads to, `aims` exits of other nodes that it may open,
    `leads` the name of a move that is no exit: `hangup`, or `key 0`. `act` is for whoever offered it.
    """

    label: str
    act: Any = None
    exits: tuple[str, ...] = ()
    aims: tuple[Target, ...] = ()
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A choice: where the call stands, what is asked (`caller`, `database` ...), the how-manieth time there.

    The first option is the one that needs no script: silence, or a service that answers.
    """

    context: Context
    what: str
    turn: int
    options: tuple[Option, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What its options are called."""
        return tuple(option.label for option in self.options)


GONE = "hang up"
"""The label of the option by which a caller leaves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen at a point."""

    context: Context
    what: str
    label: str


class Mind(Protocol):
    """Decides what happens at each point of a call."""

    def choose(self, point: Point) -> Option:
        """One of the point's options."""


class Planned:
    """Does what was chosen before, point by point; where that is over, or does not fit, the usual.

    What the caller does is one list; what the outside answers is a list for each node and question, so
    that a caller who leaves something out still gets the same answers at the same nodes. With `hang_up`
    the caller who has done everything hangs up as soon as the flow waits.
    """

    def __init__(self, chosen: Sequence[Chosen], *, hang_up: bool = False) -> None:
        self._caller = [each for each in chosen if each.what == "caller"]
        self._answers: dict[tuple[Spot | None, str], list[str]] = {}
        for each in chosen:
            if each.what != "caller":
                self._answers.setdefault((_spot(each.context), each.what), []).append(each.label)
        self._hang_up = hang_up

    def choose(self, point: Point) -> Option:
        """The next that was planned for this point, else its first option."""
        if point.what == "caller":
            return self._act(point)
        labels = self._answers.get((_spot(point.context), point.what))
        return _labelled(point, labels.pop(0)) if labels else point.options[0]

    def _act(self, point: Point) -> Option:
        if not self._caller:
            return _labelled(point, GONE) if self._hang_up else point.options[0]
        first = self._caller[0]
        if _spot(first.context) == _spot(point.context) and first.label in point.labels:
            self._caller.pop(0)
            return _labelled(point, first.label)
        return point.options[0]


def _labelled(point: Point, label: str) -> Option:
    """The option of that label, else the first."""
    return next((option for option in point.options if option.label == label), point.options[0])


def _spot(context: Context) -> Spot | None:
    return context[-1] if context else None
