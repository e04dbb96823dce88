"""The table of a trace: a hundred thousand rows, filtered, growing at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from flowdesigner.theme import colours, theme
from flowdesigner.traces.rows import GROUPS, Entry, Row, Timing
from flowdesigner.words.say import say, tongues

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMNS = (
    say("秒", "s"),
    say("流程", "Flow"),
    say("节点", "Node"),
    say("事件", "Event"),
    say("内容", "Detail"),
    say("用时", "Took"),
)
TIME, FLOW, NODE, EVENT, DETAIL, TOOK = range(6)


class TraceModel(QAbstractTableModel):
    """`entries` is the whole journal; shown are the rows that pass the filter."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.rows: list[Row] = []
        self.shown: list[int] = []
        """The numbers of the rows that are shown."""
        self._timing = Timing()
        self._group, self._words, self._place = "", "", ("", "")
        tongues().changed.connect(self._again)
        theme().changed.connect(self._again)

    # --- content

    def clear(self) -> None:
        """Nothing any more."""
        self.beginResetModel()
        self.entries, self.rows, self.shown = [], [], []
        self._timing = Timing()
        self.endResetModel()

    def load(self, entries: Iterable[Entry]) -> None:
        """Another journal."""
        self.clear()
        self.append(list(entries))

    def append(self, entries: Sequence[Entry]) -> None:
        """More at the end."""
        first = len(self.rows)
        self.entries += entries
        self.rows += map(self._timing.row, entries)
        new = [number for number in range(first, len(self.rows)) if self._passes(self.rows[number])]
        if new:
            end = len(self.shown)
            self.beginInsertRows(QModelIndex(), end, end + len(new) - 1)
            self.shown += new
            self.endInsertRows()

    # --- filter and search

    def set_filter(self, group: str = "", words: str = "", place: tuple[str, str] = ("", "")) -> None:
        """Show events of a group (rows.GROUPS), with all these words, of a flow's node."""
        self.beginResetModel()
        self._group, self._words, self._place = group, words.lower().strip(), place
        self.shown = [number for number, row in enumerate(self.rows) if self._passes(row)]
        self.endResetModel()

    def _passes(self, row: Row) -> bool:
        if self._group and row.kind not in GROUPS[self._group][1]:
            return False
        flow, node = self._place
        if (flow and row.flow != flow) or (node and row.node != node):
            return False
        return not self._words or all(word in row.words for word in self._words.split())

    def found(self, words: str, start: int, step: int = 1) -> int:
        """The next shown row with all these words from `start` on, around the end; -1 without one."""
        wanted = words.lower().split()
        count = len(self.shown)
        for distance in range(count):
            at = (start + step * distance) % count
            if all(word in self.rows[self.shown[at]].words for word in wanted):
                return at
        return -1

    def row_at(self, shown: int) -> Row | None:
        """The row at a place of the table."""
        return self.rows[self.shown[shown]] if 0 <= shown < len(self.shown) else None

    # --- as Qt has it

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Time, flow, node, event, detail, time taken."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return str(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts and colours."""
        row = self.rows[self.shown[index.row()]]
        column = index.column()
        if role == Role.DisplayRole:
            return text_of(row, column)
        if role == Role.TextAlignmentRole and column in (TIME, TOOK):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole:
            return colour_of(row, column)
        if role == Role.ToolTipRole and column == DETAIL:
            return row.detail
        return None

    def _again(self) -> None:
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)


def text_of(row: Row, column: int) -> str:
    """What stands in a column."""
    if column == TIME:
        return f"{row.seconds:.3f}"
    if column == TOOK:
        return "" if row.took is None else f"{row.took:.3f}"
    return (row.flow, row.node, row.title, row.detail)[column - 1]


def colour_of(row: Row, column: int) -> QColor | None:
    """Faults are red, what the caller does is blue, times and nodes' ends are quiet."""
    wanted = colours()
    if row.kind == "node_failed":
        return QColor(wanted.fault)
    if row.kind in ("key_pressed", "silence", "hung_up"):
        return QColor(wanted.selected)
    if row.kind == "variable_set":
        return QColor(wanted.running)
    return QColor(wanted.quiet) if column in (TIME, TOOK, FLOW) else None
