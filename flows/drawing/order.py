"""Step three of the layered layout: the order within each layer, for few crossings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from flows.drawing.items import Chord, Items

SWEEPS = 10
"""Passes of sorting by neighbours."""

TRIALS = 60_000
"""Lines looked at while single items are tried in other places; bounds the time for large flows."""

_RIGHT = 1e9
"""More than there are places in a layer."""


def ordered(items: Items) -> int:
    """Put the items of each layer into an order with few crossings; the number that is left."""
    places = _Places(items)
    best, kept = places.crossings(), [list(layer) for layer in items.layers]
    before: list[list[list[int]]] = []
    for sweep in range(SWEEPS):
        if not best:
            break
        places.sorted_by_neighbours(rightwards=sweep % 2 == 0)
        now = [list(layer) for layer in items.layers]
        if now in before[-2:-1]:
            # To the right and back again changes nothing any more.
            break
        before.append(now)
        found = places.crossings()
        if found < best:
            best, kept = found, now
    places.restore(kept)
    return places.improved(best)


class Line(NamedTuple):
    """A line of a strip for counting: its ends lie at `base + sign * (place of the item + offset)`.

    Places on the left side of a strip are counted down, those on its right from _RIGHT backwards: around
    the strip, clockwise.
    """

    item: int
    offset: float
    base: float
    sign: float
    other: int
    other_offset: float
    other_base: float
    other_sign: float


def crossings(lines: Sequence[Line], place: Sequence[int]) -> int:
    """How many lines of a strip must cross: pairs whose ends alternate around it."""
    ends = [
        (base + sign * (place[item] + offset), base2 + sign2 * (place[other] + offset2))
        for item, offset, base, sign, other, offset2, base2, sign2 in lines
    ]
    ends = [(one, two) if one < two else (two, one) for one, two in ends]
    ends.sort()
    others: list[float] = []
    waiting: list[float] = []
    found = 0
    before = -1.0
    for first, second in ends:
        if first != before:
            for end in waiting:
                insort(others, end)
            waiting.clear()
            before = first
        waiting.append(second)
        if others:
            found += bisect_left(others, second) - bisect_right(others, first)
    return found


class _Places:
    """The present order, and what can be done with it."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.place = [0] * len(items.all)
        for layer in items.layers:
            self._number(layer)
        self.lines: list[list[Line]] = [[] for _ in items.strips]
        self.left: list[list[tuple[int, float]]] = [[] for _ in items.all]
        self.right: list[list[tuple[int, float]]] = [[] for _ in items.all]
        """Of each item (other, where at it) for what it is joined to in the layer before it, and after it."""
        self.beside: list[list[tuple[int, int]]] = [[] for _ in items.strips]
        """Of each strip the items that are joined though they stand in one layer."""
        for strip, chords in enumerate(items.strips):
            for chord in chords:
                self._join(strip, chord)

    def _join(self, strip: int, chord: Chord) -> None:
        one, other = chord.one.item, chord.other.item
        at = chord.one.offset / (self.items.all[one].height + 1)
        other_at = chord.other.offset / (self.items.all[other].height + 1)
        base, sign = (0.0, 1.0) if chord.one_left else (_RIGHT, -1.0)
        other_base, other_sign = (0.0, 1.0) if chord.other_left else (_RIGHT, -1.0)
        self.lines[strip].append(Line(one, at, base, sign, other, other_at, other_base, other_sign))
        if chord.one_left == chord.other_left:
            self.beside[strip].append((one, other))
        else:
            (self.left if chord.other_left else self.right)[one].append((other, other_at))
            (self.left if chord.one_left else self.right)[other].append((one, at))

    def _number(self, layer: Sequence[int]) -> None:
        for position, item in enumerate(layer):
            self.place[item] = position

    def restore(self, layers: Sequence[list[int]]) -> None:
        """Take an order that was kept."""
        for number, layer in enumerate(layers):
            self.items.layers[number] = list(layer)
            self._number(layer)

    def crossings(self) -> int:
        """All of the drawing."""
        return sum(crossings(lines, self.place) for lines in self.lines)

    def sorted_by_neighbours(self, *, rightwards: bool) -> None:
        """Sort each layer by the mean place of what it is joined to in the layer before."""
        count = len(self.items.layers)
        near = self.left if rightwards else self.right
        place = self.place
        for k in range(1, count) if rightwards else range(count - 2, -1, -1):
            layer = self.items.layers[k]
            means = {
                item: sum([place[other] + at - 0.5 for other, at in near[item]]) / len(near[item])
                for item in layer
                if near[item]
            }
            pairs = self.beside[k : k + 2] if rightwards else self.beside[k + 1 : k - 1 if k else None : -1]
            beside = [pair for strip in pairs for pair in strip]
            for item, other in (*beside, *((b, a) for a, b in beside)):
                if item not in means and other in means and self.items.all[item].layer == k:
                    means[item] = means[other] + 0.3
            layer.sort(key=lambda item: means.get(item, place[item]))
            self._number(layer)

    def improved(self, best: int) -> int:
        """Try single items in every place of their layer while that helps; the crossings that are left."""
        left = TRIALS
        better = True
        while better and best and left > 0:
            better = False
            for k, layer in enumerate(self.items.layers):
                around = sum(map(len, self.lines[k : k + 2]))
                for item in tuple(layer):
                    left -= len(layer) * around
                    if left <= 0:
                        return best
                    gained = self._sifted(k, item)
                    best -= gained
                    better = better or gained > 0
        return best

    def _sifted(self, k: int, item: int) -> int:
        """Move one item to its best place; the crossings that this saves."""
        layer = self.items.layers[k]
        strips = self.lines[k : k + 2]

        def count() -> int:
            return sum(crossings(lines, self.place) for lines in strips)

        was = best = count()
        kept = list(layer)
        rest = [each for each in layer if each != item]
        for position in range(len(layer)):
            layer[:] = [*rest[:position], item, *rest[position:]]
            self._number(layer)
            found = count()
            if found < best:
                best, kept = found, list(layer)
        layer[:] = kept
        self._number(layer)
        return was - best
