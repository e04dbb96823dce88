"""Step four of the layered layout: how high everything stands, so that most lines are straight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from flows.drawing.items import Chord, Items
from flows.drawing.wishes import Block

BETWEEN_BOXES = 26.0
BETWEEN_BOX_AND_LANE = 16.0
BETWEEN_LANES = 10.0
"""Free pixels between what stands above each other in a layer."""

SWEEPS, LAST_SWEEPS = 8, 4
"""Passes by what stands on one side, as long as they change something; then passes by both sides."""

SMALL = 1e-3
"""A change of all lines together that nobody sees."""

WORSE = 1.5
"""How much worse than the best the last order may be to go on from."""

_Want = tuple[float, float]
"""Where an item would like to be, and how much."""


def placed(items: Items) -> list[float]:
    """The upper edge of every item; none overlap, and the order of each layer is kept."""
    heights = _Heights(items)
    best, kept = heights.cost(), list(heights.top)
    before: list[float] = []
    for sweep in range(SWEEPS):
        heights.sweep((sweep % 2 == 0,), rightwards=sweep % 2 == 0)
        before.append(heights.cost())
        if before[-1] < best:
            best, kept = before[-1], list(heights.top)
        if sweep > 1 and sweep % 2 and abs(before[-3] - before[-1]) < SMALL * best:
            # To the right and back again changes next to nothing any more.
            break
    if heights.cost() > WORSE * best:
        heights.top = list(kept)
    for sweep in range(LAST_SWEEPS):
        heights.sweep((True, False), rightwards=sweep % 2 == 0)
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
        self.below = [self._below(layer) for layer in items.layers]
        """Of each layer how far below the first of its items each one stands at least."""
        for layer, below in zip(items.layers, self.below, strict=True):
            middle = (below[-1] + items.all[layer[-1]].height) / 2 if layer else 0.0
            for item, distance in zip(layer, below, strict=True):
                self.top[item] = distance - middle
        self.lines: list[tuple[int, int, float, float]] = []
        self.left: list[list[tuple[int, float, float]]] = [[] for _ in items.all]
        self.right: list[list[tuple[int, float, float]]] = [[] for _ in items.all]
        """Of each item (other, how far below that, weight) for what it is joined to in the layer on its left,
        on its right; in its own layer, in both."""
        for chords in items.strips:
            for chord in chords:
                self._join(chord)

    def _below(self, layer: Sequence[int]) -> list[float]:
        lanes = [self.items.all[item].shape is None for item in layer]
        steps = (
            self.items.all[item].height + (BETWEEN_BOXES, BETWEEN_BOX_AND_LANE, BETWEEN_LANES)[one + other]
            for item, one, other in zip(layer, lanes, lanes[1:], strict=False)
        )
        return list(accumulate(steps, initial=0.0)) if layer else []

    def _join(self, chord: Chord) -> None:
        one, other = chord.one.item, chord.other.item
        shift = chord.other.offset - chord.one.offset
        same_side = chord.one_left == chord.other_left
        weight = self._weight(one, other, same_side=same_side)
        self.lines.append((one, other, shift, weight))
        for mine, its, way, left in (
            (one, other, shift, chord.other_left),
            (other, one, -shift, chord.one_left),
        ):
            if same_side or left:
                self.left[mine].append((its, way, weight))
            if same_side or not left:
                self.right[mine].append((its, way, weight))

    def _weight(self, one: int, other: int, *, same_side: bool) -> float:
        """Long lines are kept straight before short ones; a turn cannot be straight, only short."""
        lanes = (self.items.all[one].shape is None) + (self.items.all[other].shape is None)
        return 0.5 if same_side else (1.0, 2.0, 8.0)[lanes]

    def cost(self) -> float:
        """How much lines go up and down, weighted."""
        top = self.top
        return sum([weight * abs(top[one] - top[other] - shift) for one, other, shift, weight in self.lines])

    def sweep(self, sides: Sequence[bool], *, rightwards: bool) -> None:
        """Place layer after layer by what it is joined to on the left (True) or right of it, or both."""
        top = self.top
        both = len(sides) > 1
        near = self.left if sides[0] else self.right
        count = len(self.items.layers)
        for k in range(count) if rightwards else range(count - 1, -1, -1):
            layer = self.items.layers[k]
            wants = [[(top[other] + shift, weight) for other, shift, weight in near[item]] for item in layer]
            if both:
                for item, want in zip(layer, wants, strict=True):
                    want += [
                        (top[other] + shift, weight)
                        for other, shift, weight in self.right[item]
                        if self.items.all[other].layer != k
                    ]
            if any(wants):
                self._place(k, wants)

    def _place(self, k: int, wants: Sequence[list[_Want]]) -> None:
        """Least absolute distance to what is wanted while the order and the gaps hold.

        Neighbours that want to pass each other form one block, which stands at the median of its wishes
        (pooling of adjacent violators; Best and Chakravarti, Mathematical Programming 47, 1990).
        """
        layer = self.items.layers[k]
        blocks: list[Block] = []
        for item, want, offset in zip(layer, wants, self.below[k], strict=True):
            block = Block(want or [(self.top[item], 0.05)], offset)
            while blocks and blocks[-1].at >= block.at:
                block = blocks.pop().joined(block)
            blocks.append(block)
        position = 0
        for block in blocks:
            for _ in range(block.count):
                self.top[layer[position]] = block.at + self.below[k][position]
                position += 1
