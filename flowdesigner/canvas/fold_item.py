"""A folded frame on the canvas: one box with its title and the number of nodes in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_item import BOX_FROM, TEXT_FROM, TITLE_FROM
from flowdesigner.canvas.node_paint import RADIUS, paint_badges
from flowdesigner.canvas.note_items import FrameItem
from flowdesigner.canvas.pens import NO_BRUSH, brush, pen, type_face
from flowdesigner.canvas.tints import mixed
from flowdesigner.document.folding import HEIGHT, WIDTH
from flowdesigner.theme import colours
from flowdesigner.words.say import say, tongue
from flows.drawing import look
from flows.drawing.hues import COLOUR, hue
from flows.model import Frame

SHEETS = (8.0, 4.0)
"""How far the sheets behind the box stand out: it is a pile."""


class FoldItem(FrameItem):
    """Stands where the frame has its upper left corner; wires of what is in it end at its sides.

    `running`, `chosen`: a node in it runs, or is selected; `badges`: the gravest of the nodes in it.
    """

    def __init__(self, key: str, frame: Frame) -> None:
        self.running = self.chosen = False
        self.badges: Sequence[Badge] = ()
        self.count = 0
        super().__init__(key, frame)
        self.setZValue(9)

    def show_frame(self, frame: Frame) -> None:
        """Show a frame that has changed."""
        super().show_frame(frame)
        self.body = QRectF(0, 0, WIDTH, HEIGHT)
        unfold = say("双击展开", "Double-click to unfold")
        self.setToolTip(f"{frame.title}\n{unfold}".strip())

    def out_point(self) -> QPointF:
        """Where wires of the nodes in it begin, in the scene."""
        return self.pos() + QPointF(WIDTH, HEIGHT / 2)

    def in_point(self, back: bool = False) -> QPointF:
        """Where wires to the nodes in it arrive, in the scene; those that lead back a little lower."""
        return self.pos() + QPointF(0.0, look.ENTRY + (look.BACK if back else 0.0))

    def grip(self, at: QPointF) -> bool:
        """Its size is not changed."""
        return False

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The pile with badges and the glow."""
        return self.body.adjusted(-8, -12, 14, 14)

    def shape(self) -> QPainterPath:
        """It is hit everywhere."""
        path = QPainterPath()
        path.addRect(self.body)
        return path

    def set_inner(self, **state: object) -> None:
        """Set `running`, `chosen`, `badges`, `count` and repaint where something differs."""
        for name, value in state.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A pile of sheets, title, number."""
        wanted = colours()
        scale = painter.worldTransform().m11()
        own = hue(self.thing.more.get(COLOUR, ""))
        paper = mixed(own, wanted.body, 0.16) if own else wanted.group
        edge = mixed(own, wanted.border, 0.6) if own else wanted.border
        if scale < BOX_FROM:
            lit = wanted.running if self.running else wanted.selected if self.selected else own or edge
            painter.fillRect(self.body, QColor(lit))
            return
        painter.setPen(pen(edge, 1.2))
        painter.setBrush(brush(paper))
        for step in SHEETS:
            painter.drawRoundedRect(self.body.translated(step, step), RADIUS, RADIUS)
        painter.setPen(pen(wanted.selected, 2.4) if self.selected else pen(edge, 1.4))
        painter.drawRoundedRect(self.body, RADIUS, RADIUS)
        if self.running or self.chosen:
            painter.setBrush(NO_BRUSH)
            painter.setPen(pen(wanted.running, 3.0) if self.running else pen(wanted.selected, 2.0, True))
            painter.drawRoundedRect(self.body.adjusted(-4, -4, 4, 4), RADIUS + 3, RADIUS + 3)
        if scale >= TITLE_FROM:
            self._write(painter, scale)
        if self.badges:
            paint_badges(painter, self.badges)

    def _write(self, painter: QPainter, scale: float) -> None:
        wanted = colours()
        detailed = scale >= TEXT_FROM
        face = type_face(look.TITLE if detailed else 2 * look.TITLE, True, tongue())
        room = self.body.width() - 2 * look.SIDE
        title = self.thing.title or str(say("框", "Frame"))
        title = QFontMetricsF(face).elidedText(title, Qt.TextElideMode.ElideRight, room)
        line = QRectF(look.SIDE, 8, room, 22) if detailed else self.body.adjusted(look.SIDE, 0, -look.SIDE, 0)
        painter.setPen(QColor(wanted.ink))
        painter.setFont(face)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), title)
        if detailed:
            painter.setPen(QColor(wanted.quiet))
            painter.setFont(type_face(look.WORDS, False, tongue()))
            one = self.count == 1
            number = say("1 个节点", "1 node") if one else say("{} 个节点", "{} nodes", self.count)
            painter.drawText(QRectF(look.SIDE, 30, room, 20), int(Qt.AlignmentFlag.AlignVCenter), str(number))
