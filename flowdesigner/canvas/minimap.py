"""A small picture of the whole drawing with a frame around what is seen, to be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from flowdesigner.canvas.node_paint import CATEGORY_COLOURS, UNKNOWN_COLOUR
from flowdesigner.canvas.pens import NO_BRUSH, pen
from flowdesigner.canvas.tints import mixed
from flowdesigner.theme import colours, theme
from flowdesigner.words.say import follow, say
from flows.drawing.hues import COLOUR, hue

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

SMALLEST = QSize(120, 90)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
AGAIN_AFTER = 200
"""Milliseconds after a change until it is drawn again."""


class Minimap(QWidget):
    """Draws the nodes as rectangles, at most five times a second."""

    def __init__(self, view: FlowView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._picture: QPixmap | None = None
        self._area = QRectF()
        self._grip = QPointF()
        """Where in the frame the mouse holds it, from its middle."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_AFTER)
        self._timer.timeout.connect(self._draw_again)
        self.setMinimumSize(SMALLEST)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow(self, "setAccessibleName", say("缩略图", "Minimap"))
        view.flow_scene.redrawn.connect(self._stale)
        view.looked.connect(self.update)
        theme().changed.connect(self._stale)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small."""
        return QSize(220, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw it as large as it is now."""
        self._draw_again()
        super().resizeEvent(event)

    def _stale(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _draw_again(self) -> None:
        """Draw it at the next opportunity."""
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture, and the frame; nothing once the view is gone, which this may outlive for a moment."""
        if not shiboken6.isValid(self.view):
            return
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = self._to_here(self.view.seen().intersected(self._area)).adjusted(0, 0, -1, -1)
        tint = QColor(colours().selected)
        tint.setAlpha(40)
        painter.fillRect(seen, tint)
        painter.setPen(pen(colours().selected, 1.4))
        painter.setBrush(NO_BRUSH)
        painter.drawRect(seen)
        edge = colours().selected if self.hasFocus() else colours().border
        painter.setPen(pen(edge, 1.0))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _drawn(self) -> QPixmap:
        scene = self.view.flow_scene
        self._area = scene.content_rect().adjusted(-200, -200, 200, 200)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(colours().body))
        painter = QPainter(picture)
        for frame in scene.frames.values():
            if frame.isVisible():
                own = hue(frame.thing.more.get(COLOUR, ""))
                paper = mixed(own, colours().body, 0.3) if own else colours().group
                painter.fillRect(self._to_here(frame.frame()), QColor(paper))
        for item in scene.drawn.values():
            colour = item.colour or CATEGORY_COLOURS.get(item.content.icon, UNKNOWN_COLOUR)
            painter.fillRect(self._to_here(item.frame()), QColor(colour))
        for note in scene.notes.values():
            if note.isVisible():
                painter.fillRect(self._to_here(note.frame()), QColor(colours().note_border))
        painter.end()
        return picture

    def _scale(self) -> float:
        if self._area.isEmpty():
            return 1.0
        return min(self.width() / self._area.width(), self.height() / self._area.height())

    def _to_here(self, rect: QRectF) -> QRectF:
        scale = self._scale()
        left = (self.width() - self._area.width() * scale) / 2
        top = (self.height() - self._area.height() * scale) / 2
        return QRectF(
            left + (rect.left() - self._area.left()) * scale,
            top + (rect.top() - self._area.top()) * scale,
            max(rect.width() * scale, 1.5),
            max(rect.height() * scale, 1.5),
        )

    def _to_scene(self, at: QPointF) -> QPointF:
        scale = self._scale()
        left = (self.width() - self._area.width() * scale) / 2
        top = (self.height() - self._area.height() * scale) / 2
        return QPointF((at.x() - left) / scale, (at.y() - top) / scale) + self._area.topLeft()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the frame; beside it: look there."""
        seen = self._to_here(self.view.seen())
        inside = seen.contains(event.position()) and not seen.contains(QRectF(self.rect()))
        self._grip = event.position() - seen.center() if inside else QPointF()
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Look there while it is dragged."""
        self._look(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows push the frame, a quarter of itself at a time."""
        if event.key() not in ARROWS:
            super().keyPressEvent(event)
            return
        across, down = ARROWS[Qt.Key(event.key())]
        seen = self.view.seen()
        step = QPointF(across * seen.width() / 4, down * seen.height() / 4)
        self.view.centerOn(seen.center() + step)
        self.view.looked.emit()

    def _look(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.view.centerOn(self._to_scene(event.position() - self._grip))
            self.view.looked.emit()
        event.accept()
