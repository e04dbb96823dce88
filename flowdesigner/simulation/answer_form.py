"""What a prepared answer says: the rows of a database as a grid, or status and content of a web service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QInputDialog,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.simulation.answers import Answer, cell_text, cell_value
from flowdesigner.words.say import Say, follow, say

MOST_CHANGED = 1_000_000


class AnswerForm(QStackedWidget):
    """The answer of the row that is chosen in the table; `edited` gives it as it should be."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        self.none = QLabel()
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        follow(self.none, "setText", say("选一行，这里是它的应答。", "Choose a row: its answer is here."))
        self.grid = QTableWidget()
        self.changed = QSpinBox()
        self.status = QSpinBox()
        self.content, self.body = QPlainTextEdit(), QPlainTextEdit()
        self._filling = False
        for page in (self.none, self._database(), self._http()):
            self.addWidget(page)

    def _database(self) -> QWidget:
        follow(self.grid, "setAccessibleName", say("应答的行", "The rows of the answer"))
        self.grid.setTabKeyNavigation(False)
        self.grid.verticalHeader().hide()
        self.grid.verticalHeader().setDefaultSectionSize(self.grid.fontMetrics().height() + 8)
        self.grid.itemChanged.connect(lambda _: self._rows_typed())
        self.grid.horizontalHeader().sectionDoubleClicked.connect(lambda _: self.rename_column())
        self.changed.setRange(0, MOST_CHANGED)
        follow(self.changed, "setAccessibleName", CHANGED)
        follow(self.changed, "setPrefix", say("改动 ", "changes "))
        follow(self.changed, "setToolTip", CHANGED)
        self.changed.valueChanged.connect(lambda value: self._having(changed=None if value == 1 else value))
        self.verbs: dict[str, QToolButton] = {}
        bar = QToolBar()
        for name, (text, tip, do) in self._verbs().items():
            button = self.verbs[name] = QToolButton()
            follow(button, "setText", text)
            follow(button, "setToolTip", tip)
            follow(button, "setAccessibleName", tip)
            button.clicked.connect(lambda _=False, do=do: do())
            bar.addWidget(button)
        bar.addWidget(self.changed)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(bar)
        layout.addWidget(self.grid, 1)
        return page

    def _verbs(self) -> dict[str, tuple[Say, Say, Callable[[], None]]]:
        return {
            "row": (say("＋行", "+ Row"), say("添加一行", "Add a row"), self.add_row),
            "no_row": (say("－行", "− Row"), say("删除这一行", "Remove the row"), self.remove_row),
            "column": (say("＋列…", "+ Column…"), say("添加一列", "Add a column"), self.add_column),
            "rename": (
                say("改列名…", "Rename…"),
                say("给这一列改名", "Rename the column"),
                self.rename_column,
            ),
            "no_column": (
                say("－列", "− Column"),
                say("删除这一列", "Remove the column"),
                self.remove_column,
            ),
        }

    def _http(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        self.status.setRange(100, 599)
        self.status.valueChanged.connect(lambda value: self._having(status=None if value == 200 else value))
        labels = (say("状态码", "Status"), say("数据", "Data"), say("正文", "Body"))
        tips = (say("HTTP 状态码", "The HTTP status"), DATA, BODY)
        for label, tip, widget in zip(labels, tips, (self.status, self.content, self.body), strict=True):
            title = QLabel()
            follow(title, "setText", label)
            follow(widget, "setAccessibleName", label)
            follow(widget, "setToolTip", tip)
            title.setBuddy(widget)
            form.addRow(title, widget)
        for field in (self.content, self.body):
            field.setTabChangesFocus(True)
            field.setMinimumHeight(field.fontMetrics().height() * 2)
        follow(self.content, "setPlaceholderText", DATA)
        follow(self.body, "setPlaceholderText", BODY)
        self.content.textChanged.connect(self._content_typed)
        self.body.textChanged.connect(lambda: self._having(body=self.body.toPlainText()))
        return page

    # --- showing

    def show_answer(self, answer: Answer | None) -> None:
        """Show one; nothing is touched while it is the one that stands here."""
        if answer == self.answer:
            return
        self.answer = answer
        self._filling = True
        if answer is None:
            self.setCurrentIndex(0)
        elif answer.sort == "database":
            self.setCurrentIndex(1)
            self._fill(answer)
        else:
            self.setCurrentIndex(2)
            self.status.setValue(_whole(answer.get("status", 200), 200))
            data = answer.get("data", None)
            _put(self.content, "" if data is None else cell_text(data))
            _put(self.body, str(answer.get("body")))
        self._filling = False

    def _fill(self, answer: Answer) -> None:
        rows = _rows(answer)
        names = list(dict.fromkeys(name for row in rows for name in row))
        self.grid.setColumnCount(len(names))
        self.grid.setHorizontalHeaderLabels(names)
        self.grid.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, name in enumerate(names):
                text = cell_text(row[name]) if name in row else ""
                self.grid.setItem(number, column, QTableWidgetItem(text))
        self.changed.setValue(_whole(answer.get("changed", 1), 1))

    # --- editing

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        heads = (self.grid.horizontalHeaderItem(each) for each in range(self.grid.columnCount()))
        return [head.text() if head is not None else "" for head in heads]

    def add_row(self) -> None:
        """One more, like the one before; with a first column if there is none."""
        rows = _rows(self.answer)
        if not rows and not self.columns:
            self.add_column()
            return
        self._set_rows([*rows, dict(rows[-1]) if rows else dict.fromkeys(self.columns, "")])
        self.grid.setCurrentCell(len(rows), max(self.grid.currentColumn(), 0))

    def remove_row(self) -> None:
        """The one with the cursor."""
        rows, at = _rows(self.answer), self.grid.currentRow()
        if 0 <= at < len(rows):
            self._set_rows(rows[:at] + rows[at + 1 :])

    def add_column(self) -> None:
        """Ask for its name; a first one comes with a row."""
        name = self._named(say("新列的名字", "Name of the column"), "")
        if name:
            self._set_rows([{**row, name: ""} for row in _rows(self.answer) or [{}]])

    def rename_column(self) -> None:
        """Ask for another name of the column with the cursor."""
        at = self.grid.currentColumn()
        if at >= 0:
            old = self.columns[at]
            name = self._named(say("列的新名字", "New name of the column"), old)
            if name:
                rows = _rows(self.answer)
                self._set_rows([{name if key == old else key: row[key] for key in row} for row in rows])

    def remove_column(self) -> None:
        """The one with the cursor."""
        at = self.grid.currentColumn()
        if at >= 0:
            old = self.columns[at]
            rows = [{key: row[key] for key in row if key != old} for row in _rows(self.answer)]
            self._set_rows([row for row in rows if row])

    def _named(self, question: Say, before: str) -> str:
        """A name that no other column has; empty for none."""
        name, agreed = QInputDialog.getText(self, str(question), str(question), text=before)
        name = name.strip()
        return name if agreed and name not in self.columns else ""

    def _set_rows(self, rows: list[dict[str, Any]]) -> None:
        before = self.answer
        self._having(rows=rows or None)
        if self.answer is not None and self.answer is not before:
            self._filling = True
            self._fill(self.answer)
            self._filling = False

    def _rows_typed(self) -> None:
        """A cell was typed: an empty one is not there."""
        names = self.columns
        rows = []
        for number in range(self.grid.rowCount()):
            cells = ((name, self.grid.item(number, at)) for at, name in enumerate(names))
            texts = {name: item.text() for name, item in cells if item is not None}
            rows.append({name: cell_value(text) for name, text in texts.items() if text.strip()})
        self._having(rows=rows or None)

    def _content_typed(self) -> None:
        text = self.content.toPlainText().strip()
        self._having(data=cell_value(text) if text else None)

    def _having(self, **values: Any) -> None:
        if self._filling or self.answer is None:
            return
        after = self.answer.having(**values)
        if after != self.answer:
            self.answer = after
            self.edited.emit(after)


CHANGED = say("更新语句报告改了几行", "How many rows an update reports as changed")
DATA = say('JSON 数据，例如 {"state": "办理中"}', 'JSON, such as {"state": "open"}')
BODY = say("正文原样发送，代替数据", "The body as it is, in place of the data")


def _rows(answer: Answer | None) -> list[dict[str, Any]]:
    """The rows of an answer as far as they are some."""
    rows = answer.get("rows", None) if answer is not None else None
    return [dict(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _put(field: QPlainTextEdit, text: str) -> None:
    if field.toPlainText() != text:
        field.setPlainText(text)
