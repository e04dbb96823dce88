"""Notes and frames on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTextOption
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from flowdesigner.canvas.node_item import BOX_FROM, TEXT_FROM
from flowdesigner.canvas.pens import NO_PEN, brush, pen, type_face
from flowdesigner.canvas.tints import mixed
from flowdesigner.document.arranging import note_lines, note_size
from flowdesigner.theme import colours
from flowdesigner.words.say import tongue
from flows.drawing import look
from flows.drawing.hues import COLOUR, hue
from flows.model import Frame, Sticky

GRIP = 14.0
"""The corner by which a frame is made larger or smaller."""

TITLE = 24.0
"""The height of a frame's title, by which it is taken hold of."""


class NoteItem(QGraphicsItem):
    """A note: words on yellow paper."""

    def __init__(self, key: str, note: Sticky) -> None:
        super().__init__()
        self.key = key
        self.selected = False
        self.setZValue(5)
        self.show_note(note)

    def show_note(self, note: Sticky) -> None:
        """Show a note that has changed."""
        self.prepareGeometryChange()
        self.note = note
        width, height = note_size(note)
        self._lines = note_lines(note, width)
        self.body = QRectF(0, 0, width, height)
        self.setPos(note.x, note.y)

    def frame(self) -> QRectF:
        """Its paper in the scene."""
        return self.body.translated(self.pos())

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The paper."""
        return self.body.adjusted(-3, -3, 3, 3)

    def set_state(self, *, selected: bool) -> None:
        """Show whether it is selected."""
        self.selected = selected
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paper and words."""
        wanted = colours()
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        own = hue(self.note.more.get(COLOUR, ""))
        edge = mixed(own, wanted.body, 0.5) if own else wanted.note_border
        painter.setBrush(brush(mixed(own, wanted.body, 0.2) if own else wanted.note))
        painter.setPen(pen(wanted.selected, 2.0) if self.selected else pen(edge, 1.0))
        painter.drawRoundedRect(self.body, 4, 4)
        if scale < TEXT_FROM:
            return
        painter.setPen(QColor(wanted.ink if own else wanted.note_ink))
        painter.setFont(type_face(look.WORDS, False, tongue()))
        for number, line in enumerate(self._lines):
            top = 8 + number * look.WORDS_LINE
            box = QRectF(10, top, self.body.width() - 14, look.WORDS_LINE)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), line)


class FrameItem(QGraphicsItem):
    """A frame around nodes that belong together, with a title."""

    def __init__(self, key: str, frame: Frame) -> None:
        super().__init__()
        self.key = key
        self.selected = False
        self.setZValue(-10)
        self.show_frame(frame)

    def show_frame(self, frame: Frame) -> None:
        """Show a frame that has changed."""
        self.prepareGeometryChange()
        self.thing = frame
        self.body = QRectF(0, 0, max(frame.width, 40), max(frame.height, 40))
        self.setPos(frame.x, frame.y)

    def frame(self) -> QRectF:
        """Its area in the scene."""
        return self.body.translated(self.pos())

    def grip(self, at: QPointF) -> bool:
        """Whether a point of the scene is on the corner by which its size is changed."""
        corner = self.frame().bottomRight()
        return abs(at.x() - corner.x()) <= GRIP and abs(at.y() - corner.y()) <= GRIP

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Its area."""
        return self.body.adjusted(-3, -3, 3, 3)

    def shape(self) -> QPainterPath:
        """It is hit at its title, its edges and its corner; what is inside it is not its own."""
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self.body.width(), TITLE))
        inner = self.body.adjusted(6, TITLE, -6, -6)
        ring = QPainterPath()
        ring.addRect(self.body)
        hole = QPainterPath()
        hole.addRect(inner)
        path = path.united(ring.subtracted(hole))
        path.addRect(QRectF(self.body.right() - GRIP, self.body.bottom() - GRIP, GRIP, GRIP))
        return path

    def set_state(self, *, selected: bool) -> None:
        """Show whether it is selected."""
        self.selected = selected
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Area, edge, title."""
        wanted = colours()
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        own = hue(self.thing.more.get(COLOUR, ""))
        fill = QColor(own or wanted.group)
        if own:
            fill.setAlpha(40)
        painter.setPen(NO_PEN)
        painter.setBrush(fill)
        painter.drawRoundedRect(self.body, 10, 10)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = own or wanted.border
        painter.setPen(pen(wanted.selected, 2.0) if self.selected else pen(edge, 1.2, True))
        painter.drawRoundedRect(self.body, 10, 10)
        if scale < BOX_FROM:
            return
        painter.setPen(QColor(wanted.group_ink))
        painter.setFont(type_face(look.TITLE, True, tongue()))
        option_ = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        option_.setWrapMode(QTextOption.WrapMode.NoWrap)
        painter.drawText(QRectF(12, 3, self.body.width() - 20, TITLE), self.thing.title, option_)
        corner = self.body.bottomRight()
        painter.setPen(pen(wanted.border, 1.4))
        for step in (4.0, 8.0):
            painter.drawLine(corner - QPointF(step + 3, 3), corner - QPointF(3, step + 3))
