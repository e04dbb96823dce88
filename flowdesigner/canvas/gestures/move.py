"""Dragging nodes, notes and frames: with the grid and guides, into wires, and copying with Ctrl."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from flowdesigner.canvas.gestures.base import ALT, CTRL, SHIFT, Gesture, Pointer
from flowdesigner.canvas.guides import rest
from flowdesigner.canvas.hits import wire_under
from flowdesigner.canvas.note_items import FrameItem
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.folding import held, is_folded, within
from flowdesigner.document.wire_edits import can_splice, leads_to
from flows.model import Flow

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

MOST_GUIDES = 400
"""Things in view beyond which no guides are looked for."""


class MoveGesture(Gesture):
    """Press on a thing: select it; drag: move the selection; with Ctrl held at the drop, a copy of it.

    Ctrl+click adds to the selection or takes out; Shift+click selects all that is connected.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: FlowView, pointer: Pointer, key: str) -> None:
        super().__init__(view, pointer)
        self.key = key
        self._was_selected = key in self.document.selection.keys
        self._wire: WireItem | None = None
        self._origins: dict[str, QPointF] = {}
        self._box = QRectF()
        self._others: list[QRectF] = []
        if not self._was_selected and not pointer.held(CTRL) and not pointer.held(SHIFT):
            self.document.selection.set([key])

    def start(self) -> None:
        """Everything that goes along: the selection, and what stands or is folded away in frames of it."""
        if self.key not in self.document.selection.keys:
            self.document.selection.set([*self.document.selection.keys, self.key])
        moving = set(self.document.selection.keys)
        sheet = self.document.sheet
        for key in moving & sheet.frames.keys():
            if not is_folded(sheet.frames[key]):
                moving |= within(sheet, key)
        moving |= held(sheet, moving)
        for key in moving:
            item = self.scene.item_of(key)
            if item is not None:
                self._origins[key] = item.pos()
        self._box = self.scene.rect_of(self._origins.keys())
        seen = self.view.mapToScene(self.view.viewport().rect()).boundingRect()
        others = [
            item.frame()
            for items in (self.scene.drawn, self.scene.notes)
            for key, item in items.items()
            if key not in self._origins and item.isVisible() and seen.intersects(item.frame())
        ]
        self._others = others if len(others) <= MOST_GUIDES else []

    def drag(self, pointer: Pointer) -> None:
        """Move the items; the document does not know yet. Out of the view they are carried elsewhere."""
        # Once the button is up the gesture is the view's no more: nothing could end a carrying then.
        down = self.view.gesture is self
        if down and not self.view.viewport().rect().contains(pointer.in_view):
            self.view.carry(self, self._origins.keys())
            return
        offset = self._offset(pointer)
        for key, origin in self._origins.items():
            item = self.scene.item_of(key)
            if item is not None:
                self.scene.move_item(item, origin + offset)
        self._show_wire(pointer)
        self.view.viewport().setCursor(
            Qt.CursorShape.DragCopyCursor if pointer.held(CTRL) else Qt.CursorShape.ClosedHandCursor
        )

    def _offset(self, pointer: Pointer) -> QPointF:
        offset = pointer.at - self.begin.at
        if pointer.held(ALT):
            self.view.show_guides(())
            return offset
        found = rest(
            self._box.translated(offset),
            self._others,
            grid=self.view.snaps,
            guides=self.view.guides,
            scale=self.view.scale_now,
        )
        self.view.show_guides(found.lines)
        return offset + found.shift

    def _show_wire(self, pointer: Pointer) -> None:
        """Light up the wire into which the only node that is dragged would be put."""
        found = None
        if len(self._origins) == 1 and self.key in self.scene.nodes and not pointer.held(ALT):
            area = self.scene.nodes[self.key].frame()
            found = wire_under(self.scene, area, frozenset({self.key}))
            if found is not None and not can_splice(self.document.flow, self.key, found.key):
                found = None
        self._light(found)

    def _light(self, wire: WireItem | None) -> None:
        if self._wire is not None and self._wire is not wire:
            self._wire.set_state(hovered=False)
        self._wire = wire
        if wire is not None:
            wire.set_state(hovered=True)

    def drop(self, pointer: Pointer) -> None:
        """One step of undo: moved, copied or put into a wire."""
        wire = self._wire.key if self._wire is not None else None
        places = {}
        for key in self._origins:
            item = self.scene.item_of(key)
            if item is not None:
                places[key] = (item.x(), item.y())
        self.cancel()
        if pointer.held(CTRL):
            corner = (min(x for x, _ in places.values()), min(y for _, y in places.values()))
            self.document.duplicate(places.keys(), corner)
        elif wire is not None:
            self.document.splice(self.key, wire, places[self.key])
        else:
            self.document.move(places)

    def cancel(self) -> None:
        """Everything back to where the document has it."""
        self.view.show_guides(())
        self._light(None)
        for key, (x, y) in self.document.places(self._origins).items():
            item = self.scene.item_of(key)
            if item is not None:
                self.scene.move_item(item, QPointF(x, y))
        self.scene.settle()

    def click(self, pointer: Pointer) -> None:
        """Select: this alone, this as well, or all that is connected with it."""
        selection = self.document.selection
        if pointer.held(SHIFT) and self.key in self.document.flow.nodes:
            flow = self.document.flow
            selection.set(_connected(flow, self.key), current=self.key)
        elif pointer.held(CTRL):
            selection.toggle(self.key)
        else:
            selection.set([self.key])


class MarginGesture(MoveGesture):
    """Press on the margin of a node: a click is for its breakpoint, a drag moves it as any other."""

    def click(self, pointer: Pointer) -> None:
        """Leave the rest to those who know of breakpoints."""
        self.view.margin_clicked.emit(self.key)


def _connected(flow: Flow, key: str) -> set[str]:
    """All nodes joined with one by wires, whichever way they lead."""
    found, size = {key}, 0
    while len(found) > size:
        size = len(found)
        found = leads_to(flow, found, True) | leads_to(flow, found, False)
    return found


class ResizeGesture(Gesture):
    """Dragging the corner of a frame."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, view: FlowView, pointer: Pointer, item: FrameItem) -> None:
        super().__init__(view, pointer)
        self.item = item
        self.before = item.thing

    def _size(self, pointer: Pointer) -> tuple[float, float]:
        moved = pointer.at - self.begin.at
        return max(self.before.width + moved.x(), 80.0), max(self.before.height + moved.y(), 60.0)

    def drag(self, pointer: Pointer) -> None:
        """Show the frame in its new size."""
        width, height = self._size(pointer)
        self.item.show_frame(replace(self.before, width=width, height=height))

    def drop(self, pointer: Pointer) -> None:
        """Tell the document."""
        self.cancel()
        width, height = self._size(pointer)
        after = replace(self.before, width=float(round(width)), height=float(round(height)))
        self.document.set_things({self.item.key: after})

    def cancel(self) -> None:
        """As it was."""
        self.item.show_frame(self.before)

    def click(self, pointer: Pointer) -> None:
        """Select it."""
        self.document.selection.set([self.item.key])
