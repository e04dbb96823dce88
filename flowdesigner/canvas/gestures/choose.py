"""Which gesture a press begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from flowdesigner.canvas.gestures.base import CTRL, SHIFT, Gesture, Pointer
from flowdesigner.canvas.gestures.bending import BendGesture
from flowdesigner.canvas.gestures.looking import BandGesture, PanGesture
from flowdesigner.canvas.gestures.move import MarginGesture, MoveGesture, ResizeGesture
from flowdesigner.canvas.gestures.wiring import (
    BackwardsGesture,
    RetargetGesture,
    RewireGesture,
    WireGesture,
)
from flowdesigner.canvas.hits import Hit, hit

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


def gesture_for(view: FlowView, pointer: Pointer, button: Qt.MouseButton) -> Gesture | None:
    """The gesture that a press of this button begins here, None for none."""
    if button == MIDDLE or (button == LEFT and view.panning):
        return PanGesture(view, pointer)
    if button != LEFT:
        return None
    found = hit(view.flow_scene, pointer.at)
    return _at(view, pointer, found)


def _at(view: FlowView, pointer: Pointer, found: Hit) -> Gesture:
    scene = view.flow_scene
    if found.part == "port":
        return WireGesture(view, pointer, found.wire)
    if found.part == "entry":
        kind = RetargetGesture if pointer.held(SHIFT) else BackwardsGesture
        return kind(view, pointer, found.key)
    if found.part == "wire target" and pointer.held(SHIFT):
        return RetargetGesture(view, pointer, scene.wires[found.wire].target.id)
    if found.part in ("wire source", "wire target"):
        return RewireGesture(view, pointer, scene.wires[found.wire], found.part.split()[1])
    if found.part == "wire":
        return BendGesture(view, pointer, scene.wires[found.wire])
    if found.part == "grip":
        return ResizeGesture(view, pointer, scene.frames[found.key])
    if found.part == "margin" and not pointer.held(CTRL) and not pointer.held(SHIFT):
        return MarginGesture(view, pointer, found.key)
    if found.key:
        return MoveGesture(view, pointer, found.key)
    return BandGesture(view, pointer)
