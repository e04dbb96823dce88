"""What must hold for a drawing: measured from its boxes and lines, whoever made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path

from flows.drawing import look
from flows.drawing.graph import Arrangement, Point, Route, Shape
from flows.drawing.picture import Picture
from flows.model import Flow
from flows.read import read

LIBRARY = sorted(Path(str(files("flows") / "library")).rglob("*.flow.xml"))
Box = tuple[str, float, float, float, float]
Piece = tuple[Point, Point]

HAIR = 1e-6
"""Rounding of pixels."""


def sample(path: Path) -> Flow:
    """A sample flow."""
    flow = read(path).flow
    assert flow is not None
    return flow


def boxes_of(shapes: Iterable[Shape], arrangement: Arrangement) -> list[Box]:
    """Boxes as (id, left, top, right, bottom)."""
    found = []
    for shape in shapes:
        x, y = arrangement.spots[shape.id]
        found.append((shape.id, x, y, x + shape.width, y + shape.height))
    return found


def picture_boxes(drawn: Picture) -> list[Box]:
    """The boxes of a picture with its notes."""
    found = [(b.content.id, b.x, b.y, b.x + look.BOX, b.y + b.content.height) for b in drawn.boxes]
    notes = [
        (f"note {number}", note.x, note.y, note.x + note.width, note.y + note.height)
        for number, note in enumerate(drawn.notes)
    ]
    return found + notes


def overlapping(boxes: Sequence[Box]) -> list[tuple[str, str]]:
    """Pairs of boxes that share a place."""
    return [
        (a[0], b[0])
        for a, b in combinations(boxes, 2)
        if a[1] + HAIR < b[3] and b[1] + HAIR < a[3] and a[2] + HAIR < b[4] and b[2] + HAIR < a[4]
    ]


def pieces(route: Route) -> list[Piece]:
    """The straight pieces of a route."""
    return list(pairwise(route.points))


def passing(boxes: Sequence[Box], routes: Iterable[Route]) -> list[tuple[str, str]]:
    """Routes that run through a box: (link, box)."""
    return [
        (f"{route.link.source}.{route.link.name} -> {route.link.target}", id_)
        for route in routes
        for (x1, y1), (x2, y2) in pieces(route)
        for id_, left, top, right, bottom in boxes
        if min(x1, x2) + HAIR < right
        and left + HAIR < max(x1, x2)
        and min(y1, y2) + HAIR < bottom
        and top + HAIR < max(y1, y2)
    ]


def slanting(routes: Iterable[Route]) -> list[Piece]:
    """Pieces that are neither across nor down."""
    return [(a, b) for route in routes for a, b in pieces(route) if a[0] != b[0] and a[1] != b[1]]


def crossings(routes: Sequence[Route]) -> int:
    """Points at which lines to different boxes cross."""
    across = {(r.link.target, a, b) for r in routes for a, b in pieces(r) if a[1] == b[1]}
    down = {(r.link.target, a, b) for r in routes for a, b in pieces(r) if a[0] == b[0]}
    points = set()
    for to, (x1, y), (x2, _) in across:
        for other, (x, y1), (_, y2) in down:
            if to != other and min(x1, x2) < x < max(x1, x2) and min(y1, y2) < y < max(y1, y2):
                points.add((to, other, x, y))
    return len(points)


def covering(routes: Sequence[Route]) -> list[tuple[str, str]]:
    """Pairs of targets whose lines run on top of each other."""
    found = []
    for one, other in combinations(routes, 2):
        if one.link.target == other.link.target:
            continue
        for a, b in pieces(one):
            for c, d in pieces(other):
                for k in (0, 1):
                    if a[k] == b[k] == c[k] == d[k]:
                        low = max(min(a[1 - k], b[1 - k]), min(c[1 - k], d[1 - k]))
                        high = min(max(a[1 - k], b[1 - k]), max(c[1 - k], d[1 - k]))
                        if high - low > 1:
                            found.append((one.link.target, other.link.target))
    return found
