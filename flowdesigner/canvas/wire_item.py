"""A wire on the canvas: an arrow from an exit's port to a node."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from flowdesigner.canvas import wire_shape
from flowdesigner.canvas.node_item import BOX_FROM, PORTS_FROM, TEXT_FROM, NodeItem
from flowdesigner.canvas.pens import NO_BRUSH, NO_PEN, pen, static, type_face
from flowdesigner.theme import colours
from flowdesigner.words.say import tongue
from flows.drawing import look
from flows.drawing.text import shortened
from flows.passes.bind import IMPLICIT

REACH = 5.0
"""Pixels beside a wire where it is still hit."""

STUB, LABEL = 22.0, 76.0
"""The length of a stub, and the room for its words."""

THIN, THICK = 0.625, 0.9
"""Between these scales a wire is one pixel wide, as it is at the first of them."""

END = 26.0
"""Pixels from an end of a wire within which that end is taken hold of."""


class WireItem(QGraphicsItem):
    """Shows the wire of one exit. `points`: the way around nodes, if one was found.

    A `stub` is drawn as a short arrow with the title of where it leads: so wires to a distant node, or to one
    to which many lead, stay legible. It is drawn whole while it is under the mouse, or it or a node of it
    is selected.
    """

    def __init__(self, source: NodeItem, exit_: str, target: NodeItem) -> None:
        super().__init__()
        self.source, self.exit, self.target = source, exit_, target
        self.selected = self.hovered = self.faded = self.stub = False
        self.colour = ""
        self.points: Sequence[QPointF] = ()
        self.bends: Sequence[QPointF] = ()
        self.setZValue(1)
        self._path, self._head, self._bounds = QPainterPath(), QPolygonF(), QRectF()
        self._straight = QLineF()
        self._label = ""
        self._words: QStaticText | None = None
        self._short = False
        self.reroute()

    @property
    def key(self) -> tuple[str, str]:
        """Where it begins: node id and exit."""
        return self.source.id, self.exit

    @property
    def back(self) -> bool:
        """Whether it leads to the left."""
        source, target = self.source, self.target
        return (target.box or target).x() <= (source.box or source).x()

    @property
    def inner(self) -> bool:
        """Whether it is folded away, with both of its ends in one box."""
        return self.source.box is not None and self.source.box is self.target.box

    def reroute(self, points: Sequence[QPointF] = ()) -> None:
        """Take another way: through `points`, else a curve between where its nodes are now."""
        self.prepareGeometryChange()
        if self.inner is self.isVisible():
            self.setVisible(not self.inner)
        self.points = points
        start, end = self.ends()
        self._straight = QLineF(start, end)
        self._short = self.stub and not self.whole
        if self._short:
            tip = start + QPointF(STUB, 0)
            self._path = QPainterPath(start)
            self._path.lineTo(tip - QPointF(6, 0))
            self._head = wire_shape.head(start, tip)
            title = self.target.content.title
            self._label = shortened(title[0] if title else self.target.id, LABEL, look.SMALL)
            self._words = None
            self._bounds = QRectF(start.x() - 5, start.y() - 9, STUB + LABEL + 20, 18)
            return
        if self.bends:
            points = self.points = wire_shape.bent(start, self.bends, end)
        if len(points) > 1:
            self._path = wire_shape.line(points)
            self._head = wire_shape.head(points[-2], points[-1])
        else:
            self._path = wire_shape.curve(start, end)
            self._head = wire_shape.head(QPointF(end.x() - 20, end.y()), end)
        self._bounds = self._path.controlPointRect().united(self._head.boundingRect()).adjusted(-5, -5, 5, 5)

    @property
    def whole(self) -> bool:
        """Whether a stub is drawn whole for the moment."""
        return self.selected or self.hovered or self.source.selected or self.target.selected

    def set_stub(self, stub: bool) -> None:
        """Draw it as a stub, or whole."""
        if stub != self.stub:
            self.stub = stub
            self.reroute(self.points)
            self.update()

    def set_bends(self, bends: Sequence[QPointF]) -> None:
        """Lead it through points that its author chose; through none, to a way of its own."""
        if list(bends) != list(self.bends):
            self.bends = bends
            self.reroute()
            self.update()

    def unfold(self) -> None:
        """Something was selected, or is no more: a stub may have to be drawn whole, or short again."""
        if self.stub:
            self.reroute(() if self.bends else self.points)

    def ends(self) -> tuple[QPointF, QPointF]:
        """Where it begins and ends."""
        return self.source.out_point(self.exit), self.target.in_point(self.back)

    def end_at(self, at: QPointF) -> str:
        """Which end is near a point: `source`, `target`, or empty."""
        begin, end = self.ends()
        if self.points:
            end = self.points[-1]
        near = {"source": QLineF(begin, at).length(), "target": QLineF(end, at).length()}
        if self._short:
            return "source" if near["source"] <= STUB else ""
        nearest = min(near, key=lambda name: near[name])
        half = self._path.length() / 2
        return nearest if near[nearest] <= min(END, half) else ""

    def middle(self) -> QPointF:
        """The middle of its way."""
        return self._path.pointAtPercent(0.5)

    def path(self) -> QPainterPath:
        """Its way."""
        return self._path

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The way with its head."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """Where it is hit."""
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * REACH)
        made = stroker.createStroke(self._path)
        made.addPolygon(self._head)
        if self._short:
            made.addRect(self._bounds.adjusted(STUB, 2, 0, -2))
        return made

    def set_state(self, **state: object) -> None:
        """Set `selected`, `hovered`, `colour`, `faded` and repaint where something differs."""
        for name, value in state.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                self.setZValue(2 if self.selected or self.hovered else 1)
                if name != "faded":
                    self.unfold()
                self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A line with its head; from afar a straight one."""
        scale = painter.worldTransform().m11()
        if self._short and scale < PORTS_FROM:
            return
        line = self._pen(scale)
        if self.faded or self.source.dimmed:
            painter.setOpacity(0.25)
        painter.setPen(line)
        if scale < BOX_FROM:
            painter.drawLine(self._straight)
            return
        painter.setBrush(NO_BRUSH)
        painter.drawPath(self._path)
        painter.setPen(NO_PEN)
        painter.setBrush(line.brush())
        painter.drawPolygon(self._head)
        if self.selected or self.hovered:
            for bend in self.bends:
                painter.drawEllipse(bend, 4.5, 4.5)
        if self._short and scale >= TEXT_FROM:
            face = type_face(look.SMALL, False, tongue())
            if self._words is None:
                self._words = static(self._label, face)
            painter.setPen(line.color())
            painter.setFont(face)
            top = self._bounds.center().y() - self._words.size().height() / 2
            painter.drawStaticText(QPointF(self._bounds.left() + STUB + 8, top), self._words)

    def _pen(self, scale: float) -> QPen:
        wanted = colours()
        if self.selected:
            return pen(wanted.selected, 2.6)
        if self.colour:
            return pen(self.colour, 2.6)
        colour = wanted.fault if self.exit in IMPLICIT else wanted.back if self.back else wanted.wire
        dashed = not self.source.content.enabled
        # A line of one pixel is drawn five times as fast as one of one and a half.
        width = 0.0 if THIN <= scale < THICK else 1.6
        return pen(colour, 2.4 if self.hovered else width, dashed)
