"""The sheet of keys: every action that has keys, by menus, and what the mouse does on the canvas."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from flowdesigner.actions.action import MenuName
from flowdesigner.actions.book import Book, Entry, shown_keys
from flowdesigner.finding.matching import score
from flowdesigner.properties.rowstack import DOWN_KEYS, REMOVE_KEYS, UP_KEYS
from flowdesigner.properties.sql_trial import RUN_KEYS
from flowdesigner.properties.table import ADD_KEYS
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
    (say("单击节点左上角", "Click a node's upper left corner"), say("设置断点", "Set a breakpoint")),
)
"""What the mouse does, which no action knows."""
_FIELDS = say("字段与面板", "Fields and panels")
FIELDS: tuple[tuple[str, Say], ...] = (
    ("Ctrl+Space", say("补全变量和函数", "Complete a variable or function")),
    ("Tab", say("采用补全", "Take what is offered")),
    (ADD_KEYS, say("表格：添加一行", "Tables: add a row")),
    (UP_KEYS, say("表格：上移一行", "Tables: move a row up")),
    (DOWN_KEYS, say("表格：下移一行", "Tables: move a row down")),
    (REMOVE_KEYS, say("表格：删除一行", "Tables: delete a row")),
    (RUN_KEYS, say("试运行 SQL：运行", "Trying SQL: run")),
    ("Return", say("列表：转到所选", "Lists: go to what is marked")),
    ("F2", say("步骤：改名", "Steps: rename")),
    ("Delete", say("步骤、未使用：删除", "Steps, what is unused: delete")),
    ("0 … 9 * #", say("电话：按键", "Phone: press a key")),
    ("Space", say("电话：跳过等待", "Phone: skip the wait")),
    ("F3", say("跟踪：下一处", "Trace: next found")),
    ("Shift+F3", say("跟踪：上一处", "Trace: previous found")),
    ("F7", say("比较：下一处", "Comparing: next difference")),
    ("Shift+F7", say("比较：上一处", "Comparing: previous difference")),
    ("+  -  0", say("实时图：缩放、显示全部", "Live drawing: zoom, show all")),
)
"""Keys that a field or a panel takes while it has the focus."""


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
        fields = [
            (str(does), shown_keys(keys) or keys)
            for keys, does in FIELDS
            if typed.casefold() in f"{keys} {does}".casefold()
        ]
        more = [_table(str(head), rows) for head, rows in ((_FIELDS, fields), (_MOUSE, mouse)) if rows]
        self.page.setHtml("".join([*parts, *more]))


def _head(menu: MenuName | None) -> str:
    return str(_ELSE) if menu is None else str(TITLES[menu]).partition("(")[0].replace("&", "")


def _table(head: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td width='300'>{html.escape(title)}</td><td><b>{html.escape(keys)}</b></td></tr>"
        for title, keys in rows
    )
    return f"<h3>{html.escape(head)}</h3><table cellpadding='3' width='100%'>{lines}</table>"
