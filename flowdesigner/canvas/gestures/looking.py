"""Moving about the canvas, and the rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt

from flowdesigner.canvas.gestures.base import CTRL, SHIFT, Gesture, Pointer

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView


class PanGesture(Gesture):
    """Middle button, or Space and the left one: the paper follows the mouse."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def __init__(self, view: FlowView, pointer: Pointer) -> None:
        super().__init__(view, pointer)
        self._last = pointer.in_view
        self._from = QPoint(view.horizontalScrollBar().value(), view.verticalScrollBar().value())

    def drag(self, pointer: Pointer) -> None:
        """Scroll."""
        moved = pointer.in_view - self.begin.in_view
        self.view.horizontalScrollBar().setValue(self._from.x() - moved.x())
        self.view.verticalScrollBar().setValue(self._from.y() - moved.y())

    def cancel(self) -> None:
        """Back to where it was."""
        self.view.horizontalScrollBar().setValue(self._from.x())
        self.view.verticalScrollBar().setValue(self._from.y())


class BandGesture(Gesture):
    """A rubber band from the empty canvas: what it touches is selected; with Ctrl or Shift, as well.

    A click on the empty canvas selects nothing.
    """

    def __init__(self, view: FlowView, pointer: Pointer) -> None:
        super().__init__(view, pointer)
        selection = self.document.selection
        self._keys, self._wires = selection.keys, selection.wires

    def drag(self, pointer: Pointer) -> None:
        """Select what the band touches: nodes and notes by touch, frames when they are inside."""
        band = QRectF(self.begin.at, pointer.at).normalized()
        self.view.show_band(band)
        scene = self.scene
        found = [key for key, item in scene.drawn.items() if band.intersects(item.frame())]
        notes = {key: note for key, note in scene.notes.items() if note.isVisible()}
        frames = {key: frame for key, frame in scene.frames.items() if frame.isVisible()}
        found += [key for key, note in notes.items() if band.intersects(note.frame())]
        found += [key for key, frame in frames.items() if band.contains(frame.frame())]
        wires = [key for key, wire in scene.wires.items() if not wire.inner and band.contains(wire.middle())]
        if pointer.held(CTRL) or pointer.held(SHIFT):
            self.document.selection.set([*self._keys, *found], self._wires.union(wires))
        else:
            self.document.selection.set(found, wires if not found else ())

    def drop(self, pointer: Pointer) -> None:
        """Take the band away."""
        self.view.show_band(None)

    def cancel(self) -> None:
        """What was selected before is selected again."""
        self.view.show_band(None)
        self.document.selection.set(self._keys, self._wires)

    def click(self, pointer: Pointer) -> None:
        """Select nothing."""
        if not pointer.held(CTRL) and not pointer.held(SHIFT):
            self.document.selection.clear()
