"""Prepared answers as a table: whom, what for, what comes, how it fails; edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from flowdesigner.simulation.answers import FAILURES, Answer, cell_value
from flowdesigner.simulation.verdicts import Verdict
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, say, tongues

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT, CONNECTION, NODE, ASKS, ANSWER, USED, FAILS, DELAY, TIMES = range(9)
HEADS: tuple[tuple[Say, Say], ...] = (
    (say("服务", "Service"), say("数据库或网络服务", "A database or a web service")),
    (say("连接", "Connection"), say("设置文件中的连接名", "The name of the settings' connection")),
    (say("节点", "Node"), say("只回答这个节点；空为任何节点", "Of this node only; empty: of any")),
    (
        say("问", "Asked"),
        say(
            "SQL 的一部分，或“方法 路径”，例如 GET /cases；空为任何",
            "A part of the SQL, or method and path, such as GET /cases; empty: anything",
        ),
    ),
    (say("答", "Answer"), say("在右边修改", "Edited at the right")),
    (say("上次通话", "Last call"), say("上次通话问过没有", "Whether the last call asked for it")),
    (say("失败", "Fails"), say("连不上、拒绝、超时", "Away, refuses, too late")),
    (say("延时", "Delay"), say("几秒后应答", "Seconds until it answers")),
    (say("次数", "Times"), say("最多用几次；0 为不限", "Used so often at most; 0: always")),
)
SORT_WORDS = {"database": say("数据库", "Database"), "http": say("网络服务", "Web")}
FAILURE_WORDS = {
    "": say("不失败", "no"),
    "unavailable": say("连不上", "away"),
    "refused": say("拒绝", "refuses"),
    "timeout": say("超时", "too late"),
}
VERDICT_WORDS = {"": Say("", ""), "asked": say("用到", "asked"), "unused": say("未用到", "unused")}
_NAMES = {FAILS: "error", DELAY: "seconds", TIMES: "times", NODE: "node"}


class AnswersModel(QAbstractTableModel):
    """Rows of Answer. What is typed is asked for by `edited`; whoever hears it shows the new rows."""

    edited = Signal(int, object)
    """(row, Answer)"""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Answer] = []
        self.verdicts: list[Verdict] = []
        self.faults: dict[int, str] = {}
        tongues().changed.connect(self._again)

    def show(self, rows: Sequence[Answer], verdicts: Sequence[Verdict], faults: dict[int, str]) -> None:
        """Show these; as many as before keep their places."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows, self.verdicts, self.faults = list(rows), list(verdicts), faults
            self.endResetModel()
            return
        self.rows, self.verdicts, self.faults = list(rows), list(verdicts), faults
        self._again()

    def _again(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(HEADS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADS) - 1)

    def verdict(self, row: int) -> Verdict:
        """Whether the last call asked for a row."""
        return self.verdicts[row] if row < len(self.verdicts) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """The columns' titles, and what they mean."""
        if orientation == Qt.Orientation.Horizontal and role in (Role.DisplayRole, Role.ToolTipRole):
            return str(HEADS[section][role == Role.ToolTipRole])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts; what is wrong is red, what the last call did not ask for is slanted."""
        row, column = index.row(), index.column()
        answer = self.rows[row]
        if role == Role.DisplayRole:
            return shown(answer, column, self.verdict(row))
        if role == Role.EditRole:
            return str(answer.get("error")) if column == FAILS else shown(answer, column, "")
        if role == Role.ForegroundRole:
            if row in self.faults:
                return QColor(colours().fault)
            return QColor(colours().quiet) if self.verdict(row) == "unused" else None
        if role == Role.FontRole and self.verdict(row) == "unused":
            font = QFont()
            font.setItalic(True)
            return font
        if role == Role.ToolTipRole:
            return self.faults.get(row) or shown(answer, column, self.verdict(row)) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All can be typed but the sort, the answer itself, and what the last call did."""
        flags = super().flags(index)
        fixed = index.column() in (SORT, ANSWER, USED)
        return flags if fixed else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        """Ask for another value; what it makes of the text is checked there."""
        text, column, before = str(value).strip(), index.column(), self.rows[index.row()]
        if role != Role.EditRole or text == self.data(index, Role.EditRole):
            return False
        if column == CONNECTION:
            after = Answer(before.sort, text, before.fields)
        elif column == ASKS:
            after = before.asking(text)
        elif column in (DELAY, TIMES):
            after = before.having(**{_NAMES[column]: cell_value(text) if text else None})
        else:
            after = before.having(**{_NAMES[column]: text})
        self.edited.emit(index.row(), after)
        return True


def shown(answer: Answer, column: int, verdict: Verdict) -> str:
    """What stands in a cell."""
    if column == ANSWER:
        return str(summary(answer))
    if column == FAILS:
        error = str(answer.get("error"))
        return str(FAILURE_WORDS.get(error, error)) if error else ""
    return str(
        {
            SORT: SORT_WORDS[answer.sort],
            CONNECTION: answer.connection,
            NODE: answer.get("node"),
            ASKS: answer.asks,
            DELAY: answer.get("seconds"),
            TIMES: answer.get("times"),
            USED: VERDICT_WORDS[verdict],
        }[column]
    )


def summary(answer: Answer) -> Say:
    """The answer in a few words."""
    if answer.get("error") in FAILURES[1:]:
        return Say("—", "—")
    if answer.sort == "http":
        content = answer.get("body") or answer.get("data", None)
        words = "" if content is None else str(content)
        return say("{} {}", "{} {}", answer.get("status", 200), words)
    rows = answer.get("rows", None)
    count = len(rows) if isinstance(rows, list) else 0
    if "changed" in answer.fields and not count:
        return say("改了 {} 行", "{} rows changed", answer.get("changed"))
    return say("{} 行", "1 row" if count == 1 else "{} rows", count)
