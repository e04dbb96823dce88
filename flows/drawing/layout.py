"""The layered layout (Sugiyama's method), left to right: columns, order, heights, lines around the boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.drawing.graph import Arrangement, Link, Point, Route, Shape, straightened
from flows.drawing.items import Chord, Items, Net, Way, itemized
from flows.drawing.layers import layered
from flows.drawing.order import ordered
from flows.drawing.place import placed
from flows.drawing.roads import Roads, far_links, roads
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
    far = far_links(links, layer)
    items = itemized(shapes, [link for link in links if link not in far], layer, order)
    ordered(items)
    top = placed(items)
    below = roads(items, [link for link in links if link in far], layer, top)
    strips = [tracked(chords, top) for chords in items.strips]
    lefts, tracks = _columns(items, [count for _, count in strips])
    spots = {id_: (lefts[layer[id_]], top[number]) for id_, number in items.boxes.items()}
    routed = _Routes(items, layer, top, spots, [trunks for trunks, _ in strips], tracks, below)
    return Arrangement(spots, [routed.route(link) for link in links])


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


@dataclass(slots=True)
class _Routes:
    """The ways of links; what links to one box share is found once."""

    items: Items
    layer: Mapping[str, int]
    top: Sequence[float]
    spots: Mapping[str, Point]
    trunks: Sequence[Mapping[Net, Trunk]]
    tracks: Sequence[float]
    roads: Roads
    _shared: dict[tuple[Net, int], tuple[Point, ...]] = field(default_factory=dict)

    def route(self, link: Link) -> Route:
        """The corners of a link: from pin to pin, up or down at the trunk of its net in each strip."""
        shape = self.items.all[self.items.boxes[link.source]].shape
        assert shape is not None
        x, y = self.spots[link.source]
        start = (x + shape.width, y + link.port)
        way, lanes = self.items.way(link, self.layer)
        if link in self.roads:
            down, up = (self._turn(each.strip, each.chord) for each in self.roads[link])
            return Route(link, straightened((start, *down, *up, self._end(link.target, way))), way == "back")
        turn = self._turn(*self.items.begin(link, self.layer))
        rest = self._rest((link.target, way), lanes)
        return Route(link, straightened((start, *turn, *rest)), way == "back")

    def _end(self, target: str, way: Way) -> Point:
        entry = self.items.entry(target, way)
        return self.spots[target][0], self.top[entry.item] + entry.offset

    def _rest(self, net: Net, lanes: range) -> tuple[Point, ...]:
        """The corners from the first of these lanes to the box."""
        known = next((n for n, k in enumerate(lanes) if (net, k) in self._shared), len(lanes))
        points = self._shared[net, lanes[known]] if known < len(lanes) else (self._end(*net),)
        for k in reversed(lanes[:known]):
            points = straightened((*self._turn(*self.items.lane(net, k, lanes[-1])), *points))
            self._shared[net, k] = points
        return points

    def _turn(self, strip: int, chord: Chord) -> tuple[Point, ...]:
        """The corners of a line in its strip, none if it is straight."""
        trunk = self.trunks[strip][chord.net]
        if trunk.straight:
            return ()
        x = self.tracks[strip] + BETWEEN_TRACKS * trunk.track
        return tuple((x, self.top[pin.item] + pin.offset) for pin in (chord.one, chord.other))
