"""The layered layout (Sugiyama's method), left to right: columns, order, heights, lines around the boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.drawing.graph import Arrangement, Link, Point, Route, Shape, straightened
from flows.drawing.items import Items, Net, itemized
from flows.drawing.layers import layered
from flows.drawing.order import ordered
from flows.drawing.place import placed
from flows.drawing.tracks import Trunk, tracked

BEFORE_TRACKS = 16.0
BETWEEN_TRACKS = 9.0
BEHIND_TRACKS = 22.0
NARROWEST_STRIP = 52.0
"""Pixels between two columns: before the first line, between lines, for the arrow heads; in all at least."""


def laid_out(shapes: Sequence[Shape], links: Sequence[Link], start: str = "") -> Arrangement:
    """Places and routes for all boxes and links: no box overlaps another, no line runs through a box.

    The same input gives the same drawing. Links from or to a box that is not there are refused with KeyError.
    """
    layer, order = layered(shapes, links, start)
    items = itemized(shapes, links, layer, order)
    ordered(items)
    top = placed(items)
    strips = [tracked(chords, top) for chords in items.strips]
    lefts, tracks = _columns(items, [count for _, count in strips])
    spots = {id_: (lefts[layer[id_]], top[number]) for id_, number in items.boxes.items()}
    trunks = [trunks for trunks, _ in strips]
    routes = [_route(link, items, layer, top, spots, trunks, tracks) for link in links]
    return Arrangement(spots, routes)


def _columns(items: Items, counts: Sequence[int]) -> tuple[list[float], list[float]]:
    """Where each column begins, and where the first track of each strip is."""
    lefts: list[float] = []
    tracks: list[float] = []
    x = 0.0
    for k, layer in enumerate(items.layers):
        needed = BEFORE_TRACKS + BETWEEN_TRACKS * max(counts[k] - 1, 0) + BEHIND_TRACKS
        if k == 0 and not items.strips[0]:
            needed = 0.0
        width = max(needed, NARROWEST_STRIP) if k else needed
        tracks.append(x + width - needed + BEFORE_TRACKS)
        x += width
        lefts.append(x)
        x += max((shape.width for item in layer if (shape := items.all[item].shape)), default=0.0)
    tracks.append(x + BEFORE_TRACKS)
    return lefts, tracks


def _route(
    link: Link,
    items: Items,
    layer: Mapping[str, int],
    top: Sequence[float],
    spots: Mapping[str, Point],
    trunks: Sequence[Mapping[Net, Trunk]],
    tracks: Sequence[float],
) -> Route:
    """The corners of a link: from pin to pin, up or down at the trunk of its net in each strip."""
    way, steps = items.pins(link, layer)
    source = items.all[items.boxes[link.source]].shape
    assert source is not None
    points: list[Point] = [(spots[link.source][0] + source.width, spots[link.source][1] + link.port)]
    for strip, one, other, _, _ in steps:
        trunk = trunks[strip][link.target, way]
        if not trunk.straight:
            x = tracks[strip] + BETWEEN_TRACKS * trunk.track
            points += [(x, top[one.item] + one.offset), (x, top[other.item] + other.offset)]
    last = steps[-1][2]
    points.append((spots[link.target][0], top[last.item] + last.offset))
    return Route(link, straightened(points), way == "back")
