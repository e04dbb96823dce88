"""Dragging the middle of a wire: it gets a bend there, or the bend that is there moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt

from flowdesigner.canvas.gestures.base import Gesture, Pointer
from flowdesigner.canvas.gestures.wiring import select_wire
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.bends import bends

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

NEAR = 10.0
"""Pixels from a bend within which it is the one that is meant."""


class BendGesture(Gesture):
    """A press in the middle of a wire: a click selects it, a drag bends it."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: FlowView, pointer: Pointer, item: WireItem) -> None:
        super().__init__(view, pointer)
        self.item = item
        self.before = list(item.bends)

    def start(self) -> None:
        """Which bend is meant, or between which two the new one comes."""
        self._at = bend_at(self.item, self.begin.at)
        self._new = self._at < 0
        if self._new:
            self._at = _between(self.item, self.begin.at)

    def _points(self, pointer: Pointer) -> list[QPointF]:
        points = list(self.before)
        if self._new:
            points.insert(self._at, pointer.at)
        else:
            points[self._at] = pointer.at
        return points

    def drag(self, pointer: Pointer) -> None:
        """Show the wire bent."""
        self.item.set_bends(self._points(pointer))

    def drop(self, pointer: Pointer) -> None:
        """Tell the document."""
        points = [(point.x(), point.y()) for point in self._points(pointer)]
        self.cancel()
        self.document.bend(self.item.key, points)

    def cancel(self) -> None:
        """As it was."""
        spot = self.document.flow.layout.spots.get(self.item.source.id)
        self.item.set_bends([QPointF(x, y) for x, y in bends(spot, self.item.exit)])
        self.scene.settle([self.item.source.id])

    def click(self, pointer: Pointer) -> None:
        """Select it, or with Ctrl this as well."""
        select_wire(self, pointer, self.item.key)


def bend_at(item: WireItem, at: QPointF) -> int:
    """Which bend of a wire is at a point, -1 if none is."""
    near = [QLineF(point, at).length() for point in item.bends]
    best = min(range(len(near)), key=near.__getitem__, default=-1)
    return best if best >= 0 and near[best] <= NEAR else -1


def unbend(view: FlowView, item: WireItem, at: QPointF) -> bool:
    """Take away the bend at a point; whether there was one."""
    number = bend_at(item, at)
    if number < 0:
        return False
    points = [(point.x(), point.y()) for point in item.bends]
    del points[number]
    view.document.bend(item.key, points)
    return True


def _between(item: WireItem, at: QPointF) -> int:
    """Before which bend a new one at a point comes: where the way is longer by the least."""
    begin, end = item.ends()
    stops = [begin, *item.bends, end]

    def longer(number: int) -> float:
        one, other = stops[number], stops[number + 1]
        return QLineF(one, at).length() + QLineF(at, other).length() - QLineF(one, other).length()

    return min(range(len(stops) - 1), key=longer)
