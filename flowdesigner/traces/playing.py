"""Plays a journal over the drawing: the row that is gone to is shown on it, with the way there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.shown import show_way
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.way import Way
from flowdesigner.theme import colours
from flowdesigner.traces.model import TraceModel
from flowdesigner.window.workspace import Workspace

EVERY_MS = 500
"""A node is shown so long."""


class Playing(QObject):
    """Follows the current row of the table while `active`; `run` goes on by itself, from node to node."""

    ended = Signal()

    def __init__(self, workspace: Workspace, model: TraceModel, table: QTableView) -> None:
        super().__init__(table)
        self._workspace, self._model, self._table = workspace, model, table
        self.active = False
        self._way, self._until = Way(), 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.step)
        table.selectionModel().currentRowChanged.connect(self._moved)

    def run(self, on: bool) -> None:
        """Play from the current row on, from the beginning at the end; or stop."""
        if not on or not self.active:
            self._timer.stop()
            return
        if self._next() < 0:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._timer.start()
        self.step()

    def step(self) -> None:
        """On to where the next node is entered."""
        at = self._next()
        if at < 0:
            self._timer.stop()
            self.ended.emit()
            return
        self._table.setCurrentIndex(self._model.index(at, 0))

    def _next(self) -> int:
        start = self._table.currentIndex().row() + 1
        for at in range(start, self._model.rowCount()):
            row = self._model.row_at(at)
            if row is not None and row.kind == "node_entered":
                return at
        return -1

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self.active or not current.isValid():
            return
        end = self._model.shown[current.row()] + 1
        if end < self._until:
            self._way, self._until = Way(), 0
        for entry in self._model.entries[self._until : end]:
            self._way.take(entry)
        self._until = end
        flow, node = self._way.here
        running = {flow: frozenset({node})} if node else {}
        document = self.document(flow) if flow else None
        Simulations.of(self._workspace).play(self._way)
        show_way(self._workspace, self._way, running, colours().selected)
        if document is None or not node:
            return
        if document is not self._workspace.document:
            self._workspace.bring(document)
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            canvas.follow(node)

    def forget(self) -> None:
        """Nothing of it on the drawings any more."""
        self._timer.stop()
        self._way, self._until = Way(), 0
        Simulations.of(self._workspace).play(None)
        show_way(self._workspace, self._way, {}, colours().selected)

    def document(self, flow: str) -> FlowDocument | None:
        """The document of a flow, opened where that is possible."""
        found = next((each for each in self._workspace.documents if each.flow.name == flow), None)
        front = self._workspace.document
        if found is not None or front is None:
            return found
        path = self._workspace.find_flow(flow, front)
        return self._workspace.open(path) if path is not None else None
