"""An author's own places, drawn apart where boxes would overlap: rows stay rows, left stays left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.drawing.graph import Point, Shape

BESIDE = 52.0
BELOW = 40.0
"""Pixels that lines need between two boxes beside, and below, each other."""


def spread(shapes: Sequence[Shape], spots: Mapping[str, Point]) -> dict[str, Point]:
    """The places of all shapes with room between them; where there was room already, nothing moves.

    Every x is moved by the same amount wherever it occurs, and so is every y: what was aligned stays aligned.
    """
    places = _distinct(shapes, spots)
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    for number, one in enumerate(shapes):
        for other in shapes[number + 1 :]:
            a, b = (one, other) if places[one.id] <= places[other.id] else (other, one)
            (ax, ay), (bx, by) = places[a.id], places[b.id]
            upper = a if ay <= by else b
            if bx - ax >= a.width + BESIDE or abs(by - ay) >= upper.height + BELOW:
                continue
            # Apart in the direction in which they are apart already, measured by their sizes.
            if (bx - ax) / a.width > abs(by - ay) / upper.height:
                across.append((ax, bx, a.width + BESIDE))
            else:
                down.append((min(ay, by), max(ay, by), upper.height + BELOW))
    xs = _stretched({x for x, _ in places.values()}, across)
    ys = _stretched({y for _, y in places.values()}, down)
    return {id_: (xs[x], ys[y]) for id_, (x, y) in places.items()}


def _distinct(shapes: Sequence[Shape], spots: Mapping[str, Point]) -> dict[str, Point]:
    """The places, with two on one spot a pixel apart."""
    taken: set[Point] = set()
    places = {}
    for shape in shapes:
        x, y = spots[shape.id]
        while (x, y) in taken:
            y += 1
        taken.add((x, y))
        places[shape.id] = (x, y)
    return places


def _stretched(values: set[float], needs: Sequence[tuple[float, float, float]]) -> dict[float, float]:
    """A growing map of coordinates: distances never shrink, and those of `needs` are as large as asked."""
    by_end: dict[float, list[tuple[float, float]]] = {}
    for begin, end, distance in needs:
        by_end.setdefault(end, []).append((begin, distance))
    moved: dict[float, float] = {}
    before = 0.0
    for value in sorted(values):
        at = moved[before] + value - before if moved else value
        for begin, distance in by_end.get(value, ()):
            at = max(at, moved[begin] + distance)
        moved[value] = at
        before = value
    return moved
