"""The sheet of keys: every action that has keys, by menus, and what the mouse does on the canvas."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from flowdesigner.actions.action import MenuName
from flowdesigner.actions.book import Book, Entry
from flowdesigner.finding.matching import score
from flowdesigner.window.menus import TITLES
from flowdesigner.words.say import Say, follow, say, tongues

_ELSE = say("画布", "Canvas")
_MOUSE = say("鼠标", "Mouse")
MOUSE: tuple[tuple[Say, Say], ...] = (
    (say("双击空白处", "Double-click the empty"), say("添加节点", "Add a node")),
    (say("从出口拖到节点", "Drag from an exit to a node"), say("连线", "Wire")),
    (
        say("从出口拖到空白处", "Drag from an exit into the empty"),
        say("添加已连线的节点", "Add a node, wired"),
    ),
    (
        say("拖动连线的端点", "Drag an end of a wire"),
        say("改接；Shift 移动全部", "Lead it elsewhere; Shift: all"),
    ),
    (say("把节点拖到连线上", "Drop a node on a wire"), say("插入连线", "Put it into the wire")),
    (say("Ctrl+拖动", "Ctrl+drag"), say("复制", "Copy")),
    (say("拖动空白处", "Drag over the empty"), say("框选；Ctrl 增减", "Select; Ctrl adds and removes")),
    (say("Shift+单击节点", "Shift+click a node"), say("选择相连的全部节点", "Select all that is connected")),
    (say("中键或空格+拖动", "Middle button, or Space+drag"), say("移动视野", "Pan")),
    (say("Ctrl+滚轮", "Ctrl+wheel"), say("缩放", "Zoom")),
    (say("双击子流程节点", "Double-click a sub-flow"), say("打开它", "Open it")),
)
"""What the mouse does, which no action knows."""


class Sheet(QDialog):
    """Stays open beside the work; a field filters it."""

    def __init__(self, book: Book, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.page = QTextBrowser()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        follow(self, "setWindowTitle", say("快捷键", "Keys"))
        follow(self.field, "setPlaceholderText", say("查找", "Find"))
        follow(self.field, "setAccessibleName", say("查找", "Find"))
        follow(self.page, "setAccessibleName", say("快捷键", "Keys"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.page)
        layout.addWidget(buttons)
        self.resize(560, 640)
        self.field.textChanged.connect(self.write)
        tongues().changed.connect(self.write)
        self.write()

    def write(self, _: object = None) -> None:
        """Write the sheet in the language in force."""
        typed = self.field.text()
        menus: dict[MenuName | None, list[Entry]] = {}
        for entry in self._book.entries():
            if entry.keys and score(typed, entry.texts):
                menus.setdefault(entry.menu, []).append(entry)
        order: list[MenuName | None] = [*TITLES, None]
        parts = [
            _table(_head(menu), [(e.title, ", ".join(e.keys)) for e in menus[menu]])
            for menu in order
            if menu in menus
        ]
        mouse = [
            (str(does), str(what)) for what, does in MOUSE if typed.casefold() in f"{what} {does}".casefold()
        ]
        self.page.setHtml("".join([*parts, _table(str(_MOUSE), mouse) if mouse else ""]))


def _head(menu: MenuName | None) -> str:
    return str(_ELSE) if menu is None else str(TITLES[menu]).partition("(")[0].replace("&", "")


def _table(head: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td width='300'>{html.escape(title)}</td><td><b>{html.escape(keys)}</b></td></tr>"
        for title, keys in rows
    )
    return f"<h3>{html.escape(head)}</h3><table cellpadding='3' width='100%'>{lines}</table>"
