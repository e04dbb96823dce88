"""Dragging onto the canvas: node types from the palette, things of another canvas, flow XML, files."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

import shiboken6
from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from flowdesigner.canvas.carrying import (
    Carry,
    Expected,
    expected,
    fragment_data,
    fragment_of,
    grip_of,
    picture,
)
from flowdesigner.canvas.gestures.base import ALT, CTRL, Gesture, Pointer
from flowdesigner.canvas.guides import GRID
from flowdesigner.canvas.hits import wire_under
from flowdesigner.canvas.view import FlowView
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.fragment import Pasting
from flowdesigner.document.wire_edits import Wire
from flowdesigner.words.say import say
from flows.drawing import look

NODE_MIME = "application/x-callwright-node"
"""The type of what the palette is dragged with: the id of a node type, UTF-8."""

GHOST = 120.0
"""The height of the ghost of a node, whose own is not known before it is made."""

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


def node_data(type_id: str) -> QMimeData:
    """What a palette gives to QDrag for a node type."""
    data = QMimeData()
    data.setData(NODE_MIME, type_id.encode())
    return data


class DropView(FlowView):
    """A view on which things can be dropped, and out of which they can be carried to another."""

    files_dropped = Signal(object)
    """Flow files (a list of Path) were dropped: the window opens them."""

    carried: ClassVar[Carry | None] = None
    """What the mouse carries out of a canvas of this program just now: there is one mouse."""

    _expected = Expected()
    """The fragment that is over this view."""

    # --- carried out

    def carry(self, gesture: Gesture, keys: Collection[str]) -> None:
        """The mouse left this view with things: they can be dropped on another, back here it is a move again.

        Dropped elsewhere they are copied there, and unless Ctrl is held taken away here. To another program
        they are always copied: nobody here knows what became of them.
        """
        text = ""

        def copied() -> None:
            nonlocal text
            text = self.document.copy(keys)

        self.cancel()
        if not self.attempt(copied):
            return
        places = self.document.places(keys).values()
        at = gesture.begin.at
        drag = QDrag(self)
        corner = QPointF(min(x for x, _ in places), min(y for _, y in places))
        drag.setMimeData(fragment_data(text, at - corner))
        image, hot_spot = picture(self.flow_scene, keys, at, self.scale_now)
        drag.setPixmap(image)
        drag.setHotSpot(hot_spot)
        carry = DropView.carried = Carry(self, gesture)
        try:
            self.let_drop(drag)
        finally:
            DropView.carried = None
        if shiboken6.isValid(self):
            self.cancel()
            if carry.taken_by is not None:
                name = carry.taken_by.document.flow.name
                self.document.remove(keys, sentence=say("移到 {}", "Move to {}", name))

    def let_drop(self, drag: QDrag) -> None:
        """Wait until the mouse lets go; events go on meanwhile."""
        drag.exec(COPY | MOVE, MOVE)

    def _own(self) -> Carry | None:
        """What is carried, if it was carried out of this view."""
        carry = DropView.carried
        return carry if carry is not None and carry.view is self else None

    # --- dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Whether it is something that can be dropped here."""
        data = event.mimeData()
        if own := self._own():
            self.gesture = own.gesture
            event.acceptProposedAction()
        elif data.hasFormat(NODE_MIME) or _files(data):
            _accept_copy(event)
        elif text := fragment_of(data):
            self._expected = expected(text)
            self._accept_things(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show the ghost, and the wire into which it would be put; what is this view's own is moved."""
        if self._own():
            self.lead(self._pointer_of(event))
            event.acceptProposedAction()
            return
        if event.mimeData().hasFormat(NODE_MIME):
            area = self._area(self.mapToScene(event.position().toPoint()))
            self.overlay.ghost([area])
            self._light(wire_under(self.flow_scene, area, frozenset()))
        elif self._expected.areas:
            corner = self._corner(event)
            self.overlay.ghost(area.translated(corner) for area in self._expected.areas)
            self._light(self._wire_for(corner))
        self._accept_things(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It is dragged away again."""
        if self._own():
            self.cancel()
        self._over()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Add a node here, into a wire if one is under it; paste a fragment; hand files on."""
        if self._own():
            gesture, self.gesture = self.gesture, None
            self.edges.follow(None)
            if gesture is not None:
                gesture.finish(self._pointer_of(event))
            event.acceptProposedAction()
            return
        data = event.mimeData()
        at = self.mapToScene(event.position().toPoint())
        wire = self._wire_for(self._corner(event))
        self._over()
        self._accept_things(event)
        if data.hasFormat(NODE_MIME):
            type_id = bytes(data.data(NODE_MIME).data()).decode("utf-8", "replace")
            area = self._area(at)
            under = wire_under(self.flow_scene, area, frozenset())
            into = under.key if under is not None else None
            self.attempt(lambda: self.document.add_node(type_id, (area.left(), area.top()), splice=into))
        elif text := fragment_of(data):
            pasted = self.paste(text, self._corner(event), wire.key if wire is not None else None)
            if pasted and DropView.carried is not None and event.dropAction() == MOVE:
                DropView.carried.taken_by = self
        elif files := _files(data):
            self.files_dropped.emit(files)
        self.setFocus()

    def paste(self, text: str, at: QPointF, splice: Wire | None = None) -> bool:
        """Put a fragment into the flow, its corner at a point; say what an author has to know about it."""
        return self.attempt(lambda: self._told_of(self.document.paste(text, (at.x(), at.y()), splice=splice)))

    def _wire_for(self, corner: QPointF) -> WireItem | None:
        """The wire into which the only node of a fragment would be put."""
        if not self._expected.lone:
            return None
        return wire_under(self.flow_scene, self._expected.areas[0].translated(corner), frozenset())

    def _told_of(self, pasting: Pasting) -> None:
        if pasting.missing:
            names = ", ".join(sorted(pasting.missing))
            self.told.emit(say("没有声明变量：{}", "These variables are not declared: {}", names))
        elif pasting.renamed:
            names = ", ".join(f"{old} → {new}" for old, new in pasting.renamed.items())
            self.told.emit(say("重名的变量已改名：{}", "Variables were renamed: {}", names))

    def _corner(self, event: QDropEvent) -> QPointF:
        """Where the corner of a fragment would be, as the mouse holds it."""
        at = self.mapToScene(event.position().toPoint()) - grip_of(event.mimeData())
        return at if event.modifiers() & ALT else self._on_grid(at)

    def _area(self, at: QPointF) -> QRectF:
        """Where a node dropped here would stand: the mouse holds the middle of its title."""
        corner = self._on_grid(at - QPointF(look.BOX / 2, look.ENTRY))
        return QRectF(corner.x(), corner.y(), look.BOX, GHOST)

    def _on_grid(self, at: QPointF) -> QPointF:
        return QPointF(round(at.x() / GRID) * GRID, round(at.y() / GRID) * GRID) if self.snaps else at

    def _pointer_of(self, event: QDropEvent) -> Pointer:
        in_view = event.position().toPoint()
        return Pointer(self.mapToScene(in_view), in_view, event.modifiers())

    @staticmethod
    def _accept_things(event: QDropEvent) -> None:
        """Moved between the canvases of this program, copied with Ctrl; from elsewhere copied."""
        if DropView.carried is not None and not event.modifiers() & CTRL:
            # Not what is proposed: with Alt, which lets go of the grid, that would be a copy.
            event.setDropAction(MOVE)
            event.accept()
        else:
            _accept_copy(event)

    def _over(self) -> None:
        self._expected = Expected()
        self.overlay.ghost(())
        self._light(None)

    def _light(self, wire: WireItem | None) -> None:
        for item in self.flow_scene.wires.values():
            item.set_state(hovered=item is wire)


def _accept_copy(event: QDropEvent) -> None:
    """Take it without letting the other side take it away: a file manager would delete the file."""
    if event.possibleActions() & COPY:
        event.setDropAction(COPY)
        event.accept()
    else:
        event.acceptProposedAction()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
