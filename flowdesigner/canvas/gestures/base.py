"""What a gesture is: begun by a press, moved, finished or cancelled; the document changes at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is, in the scene and in the view, and which modifier keys are held."""

    at: QPointF
    in_view: QPoint
    keys: Qt.KeyboardModifier

    def held(self, key: Qt.KeyboardModifier) -> bool:
        """Whether a modifier key is held."""
        return bool(self.keys & key)


class Gesture:
    """One gesture of one view, from press to release."""

    cursor: ClassVar[Qt.CursorShape | None] = None
    """The cursor while it lasts."""
    scrolls: ClassVar[bool] = True
    """Whether the view scrolls where the mouse is near its edge."""

    def __init__(self, view: FlowView, pointer: Pointer) -> None:
        self.view = view
        self.scene = view.flow_scene
        self.document = view.document
        self.begin = pointer
        self.begun = False
        """Whether the mouse has moved far enough to mean it."""

    def move(self, pointer: Pointer) -> None:
        """The mouse moved."""
        if not self.begun:
            far = (pointer.in_view - self.begin.in_view).manhattanLength()
            if far < self.view.start_distance:
                return
            self.begun = True
            self.start()
        self.drag(pointer)

    def start(self) -> None:
        """The mouse has moved far enough: this is no click."""

    def drag(self, pointer: Pointer) -> None:
        """Follow the mouse."""

    def finish(self, pointer: Pointer) -> None:
        """The button was released."""
        if self.begun:
            self.drag(pointer)
            self.drop(pointer)
        else:
            self.click(pointer)

    def drop(self, pointer: Pointer) -> None:
        """It was a drag, and this is its end."""

    def click(self, pointer: Pointer) -> None:
        """It was no drag."""

    def cancel(self) -> None:
        """Esc, or the window lost the mouse: leave everything as it was."""
