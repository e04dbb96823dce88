"""What stands in for the world outside of a simulated call: databases, web services, legs, the time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.answers import SORTS, Answer, grouped, read_answers, with_answers
from flowdesigner.simulation.answers_view import AnswersView
from flowdesigner.simulation.buffer import Line
from flowdesigner.simulation.given import Given, read_given
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.verdicts import Verdict, verdicts
from flowdesigner.theme import colours
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, lang, say, tongues

GIVEN = "simulation.given"
"""What is remembered between two starts: the text of each flow's name."""
AS_TEXT = "simulation.given_as_text"
"""What is remembered between two starts: which form is in front."""
CHECK_AFTER_MS = 250
EXAMPLES: tuple[tuple[Say, str], ...] = (
    (
        say("数据库的应答", "An answer of a database"),
        "database:\n  hotline:\n  - sql: SELECT\n    rows: [{no: '2026001', state: 办理中}]\n",
    ),
    (
        say("数据库连不上", "A database that is away"),
        "database:\n  hotline:\n  - {sql: SELECT, error: unavailable}\n",
    ),
    (
        say("网络服务的应答", "An answer of a web service"),
        "http:\n  service:\n  - {path: /cases, status: 200, data: {state: 办理中}}\n",
    ),
    (
        say("被叫方", "Who is rung"),
        "legs:\n- {outcome: busy, times: 1}\n- {outcome: answer, after: 3, seconds: 20}\n",
    ),
    (say("时间", "The time"), "now: 2026-01-15T22:00+08:00\n"),
    (say("日历的状态", "The state of a calendar"), "calendars: {office: closed}\n"),
    (say("主叫号码", "Who calls"), "caller: '13900139000'\n"),
    (say("输入变量", "First values"), "variables: {name: value}\n"),
)


