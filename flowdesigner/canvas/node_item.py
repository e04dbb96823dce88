"""A node on the canvas: icon, title, first words, exits as labelled ports; less of it when it is small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_paint import (
    paint_badges,
    paint_box,
    paint_far,
    paint_margin,
    paint_ports,
    paint_texts,
    paint_title,
)
from flowdesigner.canvas.node_texts import Texts
from flows.drawing import look
from flows.drawing.content import Content

if TYPE_CHECKING:
    from flowdesigner.canvas.fold_item import FoldItem

TEXT_FROM, PORTS_FROM, TITLE_FROM, BOX_FROM = 0.55, 0.4, 0.3, 0.22
"""Scales from which on a node shows all its texts, its ports, a large title, a frame; else a plain rectangle.

Ports, and wires that are stubs, would be dots of a pixel below theirs, and most of what there is to paint.
"""

PORT = 4.0
"""The radius of a port."""

REACH = 11.0
"""Pixels around a port where it is caught."""

EDGE = 9.0
"""Pixels around the upper left corner that are the margin: where a breakpoint is set by a click."""


class NodeItem(QGraphicsItem):
    """Shows what it is told. The upper left corner of its frame is its position; flags stand above."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content = content
        self.selected = self.current = self.running = self.faded = self.dimmed = self.target = False
        self.ports_grown = self.margin = False
        self.hovered_exit = ""
        self.badges: Sequence[Badge] = ()
        self.colour = ""
        self.box: FoldItem | None = None
        """The folded frame in which it is, whose box is drawn instead of it."""
        self._texts: Texts | None = None
        self.setZValue(10)
        self.show_content(content)

    @property
    def id(self) -> str:
        """The id of its node."""
        return self.content.id

    def show_content(self, content: Content) -> None:
        """Show a node that has changed."""
        self.prepareGeometryChange()
        self.content = content
        self._texts = None
        self.body = QRectF(0, 0, look.BOX, content.height - content.top)
        self._bounds = self.body.adjusted(-10, -10 - content.top, 12, 12)
        self.setToolTip("")

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The frame with flags, ports, badges and the glow."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """Where it is hit: the frame."""
        path = QPainterPath()
        path.addRect(self.body)
        return path

    def frame(self) -> QRectF:
        """The frame in the scene; that of the box which is drawn instead of it."""
        if self.box is not None:
            return self.box.frame()
        return self.body.translated(self.pos())

    def port_y(self, exit_: str) -> float:
        """How far below the frame's upper edge a port is; the lower edge for an exit that is not shown."""
        for row in self.content.rows:
            if row.name == exit_:
                return row.y - self.content.top
        return self.body.height()

    def out_point(self, exit_: str) -> QPointF:
        """Where the wire of an exit begins, in the scene."""
        if self.box is not None:
            return self.box.out_point()
        return self.pos() + QPointF(look.BOX, self.port_y(exit_))

    def in_point(self, back: bool = False) -> QPointF:
        """Where wires arrive, in the scene; those that lead back a little lower."""
        if self.box is not None:
            return self.box.in_point(back)
        return self.pos() + QPointF(0.0, look.ENTRY + (look.BACK if back else 0.0))

    def port_at(self, at: QPointF) -> str:
        """The exit whose port is at a point of the scene, empty if none is."""
        local = at - self.pos()
        if not look.BOX - REACH <= local.x() <= look.BOX + REACH:
            return ""
        for row in self.content.rows:
            if abs(local.y() - (row.y - self.content.top)) <= look.ROW / 2:
                return row.name
        return ""

    def on_entry(self, at: QPointF) -> bool:
        """Whether a point of the scene is where wires arrive."""
        local = at - self.pos()
        return abs(local.x()) <= REACH and abs(local.y() - look.ENTRY) <= REACH

    def on_margin(self, at: QPointF) -> bool:
        """Whether a point of the scene is where a breakpoint is set."""
        local = at - self.pos()
        return abs(local.x()) <= EDGE and abs(local.y()) <= EDGE

    def title_rect(self) -> QRectF:
        """Where the title stands, in the scene: for the field in which it is edited."""
        height = max(len(self.content.title), 1) * look.TITLE_LINE + 8
        left = look.SIDE + look.ICON + 5
        return QRectF(left, 6, look.BOX - left - 6, height).translated(self.pos())

    def set_state(self, **state: object) -> None:
        """Set `selected`, `running` ... and repaint where something differs."""
        for name, value in state.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                self.update()

    def forget_looks(self) -> None:
        """Theme or language are others now."""
        self._texts = None
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """As much as can be seen at this scale."""
        scale = painter.worldTransform().m11()
        if self.faded or self.dimmed:
            painter.setOpacity(0.35)
        if scale < BOX_FROM:
            paint_far(painter, self)
            return
        ratio = widget.devicePixelRatioF() if widget else 1.0
        paint_box(painter, self, detailed=scale >= TEXT_FROM, ratio=ratio * max(scale, 1.0))
        if scale >= PORTS_FROM or self.ports_grown or self.target or self.hovered_exit:
            paint_ports(painter, self)
        if scale >= TITLE_FROM:
            if self._texts is None:
                self._texts = Texts(self.content)
            if scale >= TEXT_FROM:
                paint_texts(painter, self, self._texts)
            else:
                paint_title(painter, self._texts)
        if self.margin:
            paint_margin(painter)
        if self.badges:
            paint_badges(painter, self.badges)
