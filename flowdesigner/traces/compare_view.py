"""Two traces side by side, what differs marked; from one difference to the next by F7 and Shift+F7."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.theme import colours
from flowdesigner.traces.comparing import Pair, brief, compare
from flowdesigner.traces.rows import Entry
from flowdesigner.words.say import Say, say

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SIGNS = {"same": "", "changed": "≠", "left": "◀", "right": "▶"}
WORDS = {
    "same": say("相同", "The same"),
    "changed": say("不同", "Different"),
    "left": say("只在左边", "Only on the left"),
    "right": say("只在右边", "Only on the right"),
}


class PairsModel(QAbstractTableModel):
    """Left, sign, right."""

    def __init__(self, pairs: Sequence[Pair], titles: tuple[str, str]) -> None:
        super().__init__()
        self.all = list(pairs)
        self.pairs = self.all
        self._titles = (titles[0], "", titles[1])

    def show_only_differences(self, only: bool) -> None:
        """Leave out what is the same, or not."""
        self.beginResetModel()
        self.pairs = [pair for pair in self.all if pair.sort != "same"] if only else self.all
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else 3

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Which call stands on which side."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts; differences are coloured."""
        pair = self.pairs[index.row()]
        column = index.column()
        if role == Role.DisplayRole:
            return (brief(pair.left), SIGNS[pair.sort], brief(pair.right))[column]
        if role == Role.BackgroundRole and pair.sort != "same":
            colour = QColor(colours().warning if pair.sort == "changed" else colours().selected)
            colour.setAlpha(40)
            return colour
        if role == Role.TextAlignmentRole and column == 1:
            return Qt.AlignmentFlag.AlignCenter
        if role == Role.AccessibleTextRole and column == 1:
            return str(WORDS[pair.sort])
        if role == Role.ToolTipRole:
            return (brief(pair.left), str(WORDS[pair.sort]), brief(pair.right))[column].strip()
        return None


class CompareDialog(QDialog):
    """`left` and `right`: what each call is called, and its journal."""

    node_wanted = Signal(str, str)

    def __init__(
        self,
        left: tuple[Say, Sequence[Entry]],
        right: tuple[Say, Sequence[Entry]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(say("比较两次通话", "Compare two calls")))
        self.resize(1000, 560)
        self.model = PairsModel(compare(left[1], right[1]), (str(left[0]), str(right[0])))
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 6)
        header = self.table.horizontalHeader()
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(1, 32)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        differences = sum(pair.sort != "same" for pair in self.model.all)
        self.state = QLabel(
            str(
                say("{} 处不同", "1 difference" if differences == 1 else "{} differences", differences)
                if differences
                else say("两次通话相同。", "The calls are the same.")
            )
        )
        only = QCheckBox(str(say("只看不同", "Differences only")))
        only.toggled.connect(self.model.show_only_differences)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(only)
        for title, keys, step in (
            (say("上一处", "Previous"), "Shift+F7", -1),
            (say("下一处", "Next"), "F7", 1),
        ):
            button = QPushButton(str(title))
            button.setToolTip(keys)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.go(step))
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self.go(step))
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.table)

    def go(self, step: int) -> None:
        """To the next difference, around the end."""
        pairs = self.model.pairs
        current = self.table.currentIndex().row()
        start = current if current >= 0 or step > 0 else 0
        for distance in range(1, len(pairs) + 1):
            at = (start + step * distance) % len(pairs)
            if pairs[at].sort != "same":
                self.table.setCurrentIndex(self.model.index(at, 0))
                return

    def _go(self, index: QModelIndex) -> None:
        pair = self.model.pairs[index.row()]
        row = pair.right if index.column() == 2 and pair.right is not None else pair.left or pair.right
        if row is not None and row.node:
            self.node_wanted.emit(row.flow, row.node)
