"""Step two of the layered layout: what stands in each layer, boxes and lanes, and which strips join them.

All links to one box run together: in a layer that they pass they share one lane, a place that no box takes.
Lanes of links that lead on and of links that lead back are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from flows.drawing.graph import Link, Shape

Way = Literal["on", "back"]
Net = tuple[str, Way]
"""All links to a box that lead on to it, or back to it."""


@dataclass(slots=True)
class Item:
    """A box or, without a shape, a lane; `height` in pixels, `number` its index in Items.all."""

    number: int
    layer: int
    height: float
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the side of an item, `offset` below its upper edge."""

    item: int
    offset: float


@dataclass(frozen=True, slots=True)
class Chord:
    """A line of a net through one strip, from pin to pin; `left` and `right` say on which sides they are."""

    net: Net
    one: Pin
    other: Pin
    one_left: bool
    other_left: bool


@dataclass(slots=True)
class Items:
    """Everything that has a place. `strips[k]` are the lines between layer k-1 and layer k, each once."""

    all: list[Item] = field(default_factory=list)
    boxes: dict[str, int] = field(default_factory=dict)
    lanes: dict[tuple[str, Way, int], int] = field(default_factory=dict)
    layers: list[list[int]] = field(default_factory=list)
    strips: list[list[Chord]] = field(default_factory=list)

    def add(self, layer: int, height: float, shape: Shape | None = None) -> int:
        """A new item at the end of its layer; its number."""
        number = len(self.all)
        self.all.append(Item(number, layer, height, shape))
        self.layers[layer].append(number)
        return number

    def pins(
        self, link: Link, layer: Mapping[str, int]
    ) -> tuple[Way, list[tuple[int, Pin, Pin, bool, bool]]]:
        """How a link runs: (strip, pin, pin, first pin is on the left, second is) for each strip in turn."""
        here, there = layer[link.source], layer[link.target]
        shape = self.all[self.boxes[link.target]].shape
        assert shape is not None
        start = Pin(self.boxes[link.source], link.port)
        if here < there:
            stops = [Pin(self.lanes[link.target, "on", k], 0.0) for k in range(here + 1, there)]
            stops = [start, *stops, Pin(self.boxes[link.target], shape.entry)]
            strips = range(here + 1, there + 1)
            return "on", [(k, a, b, True, False) for k, a, b in zip(strips, stops, stops[1:], strict=False)]
        lanes = [Pin(self.lanes[link.target, "back", k], 0.0) for k in range(here, there - 1, -1)]
        steps = [(here + 1, start, lanes[0], True, True)]
        steps += [
            (k, a, b, False, True) for k, a, b in zip(range(here, there, -1), lanes, lanes[1:], strict=False)
        ]
        steps.append((there, lanes[-1], Pin(self.boxes[link.target], shape.back), False, False))
        return "back", steps


def itemized(
    shapes: Sequence[Shape], links: Sequence[Link], layer: Mapping[str, int], order: Sequence[str]
) -> Items:
    """The items of a drawing; boxes of a layer stand in the order in which a walk meets them."""
    items = Items()
    count = max(layer.values(), default=-1) + 1
    items.layers = [[] for _ in range(count)]
    items.strips = [[] for _ in range(count + 1)]
    by_id = {shape.id: shape for shape in shapes}
    for id_ in order:
        items.boxes[id_] = items.add(layer[id_], by_id[id_].height, by_id[id_])
    for (target, way), span in _spans(links, layer).items():
        for k in span:
            items.lanes[target, way, k] = items.add(k, 0.0)
    seen = set()
    for link in links:
        way, steps = items.pins(link, layer)
        for strip, one, other, one_left, other_left in steps:
            chord = Chord((link.target, way), one, other, one_left, other_left)
            if (strip, chord) not in seen:
                seen.add((strip, chord))
                items.strips[strip].append(chord)
    return items


def _spans(links: Sequence[Link], layer: Mapping[str, int]) -> dict[Net, range]:
    """The layers in which a net needs a lane."""
    spans: dict[Net, range] = {}
    for link in links:
        here, there = layer[link.source], layer[link.target]
        if here < there:
            before = spans.get((link.target, "on"), range(there, there))
            spans[link.target, "on"] = range(min(before.start, here + 1), there)
        else:
            before = spans.get((link.target, "back"), range(there, there))
            spans[link.target, "back"] = range(there, max(before.stop, here + 1))
    return spans
