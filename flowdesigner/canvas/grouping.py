"""Notes and frames: adding them, folding frames, colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flowdesigner.canvas.command import Command
from flowdesigner.canvas.tints import TINTS
from flowdesigner.document.folding import folded, is_folded, within
from flowdesigner.words.say import say

if TYPE_CHECKING:
    from flowdesigner.canvas.canvas import Canvas

COLOUR = "colour_"
"""What the ids of the commands for colours begin with."""


def nodes(canvas: Canvas) -> list[str]:
    """The selected nodes in the order of the flow."""
    keys = canvas.document.selection.keys
    return [id_ for id_ in canvas.document.flow.nodes if id_ in keys]


def add_note(canvas: Canvas) -> None:
    """A note where the mouse is, to be written at once."""
    at = canvas.middle()
    canvas.edit(canvas.document.add_note((at.x(), at.y())))


def add_frame(canvas: Canvas) -> None:
    """A frame around the selected nodes, to be titled at once."""
    area = canvas.flow_scene.rect_of(nodes(canvas)).adjusted(-24, -54, 24, 24)
    size = (area.width(), area.height())
    canvas.edit(canvas.document.add_frame((area.left(), area.top()), size))


def fold(canvas: Canvas) -> None:
    """Fold the selected frames, or unfold them if all are folded; without one, that around the selection."""
    sheet = canvas.document.sheet
    keys = [key for key in canvas.document.selection.keys if key in sheet.frames] or _around(canvas)
    if not keys:
        canvas.told.emit(say("所选节点不在框里。", "The selected nodes are in no frame."))
        return
    on = not all(is_folded(sheet.frames[key]) for key in keys)
    canvas.document.set_folded(keys, on)
    canvas.document.selection.set(keys)


def _around(canvas: Canvas) -> list[str]:
    """The frames whose boxes stand for what is selected, else the smallest that holds any of it."""
    sheet, keys = canvas.document.sheet, canvas.document.selection.keys
    inside = folded(sheet)
    if boxes := {inside[key] for key in keys if key in inside}:
        return sorted(boxes)
    around = [key for key in sheet.frames if keys & within(sheet, key)]
    around.sort(key=lambda key: sheet.frames[key].width * sheet.frames[key].height)
    return around[:1]


def _colour(name: str) -> Callable[[Canvas], object]:
    return lambda canvas: canvas.document.set_colour(canvas.document.selection.keys, name)


_TINTED = [
    Command(f"{COLOUR}{name}", say("颜色：{}", "Colour: {}", title), (f"Alt+K, {key}",), _colour(name), True)
    for key, (name, title) in enumerate(TINTS.items(), 1)
]
COMMANDS = (
    Command("add_note", say("添加便签", "Add a note"), ("Ctrl+Shift+N",), add_note),
    Command("add_frame", say("用框围住", "Put a frame around"), ("Ctrl+G",), add_frame, True),
    Command("fold", say("折叠或展开框", "Fold or unfold the frame"), ("Ctrl+Shift+G",), fold, True),
    Command(f"{COLOUR}none", say("颜色：默认", "Colour: none"), ("Alt+K, 0",), _colour(""), True),
    *_TINTED,
)
"""Colours have their number: Alt+K, then 0 to 6."""
