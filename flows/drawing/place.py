"""Step four of the layered layout: how high everything stands, so that most lines are straight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from flows.drawing.items import Items

BETWEEN_BOXES = 26.0
BETWEEN_BOX_AND_LANE = 16.0
BETWEEN_LANES = 10.0
"""Free pixels between what stands above each other in a layer."""

SWEEPS = 12

_Want = tuple[float, float]
"""Where an item would like to be, and how much."""


def placed(items: Items) -> list[float]:
    """The upper edge of every item; none overlap, and the order of each layer is kept."""
    heights = _Heights(items)
    best, kept = heights.cost(), list(heights.top)
    for sweep in range(SWEEPS):
        sides = (True, False) if sweep >= SWEEPS - 4 else ((True,) if sweep % 2 == 0 else (False,))
        heights.sweep(sides, rightwards=sweep % 2 == 0)
        found = heights.cost()
        if found < best:
            best, kept = found, list(heights.top)
    lowest = min(kept, default=0.0)
    return [top - lowest for top in kept]


class _Heights:
    """The present heights, and how they are drawn together."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.top = [0.0] * len(items.all)
        for layer in items.layers:
            for above, below in pairwise(layer):
                self.top[below] = self.top[above] + self.distance(above, below)
            if layer:
                middle = (self.top[layer[-1]] + items.all[layer[-1]].height) / 2
                for item in layer:
                    self.top[item] -= middle
        self.joined: list[list[tuple[int, float, bool, float]]] = [[] for _ in items.all]
        for chords in items.strips:
            for chord in chords:
                one, other = chord.one, chord.other
                weight = self._weight(one.item, other.item, same_side=chord.one_left == chord.other_left)
                shift = other.offset - one.offset
                self.joined[one.item].append((other.item, shift, chord.other_left, weight))
                self.joined[other.item].append((one.item, -shift, chord.one_left, weight))

    def _weight(self, one: int, other: int, *, same_side: bool) -> float:
        """Long lines are kept straight before short ones; a turn cannot be straight, only short."""
        lanes = (self.items.all[one].shape is None) + (self.items.all[other].shape is None)
        return 0.5 if same_side else (1.0, 2.0, 8.0)[lanes]

    def distance(self, above: int, below: int) -> float:
        """From the upper edge of an item to that of the next one, at least."""
        lanes = (self.items.all[above].shape is None) + (self.items.all[below].shape is None)
        return self.items.all[above].height + (BETWEEN_BOXES, BETWEEN_BOX_AND_LANE, BETWEEN_LANES)[lanes]

    def cost(self) -> float:
        """How much lines go up and down, weighted."""
        return sum(
            weight * abs(self.top[item] - self.top[other] - shift)
            for item, joined in enumerate(self.joined)
            for other, shift, _, weight in joined
        )

    def sweep(self, sides: Sequence[bool], *, rightwards: bool) -> None:
        """Place layer after layer by what it is joined to on the left (True) or right of it, or both."""
        count = len(self.items.layers)
        for k in range(count) if rightwards else range(count - 1, -1, -1):
            layer = self.items.layers[k]
            wants = [self._wants(item, sides) for item in layer]
            if any(wants):
                self._place(
                    layer, [want or [(self.top[i], 0.05)] for i, want in zip(layer, wants, strict=True)]
                )

    def _wants(self, item: int, sides: Sequence[bool]) -> list[_Want]:
        layer = self.items.all[item].layer
        found = []
        for other, shift, left, weight in self.joined[item]:
            same = self.items.all[other].layer == layer
            if same or left in sides:
                found.append((self.top[other] + shift, weight))
        return found

    def _place(self, layer: Sequence[int], wants: Sequence[Sequence[_Want]]) -> None:
        """Least absolute distance to what is wanted while the order and the gaps hold.

        Neighbours that want to pass each other form one block, which stands at the median of its wishes
        (pooling of adjacent violators; Best and Chakravarti, Mathematical Programming 47, 1990).
        """
        below = [0.0]
        for above, item in pairwise(layer):
            below.append(below[-1] + self.distance(above, item))
        blocks: list[tuple[float, list[_Want], int]] = []
        for want, offset in zip(wants, below, strict=True):
            shifted = sorted((at - offset, weight) for at, weight in want)
            block = (_median(shifted), shifted, 1)
            while blocks and blocks[-1][0] >= block[0]:
                _, before, count = blocks.pop()
                both = sorted([*before, *block[1]])
                block = (_median(both), both, count + block[2])
            blocks.append(block)
        position = 0
        for at, _, count in blocks:
            for _ in range(count):
                self.top[layer[position]] = at + below[position]
                position += 1


def _median(wants: Sequence[_Want]) -> float:
    """The lower weighted median: a wish that somebody has, so that his line is straight."""
    half = sum(weight for _, weight in wants) / 2
    so_far = 0.0
    for at, weight in wants:
        so_far += weight
        if so_far >= half:
            return at
    return 0.0
