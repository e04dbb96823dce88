"""The window in which a statement is tried: values, "Run", "Stop", the rows, or what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.properties.around import Around
from flowdesigner.properties.sql_run import NO_FILE, Outcome, SqlRun
from flowdesigner.properties.sql_values import TrialValue, ValuesForm, example_of
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, follow, say
from flows.model import FlowNode
from nodes.data.statement import bound_names

TITLE = say("试运行 SQL", "Try the SQL")
RUN = say("运行", "Run")
STOP = say("停止", "Stop")
RUN_KEYS = "Ctrl+Return"
HINT = say("在连接“{}”上运行；修改会撤回。", "Run on the connection '{}'; what it changes is taken back.")
NO_CONNECTION = say("先为节点选择连接。", "Choose the node's connection first.")
NO_NUMBER = say(":{} 不是数字", ":{} is no number")
RUNNING = say("正在运行…", "Running…")
STOPPED = say("已停止。", "Stopped.")
ROWS = say("{} 行，{} 毫秒", "Rows: {}, {} ms")
FIRST = say("前 {} 行，{} 毫秒", "The first {} rows, {} ms")
CHANGED = say("会修改 {} 行；已撤回。{} 毫秒", "Rows that it would change: {}; taken back. {} ms")
NULL = "NULL"


class SqlTrial(QDialog):
    """Tries the statement of one node; it does not hold up the window, nor does anything in it wait."""

    refused = Signal(object)
    """The Outcome of a statement that the database does not take."""

    def __init__(
        self, around: Around, node: FlowNode, parent: QWidget | None = None, command: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.around = around
        self.node = node
        self.resize(640, 460)
        self.run_ = SqlRun(self, command)
        self.run_.ended.connect(self.show_outcome)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.statement = QPlainTextEdit()
        self.statement.setReadOnly(True)
        self.statement.setTabChangesFocus(True)
        self.statement.setMaximumHeight(self.fontMetrics().lineSpacing() * 6)
        self.values = ValuesForm()
        self.values.entered.connect(self.run)
        self.start_button, self.stop_button = QPushButton(), QPushButton()
        self.start_button.setDefault(True)
        self.start_button.setShortcut(QKeySequence(RUN_KEYS))
        self.start_button.clicked.connect(self.run)
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self._lay()
        self._name()
        self.show_node(node)

    def _lay(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(0)
        layout = QVBoxLayout(self)
        for widget in (self.hint, self.statement, self.values):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        self._busy(False)

    def _name(self) -> None:
        follow(self, "setWindowTitle", TITLE)
        follow(self.start_button, "setText", RUN)
        follow(self.start_button, "setToolTip", say("{}（{}）", "{} ({})", RUN, RUN_KEYS))
        follow(self.stop_button, "setText", STOP)
        follow(self.statement, "setAccessibleName", say("SQL 语句", "SQL statement"))
        follow(self.bar, "setAccessibleName", say("进度", "Progress"))
        follow(self.table, "setAccessibleName", say("结果", "Result"))

    def show_node(self, node: FlowNode) -> None:
        """The statement, the connection and the values of the node as they are now."""
        self.node = node
        sql = self.sql
        if sql != self.statement.toPlainText():
            self.statement.setPlainText(sql)
        follow(self.hint, "setText", Say(HINT.zh, HINT.en, (self.connection,)))
        names = bound_names(sql)
        if names != list(self.values.lines) or not names:
            self._remember()
            self.values.ask({name: self._remembered(name) for name in names})
            self.values.setVisible(bool(names))

    @property
    def sql(self) -> str:
        """The statement of the node."""
        found = self.node.params.get("sql", "")
        return found if isinstance(found, str) else ""

    @property
    def connection(self) -> str:
        """The connection of the node."""
        found = self.node.params.get("connection", "")
        return found if isinstance(found, str) else ""

    def _key(self, name: str) -> tuple[str, str, str]:
        flow = self.around.document.flow.name if self.around.document else ""
        return flow, self.node.id, name

    def _remember(self) -> None:
        for name, value in self.values.values().items():
            self.around.tried[self._key(name)] = value

    def _remembered(self, name: str) -> TrialValue:
        found = self.around.tried.get(self._key(name))
        return found or example_of(name, self.node, self.around.variables)

    # --- run

    def run(self) -> None:
        """Run it with the values that are written."""
        self._remember()
        values = self.values.values()
        wrong = next((name for name, value in values.items() if value.fault), None)
        if self.around.project.file is None:
            self._say(NO_FILE, fault=True)
        elif not self.connection:
            self._say(NO_CONNECTION, fault=True)
        elif wrong is not None:
            self._say(Say(NO_NUMBER.zh, NO_NUMBER.en, (wrong,)), fault=True)
            self.values.lines[wrong][1].setFocus()
        else:
            self._say(RUNNING)
            self._fill((), ())
            self._busy(True)
            options = [value.option(name) for name, value in values.items()]
            self.run_.start(self.around.project.file, self.connection, self.sql, options)

    def stop(self) -> None:
        """Wait no longer."""
        if self.run_.running:
            self.run_.stop()
            self._busy(False)
            self._say(STOPPED)

    def done(self, result: int) -> None:
        """Closed: what runs is stopped, what was written is remembered."""
        self.run_.stop()
        self._remember()
        super().done(result)

    def show_outcome(self, outcome: Outcome) -> None:
        """The rows, or what is wrong."""
        self._busy(False)
        if outcome.fault:
            text = f"{outcome.fault}\n{outcome.cure}".strip()
            self._say(Say(text, text), fault=True)
            if outcome.refused:
                self.refused.emit(outcome)
            return
        milliseconds = round(outcome.seconds * 1000)
        words, count = (FIRST if outcome.more else ROWS), len(outcome.rows)
        if outcome.changed is not None:
            words, count = CHANGED, outcome.changed
        self._say(Say(words.zh, words.en, (count, milliseconds)))
        self._fill(outcome.columns, outcome.rows)

    def _fill(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                item = QTableWidgetItem(NULL if value is None else str(value))
                if value is None:
                    item.setForeground(QColor(colours().quiet))
                self.table.setItem(number, column, item)
        self.table.resizeColumnsToContents()

    def _say(self, words: Say, *, fault: bool = False) -> None:
        follow(self.state, "setText", words)
        self.state.setStyleSheet(f"color: {colours().fault}" if fault else "")

    def _busy(self, on: bool) -> None:
        self.start_button.setEnabled(not on)
        self.stop_button.setEnabled(on)
        self.bar.setVisible(on)
