"""What others show on the canvas: badges, colours and running nodes, each in a layer of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

BadgeKind = Literal["error", "warning", "info", "breakpoint", "count"]

Layer = Literal["live", "changes", "coverage", "travelled"]
"""Who colours nodes and wires: real calls and their heat, what publishing would change, what call scripts
reach, the way of a simulated call or of a journal that is played."""

ORDER: tuple[Layer, ...] = ("live", "changes", "coverage", "travelled")
"""The layers from below: where two colour the same thing the later one is seen."""

Wire = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark at the upper right corner of a node; `text` stands in it, `tip` is shown on hover."""

    kind: BadgeKind
    text: str = ""
    tip: str = ""


@dataclass(slots=True)
class Marks:
    """One layer: `nodes` have a bar, `wires` are drawn in a colour `#rrggbb`; calls are at `running` now."""

    nodes: Mapping[str, str] = field(default_factory=dict)
    wires: Mapping[Wire, str] = field(default_factory=dict)
    running: frozenset[str] = frozenset()


@dataclass(slots=True)
class Lights:
    """Everything shown on top of one flow, by node id, or by (node id, exit) for wires.

    `colours`, `wire_colours` and `running` are what is seen of all layers together.
    """

    badges: dict[str, tuple[Badge, ...]] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    wire_colours: dict[Wire, str] = field(default_factory=dict)
    running: frozenset[str] = frozenset()
    faded: frozenset[str] = frozenset()
    dimmed: frozenset[str] = frozenset()
    layers: dict[Layer, Marks] = field(default_factory=lambda: {layer: Marks() for layer in ORDER})

    def colour(self, layer: Layer, nodes: Mapping[str, str], wires: Mapping[Wire, str]) -> bool:
        """The colours of a layer in place of its own from before; whether they are others."""
        marks = self.layers[layer]
        if (marks.nodes, marks.wires) == (nodes, wires):
            return False
        marks.nodes, marks.wires = dict(nodes), dict(wires)
        self.colours, self.wire_colours = {}, {}
        for each in ORDER:
            self.colours.update(self.layers[each].nodes)
            self.wire_colours.update(self.layers[each].wires)
        return True

    def run(self, layer: Layer, ids: Iterable[str]) -> None:
        """The nodes at which the calls of a layer are now."""
        self.layers[layer].running = frozenset(ids)
        self.running = frozenset().union(*(each.running for each in self.layers.values()))
