"""Where a thing that is dragged comes to rest: on the grid, in line with others, at equal gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF

GRID = 20.0
NEAR = 7.0
"""Pixels of the screen within which an edge is drawn to that of another thing."""


@dataclass(frozen=True, slots=True)
class Rest:
    """How far to shift what is dragged, and the lines that say why."""

    shift: QPointF
    lines: tuple[QLineF, ...] = ()


def rest(moving: QRectF, others: Sequence[QRectF], *, grid: bool, guides: bool, scale: float = 1.0) -> Rest:
    """Where a rectangle comes to rest beside others; each axis by itself, guides before the grid."""
    near = NEAR / max(scale, 0.05)
    dx, across = _axis(moving, others, near, True) if guides else (None, ())
    dy, down = _axis(moving, others, near, False) if guides else (None, ())
    if dx is None:
        dx = round(moving.left() / GRID) * GRID - moving.left() if grid else 0.0
    if dy is None:
        dy = round(moving.top() / GRID) * GRID - moving.top() if grid else 0.0
    return Rest(QPointF(dx, dy), (*across, *down))


def _axis(
    moving: QRectF, others: Sequence[QRectF], near: float, horizontal: bool
) -> tuple[float | None, tuple[QLineF, ...]]:
    """The shift along one axis that brings an edge or a middle in line, and its line; else equal gaps."""
    best: float | None = None
    partner = QRectF()
    at = 0.0
    for other in others:
        for own, theirs in zip(_stops(moving, horizontal), _stops(other, horizontal), strict=True):
            shift = theirs - own
            if abs(shift) <= near and (best is None or abs(shift) < abs(best)):
                best, partner, at = shift, other, theirs
    if best is None:
        return _equal_gap(moving, others, near, horizontal)
    whole = moving.united(partner)
    if horizontal:
        return best, (QLineF(at, whole.top() - 10, at, whole.bottom() + 10),)
    return best, (QLineF(whole.left() - 10, at, whole.right() + 10, at),)


def _stops(rect: QRectF, horizontal: bool) -> tuple[float, float, float]:
    if horizontal:
        return rect.left(), rect.center().x(), rect.right()
    return rect.top(), rect.center().y(), rect.bottom()


def _equal_gap(
    moving: QRectF, others: Iterable[QRectF], near: float, horizontal: bool
) -> tuple[float | None, tuple[QLineF, ...]]:
    """The shift that leaves the same gap to two neighbours in a row, on either side or between them."""
    row = sorted(
        (rect for rect in others if _beside(moving, rect, horizontal)), key=lambda r: _stops(r, horizontal)[0]
    )
    begin, _, end = _stops(moving, horizontal)
    for one, other in pairwise(row):
        gap = _stops(other, horizontal)[0] - _stops(one, horizontal)[2]
        if gap <= 0:
            continue
        room = gap - (end - begin)
        wanted = [
            (_stops(other, horizontal)[2] + gap, (one, other)),
            (_stops(one, horizontal)[0] - gap - (end - begin), (one, other)),
            (_stops(one, horizontal)[2] + room / 2, (one, other)),
        ]
        for place, pair in wanted if room > 0 else wanted[:2]:
            if abs(place - begin) <= near:
                return place - begin, tuple(_gap_lines(pair, moving, place - begin, horizontal))
    return None, ()


def _beside(moving: QRectF, rect: QRectF, horizontal: bool) -> bool:
    if horizontal:
        return rect.top() < moving.bottom() and moving.top() < rect.bottom()
    return rect.left() < moving.right() and moving.left() < rect.right()


def _gap_lines(
    pair: tuple[QRectF, QRectF], moving: QRectF, shift: float, horizontal: bool
) -> Iterable[QLineF]:
    rested = moving.translated(shift if horizontal else 0, 0 if horizontal else shift)
    row = sorted([*pair, rested], key=lambda rect: _stops(rect, horizontal)[0])
    for one, other in pairwise(row):
        if horizontal:
            y = rested.center().y()
            yield QLineF(one.right(), y, other.left(), y)
        else:
            x = rested.center().x()
            yield QLineF(x, one.bottom(), x, other.top())
