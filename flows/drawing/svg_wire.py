"""Arrows as SVG: rounded corners, a head, a look by what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from flows.drawing import look
from flows.drawing.graph import Point
from flows.drawing.picture import Wire
from flows.drawing.svg_parts import Pen, n

_HEAD = 7.0


def draw_wire(pen: Pen, wire: Wire) -> None:
    """One arrow."""
    link, points = wire.route.link, wire.route.points
    kind = "fault" if wire.fault else "back" if wire.route.back else "on"
    colour = {"fault": look.FAULT, "back": look.BACK_WIRE, "on": look.WIRE}[kind]
    if wire.mark:
        colour = look.MARKS[wire.mark][0]
    mark = f" {wire.mark}" if wire.mark else ""
    group = pen.group(f"wire {kind}{mark}", data_from=link.source, data_exit=link.name, data_to=link.target)
    group.path(
        rounded(_before_head(points), look.CORNER),
        "line",
        fill="none",
        stroke=colour,
        stroke_width=2.2 if wire.mark else 1.5,
        stroke_dasharray="4 4" if wire.mark == "removed" else None,
        stroke_linejoin="round",
    )
    group.path(_head(points), "head", fill=colour)


def rounded(points: Sequence[Point], radius: float) -> str:
    """A line through `points` whose corners are rounded, as the `d` of a path."""
    parts = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        room = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        begin, end = _towards(corner, before, room), _towards(corner, after, room)
        parts.append(f"L{n(begin[0])} {n(begin[1])}Q{n(corner[0])} {n(corner[1])} {n(end[0])} {n(end[1])}")
    parts.append(f"L{n(points[-1][0])} {n(points[-1][1])}")
    return "".join(parts)


def _before_head(points: Sequence[Point]) -> list[Point]:
    """The line without the end that the head covers."""
    room = min(_HEAD - 1, _length(points[-2], points[-1]))
    return [*points[:-1], _towards(points[-1], points[-2], room)]


def _head(points: Sequence[Point]) -> str:
    (x1, y1), (x, y) = points[-2:]
    if y1 == y:
        side = _HEAD if x1 < x else -_HEAD
        return f"M{n(x)} {n(y)}L{n(x - side)} {n(y - 4)}L{n(x - side)} {n(y + 4)}Z"
    side = _HEAD if y1 < y else -_HEAD
    return f"M{n(x)} {n(y)}L{n(x - 4)} {n(y - side)}L{n(x + 4)} {n(y - side)}Z"


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(a: Point, b: Point, distance: float) -> Point:
    """The point `distance` away from `a` on the way to `b`."""
    whole = _length(a, b)
    if not whole:
        return a
    part = distance / whole
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part
