"""Everything by which one run of a call differs from another: enough to run it again to any of its nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.caller import Act
from simulator.legs import Leg

if TYPE_CHECKING:
    from simulator.interactive.run import Run

Change = Callable[["Run"], None]
"""Something that was changed by hand while the call stood still; it is done again in a replay."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a node: its tick, and its flow and id."""

    tick: int
    place: tuple[str, str]


@dataclass(slots=True)
class Tape:
    """What happened at which tick. A tick is one question that the run asked of its outside.

    The questions are: is this node to be held, what does the caller do next, what does the rung party do.
    With the same answers a run asks the same questions: the simulator has no chance of its own.
    """

    acts: dict[int, Act] = field(default_factory=dict)
    legs: dict[int, Leg] = field(default_factory=dict)
    changes: dict[int, list[Change]] = field(default_factory=dict)
    nodes: list[Mark] = field(default_factory=list)

    def change(self, tick: int, change: Change) -> None:
        """Note a change that was made at `tick`."""
        self.changes.setdefault(tick, []).append(change)

    def cut(self, tick: int) -> None:
        """Forget what happened at `tick` and after it, and where nodes began: a replay finds them anew."""
        self.nodes.clear()
        for kept in (self.acts, self.legs, self.changes):
            for late in [at for at in kept if at >= tick]:
                del kept[late]
