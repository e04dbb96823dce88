"""Shows calls on the drawings: the node that runs, the way travelled, the flows that a call enters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.way import Way
from flowdesigner.theme import colours, theme
from flowdesigner.window.workspace import Workspace

KEYS = "0123456789*#"


def show_way(workspace: Workspace, way: Way, running: Mapping[str, frozenset[str]], colour: str) -> None:
    """Colour a way on all open drawings and highlight nodes, by flow."""
    for document in workspace.documents:
        canvas = workspace.canvas_of(document)
        if canvas is None:
            continue
        name = document.flow.name
        nodes = dict.fromkeys(way.nodes.get(name, ()), colour)
        wires = dict.fromkeys(way.exits.get(name, ()), colour)
        canvas.flow_scene.set_colours("travelled", nodes, wires)
        canvas.flow_scene.highlight("travelled", running.get(name, frozenset()))


class Shown(QObject):
    """Follows the call in front; other running calls are seen by their nodes only."""

    def __init__(self, simulations: Simulations) -> None:
        super().__init__(simulations)
        self._simulations = simulations
        self._workspace = simulations.workspace
        self._followed: tuple[str, str] = ("", "")
        self._lit = False
        simulations.changed.connect(self._changed)
        simulations.shown_changed.connect(lambda _: self.show())
        theme().changed.connect(self.show)
        self._workspace.document_opened.connect(self._opened)
        for document in self._workspace.documents:
            self._opened(document)

    def _opened(self, document: FlowDocument) -> None:
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            canvas.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The telephone's keys work on the drawing too while a call is in front."""
        shown = self._simulations.shown
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and shown is not None:
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
            )
            if shown.running and plain and event.text() and event.text() in KEYS:
                shown.press(event.text())
                return True
        return super().eventFilter(watched, event)

    def _changed(self, simulation: Simulation) -> None:
        if simulation is self._simulations.shown and self._simulations.follow:
            self._go_along(simulation)
        self.show()

    def show(self) -> None:
        """Everything as it is now."""
        simulations = self._simulations
        if simulations.painter != "call":
            return
        running: dict[str, set[str]] = {}
        for each in simulations.running:
            if each.call.over is None and each.call.node:
                running.setdefault(each.call.flow, set()).add(each.call.node)
        shown = simulations.shown
        lit = bool(running) or (shown is not None and bool(shown.call.journal))
        if lit or self._lit:
            way = shown.call.way if shown is not None else Way()
            frozen = {flow: frozenset(nodes) for flow, nodes in running.items()}
            show_way(self._workspace, way, frozen, colours().running)
        self._lit = lit

    def _go_along(self, simulation: Simulation) -> None:
        """Scroll to the node that runs; open the flow it is in."""
        call = simulation.call
        place = call.flow, call.node
        if not call.node or place == self._followed or not simulation.running:
            return
        self._followed = place
        document = self._simulations.document_of(simulation, call.flow)
        if document is None:
            path = self._workspace.find_flow(call.flow, simulation.document)
            document = self._workspace.open(path) if path is not None else None
        if document is None:
            return
        if document is not self._workspace.document:
            self._workspace.bring(document)
        canvas = self._workspace.canvas_of(document)
        if canvas is not None and canvas.isVisible():
            canvas.follow(call.node)