class MocksPanel(QWidget):
    """What the flow in front is given, as a table of answers or as YAML; calls take it as soon as they can.

    The text is what counts; the table writes into it. After a call it says which answers nobody asked for.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.simulations = Simulations.of(workspace)
        self._document: FlowDocument | None = None
        self.given = Given()
        self._over: Line | None = None
        self.view = AnswersView()
        self.view.changed.connect(self._answers_changed)
        self._texts = {
            str(each.get("flow", "")): str(each.get("text", "")) for each in workspace.memory.records(GIVEN)
        }
        self.text, self.status = QPlainTextEdit(), QLabel()
        self.add, self.apply = QPushButton(), QPushButton()
        self.tabs = QTabWidget()
        self._dress()
        self._lay()
        self._undo_keys()
        self._examples()
        tongues().changed.connect(self._examples)
        tongues().changed.connect(self.check)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER_MS)
        self._timer.timeout.connect(self.check)
        self.text.textChanged.connect(self._timer.start)
        self.apply.clicked.connect(self.use)
        workspace.current_changed.connect(self._current)
        self.simulations.changed.connect(self._called)
        self._current(workspace.document)

    def _dress(self) -> None:
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        follow(self.text, "setAccessibleName", say("通话的外部环境", "What is outside of the call"))
        follow(
            self.text,
            "setPlaceholderText",
            say(
                "与通话脚本的 given 写法相同。没有写的照常：SQLite 用副本，其他数据库只读。",
                "Written as 'given' of a call script. What is not written is as usual: SQLite files are "
                "copied, other databases only read.",
            ),
        )
        self.status.setWordWrap(True)
        follow(self.add, "setText", say("插入示例", "Insert an example"))
        follow(self.apply, "setText", say("用于当前通话", "Use in this call"))
        follow(
            self.apply,
            "setToolTip",
            say(
                "暂停着的通话立即采用；now、caller、variables 从下次重拨起",
                "At once, in a call that is held; now, caller and variables count from the next ring",
            ),
        )

    def _lay(self) -> None:
        self.tabs.setDocumentMode(True)
        for page in (self.view, self.text):
            self.tabs.addTab(page, "")
        self.tabs.setCurrentIndex(int(self._workspace.memory.flag(AS_TEXT, False)))
        self.tabs.currentChanged.connect(self._turned)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        row.addWidget(self.apply)
        self.tabs.setCornerWidget(corner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(2)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.status)
        self.setFocusProxy(self.tabs.currentWidget())

    def _undo_keys(self) -> None:
        """What the table changes is undone in the text."""
        for keys, step in (
            (QKeySequence.StandardKey.Undo, self.text.undo),
            (QKeySequence.StandardKey.Redo, self.text.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
            shortcut.activated.connect(self.check)

    def _examples(self) -> None:
        before, menu = self.add.menu(), QMenu(self)
        for title, text in EXAMPLES:
            menu.addAction(str(title)).triggered.connect(partial(self.insert, text))
        self.add.setMenu(menu)
        if before is not None:
            before.deleteLater()
        for number, title in enumerate((say("表格", "Table"), say("文本", "Text"))):
            self.tabs.setTabText(number, str(title))

    def _turned(self, page: int) -> None:
        self.check()
        self._workspace.memory.keep(AS_TEXT, page == 1)
        self.setFocusProxy(self.tabs.currentWidget())

    def _answers_changed(self, answers: list[Answer]) -> None:
        """Write what was changed in the table into the text, where it can be undone."""
        made = with_answers(self.text.toPlainText(), answers)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(made)
        self.check()

    def insert(self, text: str) -> None:
        """Put an example behind what is there, in the text."""
        self.tabs.setCurrentWidget(self.text)
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.text.toPlainText()
        cursor.insertText(("" if not before or before.endswith("\n") else "\n") + text)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _called(self, simulation: Simulation) -> None:
        """A call of the flow in front is over, or another began: other answers were asked for."""
        if simulation.document is self._document and simulation.call.over is not self._over:
            self.check()

    def _current(self, document: FlowDocument | None) -> None:
        self.check()
        self._document = self.view.document = document
        self.setEnabled(document is not None)
        kept = self._texts.get(document.flow.name, "") if document is not None else ""
        if kept != self.text.toPlainText():
            self.text.setPlainText(kept)
        self.check()

    def check(self) -> None:
        """Say what is wrong, else keep it for the flow's next call."""
        self._timer.stop()
        text = self.text.toPlainText()
        self.given = read_given(text)
        self.apply.setEnabled(not self.given.mistakes)
        self._over = self._last.call.over if self._last is not None else None
        self._show_answers(text)
        if self.given.mistakes:
            lines = (
                f"{say('第 {} 行：', 'line {}: ', each.line) if each.line else ''}{each.text(lang())}"
                for each in self.given.mistakes[:5]
            )
            self.status.setText("\n".join(lines))
            self.status.setStyleSheet(f"color: {colours().fault}")
            return
        self.status.setStyleSheet("")
        self.status.setText(self._summary())
        if self._document is None:
            return
        name = self._document.flow.name
        if text != self._texts.get(name, ""):
            self._texts[name] = text
            records = [{"flow": flow, "text": each} for flow, each in self._texts.items() if each.strip()]
            self._workspace.memory.keep(GIVEN, records)
        self.simulations.simulation(self._document).given = self.given.value

    @property
    def _last(self) -> Simulation | None:
        """The call of the flow in front, begun or over."""
        return self.simulations.all.get(self._document) if self._document is not None else None

    def _summary(self) -> str:
        count = len(self.given.value)
        prepared = (
            say("已准备 {} 项。", "{} prepared.", count) if count else say("一切照常。", "All as usual.")
        )
        unused = len(self._over.get("unused", ())) if self._over is not None else 0
        if not unused:
            return str(prepared)
        last = say("上次通话有 {} 个应答未用到。", "Answers not asked for in the last call: {}.", unused)
        return f"{prepared} {last}"

    def _show_answers(self, text: str) -> None:
        """The table of what is written, with what is wrong and what the last call did not ask for."""
        answers = read_answers(text)
        self.view.setEnabled(answers is not None)
        if answers is None:
            return
        places = [
            (sort, connection, number)
            for sort in SORTS
            for connection, each in grouped(answers, sort).items()
            for number in range(len(each))
        ]
        faults = {
            at: mistake.text(lang())
            for mistake in self.given.mistakes
            for at, place in enumerate(places)
            if mistake.place[:3] == place
        }
        judged: list[Verdict] = []
        if self._over is not None and self._last is not None and not self.given.mistakes:
            judged = verdicts(self.given.value, self._last.prepared, self._over.get("unused", ()))
        self.view.show_answers(answers, judged, faults)

    def use(self) -> None:
        """Let the call in front have it now."""
        self.check()
        shown = self.simulations.shown
        if self.given.mistakes or shown is None:
            return
        if shown.running:
            shown.prepare(self.given.value, self._answered)
        else:
            shown.given = self.given.value

    def _answered(self, line: Line) -> None:
        if line.get("event") == "done":
            self._workspace.tell(say("通话已采用。", "The call has it."))
