"""The actions that need more than the workspace: places, panels, the command palette, the sheet of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTreeWidget

from flowdesigner.actions.action import Action
from flowdesigner.actions.command_palette import CommandPalette
from flowdesigner.actions.drawing import export
from flowdesigner.actions.printing import print_
from flowdesigner.finding.panel import Finding
from flowdesigner.finding.search import FLOW
from flowdesigner.problems.panel import Problems
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say

if TYPE_CHECKING:
    from flowdesigner.window.main import MainWindow


def where_used(workspace: Workspace) -> None:
    """Find the nodes that enter the flow in front, in all open flows."""
    finding = workspace.panel("find")
    if workspace.document is not None and isinstance(finding, Finding):
        workspace.show_panel("find")
        finding.all.setChecked(True)
        finding.ask(FLOW + workspace.document.flow.name)


def problem(workspace: Workspace, step: int) -> None:
    """Go to the next problem of the list, or the one before; round at the ends."""
    panel = workspace.panel("problems")
    if not isinstance(panel, Problems) or not panel.list.topLevelItemCount():
        return
    tree: QTreeWidget = panel.list
    current = tree.currentItem()
    number = tree.indexOfTopLevelItem(current) + step if current is not None else 0
    item = tree.topLevelItem(number % tree.topLevelItemCount())
    if item is not None:
        tree.setCurrentItem(item)
        panel.go(item)


def to_drawing(workspace: Workspace) -> None:
    """Give the drawing in front the keyboard, wherever it was."""
    if workspace.canvas is not None:
        workspace.canvas.setFocus()


def own_actions(window: MainWindow) -> tuple[Action, ...]:
    """The actions of one window."""
    places = window.places
    return (
        Action("file.export", say("导出图形…", "Export the drawing…"), export, (), "file", 3, True),
        Action("file.print", say("打印…", "Print…"), print_, ("Ctrl+P",), "file", 3, True),
        Action("edit.find", say("查找…", "Find…"), lambda w: w.show_panel("find"), ("Ctrl+F",), "edit", 5),
        Action(
            "edit.where_used",
            say("本流程何处使用", "Where this flow is used"),
            where_used,
            ("Shift+F12",),
            "edit",
            5,
            True,
        ),
        Action("go.drawing", say("回到画布", "Back to the drawing"), to_drawing, ("F6",), "go", 0, True),
        Action("go.back", say("后退", "Back"), lambda _: places.go(-1), ("Ctrl+Shift+Left",), "go", 0, True),
        Action(
            "go.forward", say("前进", "Forward"), lambda _: places.go(1), ("Ctrl+Shift+Right",), "go", 0, True
        ),
        Action(
            "go.next_problem",
            say("下一个问题", "Next problem"),
            lambda w: problem(w, 1),
            ("F4",),
            "go",
            1,
            True,
        ),
        Action(
            "go.previous_problem",
            say("上一个问题", "Previous problem"),
            lambda w: problem(w, -1),
            ("Shift+F4",),
            "go",
            1,
            True,
        ),
        Action(
            "window.reset",
            say("面板恢复原位", "Panels as at first"),
            lambda _: window.docks.arrange(),
            menu="window",
            group=9,
        ),
        Action(
            "help.commands",
            say("命令面板…", "Commands…"),
            lambda _: CommandPalette(window.book, window).pop_up(),
            ("Ctrl+Shift+P",),
            "help",
        ),
        Action("help.keys", say("快捷键", "Keys"), lambda _: window.show_sheet(), ("F1", "Shift+?"), "help"),
    )
