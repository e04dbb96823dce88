"""Step five of the layered layout: the vertical line of each net in each strip between two layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.drawing.items import Chord, Net

NEAR = 7.0
"""Lines nearer than this, in pixels, look like one."""

_OVERLAP = 50.0
"""How many crossings one would accept rather than two lines on top of each other."""

_MOST_SWAPS = 40_000


@dataclass(slots=True)
class Trunk:
    """The vertical line of a net: what it joins on its left and right, and the track that it stands on."""

    net: Net
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    track: int = 0

    @property
    def first(self) -> float:
        """Its upper end."""
        return min((*self.left, *self.right))

    @property
    def last(self) -> float:
        """Its lower end."""
        return max((*self.left, *self.right))

    @property
    def straight(self) -> bool:
        """Whether there is nothing to go up or down."""
        return self.first == self.last and bool(self.left) and bool(self.right)


def tracked(chords: Sequence[Chord], top: Sequence[float]) -> tuple[dict[Net, Trunk], int]:
    """The trunks of a strip by net, and the number of tracks that they need, counted from its left."""
    trunks: dict[Net, Trunk] = {}
    for chord in chords:
        trunk = trunks.setdefault(chord.net, Trunk(chord.net))
        for pin, left in ((chord.one, chord.one_left), (chord.other, chord.other_left)):
            side = trunk.left if left else trunk.right
            y = top[pin.item] + pin.offset
            if y not in side:
                side.append(y)
    upright = _ordered([trunk for trunk in trunks.values() if not trunk.straight])
    count = 0
    for number, trunk in enumerate(upright):
        before = [other.track for other in upright[:number] if _beside(other, trunk)]
        trunk.track = max(before, default=-1) + 1
        count = max(count, trunk.track + 1)
    return trunks, count


def _beside(one: Trunk, other: Trunk) -> bool:
    """Whether they would meet on one track."""
    return one.first - NEAR < other.last and other.first - NEAR < one.last


def _ordered(trunks: list[Trunk]) -> list[Trunk]:
    """From left to right with few crossings: single ones are moved to their best place while that helps."""
    count = len(trunks)
    trunks.sort(key=lambda trunk: (trunk.first + trunk.last, trunk.net))
    cost = [[_cost(one, other) for other in trunks] for one in trunks]
    order = list(range(count))
    left = _MOST_SWAPS
    better = True
    while better and left > 0:
        better = False
        for number in range(count):
            rest = [each for each in order if each != number]
            now = order.index(number)
            costs = _costs_of_places(number, rest, cost)
            left -= count
            best = min(range(count), key=lambda place: (costs[place], abs(place - now)))
            if costs[best] < costs[now]:
                order = [*rest[:best], number, *rest[best:]]
                better = True
    return [trunks[number] for number in order]


def _costs_of_places(number: int, rest: Sequence[int], cost: Sequence[Sequence[float]]) -> list[float]:
    """What it costs to stand before each of `rest`, and after all of them."""
    at = sum(cost[number][other] for other in rest)
    costs = [at]
    for other in rest:
        at += cost[other][number] - cost[number][other]
        costs.append(at)
    return costs


def _cost(one: Trunk, other: Trunk) -> float:
    """Crossings and overlaps if `one` stands left of `other`."""
    crossed = sum(other.first < y < other.last for y in one.right)
    crossed += sum(one.first < y < one.last for y in other.left)
    covered = sum(abs(a - b) < NEAR for a in one.right for b in other.left)
    return crossed + _OVERLAP * covered
