"""Step five of the layered layout: the vertical line of each net in each strip between two layers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from flows.drawing.items import Chord, Net

NEAR = 7.0
"""Lines nearer than this, in pixels, look like one."""

_OVERLAP = 50.0
"""How many crossings one would accept rather than two lines on top of each other."""

_MOST_SWAPS = 40_000
_MOST_MOVED = 400
"""Bounds of the time: places tried in a strip; trunks of a strip beyond which none is moved."""


@dataclass(slots=True)
class Trunk:
    """The vertical line of a net: what it joins on its left and right, and the track that it stands on."""

    net: Net
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    track: int = 0

    first: float = 0.0
    last: float = 0.0
    """Its upper and its lower end."""

    def settle(self) -> None:
        """Bring what it joins into order, from above."""
        self.left.sort()
        self.right.sort()
        ends = (*self.left[:1], *self.left[-1:], *self.right[:1], *self.right[-1:])
        self.first, self.last = min(ends), max(ends)

    @property
    def straight(self) -> bool:
        """Whether there is nothing to go up or down."""
        return self.first == self.last and bool(self.left) and bool(self.right)


def tracked(chords: Sequence[Chord], top: Sequence[float]) -> tuple[dict[Net, Trunk], int]:
    """The trunks of a strip by net, and the number of tracks that they need, counted from its left."""
    trunks: dict[Net, Trunk] = {}
    for chord in chords:
        trunk = trunks.get(chord.net)
        if trunk is None:
            trunk = trunks[chord.net] = Trunk(chord.net)
        for pin, left in ((chord.one, chord.one_left), (chord.other, chord.other_left)):
            side = trunk.left if left else trunk.right
            y = top[pin.item] + pin.offset
            if y not in side:
                side.append(y)
    for trunk in trunks.values():
        trunk.settle()
    count = 0
    before: list[tuple[float, float, int]] = []
    for trunk in _ordered([trunk for trunk in trunks.values() if not trunk.straight]):
        first, last = trunk.first - NEAR, trunk.last + NEAR
        # Beside a trunk that it would meet on one track.
        beside = [track for above, below, track in before if above < last and first < below]
        trunk.track = max(beside, default=-1) + 1
        before.append((trunk.first, trunk.last, trunk.track))
        count = max(count, trunk.track + 1)
    return trunks, count


def _ordered(trunks: list[Trunk]) -> list[Trunk]:
    """From left to right with few crossings: single ones are moved to their best place while that helps."""
    count = len(trunks)
    trunks.sort(key=lambda trunk: (trunk.first + trunk.last, trunk.net))
    if count > _MOST_MOVED:
        return trunks
    cost = [[_cost(one, other) for other in trunks] for one in trunks]
    # What it saves, or costs, to stand behind another one rather than before it.
    behind = [
        [its - own for own, its in zip(row, column, strict=True)]
        for row, column in zip(cost, zip(*cost, strict=True), strict=True)
    ]
    order = list(range(count))
    left = _MOST_SWAPS
    better = True
    while better and left > 0:
        better = False
        for number in range(count):
            now = order.index(number)
            rest = [*order[:now], *order[now + 1 :]]
            costs = list(accumulate(map(behind[number].__getitem__, rest), initial=0.0))
            left -= count
            least = min(costs)
            if least < costs[now]:
                places = [place for place, found in enumerate(costs) if found == least]
                best = min(places, key=lambda place: abs(place - now))
                order = [*rest[:best], number, *rest[best:]]
                better = True
    return [trunks[number] for number in order]


def _cost(one: Trunk, other: Trunk) -> float:
    """Crossings and overlaps if `one` stands left of `other`."""
    if one.last + NEAR <= other.first or other.last + NEAR <= one.first:
        return 0.0
    crossed = _between(one.right, other.first, other.last) + _between(other.left, one.first, one.last)
    covered = sum(_between(one.right, y - NEAR, y + NEAR) for y in other.left)
    return crossed + _OVERLAP * covered


def _between(heights: Sequence[float], above: float, below: float) -> int:
    """How many of these heights, in order, lie between two others."""
    return max(bisect_left(heights, below) - bisect_right(heights, above), 0)
