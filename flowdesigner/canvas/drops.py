"""Dragging onto the canvas: node types from the palette, flow XML and files from anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from flowdesigner.canvas.guides import GRID
from flowdesigner.canvas.hits import wire_under
from flowdesigner.canvas.view import FlowView
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.fragment import MIME as FLOW_MIME
from flowdesigner.document.fragment import holds_fragment
from flows.drawing import look

NODE_MIME = "application/x-callwright-node"
"""The type of what the palette is dragged with: the id of a node type, UTF-8."""

GHOST = 120.0
"""The height of the ghost of a node, whose own is not known before it is made."""


def node_data(type_id: str) -> QMimeData:
    """What a palette gives to QDrag for a node type."""
    data = QMimeData()
    data.setData(NODE_MIME, type_id.encode())
    return data


def fragment_of(data: QMimeData) -> str:
    """The flow XML that was copied or dragged, empty if there is none."""
    if data.hasFormat(FLOW_MIME):
        return bytes(data.data(FLOW_MIME).data()).decode("utf-8", "replace")
    return data.text() if data.hasText() and holds_fragment(data.text()) else ""


def fragment_data(text: str) -> QMimeData:
    """What goes to the clipboard: our own type, and plain text for text editors."""
    data = QMimeData()
    data.setData(FLOW_MIME, text.encode())
    data.setText(text)
    return data


class DropView(FlowView):
    """A view on which things can be dropped."""

    files_dropped = Signal(object)
    """Flow files (a list of Path) were dropped: the window opens them."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Whether it is something that can be dropped here."""
        data = event.mimeData()
        if data.hasFormat(NODE_MIME) or fragment_of(data) or _files(data):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show the ghost, and the wire into which it would be put."""
        if event.mimeData().hasFormat(NODE_MIME):
            area = self._area(self.mapToScene(event.position().toPoint()))
            self.overlay.ghost(area)
            self._light(wire_under(self.flow_scene, area, frozenset()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It is dragged away again."""
        self._over()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Add a node here, into a wire if one is under it; paste a fragment; hand files on."""
        data = event.mimeData()
        at = self.mapToScene(event.position().toPoint())
        self._over()
        if data.hasFormat(NODE_MIME):
            type_id = bytes(data.data(NODE_MIME).data()).decode("utf-8", "replace")
            area = self._area(at)
            wire = wire_under(self.flow_scene, area, frozenset())
            into = wire.key if wire is not None else None
            self.attempt(lambda: self.document.add_node(type_id, (area.left(), area.top()), splice=into))
        elif text := fragment_of(data):
            self.attempt(lambda: self.document.paste(text, (at.x(), at.y())))
        elif files := _files(data):
            self.files_dropped.emit(files)
        event.acceptProposedAction()
        self.setFocus()

    def _area(self, at: QPointF) -> QRectF:
        """Where a node dropped here would stand: the mouse holds the middle of its title."""
        x, y = at.x() - look.BOX / 2, at.y() - look.ENTRY
        if self.snaps:
            x, y = round(x / GRID) * GRID, round(y / GRID) * GRID
        return QRectF(x, y, look.BOX, GHOST)

    def _over(self) -> None:
        self.overlay.ghost(None)
        self._light(None)

    def _light(self, wire: WireItem | None) -> None:
        for item in self.flow_scene.wires.values():
            item.set_state(hovered=item is wire)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
