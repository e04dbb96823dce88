"""Things carried out of a canvas by the mouse: what the canvas that they are dropped on is given of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from flowdesigner.canvas.scene import FlowScene
from flowdesigner.document.boxes import boxes, size
from flowdesigner.document.errors import Refused
from flowdesigner.document.exits import free_exit
from flowdesigner.document.fragment import MIME as FLOW_MIME
from flowdesigner.document.fragment import ROW, fragment, holds_fragment
from flows.drawing import look

if TYPE_CHECKING:
    from flowdesigner.canvas.drops import DropView
    from flowdesigner.canvas.gestures.base import Gesture

GRIP_MIME = "application/x-callwright-grip"
"""The type of where the mouse holds a fragment: pixels right and down of its corner, `x,y`."""

LARGEST = QSize(360, 240)
"""The largest picture that hangs on the mouse."""


@dataclass(slots=True)
class Carry:
    """What is being carried, out of which view, by which gesture. `taken_by`: the view it is moved to."""

    view: DropView
    gesture: Gesture
    taken_by: DropView | None = None


def fragment_of(data: QMimeData | None) -> str:
    """The flow XML that was copied or dragged, empty if there is none; an empty clipboard may give None."""
    if data is None:
        return ""
    if data.hasFormat(FLOW_MIME):
        return bytes(data.data(FLOW_MIME).data()).decode("utf-8", "replace")
    return data.text() if data.hasText() and holds_fragment(data.text()) else ""


def fragment_data(text: str, grip: QPointF | None = None) -> QMimeData:
    """What goes to the clipboard or hangs on the mouse: our own type, and plain text for text editors."""
    data = QMimeData()
    data.setData(FLOW_MIME, text.encode())
    data.setText(text)
    if grip is not None:
        data.setData(GRIP_MIME, f"{grip.x()},{grip.y()}".encode())
    return data


def grip_of(data: QMimeData) -> QPointF:
    """Where the mouse holds a fragment; its corner, if that is not said."""
    x, _, y = bytes(data.data(GRIP_MIME).data()).decode("utf-8", "replace").partition(",")
    try:
        return QPointF(float(x), float(y))
    except ValueError:
        return QPointF()


@dataclass(frozen=True, slots=True)
class Expected:
    """A fragment over a canvas: where its things stand, from its corner; whether it can go into a wire."""

    areas: Sequence[QRectF] = ()
    lone: bool = False


def expected(text: str) -> Expected:
    """What would come of a fragment; nothing where it cannot be read."""
    try:
        flow = fragment(text)
    except Refused:
        return Expected()
    found = []
    for row, (id_, drawn) in enumerate(boxes(flow).items()):
        spot = flow.layout.spots.get(id_)
        found.append(QRectF(spot.x if spot else 0.0, spot.y if spot else ROW * row, *size(drawn)))
    found += [QRectF(note.x, note.y, look.BOX, look.ENTRY * 2) for note in flow.layout.notes]
    found += [QRectF(frame.x, frame.y, frame.width, frame.height) for frame in flow.layout.frames]
    left = min((area.left() for area in found), default=0.0)
    top = min((area.top() for area in found), default=0.0)
    lone = len(found) == len(flow.nodes) == 1 and all(map(free_exit, flow.nodes.values()))
    return Expected([area.translated(-left, -top) for area in found], lone)


def picture(scene: FlowScene, keys: Collection[str], at: QPointF, scale: float) -> tuple[QPixmap, QPoint]:
    """What hangs on the mouse away from a canvas, and the point of it that the mouse holds."""
    items = [item for key in keys if (item := scene.item_of(key)) is not None and item.isVisible()]
    area = scene.rect_of(keys).adjusted(-4, -4, 4, 4)
    scale = min(scale, LARGEST.width() / area.width(), LARGEST.height() / area.height())
    made = QPixmap((area.size() * scale).toSize().expandedTo(QSize(1, 1)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.8)
    painter.scale(scale, scale)
    painter.translate(-area.topLeft())
    for item in sorted(items, key=lambda each: each.zValue()):
        painter.save()
        painter.translate(item.pos())
        item.paint(painter, QStyleOptionGraphicsItem())
        painter.restore()
    painter.end()
    return made, ((at - area.topLeft()) * scale).toPoint()
