"""Pictures of the window itself: its rooms, the tree of steps, commands, dark; drawing; the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guide_hand import CTRL, LARGE, USUAL, WIDE, Hand, popups
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest

from flowdesigner.actions.action import MenuName
from flowdesigner.actions.sheet import FIELDS, MOUSE
from flowdesigner.projects.new_project import NewProject
from flowdesigner.window.menus import TITLES

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(hand: Hand, project: Path, name: str = "small") -> None:
    """Open a flow of the project and show all of it."""
    new = hand.document
    assert hand.workspace.open(project / "flows" / f"{name}.flow.xml") is not None
    hand.workspace.close(new)
    hand.rest(200)
    hand.checked()
    hand.fit()


def rooms(hand: Hand, project: Path) -> None:
    """The window with a number on each of its rooms."""
    opened(hand, project)
    hand.size(*LARGE)
    hand.fit()
    hand.choose("menu")
    hand.checked()
    docks = hand.window.docks.docks
    bar = hand.place(hand.window.menuBar())
    marks = [
        QPoint(520, bar.center().y()),
        hand.place(docks["palette"]).center(),
        hand.place(docks["navigator"]).center() + QPoint(60, 50),
        hand.place(hand.canvas).topLeft() + QPoint(330, 60),
        hand.place(docks["properties"]).topRight() + QPoint(-40, -14),
        hand.place(docks["problems"]).center() + QPoint(0, 20),
        QPoint(750, hand.window.height() - 14),
    ]
    hand.shot("rooms", marks=marks)


def new_project(hand: Hand, _: Path) -> None:
    """The question for a new project, in a folder that every system of ours has."""
    hand.menu("file", hand.said("新建项目…", "New project…"))
    (dialog,) = hand.window.findChildren(NewProject)
    dialog.folder.setText("/home")
    hand.shot_of("new-project", dialog)
    dialog.reject()


def dark(hand: Hand, project: Path) -> None:
    """The same in dark."""
    hand.menu("view", hand.said("深色", "Dark"))
    opened(hand, project)
    hand.size(*LARGE)
    hand.fit()
    hand.choose("menu")
    hand.checked()
    hand.shot("dark")


def steps(hand: Hand, project: Path) -> None:
    """The tree of steps beside the drawing."""
    opened(hand, project)
    hand.key(Qt.Key.Key_T, CTRL | SHIFT, into=hand.canvas)
    hand.workspace.show_panel("outline")
    hand.choose("menu")
    left, canvas = hand.place(hand.window.docks.docks["outline"]), hand.place(hand.canvas)
    hand.shot("steps", QRect(QPoint(0, 24), QPoint(canvas.right(), left.bottom())))


def commands(hand: Hand, project: Path) -> None:
    """The command palette, with something typed."""
    opened(hand, project)
    hand.menu("help", hand.said("命令面板…", "Commands…"))
    (popup,) = popups()
    QTest.keyClicks(popup.focusWidget() or popup, hand.said("b", "a"))
    hand.rest(100)
    hand.shot("commands", QRect(200, 0, 880, 330), over=[popup])
    popup.close()


def find(hand: Hand, project: Path) -> None:
    """Found in all open flows."""
    opened(hand, project)
    hand.key(Qt.Key.Key_F, CTRL, into=hand.canvas)
    hand.workspace.show_panel("find")
    hand.write(hand.said("地址", "address"))
    hand.rest(500)
    hand.shot("find", hand.window.docks.docks["find"])


def keys(hand: Hand, project: Path) -> None:
    """The sheet of keys in its window."""
    opened(hand, project)
    hand.menu("help", hand.said("快捷键", "Keys"))
    assert hand.window.sheet is not None
    hand.shot_of("keys", hand.window.sheet)
    hand.window.sheet.close()


def wiring(hand: Hand, project: Path) -> None:
    """A wire under the mouse: what it may lead to stands out."""
    opened(hand, project)
    hand.size(*WIDE)
    hand.fit()
    hand.pull(hand.port("menu", "no_match"), hand.entry("hangup") + QPointF(-60, 60))
    hand.shot("wiring", hand.canvas)
    hand.key(Qt.Key.Key_Escape, into=hand.canvas)
    QTest.mouseRelease(hand.canvas.viewport(), Qt.MouseButton.LeftButton)
    hand.size(*USUAL)


def splicing(hand: Hand, project: Path) -> None:
    """A node held over a wire, which lights up."""
    opened(hand, project)
    hand.size(*WIDE)
    hand.document.move({"hangup": (1500.0, 368.0)})
    new = hand.document.add_node("wait", (260.0, 330.0))
    hand.document.selection.set([new])
    hand.fit()
    grip = hand.body(new)
    middle = hand.canvas.flow_scene.wires["play_4", "done"].middle()
    corner = hand.canvas.flow_scene.nodes[new].frame().center()
    hand.pull(grip, grip + middle - corner)
    hand.shot("splicing", hand.canvas)
    hand.key(Qt.Key.Key_Escape, into=hand.canvas)
    QTest.mouseRelease(hand.canvas.viewport(), Qt.MouseButton.LeftButton)
    hand.size(*USUAL)


def frames(hand: Hand, project: Path) -> None:
    """A frame around three nodes, and a note."""
    opened(hand, project)
    hand.size(*WIDE)
    hand.document.selection.set(["play_2", "play_3"])
    hand.menu("edit", hand.said("用框围住", "Put a frame around"))
    hand.write(hand.said("咨询", "Information"))
    hand.canvas.setFocus()
    hand.document.selection.set([])
    hand.rest()
    note = hand.document.add_note((0.0, 240.0))
    hand.canvas.edit(note)
    hand.write(hand.said("办公时间有变，只改这里。", "New opening hours? Edit this text."))
    hand.canvas.setFocus()
    hand.rest()
    hand.document.selection.set([])
    hand.fit()
    hand.shot("frames", hand.canvas)
    hand.size(*USUAL)


def fixes(hand: Hand, project: Path) -> None:
    """A problem, its badge, its cure, and the button that mends it."""
    opened(hand, project)
    hand.document.unwire([("menu", "no_match")])
    hand.checked()
    hand.workspace.show_panel("problems", focus=False)
    panel = hand.workspace.widgets["problems"]
    problems = panel.list  # type: ignore[attr-defined]
    problems.setCurrentItem(problems.topLevelItem(0))
    hand.fit()
    hand.rest()
    canvas = hand.place(hand.canvas)
    hand.shot("problem", QRect(canvas.topLeft() - QPoint(4, 30), QPoint(canvas.right() + 4, USUAL[1])))


def sheet(hand: Hand) -> str:
    """The page of keys: every action that has some, by menus, and what the mouse does."""
    lines = [hand.said("# 快捷键", "# Keys"), "", hand.said(*_ABOUT), ""]
    actions = [each for each in hand.window.book.actions.values() if each.keys]
    menus: list[MenuName | None] = [*TITLES, None]
    head = hand.said("| 做什么 | 键 |", "| does | keys |")
    for menu in menus:
        own = [each for each in actions if each.menu == menu]
        words = str(TITLES[menu]) if menu else hand.said("画布", "Canvas")
        title = words.partition("(")[0].replace("&", "")
        if own:
            lines += [f"## {title}", "", head, "|---|---|"]
            lines += [f"| {each.title} | {' '.join(f'`{key}`' for key in each.keys)} |" for each in own]
            lines.append("")
    lines += [hand.said("## 字段与面板", "## Fields and panels"), "", head, "|---|---|"]
    lines += [f"| {does} | `{key}` |" for key, does in FIELDS]
    lines += ["", hand.said("## 鼠标", "## Mouse"), "", hand.said("| 鼠标 | 做什么 |", "| mouse | does |")]
    lines.append("|---|---|")
    lines += [f"| {what} | {does} |" for what, does in MOUSE]
    return "\n".join([*lines, ""])


_ABOUT = (
    "按 `F1` 随时可看这张表，上方可查找。苹果电脑上 `Ctrl` 是 `⌘`。本页由 `scripts/guide.py` 写出。",
    "`F1` shows this sheet at any time, with a field to find things. On a Mac `Ctrl` is `⌘`. "
    "This page is written by `scripts/guide.py`.",
)

SCENES: dict[str, Callable[[Hand, Path], None]] = {
    "rooms": rooms,
    "new-project": new_project,
    "dark": dark,
    "steps": steps,
    "commands": commands,
    "find": find,
    "keys": keys,
    "wiring": wiring,
    "splicing": splicing,
    "frames": frames,
    "problem": fixes,
}
