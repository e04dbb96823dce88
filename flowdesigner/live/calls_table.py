"""The live calls as a table: line, flow, node, caller, seconds; the longest first."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from flowdesigner.live.link import EngineLink
from flowdesigner.live.seen import SeenCall
from flowdesigner.words.say import say, tongues

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

HEADS = (
    say("线路", "Line"),
    say("流程", "Flow"),
    say("节点", "Node"),
    say("主叫", "Caller"),
    say("秒", "Seconds"),
    say("发布", "Release"),
)
SECONDS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A call and the engine that has it."""

    link: EngineLink
    call: SeenCall


class CallsTable(QAbstractTableModel):
    """Every call of every engine. The seconds run by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        tongues().changed.connect(self._renamed)

    def show(self, links: list[EngineLink]) -> None:
        """The calls of these engines; rows stay where they are as long as their calls last."""
        wanted = {(id(link), id_): Row(link, call) for link in links for id_, call in link.seen.calls.items()}
        known = {(id(row.link), row.call.id) for row in self.rows}
        for number in range(len(self.rows) - 1, -1, -1):
            row = self.rows[number]
            if (id(row.link), row.call.id) not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self.rows[number]
                self.endRemoveRows()
        self.rows = [wanted[id(row.link), row.call.id] for row in self.rows]
        new = sorted((row for key, row in wanted.items() if key not in known), key=lambda row: row.call.began)
        if new:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self.rows += new
            self.endInsertRows()
        self._tick()
        if self.rows:
            self._clock.start()
        else:
            self._clock.stop()

    def _tick(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [_Role.DisplayRole])

    def _renamed(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADS) - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many calls there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many columns a call has."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, side: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802
        """What a column is called."""
        if role == _Role.DisplayRole and side == Qt.Orientation.Horizontal:
            return str(HEADS[section])
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A cell."""
        if role == _Role.TextAlignmentRole and index.column() == SECONDS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        call = self.rows[index.row()].call
        if role == _Role.ToolTipRole:
            return f"{call.id}\n{self.rows[index.row()].link.url}"
        if role != _Role.DisplayRole:
            return None
        node = call.node if call.at == call.flow else f"{call.at}.{call.node}"
        return (
            call.line or call.called,
            call.flow,
            node,
            call.caller,
            str(max(0, int(time.monotonic() - call.began))),
            call.release[:12],
        )[index.column()]
