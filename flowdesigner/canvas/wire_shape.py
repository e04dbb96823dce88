"""The way of a wire from a port to a node: a curve, or a line with rounded corners through given points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

HANDLE = 160.0
"""The longest handle of a curve: longer ones of wires that lead back would double the scene."""

HEAD, HALF = 8.0, 4.0
"""Length and half the width of an arrow's head."""

CORNER = 8.0


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A curve that leaves to the right and arrives from the left."""
    tip = QPointF(end.x() - HEAD + 1, end.y())
    dx, dy = tip.x() - start.x(), abs(tip.y() - start.y())
    reach = max(36.0, dx / 2) if dx > 0 else max(60.0, min(HANDLE, -dx / 2 + dy / 4))
    reach = min(HANDLE, reach)
    path = QPainterPath(start)
    path.cubicTo(QPointF(start.x() + reach, start.y()), QPointF(tip.x() - reach, tip.y()), tip)
    return path


LEAD = 18.0
"""Pixels that a bent wire leaves and arrives straight."""


def bent(start: QPointF, bends: Sequence[QPointF], end: QPointF) -> list[QPointF]:
    """The corners of a wire that an author bent."""
    return [start, start + QPointF(LEAD, 0), *bends, end - QPointF(LEAD + HEAD, 0), end]


def line(points: Sequence[QPointF]) -> QPainterPath:
    """A line through points with rounded corners; it ends where the head begins."""
    path = QPainterPath(points[0])
    last = points[-1]
    before = points[-2]
    whole = _length(before, last)
    stop = _towards(last, before, min(HEAD - 1, whole))
    stops = [*points[1:-1], stop]
    here = points[0]
    for corner, after in pairwise(stops):
        room = min(CORNER, _length(here, corner) / 2, _length(corner, after) / 2)
        path.lineTo(_towards(corner, here, room))
        path.quadTo(corner, _towards(corner, after, room))
        here = corner
    path.lineTo(stop)
    return path


def head(before: QPointF, end: QPointF) -> QPolygonF:
    """The arrow's head at `end`, coming from `before` along an axis."""
    if abs(end.x() - before.x()) >= abs(end.y() - before.y()):
        side = HEAD if end.x() >= before.x() else -HEAD
        return QPolygonF(
            [end, QPointF(end.x() - side, end.y() - HALF), QPointF(end.x() - side, end.y() + HALF)]
        )
    side = HEAD if end.y() >= before.y() else -HEAD
    return QPolygonF([end, QPointF(end.x() - HALF, end.y() - side), QPointF(end.x() + HALF, end.y() - side)])


def _length(a: QPointF, b: QPointF) -> float:
    return math.hypot(a.x() - b.x(), a.y() - b.y())


def _towards(a: QPointF, b: QPointF, distance: float) -> QPointF:
    whole = _length(a, b)
    return a + (b - a) * (distance / whole) if whole else QPointF(a)
