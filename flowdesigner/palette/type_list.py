"""The list of node types: by categories, or what answers a search; dragged out, chosen by Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeWidget, QTreeWidgetItem

from flowdesigner.canvas.drops import node_data
from flowdesigner.canvas.icons import pixmap
from flowdesigner.palette.kinds import CATEGORIES, Kind, found, frequent, kinds
from flowdesigner.words.say import Say, say

ICON = 20
_KIND = Qt.ItemDataRole.UserRole
_FREQUENT = say("常用", "Most used")
_NOTHING = say("没有这样的节点", "There is no such node")


class TypeList(QTreeWidget):
    """Shows node types; `chosen` tells the id of one that was double-clicked, or Enter pressed on."""

    chosen = Signal(str)

    def __init__(self, uses: Mapping[str, int] | None = None) -> None:
        super().__init__()
        self.uses: Mapping[str, int] = uses or {}
        self._typed = ""
        self._folded: set[str] = set()
        self.setHeaderHidden(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemDoubleClicked.connect(self._choose)
        self.itemCollapsed.connect(lambda item: self._folded.add(item.data(0, _KIND) or ""))
        self.itemExpanded.connect(lambda item: self._folded.discard(item.data(0, _KIND) or ""))
        self.show_query("")

    def show_query(self, typed: str) -> None:
        """Show what answers `typed`, the best first and current; everything for an empty text."""
        self._typed = typed
        self.clear()
        if typed.strip():
            items = [self._item(kind) for kind in found(typed, self.uses)]
            self.addTopLevelItems(items or [self._says(_NOTHING)])
            if items:
                self.setCurrentItem(items[0])
            self.setRootIsDecorated(False)
            return
        self.setRootIsDecorated(True)
        self._group("", _FREQUENT, frequent(self.uses))
        for category, title in CATEGORIES.items():
            self._group(category, title, [kind for kind in kinds() if kind.category == category])

    def show_again(self) -> None:
        """In the language in force, and as often as things are used now."""
        self.show_query(self._typed)

    def _group(self, category: str, title: Say, members: Sequence[Kind]) -> None:
        if not members:
            return
        head = self._says(title)
        head.setData(0, _KIND, f"#{category}")
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.addChildren([self._item(kind) for kind in members])
        self.addTopLevelItem(head)
        folded = f"#{category}" in self._folded
        head.setExpanded(not folded)

    def _says(self, sentence: Say) -> QTreeWidgetItem:
        item = QTreeWidgetItem([str(sentence)])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        face = item.font(0)
        face.setBold(True)
        item.setFont(0, face)
        return item

    def _item(self, kind: Kind) -> QTreeWidgetItem:
        item = QTreeWidgetItem([kind.title])
        item.setIcon(0, QIcon(pixmap(kind.id, ICON, self.devicePixelRatioF())))
        item.setData(0, _KIND, kind.id)
        item.setToolTip(0, f"<b>{kind.title}</b> <code>{kind.id}</code><br>{kind.help}")
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, kind.help)
        return item

    @property
    def type_id(self) -> str:
        """The type that is current, empty for none."""
        return self._type_of(self.currentItem())

    def _type_of(self, item: QTreeWidgetItem | None) -> str:
        value = item.data(0, _KIND) if item is not None else ""
        return value if isinstance(value, str) and value and not value.startswith("#") else ""

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if type_id := self._type_of(item):
            self.chosen.emit(type_id)

    def choose_current(self) -> None:
        """As if Enter were pressed on the current one."""
        self._choose(self.currentItem())

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:  # noqa: N802
        """What is dragged out."""
        type_id = self._type_of(items[0]) if items else ""
        return node_data(type_id) if type_id else QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
            return
        super().keyPressEvent(event)


class SearchLine(QLineEdit):
    """A field above a list: what is typed filters it, up and down walk in it, Enter chooses."""

    def __init__(self, below: TypeList) -> None:
        super().__init__()
        self._below = below
        self.setClearButtonEnabled(True)
        self.textChanged.connect(below.show_query)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand the keys of a list to the list; Esc empties the field first."""
        keys = Qt.Key
        if event.key() in (keys.Key_Down, keys.Key_Up, keys.Key_PageDown, keys.Key_PageUp):
            self._below.keyPressEvent(event)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self._below.choose_current()
        elif event.key() == keys.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
