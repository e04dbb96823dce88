"""How a node is painted: frame, texts, ports, badges; and what is left of it from afar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from flowdesigner.canvas.icons import pixmap
from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_texts import Placed, Texts
from flowdesigner.canvas.pens import NO_BRUSH, NO_PEN, brush, pen, type_face
from flowdesigner.theme import Colours, colours
from flows.drawing import look

if TYPE_CHECKING:
    from flowdesigner.canvas.node_item import NodeItem

CATEGORY_COLOURS = {
    "audio": "#2f7fe6",
    "input": "#22a35a",
    "logic": "#8457d6",
    "control": "#ee7d2b",
    "data": "#0d9aa0",
    "hotline": "#dc4650",
    "fax": "#5d6f83",
}
"""The colours of the categories' icons."""

UNKNOWN_COLOUR = "#8a94a1"
BREAKPOINT, DOT = "#d42a3a", 7.0
"""The colour of a breakpoint, and its radius."""

RADIUS = 9.0
FAR_ICON = 34.0
"""The size of the icon beside a title that is read from afar."""


def paint_far(painter: QPainter, item: NodeItem) -> None:
    """A plain rectangle in the colour of the category."""
    wanted = colours()
    colour = item.colour or CATEGORY_COLOURS.get(item.content.icon, UNKNOWN_COLOUR)
    if item.running:
        colour = wanted.running
    elif item.selected:
        colour = wanted.selected
    if item.running:
        painter.fillRect(item.body.adjusted(-9, -9, 9, 9), QColor(wanted.ink))
    painter.fillRect(item.body, QColor(colour))


def paint_box(painter: QPainter, item: NodeItem, *, detailed: bool, ratio: float) -> None:
    """Flags, frame, icon."""
    wanted = colours()
    content = item.content
    _flags(painter, item)
    if detailed:
        # All that is seen of a shadow two pixels below: to paint the rest costs more than the node.
        painter.setPen(pen(wanted.shadow, 2.0))
        y = item.body.bottom() + 1.2
        painter.drawLine(QLineF(RADIUS - 2, y, look.BOX - RADIUS + 2, y))
    painter.setBrush(brush(wanted.body))
    painter.setPen(_border(item, wanted))
    painter.drawRoundedRect(item.body, RADIUS, RADIUS)
    if item.running or item.target:
        painter.setBrush(NO_BRUSH)
        painter.setPen(pen(wanted.running if item.running else wanted.selected, 3.0))
        painter.drawRoundedRect(item.body.adjusted(-4, -4, 4, 4), RADIUS + 3, RADIUS + 3)
    if item.colour:
        painter.setPen(NO_PEN)
        painter.setBrush(brush(item.colour))
        painter.drawRoundedRect(QRectF(3, 8, 4, item.body.height() - 16), 2, 2)
    size = look.ICON if detailed else FAR_ICON
    icon = pixmap(content.type, round(size), round(min(ratio, 4.0) * 4) / 4)
    painter.drawPixmap(QRectF(look.SIDE, 11, size, size), icon, QRectF(icon.rect()))
    if detailed and content.noted:
        _folded(painter, wanted)


def _border(item: NodeItem, wanted: Colours) -> object:
    dashed = not item.content.enabled
    if item.selected:
        return pen(wanted.selected, 2.6 if item.current else 2.0, dashed)
    return pen(wanted.border, 1.3, dashed)


def _flags(painter: QPainter, item: NodeItem) -> None:
    painter.setPen(NO_PEN)
    x = 8.0
    for flag in item.content.flags:
        path = QPainterPath()
        path.addRoundedRect(QRectF(x, -look.FLAG + 1, flag.width, look.FLAG + 8), 5, 5)
        painter.fillPath(path, brush(look.FLAG_COLOURS[flag.kind]))
        x += flag.width + look.FLAG_GAP


