"""Step two of the layered layout: what stands in each layer, boxes and lanes, and which strips join them.

All links to one box run together: in a layer that they pass they share one lane, a place that no box takes.
Lanes of links that lead on and of links that lead back are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from flows.drawing.graph import Link, Shape

Way = Literal["on", "back", "far on", "far back"]
Net = tuple[str, Way]
"""All links to a box that lead on to it, or back to it; those from very far have a road of their own."""


@dataclass(slots=True)
class Item:
    """A box or, without a shape, a lane; `height` in pixels, `number` its index in Items.all."""

    number: int
    layer: int
    height: float
    shape: Shape | None = None


class Pin(NamedTuple):
    """A place on the side of an item, `offset` below its upper edge."""

    item: int
    offset: float


class Chord(NamedTuple):
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

    def way(self, link: Link, layer: Mapping[str, int]) -> tuple[Way, range]:
        """Whether a link leads on or back, and the layers whose lanes it takes, in turn."""
        here, there = layer[link.source], layer[link.target]
        return ("on", range(here + 1, there)) if here < there else ("back", range(here, there - 1, -1))

    def begin(self, link: Link, layer: Mapping[str, int]) -> tuple[int, Chord]:
        """The strip into which a link leads first, and its line there."""
        way, lanes = self.way(link, layer)
        start = Pin(self.boxes[link.source], link.port)
        strip = layer[link.source] + 1
        if not lanes:
            return strip, Chord((link.target, way), start, self.entry(link.target, way), True, False)
        lane = Pin(self.lanes[link.target, way, lanes[0]], 0.0)
        return strip, Chord((link.target, way), start, lane, True, way == "back")

    def lane(self, net: Net, at: int, last: int) -> tuple[int, Chord]:
        """The strip into which the lane of a net in layer `at` leads, and its line there.

        `last` is the layer of its last lane, from which it leads to its box.
        """
        target, way = net
        here = Pin(self.lanes[target, way, at], 0.0)
        strip, step = (at + 1, 1) if way == "on" else (at, -1)
        there = self.entry(target, way) if at == last else Pin(self.lanes[target, way, at + step], 0.0)
        left = way == "on"
        return strip, Chord(net, here, there, left, way == "back" and at != last)

    def entry(self, target: str, way: Way) -> Pin:
        """Where links come in at a box."""
        number = self.boxes[target]
        shape = self.all[number].shape
        assert shape is not None
        return Pin(number, shape.entry if way == "on" else shape.back)


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
    seen: set[tuple[str, float, str] | tuple[str, Way, int]] = set()
    for link in links:
        way, lanes = items.way(link, layer)
        if (link.source, link.port, link.target) in seen:
            continue
        seen.add((link.source, link.port, link.target))
        strip, chord = items.begin(link, layer)
        items.strips[strip].append(chord)
        for k in lanes:
            # From here on the links before have gone already.
            if (link.target, way, k) in seen:
                break
            seen.add((link.target, way, k))
            strip, chord = items.lane((link.target, way), k, lanes[-1])
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
