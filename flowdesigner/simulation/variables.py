"""The variables of a simulated call, edited while it stands still, and what it had at the selected node."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QTableView, QVBoxLayout, QWidget

from flowdesigner.simulation.call import Value
from flowdesigner.simulation.passed import written
from flowdesigner.simulation.selected import Selected
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.theme import colours
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say, tongues

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (say("流程", "Flow"), say("变量", "Variable"), say("值", "Value"))
Row = tuple[str, str, Value]
Role = Qt.ItemDataRole


class VariablesModel(QAbstractTableModel):
    """Rows of flow, name, value. `editable` while the call stands still."""

    edited = Signal(str, str, object)
    """(flow, name, value)"""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.editable = False

    def show(self, rows: list[Row]) -> None:
        """Show these; what stays the same keeps its place and selection."""
        if [row[:2] for row in rows] != [row[:2] for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 2))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """As Qt has it."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return str(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Texts; what changed is bold and coloured."""
        flow, name, value = self.rows[index.row()]
        if role in (Role.DisplayRole, Role.EditRole):
            return (flow, name, written(value.value))[index.column()]
        if role == Role.ForegroundRole and value.changed:
            return QColor(colours().running)
        if role == Role.FontRole and value.changed:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.ToolTipRole:
            if value.sensitive:
                return str(say("敏感：日志中不显示", "Sensitive: masked in the journal"))
            return str(say("刚改变", "Changed just now")) if value.changed else written(value.value)
        if role == Role.AccessibleTextRole and index.column() == 2 and value.changed:
            return f"{written(value.value)} {say('（刚改变）', '(changed)')}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be edited while the call stands still."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() == 2 else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        """Ask for another value; it is shown once the call has it."""
        flow, name, before = self.rows[index.row()]
        if role != Role.EditRole or value == written(before.value):
            return False
        self.edited.emit(flow, name, value)
        return True


class Variables(QWidget):
    """The variables of the call in front, the innermost flow first."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.simulations = Simulations.of(workspace)
        self.model = VariablesModel()
        self.model.edited.connect(self._edit)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        follow(self.table, "setAccessibleName", say("变量", "Variables"))
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.selected = Selected(self.simulations)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.selected)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.hint)
        layout.addWidget(split)
        self.setFocusProxy(self.table)
        self.simulations.changed.connect(self._changed)
        self.simulations.shown_changed.connect(lambda _: self.show_call())
        tongues().changed.connect(self.show_call)
        self.show_call()

    def _changed(self, simulation: Simulation) -> None:
        if simulation is self.simulations.shown:
            self.show_call()

    def show_call(self) -> None:
        """The call as it is now."""
        shown = self.simulations.shown
        self.model.editable = shown is not None and shown.held and shown.call.over is None
        if self.model.editable:
            text = say(
                "双击值可修改；改变的值以粗体显示。",
                "Double-click a value to change it; changed ones are bold.",
            )
        else:
            text = say(
                "通话停住时（F8 暂停）可以修改变量。", "While the call is held (F8), values can be changed."
            )
        self.hint.setText(str(text))
        values = shown.call.values if shown is not None else {}
        flows = [*reversed(shown.call.flows), *values] if shown is not None else []
        self.model.show(
            [
                (flow, name, value)
                for flow in dict.fromkeys(flows)
                for name, value in values.get(flow, {}).items()
            ]
        )

    def _edit(self, flow: str, name: str, value: object) -> None:
        shown = self.simulations.shown
        if shown is not None:
            shown.send("set", name=name, value=value, flow=flow)
            shown.send("look")
