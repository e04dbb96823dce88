"""What can be done on the canvas by key, menu or command palette: a table of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from flowdesigner.canvas import grouping, steering
from flowdesigner.canvas.carrying import fragment_data, fragment_of
from flowdesigner.canvas.command import Command
from flowdesigner.canvas.grouping import nodes
from flowdesigner.document.layout_edits import Edge
from flowdesigner.document.wire_edits import leads_to
from flowdesigner.words.say import say

if TYPE_CHECKING:
    from flowdesigner.canvas.canvas import Canvas


def copy(canvas: Canvas) -> bool:
    """Put what is selected on the clipboard; whether that was possible."""
    keys = canvas.document.selection.keys

    def do() -> None:
        QApplication.clipboard().setMimeData(fragment_data(canvas.document.copy(keys)))

    return not keys or canvas.attempt(do)


def cut(canvas: Canvas) -> None:
    """Copy, then delete what could be copied."""
    if copy(canvas):
        delete(canvas)


def paste(canvas: Canvas) -> None:
    """What is on the clipboard, at the mouse or in the middle."""
    at = canvas.middle()
    text = fragment_of(QApplication.clipboard().mimeData())
    if not text:
        canvas.told.emit(say("剪贴板中没有节点。", "There are no nodes on the clipboard."))
        return
    canvas.paste(text, at)


def duplicate(canvas: Canvas) -> None:
    """A copy beside what is selected."""
    keys = canvas.document.selection.keys
    canvas.attempt(lambda: canvas.document.duplicate(keys))


def delete(canvas: Canvas, heal: bool = False) -> None:
    """Delete what is selected; with `heal` its neighbours are joined."""
    selection = canvas.document.selection
    canvas.attempt(lambda: canvas.document.remove(selection.keys, selection.wires, heal=heal))


def select_all(canvas: Canvas) -> None:
    """Select every node, note and frame."""
    sheet = canvas.document.sheet
    canvas.document.selection.set([*sheet.frames, *sheet.notes, *sheet.flow.nodes])


def select_reachable(canvas: Canvas, forwards: bool) -> None:
    """Select what follows the selected nodes, or what leads to them."""
    canvas.document.selection.set(leads_to(canvas.document.flow, nodes(canvas), forwards))


def rename(canvas: Canvas) -> None:
    """Edit the title of the current node, or of the note or frame that is selected."""
    selection = canvas.document.selection
    key = selection.current or next(iter(selection.keys), "")
    if key:
        canvas.edit(key)


def properties(canvas: Canvas) -> None:
    """Ask for the properties of the current node."""
    if canvas.document.selection.current in canvas.document.flow.nodes:
        canvas.properties_wanted.emit(canvas.document.selection.current)


def switch(canvas: Canvas) -> None:
    """Switch the selected nodes off, or on if all of them are off."""
    ids = nodes(canvas)
    off = all(not canvas.document.flow.nodes[id_].enabled for id_ in ids)
    canvas.attempt(lambda: canvas.document.set_enabled(ids, off))


def make_start(canvas: Canvas) -> None:
    """The current node is the first of the flow."""
    if canvas.document.selection.current in canvas.document.flow.nodes:
        canvas.document.set_start(canvas.document.selection.current)


def quick_add(canvas: Canvas) -> None:
    """Ask for a node type where the mouse is."""
    canvas.quick_add_wanted.emit(canvas.middle(), None)


def _align(edge: Edge) -> Callable[[Canvas], object]:
    return lambda canvas: canvas.document.align(nodes(canvas), edge)


def arrange(canvas: Canvas) -> None:
    """All nodes, or the selected ones if several are, in layers."""
    ids = nodes(canvas)
    canvas.arrange(ids if len(ids) > 1 else ())


def toggle_snap(canvas: Canvas) -> None:
    """Switch the grid."""
    canvas.snaps = not canvas.snaps
    canvas.resetCachedContent()
    canvas.viewport().update()


def toggle_guides(canvas: Canvas) -> None:
    """Switch the alignment guides."""
    canvas.guides = not canvas.guides


def toggle_curves(canvas: Canvas) -> None:
    """Switch between lines around nodes and curves."""
    canvas.flow_scene.set_style("lines" if canvas.flow_scene.style_ == "curves" else "curves")


EDITING = (
    Command("undo", say("撤销", "Undo"), ("Ctrl+Z",), lambda c: c.document.stack.undo()),
    Command("redo", say("重做", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), lambda c: c.document.stack.redo()),
    Command("cut", say("剪切", "Cut"), ("Ctrl+X",), cut, True),
    Command("copy", say("复制", "Copy"), ("Ctrl+C",), copy, True),
    Command("paste", say("粘贴", "Paste"), ("Ctrl+V",), paste),
    Command("duplicate", say("复制一份", "Duplicate"), ("Ctrl+D",), duplicate, True),
    Command("delete", say("删除", "Delete"), ("Del", "Backspace"), delete, True),
    Command(
        "delete_heal",
        say("删除并接通", "Delete, keep the way"),
        ("Ctrl+Del", "Ctrl+Backspace"),
        lambda c: delete(c, heal=True),
        True,
    ),
    Command("select_all", say("全选", "Select all"), ("Ctrl+A",), select_all),
    Command(
        "select_upstream",
        say("选择上游", "Select what leads here"),
        ("Alt+S, U",),
        lambda c: select_reachable(c, False),
        True,
    ),
    Command(
        "select_downstream",
        say("选择下游", "Select what follows"),
        ("Alt+S, D",),
        lambda c: select_reachable(c, True),
        True,
    ),
    Command("rename", say("修改标题", "Edit the title"), ("F2",), rename, True),
    Command("properties", say("属性", "Properties"), ("Return", "Enter"), properties, True),
    Command("switch", say("启用或停用", "Switch on or off"), ("Ctrl+E",), switch, True),
    Command("make_start", say("设为起点", "Make it the start"), (), make_start, True),
    Command("quick_add", say("添加节点…", "Add a node…"), ("Tab", "Ins"), quick_add),
)

ARRANGING = (
    Command("arrange", say("自动布局", "Arrange"), ("Ctrl+L",), arrange),
    Command("align_left", say("左对齐", "Align left edges"), (), _align("left"), True),
    Command("align_centre", say("水平居中", "Align centres"), (), _align("centre"), True),
    Command("align_right", say("右对齐", "Align right edges"), (), _align("right"), True),
    Command("align_top", say("顶端对齐", "Align top edges"), (), _align("top"), True),
    Command("align_middle", say("垂直居中", "Align middles"), (), _align("middle"), True),
    Command("align_bottom", say("底端对齐", "Align bottom edges"), (), _align("bottom"), True),
    Command(
        "distribute_across",
        say("横向均匀分布", "Equal gaps across"),
        (),
        lambda c: c.document.distribute(nodes(c), "across"),
        True,
    ),
    Command(
        "distribute_down",
        say("纵向均匀分布", "Equal gaps down"),
        (),
        lambda c: c.document.distribute(nodes(c), "down"),
        True,
    ),
)

LOOKING = (
    Command("zoom_in", say("放大", "Zoom in"), ("Ctrl++", "Ctrl+="), lambda c: c.zoom(1.25)),
    Command("zoom_out", say("缩小", "Zoom out"), ("Ctrl+-",), lambda c: c.zoom(0.8)),
    Command("zoom_100", say("实际大小", "Actual size"), ("Ctrl+0",), lambda c: c.zoom_to(1.0)),
    Command("fit", say("显示全部", "Show all"), ("Ctrl+1", "Home"), lambda c: c.fit()),
    Command(
        "zoom_selection",
        say("放大所选", "Zoom to the selection"),
        ("Ctrl+2",),
        lambda c: c.fit(c.document.selection.keys),
        True,
    ),
    Command("snap", say("网格吸附", "Snap to the grid"), (), toggle_snap, False, lambda c: c.snaps),
    Command("guides", say("对齐参考线", "Guide lines"), (), toggle_guides, False, lambda c: c.guides),
    Command(
        "curves",
        say("曲线连线", "Curved wires"),
        (),
        toggle_curves,
        False,
        lambda c: c.flow_scene.style_ == "curves",
    ),
    Command(
        "stubs",
        say("远处的连线只画两头", "Short arrows to what is far"),
        (),
        lambda c: c.flow_scene.set_stubs(not c.flow_scene.stubs),
        False,
        lambda c: c.flow_scene.stubs,
    ),
)

COMMANDS: tuple[Command, ...] = (*EDITING, *grouping.COMMANDS, *ARRANGING, *LOOKING, *steering.COMMANDS)
"""All of them, in the order of menus."""
