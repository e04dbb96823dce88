"""Roads below everything for links that pass very many layers: a lane in each would crowd large drawings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass

from flows.drawing.graph import Link
from flows.drawing.items import Chord, Items, Net, Pin

FAR = 30
"""Links that pass no more layers than this never take a road."""

MOST_LANES = 12_000
"""Lanes that a drawing may have before its longest links take roads."""

FIRST, BETWEEN = 24.0, 10.0
"""Pixels from the lowest box or lane to the first road, and from road to road."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a road in a strip: down from a box, or up to one."""

    strip: int
    chord: Chord


Roads = Mapping[Link, tuple[Stretch, Stretch]]
"""How each far link leaves its box and comes to the other one; between them it runs along its road."""


def far_links(links: Sequence[Link], layer: Mapping[str, int]) -> set[Link]:
    """The links that take a road, none as long as there are not too many lanes."""
    spans = {link: abs(layer[link.source] - layer[link.target]) for link in links}
    most = max(spans.values(), default=0)
    while most > FAR:
        lanes: dict[tuple[str, bool], int] = {}
        for link, span in spans.items():
            if span <= most:
                net = link.target, layer[link.source] < layer[link.target]
                lanes[net] = max(lanes.get(net, 0), span)
        if sum(lanes.values()) <= MOST_LANES:
            break
        most = max(FAR, most // 2)
    return {link for link, span in spans.items() if span > max(most, FAR)}


def roads(
    items: Items, links: Iterable[Link], layer: Mapping[str, int], top: MutableSequence[float]
) -> Roads:
    """Roads for far links, one for all that lead to a box from one side; their heights are added to `top`.

    Their lines are added to the strips of `items`, so that they have tracks like all others.
    """
    nets: dict[Net, list[Link]] = {}
    for link in links:
        ahead = layer[link.source] < layer[link.target]
        nets.setdefault((link.target, "far on" if ahead else "far back"), []).append(link)
    lowest = max((top[item.number] + item.height for item in items.all), default=0.0)
    ends: list[int] = []
    found: dict[Link, tuple[Stretch, Stretch]] = {}
    for net, together in sorted(nets.items(), key=lambda each: _strips(each[0], each[1], layer)):
        first, last = _strips(net, together, layer)
        row = next((number for number, end in enumerate(ends) if end < first), len(ends))
        ends[row : row + 1] = [last]
        top.append(lowest + FIRST + BETWEEN * row)
        road = Pin(len(top) - 1, 0.0)
        ahead = net[1] == "far on"
        entry = items.entry(net[0], "on" if ahead else "back")
        up = Stretch(layer[net[0]], Chord(net, road, entry, ahead, False))
        items.strips[up.strip].append(up.chord)
        for link in together:
            start = Pin(items.boxes[link.source], link.port)
            down = Stretch(layer[link.source] + 1, Chord(net, start, road, True, not ahead))
            items.strips[down.strip].append(down.chord)
            found[link] = (down, up)
    return found


def _strips(net: Net, links: Iterable[Link], layer: Mapping[str, int]) -> tuple[int, int]:
    """The first and the last strip in which a road is joined."""
    strips = [layer[net[0]], *(layer[link.source] + 1 for link in links)]
    return min(strips), max(strips)
