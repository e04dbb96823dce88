"""Scrolling while something is held near the edge of a view: it can be led farther than is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

if TYPE_CHECKING:
    from flowdesigner.canvas.gestures.base import Pointer
    from flowdesigner.canvas.view import FlowView

NEAR = 28
"""Pixels from an edge within which it scrolls, the faster the nearer."""

WAIT_MS, EVERY_MS = 250, 30
"""How long the mouse has to stay there first: it may be on its way to another window."""


class Edges(QObject):
    """Follows the mouse of one view while a gesture lasts."""

    def __init__(self, view: FlowView) -> None:
        super().__init__(view)
        self._view = view
        self._pointer: Pointer | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def follow(self, pointer: Pointer | None) -> None:
        """The mouse is here now; None: it holds nothing any more."""
        gesture = self._view.gesture
        if pointer is None or gesture is None or not (gesture.begun and gesture.scrolls):
            self._pointer = None
            self._timer.stop()
            return
        self._pointer = pointer
        if self._push(pointer.in_view).isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(WAIT_MS)

    def _push(self, at: QPoint) -> QPoint:
        """How far to scroll for a point of the view."""
        area = self._view.viewport().rect()
        x = min(at.x() - area.left() - NEAR, 0) + max(at.x() - area.right() + NEAR, 0)
        y = min(at.y() - area.top() - NEAR, 0) + max(at.y() - area.bottom() + NEAR, 0)
        return QPoint(x, y)

    def _step(self) -> None:
        view, pointer = self._view, self._pointer
        if pointer is None or view.gesture is None:
            self._timer.stop()
            return
        self._timer.setInterval(EVERY_MS)
        push = self._push(pointer.in_view)
        for bar, by in ((view.horizontalScrollBar(), push.x()), (view.verticalScrollBar(), push.y())):
            bar.setValue(bar.value() + by)
        view.gesture.move(replace(pointer, at=view.mapToScene(pointer.in_view)))
