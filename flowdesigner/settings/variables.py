"""The variables of a flow in a table: declared, renamed, typed, removed; where each is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import DocumentError
from flowdesigner.document.naming import unique
from flowdesigner.document.parts import Parts
from flowdesigner.finding.panel import Finding
from flowdesigner.finding.search import VARIABLE
from flowdesigner.properties.picker import type_words
from flowdesigner.settings.following import turn
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.release import Variable
from nodes.values import VARIABLE_TYPES

_HEADS = (
    say("名称", "Name"),
    say("类型", "Type"),
    say("初值", "First value"),
    say("输入", "Input"),
    say("保密", "Sensitive"),
)


class Variables(QWidget):
    """Edits the variables of the document in front."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._document: FlowDocument | None = None
        self._showing = False
        self.table = QTableWidget(0, len(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        follow(self.table, "setAccessibleName", say("变量", "Variables"))
        self.add = self._button(say("声明变量", "Declare"), self._add)
        self.remove = self._button(say("删除", "Delete"), self._remove)
        self.used = self._button(say("何处使用", "Where used"), self._where_used)
        below = QHBoxLayout()
        for button in (self.add, self.remove, self.used):
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        self.table.itemChanged.connect(self._edited)
        tongues().changed.connect(self.refresh)

    def _button(self, words: Say, run: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        follow(button, "setText", words)
        button.clicked.connect(lambda: run())
        return button

    def follow_document(self, document: FlowDocument | None) -> None:
        """Edit another document."""
        turn(self, self._document, document, self._changed, self.refresh)
        self._document = document
        self.refresh()

    def _changed(self, parts: Parts) -> None:
        if any(part.kind == "variable" for part in parts):
            self.refresh()

    def refresh(self) -> None:
        """Show the variables as they are now."""
        self._showing = True
        self.table.setHorizontalHeaderLabels([str(head) for head in _HEADS])
        variables = list(self._document.flow.variables.values()) if self._document is not None else []
        row = self.table.currentRow()
        self.table.setRowCount(len(variables))
        for number, variable in enumerate(variables):
            self._show(number, variable)
        if 0 <= row < len(variables):
            self.table.setCurrentCell(row, max(self.table.currentColumn(), 0))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self._showing = False

    def _show(self, row: int, variable: Variable) -> None:
        name = QTableWidgetItem(variable.name)
        name.setData(Qt.ItemDataRole.UserRole, variable.name)
        self.table.setItem(row, 0, name)
        types = QComboBox()
        for type_ in VARIABLE_TYPES:
            types.addItem(type_words(type_), type_)
        types.setCurrentIndex(types.findData(variable.type))
        types.setAccessibleName(str(say("{} 的类型", "Type of {}", variable.name)))
        types.activated.connect(lambda _: self._typed(variable.name, str(types.currentData())))
        self.table.setCellWidget(row, 1, types)
        self.table.setItem(row, 2, QTableWidgetItem(variable.value or ""))
        for column, on in ((3, variable.input), (4, variable.sensitive)):
            item = QTableWidgetItem()
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.table.setItem(row, column, item)

    @property
    def current(self) -> str:
        """The variable of the current row, empty for none."""
        return self._name(self.table.currentRow())

    def _name(self, row: int) -> str:
        item = self.table.item(row, 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def mark(self, name: str) -> None:
        """Make the row of a variable the current one; nothing where there is none of that name."""
        for row in range(self.table.rowCount()):
            if self._name(row) == name:
                self.table.setCurrentCell(row, 0)
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- changing

    def _edited(self, item: QTableWidgetItem) -> None:
        document = self._document
        name = self._name(item.row())
        if self._showing or document is None or name not in document.flow.variables:
            return
        variable = document.flow.variables[name]
        column, on = item.column(), item.checkState() == Qt.CheckState.Checked
        if column == 0:
            self._attempt(lambda: self._rename(document, name, item.text().strip()))
        elif column == 2:
            self._attempt(lambda: document.set_variable(replace(variable, value=item.text() or None)))
        elif column == 3:
            self._attempt(lambda: document.set_variable(replace(variable, input=on)))
        else:
            self._attempt(lambda: document.set_variable(replace(variable, sensitive=on)))

    def _rename(self, document: FlowDocument, old: str, new: str) -> None:
        left = document.rename_variable(old, new)
        if left:
            places = ", ".join(f"{id_} {place}" for id_, place in left)
            words = say("这些地方须自行修改：{}", "Change it here yourself: {}", places)
            self._workspace.tell(words)

    def _typed(self, name: str, type_: str) -> None:
        document = self._document
        if document is not None and name in document.flow.variables:
            variable = document.flow.variables[name]
            self._attempt(lambda: document.set_variable(replace(variable, type=type_)))

    def _add(self) -> None:
        document = self._document
        if document is None:
            return
        name = unique("value", document.flow.variables)
        self._attempt(lambda: document.add_variable(Variable(name, "text")))
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        item = self.table.item(row, 0)
        if item is not None:
            self.table.editItem(item)

    def _remove(self) -> None:
        document, name = self._document, self.current
        if document is not None and name:
            self._attempt(lambda: document.remove_variable(name))

    def _where_used(self) -> None:
        finding = self._workspace.panel("find")
        if self.current and isinstance(finding, Finding):
            self._workspace.show_panel("find", focus=False)
            finding.ask(VARIABLE + self.current)

    def _attempt(self, edit: Callable[[], object]) -> None:
        try:
            edit()
        except DocumentError as error:
            self._workspace.tell(error.say)
            self.refresh()
