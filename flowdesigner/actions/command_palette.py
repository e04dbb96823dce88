"""The command palette: every action by its name, its id or its initials; Enter does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.actions.book import Book, Entry
from flowdesigner.finding.matching import best
from flowdesigner.words.say import say

WIDTH, HEIGHT = 520, 400
USES = "actions used"
_ID = Qt.ItemDataRole.UserRole


class CommandPalette(QFrame):
    """Pops up over the window; gone after a choice, Esc or a click elsewhere."""

    def __init__(self, book: Book, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._book = book
        self._entries = book.entries()
        self._uses = book.workspace.memory.counts(USES)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setPlaceholderText(str(say("输入命令：名称或拼音首字母", "Type a command")))
        self.field.setAccessibleName(str(say("命令", "Command")))
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(2)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(str(say("命令列表", "Commands")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(WIDTH, HEIGHT)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.show_answers)
        self.list.itemClicked.connect(self.choose)
        self.show_answers("")

    def pop_up(self) -> None:
        """Show it at the top of the window, in the middle."""
        window = self.parentWidget()
        if window is not None:
            corner = window.rect().center()
            corner.setX(corner.x() - WIDTH // 2)
            corner.setY(60)
            self.move(window.mapToGlobal(corner))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_answers(self, typed: str) -> None:
        """The actions that answer, the best first."""
        found = best(typed, self._entries, lambda each: each.texts, lambda each: self._uses.get(each.id, 0))
        self.list.clear()
        self.list.addTopLevelItems([_item(entry) for entry in found] or [_nothing()])
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def choose(self, item: QTreeWidgetItem | None) -> None:
        """Do an action."""
        if item is None or item.isDisabled():
            return
        id_ = str(item.data(0, _ID))
        self.close()
        self._book.workspace.memory.count(USES, id_)
        self._book.run(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down walk in the list, Enter chooses, Esc closes."""
        keys = Qt.Key
        if event.key() in (keys.Key_Down, keys.Key_Up, keys.Key_PageDown, keys.Key_PageUp):
            self.list.keyPressEvent(event)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.choose(self.list.currentItem())
        elif event.key() == keys.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _item(entry: Entry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([entry.title, ", ".join(entry.keys)])
    item.setData(0, _ID, entry.id)
    item.setDisabled(not entry.enabled)
    return item


def _nothing() -> QTreeWidgetItem:
    item = QTreeWidgetItem([str(say("没有这样的命令", "There is no such command"))])
    item.setDisabled(True)
    return item