def _folded(painter: QPainter, wanted: Colours) -> None:
    """The corner that says that the node has a note."""
    corner = QPainterPath(QPointF(look.BOX - 17, 0.6))
    corner.lineTo(look.BOX - RADIUS, 0.6)
    corner.quadTo(QPointF(look.BOX - 0.6, 0.6), QPointF(look.BOX - 0.6, RADIUS))
    corner.lineTo(look.BOX - 0.6, 17)
    corner.closeSubpath()
    painter.fillPath(corner, brush(wanted.note_border))


def paint_ports(painter: QPainter, item: NodeItem) -> None:
    """The ports of its exits; that of its entry while a wire may be led to it."""
    wanted = colours()
    for row in item.content.rows:
        middle = QPointF(look.BOX, row.y - item.content.top)
        hovered = row.name == item.hovered_exit
        radius = 6.5 if hovered else 4.0
        painter.setPen(pen(wanted.wire if row.drawn else wanted.fault, 1.6))
        painter.setBrush(brush(wanted.selected if hovered else wanted.body))
        painter.drawEllipse(middle, radius, radius)
    if item.ports_grown or item.target:
        painter.setPen(pen(wanted.selected, 2.0))
        painter.setBrush(brush(wanted.selected if item.target else wanted.body))
        painter.drawEllipse(QPointF(0, look.ENTRY), 6.5, 6.5)


def paint_texts(painter: QPainter, item: NodeItem, texts: Texts) -> None:
    """Everything that is written on it."""
    wanted = colours()
    if not texts.words_box.isNull():
        painter.setPen(NO_PEN)
        painter.setBrush(brush(wanted.tint))
        painter.drawRoundedRect(texts.words_box, 6, 6)
    if item.content.rows:
        y = item.content.rows[0].y - item.content.top - look.ROW / 2
        painter.setPen(pen(wanted.tint, 1.0))
        painter.drawLine(QPointF(look.SIDE, y), QPointF(look.BOX - look.SIDE, y))
    painter.setBrush(brush(wanted.tint))
    painter.setPen(pen(wanted.border, 1.0))
    for key in texts.keys:
        painter.drawRoundedRect(key.box, 4, 4)
    _write(painter, texts.title, wanted.ink)
    _write(painter, [texts.kind, *texts.words, *texts.exits], wanted.quiet)
    _write(painter, [key.text for key in texts.keys], wanted.ink)
    _write(painter, texts.flags, "#ffffff")


def paint_title(painter: QPainter, texts: Texts) -> None:
    """The title alone, large enough to be read from afar."""
    _write(painter, texts.large, colours().ink)


def _write(painter: QPainter, lines: list[Placed], colour: str) -> None:
    painter.setPen(QColor(colour))
    for line in lines:
        painter.setFont(line.face)
        painter.drawStaticText(line.at, line.text)


def paint_margin(painter: QPainter) -> None:
    """A hollow dot at the upper left corner: a click sets a breakpoint."""
    painter.setPen(pen(BREAKPOINT, 1.8))
    painter.setBrush(brush(colours().body))
    painter.drawEllipse(QPointF(0, 0), DOT - 1, DOT - 1)


def paint_badges(painter: QPainter, badges: Sequence[Badge]) -> None:
    """Round marks at the upper right corner, the first outermost; a breakpoint at the upper left one."""
    wanted = colours()
    face = type_face(look.SMALL, True)
    x = look.BOX - 2.0
    for badge in badges:
        if badge.kind == "breakpoint":
            painter.setPen(pen(wanted.body, 1.5))
            painter.setBrush(brush(BREAKPOINT))
            painter.drawEllipse(QPointF(0, 0), DOT, DOT)
            continue
        colour = {
            "error": wanted.fault,
            "warning": wanted.warning,
            "info": wanted.selected,
            "count": wanted.running,
        }[badge.kind]
        text = badge.text or {"error": "!", "warning": "!", "info": "i"}.get(badge.kind, "")
        across = max(18.0, QFontMetricsF(face).horizontalAdvance(text) + 10)
        box = QRectF(x - across / 2, -9, across, 18)
        painter.setPen(pen(wanted.body, 1.5))
        painter.setBrush(brush(colour))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor("#ffffff"))
        painter.setFont(face)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        x -= across + 3
