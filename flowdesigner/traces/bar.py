"""What stands above a trace: filter, search, hold, follow, play, and the menu of journals."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from flowdesigner.simulation.signs import SIZE, sign
from flowdesigner.theme import theme
from flowdesigner.traces.rows import GROUPS
from flowdesigner.words.say import Say, follow, say, tongues

MENU: tuple[tuple[str, Say], ...] = (
    ("open", say("打开…", "Open…")),
    ("save", say("保存…", "Save…")),
    ("compare", say("与另一个记录比较…", "Compare with another journal…")),
    ("compare_call", say("与真实通话比较…", "Compare with a real call…")),
    ("calls", say("真实通话…", "Real calls…")),
    ("live", say("回到当前试拨", "Back to the call in front")),
)
FIELD = 48
"""Pixels of a field at least: with panels on both sides the window has room on a screen 1024 wide."""


class Words(QLineEdit):
    """A line in which Enter goes to the next place, Shift+Enter to the one before."""

    searched = Signal(str, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter searches."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.searched.emit(self.text(), -1 if back else 1)
            return
        super().keyPressEvent(event)


class TraceBar(QWidget):
    """Two fields: one shows only what has its words, the other goes from one place to the next."""

    filtered = Signal()
    searched = Signal(str, int)
    wanted = Signal(str)
    """An entry of the menu: `open`, `save`, `compare`, `compare_call`, `calls`, `live`."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = QComboBox()
        follow(self.groups, "setAccessibleName", say("事件种类", "Kinds of events"))
        for name in GROUPS:
            self.groups.addItem("", name)
        self.words, self.search = QLineEdit(), Words()
        self.words.setClearButtonEnabled(True)
        self._hint(
            self.words, say("筛选", "Filter"), say("只显示含有这些字的", "Show only what has these words")
        )
        self._hint(
            self.search,
            say("查找", "Find"),
            say("回车到下一处，Shift+回车到上一处", "Enter: next; Shift+Enter: before"),
        )
        self.only = self._check(
            say("仅选中节点", "Selected node"), say("只显示选中节点的事件", "Only the node that is selected")
        )
        self.follow = self._check(say("跟随", "Follow"), say("总是显示最新的", "Always show the latest"))
        self.follow.setChecked(True)
        self.pause = self._tool(say("暂停显示，不丢失", "Hold the table; nothing is lost"))
        self.play = self._tool(say("在画布上重放", "Play it over the drawing"))
        self.menu = QPushButton()
        follow(self.menu, "setText", say("记录", "Journal"))
        self.status = QLabel()
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self.menu,
            self.groups,
            self.words,
            self.search,
            self.only,
            self.follow,
            self.pause,
            self.play,
        ):
            row.addWidget(widget, 1 if isinstance(widget, QLineEdit) else 0)
        row.addWidget(self.status, 2)
        self.groups.currentIndexChanged.connect(lambda _: self.filtered.emit())
        self.words.textChanged.connect(lambda _: self.filtered.emit())
        self.only.toggled.connect(lambda _: self.filtered.emit())
        self.search.searched.connect(self.searched)
        self.pause.toggled.connect(lambda _: self._signs())
        self.play.toggled.connect(lambda _: self._signs())
        theme().changed.connect(self._signs)
        tongues().changed.connect(self._retitle)
        self._kept = False
        self._sentence: Say | None = None
        self.set_kept(False)
        self._signs()
        self._retitle()

    def _hint(self, field: QLineEdit, title: Say, tip: Say) -> None:
        follow(field, "setPlaceholderText", title)
        follow(field, "setAccessibleName", title)
        follow(field, "setToolTip", tip)
        field.setMinimumWidth(FIELD)

    def _check(self, title: Say, tip: Say) -> QCheckBox:
        box = QCheckBox()
        follow(box, "setText", title)
        follow(box, "setToolTip", tip)
        return box

    def _tool(self, title: Say) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(SIZE, SIZE))
        follow(button, "setToolTip", title)
        follow(button, "setAccessibleName", title)
        return button

    def _signs(self) -> None:
        self.pause.setIcon(sign("go" if self.pause.isChecked() else "pause"))
        self.play.setIcon(sign("pause" if self.play.isChecked() else "start"))

    def _retitle(self) -> None:
        for number, (title, _) in enumerate(GROUPS.values()):
            self.groups.setItemText(number, str(title))
        before, menu = self.menu.menu(), QMenu(self)
        for name, title in MENU:
            action = menu.addAction(str(title))
            action.setEnabled(name != "live" or self._kept)
            action.triggered.connect(partial(self.wanted.emit, name))
        self.menu.setMenu(menu)
        if before is not None:
            before.deleteLater()
        if self._sentence is not None:
            self.say(self._sentence)

    @property
    def asked(self) -> tuple[str, str, bool]:
        """The group of events, the words, and whether only the selected node is wanted."""
        return str(self.groups.currentData()), self.words.text(), self.only.isChecked()

    def set_kept(self, kept: bool) -> None:
        """A journal is shown in place of the call in front: it can be played, not held."""
        self._kept = kept
        self.play.setEnabled(kept)
        self.play.setChecked(False)
        self.pause.setChecked(False)
        self.pause.setEnabled(not kept)
        self._retitle()

    def say(self, sentence: Say) -> None:
        """What is shown, in words."""
        self._sentence = sentence
        self.status.setText(str(sentence))
        self.status.setToolTip(str(sentence))
