"""The table form of what is prepared: a row for each answer, what it says beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.properties.project import Project
from flowdesigner.simulation.answer_form import AnswerForm
from flowdesigner.simulation.answers import FAILURES, Answer, Sort
from flowdesigner.simulation.answers_model import (
    ANSWER,
    ASKS,
    CONNECTION,
    DELAY,
    FAILS,
    FAILURE_WORDS,
    NODE,
    SORT,
    TIMES,
    USED,
    AnswersModel,
    Index,
)
from flowdesigner.simulation.verdicts import Verdict
from flowdesigner.words.say import Say, follow, say
from flows.wording import declared

WIDTHS = {
    SORT: 72,
    CONNECTION: 80,
    NODE: 72,
    ASKS: 130,
    ANSWER: 72,
    USED: 72,
    FAILS: 64,
    DELAY: 52,
    TIMES: 52,
}


class Offering(QStyledItemDelegate):
    """Cells whose texts are offered: connections and nodes may be typed as well, failures are three."""

    def __init__(self, view: AnswersView) -> None:
        super().__init__(view)
        self.view = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A list where there is something to choose from."""
        if index.column() not in (CONNECTION, NODE, FAILS):
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(index.column() != FAILS)
        if index.column() == FAILS:
            for name in FAILURES:
                box.addItem(str(FAILURE_WORDS[name]), name)
        else:
            sort = self.view.model.rows[index.row()].sort
            offered = self.view.connections(sort) if index.column() == CONNECTION else self.view.nodes(sort)
            box.addItems(["", *offered] if index.column() == NODE else offered)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """What stands there now."""
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if editor.isEditable():
            editor.setEditText(text)
        else:
            editor.setCurrentIndex(max(0, editor.findData(text)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """What was chosen or typed."""
        if not isinstance(editor, QComboBox):
            super().setModelData(editor, model, index)
            return
        chosen = editor.currentText() if editor.isEditable() else editor.currentData()
        model.setData(index, chosen, Qt.ItemDataRole.EditRole)


class AnswersView(QWidget):
    """Shows answers; `changed` gives all of them as they should be."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.document: FlowDocument | None = None
        self._project = Project()
        self.model = AnswersModel()
        self.model.setParent(self)
        self.model.edited.connect(self._put)
        self.table = QTableView()
        self._dress()
        self.form = AnswerForm()
        self.form.edited.connect(lambda answer: self._put(self.row, answer))
        self.buttons: dict[str, QToolButton] = {}
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar())
        layout.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.form)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([660, 300])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.setFocusProxy(self.table)
        self._chosen()

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(Offering(self))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        table.horizontalHeader().setStretchLastSection(True)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.model.modelReset.connect(self._chosen)
        follow(table, "setAccessibleName", say("准备好的应答", "Prepared answers"))

    def _bar(self) -> QToolBar:
        """Buttons that find no room in a narrow window are in its menu: they do not make the window wider."""
        bar = QToolBar()
        verbs: tuple[tuple[str, Say, Say, Callable[[], None]], ...] = (
            ("database", *_ADD_DATABASE, partial(self.add, "database")),
            ("http", *_ADD_HTTP, partial(self.add, "http")),
            ("remove", *_REMOVE, self.remove),
            ("up", *_UP, partial(self.shift, -1)),
            ("down", *_DOWN, partial(self.shift, 1)),
        )
        for name, text, tip, do in verbs:
            button = self.buttons[name] = QToolButton()
            follow(button, "setText", text)
            follow(button, "setToolTip", tip)
            button.clicked.connect(lambda _=False, do=do: do())
            bar.addWidget(button)
        return bar

    # --- showing

    @property
    def row(self) -> int:
        """The row that is chosen, -1 for none."""
        return self.table.currentIndex().row()

    def show_answers(
        self, answers: Sequence[Answer], verdicts: Sequence[Verdict], faults: dict[int, str]
    ) -> None:
        """Show these; the chosen row stays chosen."""
        at = self.row
        self.model.show(answers, verdicts, faults)
        if self.row < 0 and answers:
            self._choose(min(max(at, 0), len(answers) - 1))
        self._chosen()

    def _choose(self, row: int) -> None:
        self.table.setCurrentIndex(self.model.index(row, max(self.table.currentIndex().column(), CONNECTION)))

    def _chosen(self) -> None:
        row, rows = self.row, self.model.rows
        there = 0 <= row < len(rows)
        self.form.show_answer(rows[row] if there else None)
        self.buttons["remove"].setEnabled(there)
        for name, step in (("up", -1), ("down", 1)):
            self.buttons[name].setEnabled(there and self._beside(row, step))

    def _beside(self, row: int, step: int) -> bool:
        """Whether the row beside is of the same connection: only among those the order matters."""
        rows, other = self.model.rows, row + step
        if not 0 <= other < len(rows):
            return False
        return (rows[row].sort, rows[row].connection) == (rows[other].sort, rows[other].connection)

    # --- what is offered

    def connections(self, sort: Sort) -> list[str]:
        """The connections of the project, and those that rows name already."""
        self._project.file = self.document.path if self.document is not None else None
        used = [row.connection for row in self.model.rows if row.sort == sort]
        known = [name for name, kind in self._project.connections().items() if kind == sort]
        return list(dict.fromkeys([*known, *used]))

    def nodes(self, sort: Sort) -> list[str]:
        """The nodes of the flow that ask a database, or a web service."""
        nodes = self.document.flow.nodes.values() if self.document is not None else ()
        asking = [node for node in nodes if "connection" in declared(node.type)]
        return [node.id for node in asking if (node.type == "http") == (sort == "http")]

    # --- editing

    def add(self, sort: Sort) -> None:
        """One more: like the chosen one if that is of the same sort, else for the first connection."""
        rows, row = self.model.rows, self.row
        alike = rows[row] if 0 <= row < len(rows) and rows[row].sort == sort else None
        offered = self.connections(sort)
        connection = alike.connection if alike else offered[0] if offered else DEFAULT[sort]
        answer = Answer(sort, connection, {})
        # Where it will stand: behind the others of its connection.
        before = [n for n, each in enumerate(rows) if (each.sort, each.connection) == (sort, connection)]
        of_sort = [n for n, each in enumerate(rows) if each.sort == sort]
        at = (before or of_sort or [len(rows) - 1 if sort == "http" else -1])[-1] + 1
        self.changed.emit([*rows[:at], answer, *rows[at:]])
        self._choose(at)
        self.table.setFocus()

    def remove(self) -> None:
        """Take the chosen one away."""
        rows, row = self.model.rows, self.row
        if 0 <= row < len(rows):
            self.changed.emit(rows[:row] + rows[row + 1 :])

    def shift(self, step: int) -> None:
        """Let the chosen one be asked before its neighbour, or after it."""
        rows, row = list(self.model.rows), self.row
        if 0 <= row < len(rows) and self._beside(row, step):
            rows[row], rows[row + step] = rows[row + step], rows[row]
            self.changed.emit(rows)
            self._choose(row + step)

    def _put(self, row: int, answer: Answer) -> None:
        rows = self.model.rows
        if 0 <= row < len(rows):
            self.changed.emit([*rows[:row], answer, *rows[row + 1 :]])


DEFAULT = {"database": "database", "http": "service"}
"""The name of a connection where the project has none."""
_ADD_DATABASE = (
    say("＋数据库应答", "+ Database"),
    say("准备一个数据库的应答", "Prepare an answer of a database"),
)
_ADD_HTTP = (
    say("＋网络服务应答", "+ Web service"),
    say("准备一个网络服务的应答", "Prepare an answer of a web service"),
)
_REMOVE = (say("删除", "Remove"), say("删除选中的应答", "Remove the chosen answer"))
_UP = (say("上移", "Up"), say("同一连接的应答，先写的先用", "Of one connection, the first that fits answers"))
_DOWN = (
    say("下移", "Down"),
    say("同一连接的应答，先写的先用", "Of one connection, the first that fits answers"),
)
