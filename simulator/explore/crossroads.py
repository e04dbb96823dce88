"""Keeps where a call stands and what was chosen so far, and asks the mind at each point."""

from __future__ import annotations

from collections.abc import Sequence

from engine.events import Event, FlowEntered, FlowLeft, NodeEntered
from simulator.explore.choice import Chosen, Context, Mind, Option, Point, Spot

MOST_TURNS = 3
"""From how many points of one sort in one visit of a node on they count as the same."""


class Crossroads:
    """The points of one call."""

    def __init__(self, mind: Mind) -> None:
        self._mind = mind
        self._stack: list[Spot] = []
        self._turns: dict[str, int] = {}
        self.context: Context = ()
        """Where the call stands."""
        self.visits = 0
        """Nodes entered."""
        self.chosen: list[Chosen] = []

    @property
    def node(self) -> str:
        """The node where the call stands; empty before the first."""
        return self.context[-1][1] if self.context else ""

    def note(self, event: Event) -> None:
        """Follow the call."""
        kind = type(event)
        if kind is NodeEntered:
            assert isinstance(event, NodeEntered)
            self._stack[-1] = (event.flow, event.node)
            self.context = tuple(self._stack)
            self._turns.clear()
            self.visits += 1
        elif kind is FlowEntered:
            assert isinstance(event, FlowEntered)
            self._stack[event.depth - 1 :] = [(event.flow, "")]
        elif kind is FlowLeft:
            self._stack.pop()

    def ask(self, what: str, options: Sequence[Option]) -> Option:
        """What happens here; one option alone is no choice."""
        if len(options) == 1:
            return options[0]
        turn = self._turns[what] = self._turns.get(what, 0) + 1
        point = Point(self.context, what, min(turn, MOST_TURNS), tuple(options))
        option = self._mind.choose(point)
        self.chosen.append(Chosen(self.context, what, option.label))
        return option
