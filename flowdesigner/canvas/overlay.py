"""What gestures show on top of everything: the rubber band, guides, wires in the air, the ghost of a drop."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsScene

from flowdesigner.canvas import wire_shape
from flowdesigner.canvas.pens import NO_BRUSH, pen
from flowdesigner.theme import colours

ABOVE = 1000.0


class Overlay:
    """One path a purpose, taken away when there is nothing to show."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: dict[str, QGraphicsPathItem] = {}

    def forget(self) -> None:
        """The scene has thrown all items away."""
        self._items.clear()

    def band(self, area: QRectF | None) -> None:
        """The rubber band."""
        path = QPainterPath()
        if area is not None:
            path.addRect(area)
        self._show("band", path, 1.0, fill=True)

    def guides(self, lines: Iterable[QLineF]) -> None:
        """Lines that say with what something is in line."""
        path = QPainterPath()
        for line in lines:
            path.moveTo(line.p1())
            path.lineTo(line.p2())
        self._show("guides", path, 1.0, dashed=True)

    def wires(self, ends: Iterable[tuple[QPointF, QPointF]]) -> None:
        """Wires that are being drawn."""
        path = QPainterPath()
        for begin, end in ends:
            path.addPath(wire_shape.curve(begin, end))
            path.addPolygon(wire_shape.head(QPointF(end.x() - 20, end.y()), end))
        self._show("wires", path, 2.2)

    def ghost(self, areas: Iterable[QRectF]) -> None:
        """Where what is dragged in would stand."""
        path = QPainterPath()
        for area in areas:
            path.addRoundedRect(area, 9, 9)
        self._show("ghost", path, 1.6, dashed=True, fill=True)

    def _show(
        self, name: str, path: QPainterPath, width: float, *, dashed: bool = False, fill: bool = False
    ) -> None:
        item = self._items.get(name)
        if path.isEmpty():
            if item is not None:
                self._scene.removeItem(self._items.pop(name))
            return
        if item is None:
            item = self._items[name] = QGraphicsPathItem()
            item.setZValue(ABOVE)
            item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)
            self._scene.addItem(item)
        line = QPen(pen(colours().selected, width, dashed))
        line.setCosmetic(name != "wires")
        item.setPen(line)
        tint = QColor(colours().selected)
        tint.setAlpha(28)
        item.setBrush(tint if fill else NO_BRUSH)
        item.setPath(path)
