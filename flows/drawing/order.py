"""Step three of the layered layout: the order within each layer, for few crossings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from flows.drawing.items import Chord, Items

SWEEPS = 10
"""Passes of sorting by neighbours."""

TRIALS = 60_000
"""Lines looked at while single items are tried in other places; bounds the time for large flows."""

_RIGHT = 1e9
"""Positions on the right side of a strip are counted from here backwards: around the strip, clockwise."""


def ordered(items: Items) -> int:
    """Put the items of each layer into an order with few crossings; the number that is left."""
    places = _Places(items)
    best, kept = places.crossings(), [list(layer) for layer in items.layers]
    for sweep in range(SWEEPS):
        if not best:
            break
        places.sorted_by_neighbours(rightwards=sweep % 2 == 0)
        found = places.crossings()
        if found < best:
            best, kept = found, [list(layer) for layer in items.layers]
    places.restore(kept)
    return places.improved(best)


def crossings(chords: Sequence[Chord], place: Sequence[int], height: Sequence[float]) -> int:
    """How many lines of a strip must cross: pairs whose ends alternate around it."""
    ends = sorted(_ends(chord, place, height) for chord in chords)
    others: list[float] = []
    found = waiting = 0
    for number, (first, second) in enumerate(ends):
        if number and ends[number - 1][0] != first:
            for _, end in ends[waiting:number]:
                insort(others, end)
            waiting = number
        found += bisect_left(others, second) - bisect_right(others, first)
    return found


def _ends(chord: Chord, place: Sequence[int], height: Sequence[float]) -> tuple[float, float]:
    one = place[chord.one.item] + chord.one.offset / (height[chord.one.item] + 1)
    other = place[chord.other.item] + chord.other.offset / (height[chord.other.item] + 1)
    one = one if chord.one_left else _RIGHT - one
    other = other if chord.other_left else _RIGHT - other
    return (one, other) if one < other else (other, one)


class _Places:
    """The present order, and what can be done with it."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.height = [item.height for item in items.all]
        self.place = [0] * len(items.all)
        for layer in items.layers:
            self._number(layer)

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
        return sum(crossings(chords, self.place, self.height) for chords in self.items.strips)

    def sorted_by_neighbours(self, *, rightwards: bool) -> None:
        """Sort each layer by the mean place of what it is joined to in the layer before."""
        count = len(self.items.layers)
        for k in range(1, count) if rightwards else range(count - 2, -1, -1):
            wanted: dict[int, list[float]] = {item: [] for item in self.items.layers[k]}
            beside: list[tuple[int, int]] = []
            for chord in self.items.strips[k if rightwards else k + 1]:
                for mine, its, left in (
                    (chord.one, chord.other, chord.other_left),
                    (chord.other, chord.one, chord.one_left),
                ):
                    if mine.item in wanted and left == rightwards and its.item not in wanted:
                        wanted[mine.item].append(
                            self.place[its.item] + its.offset / (self.height[its.item] + 1) - 0.5
                        )
                if chord.one_left == chord.other_left:
                    beside.append((chord.one.item, chord.other.item))
            for chord in self.items.strips[k + 1 if rightwards else k]:
                if chord.one_left == chord.other_left:
                    beside.append((chord.one.item, chord.other.item))
            self._sort(k, wanted, beside)

    def _sort(self, k: int, wanted: dict[int, list[float]], beside: Sequence[tuple[int, int]]) -> None:
        means = {item: sum(found) / len(found) for item, found in wanted.items() if found}
        for item, other in (*beside, *((b, a) for a, b in beside)):
            if item not in means and other in means and item in wanted:
                means[item] = means[other] + 0.3
        layer = self.items.layers[k]
        layer.sort(key=lambda item: means.get(item, float(self.place[item])))
        self._number(layer)

    def improved(self, best: int) -> int:
        """Try single items in every place of their layer while that helps; the crossings that are left."""
        left = TRIALS
        better = True
        while better and best and left > 0:
            better = False
            for k, layer in enumerate(self.items.layers):
                around = [chord for strip in self.items.strips[k : k + 2] for chord in strip]
                for item in tuple(layer):
                    left -= len(layer) * len(around)
                    if left <= 0:
                        return best
                    gained = self._sifted(k, item)
                    best -= gained
                    better = better or gained > 0
        return best

    def _sifted(self, k: int, item: int) -> int:
        """Move one item to its best place; the crossings that this saves."""
        layer = self.items.layers[k]
        strips = self.items.strips[k : k + 2]

        def count() -> int:
            return sum(crossings(chords, self.place, self.height) for chords in strips)

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
