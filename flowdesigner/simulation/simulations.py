"""All simulated calls of a workspace: one a document; which is in front, its breakpoints, speed and sound."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.breakpoints import Breakpoints
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.way import Way
from flowdesigner.simulation.worker import Worker
from flowdesigner.window.workspace import Workspace

FOLLOW, SOUND, SPEED = "simulation.follow", "simulation.sound", "simulation.speed"
"""What is remembered between two starts."""
Painter = Literal["call", "scripts", "trace"]
SPEEDS = (1.0, 2.0, 4.0, 0.0)


class Simulations(QObject):
    """Ask `of(workspace)` for the one of a workspace; it is made with the first panel that wants it."""

    shown_changed = Signal(object)
    """Another Simulation is in front, None without any."""
    changed = Signal(object)
    """Something happened in a Simulation."""
    began = Signal()
    """A call has begun: the drawings are to show its way."""
    options_changed = Signal()
    """Speed, sound or following are others now."""
    played_changed = Signal()
    """A journal is played over the drawings, was gone on with, or is no more."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.setObjectName("simulations")
        self.workspace = workspace
        self.command: Sequence[str] = ()
        self.all: dict[FlowDocument, Simulation] = {}
        self.shown: Simulation | None = None
        self.painter: Painter = "call"
        """Whose colours the drawings wear; who paints after a call keeps them until the next one."""
        self._played: Way | None = None
        self.points = Breakpoints(workspace)
        self.points.changed.connect(self._points)
        memory = workspace.memory
        self.follow = memory.flag(FOLLOW, True)
        self.sound = memory.flag(SOUND, True)
        speeds = [speed for speed in SPEEDS if f"{speed:g}" == memory.text(SPEED, "1")]
        self.speed = speeds[0] if speeds else 1.0
        workspace.document_closed.connect(self._closed)
        workspace.closing.connect(self.end)
        workspace.current_changed.connect(self._current)
        self._current(workspace.document)

    @staticmethod
    def of(workspace: Workspace) -> Simulations:
        """The one of a workspace."""
        found = workspace.findChild(Simulations, "simulations")
        return found if isinstance(found, Simulations) else Simulations(workspace)

    def simulation(self, document: FlowDocument) -> Simulation:
        """The call of a document, begun or not."""
        if document not in self.all:
            made = Simulation(document, lambda: self.workspace.documents, self, self.command)
            made.speed, made.sounding.on = self.speed, self.sound
            made.points = self.points.all
            made.told.connect(self.workspace.tell)
            made.changed.connect(partial(self.changed.emit, made))
            made.running_changed.connect(self._began)
            self.all[document] = made
        return self.all[document]

    @property
    def running(self) -> list[Simulation]:
        """The calls that are going on."""
        return [each for each in self.all.values() if each.running]

    @property
    def way(self) -> Way | None:
        """The way of the call, or of the journal that is played, on the drawings; None outside of a run."""
        if self.painter == "trace":
            return self._played
        shown = self.shown
        return shown.call.way if self.painter == "call" and shown is not None and shown.running else None

    def play(self, way: Way | None) -> None:
        """The drawings wear a journal as far as it was gone through; None: no more."""
        self._played = way
        self.painter = "call" if way is None else "trace"
        self.played_changed.emit()

    def show(self, simulation: Simulation | None) -> None:
        """Put a call in front."""
        if simulation is not self.shown:
            self.shown = simulation
            self.shown_changed.emit(simulation)

    def toggle(self) -> None:
        """Ring the flow in front, or end its call; one that is over is rung anew."""
        shown, document = self.shown, self.workspace.document
        if shown is not None and shown.running and self._within(shown, document):
            if shown.call.over is not None:
                shown.restart()
            else:
                shown.stop()
        elif document is not None:
            simulation = self.simulation(document)
            self.show(simulation)
            simulation.start()

    @staticmethod
    def _within(simulation: Simulation, document: FlowDocument | None) -> bool:
        """Whether what is in front belongs to a call: its flow, or one that it is in."""
        if document is None or document is simulation.document:
            return True
        return document.flow.name in simulation.call.flows

    def step(self) -> None:
        """Go on to the next node; without a call begin one that holds before the first."""
        if self.shown is not None and self.shown.running:
            self.shown.send("step")
        elif self.workspace.document is not None:
            simulation = self.simulation(self.workspace.document)
            self.show(simulation)
            simulation.start(hold=True)

    def set_follow(self, on: bool) -> None:
        """Whether the drawing follows the call."""
        self.follow = on
        self.workspace.memory.keep(FOLLOW, on)
        self.options_changed.emit()
        if self.shown is not None:
            self.changed.emit(self.shown)

    def set_sound(self, on: bool) -> None:
        """Whether it is heard; calls from now on."""
        self.sound = on
        self.workspace.memory.keep(SOUND, on)
        self.options_changed.emit()
        for each in self.all.values():
            each.sounding.on = on

    def set_speed(self, speed: float) -> None:
        """How fast the calls are."""
        self.speed = speed
        self.workspace.memory.keep(SPEED, f"{speed:g}")
        self.options_changed.emit()
        for each in self.all.values():
            each.set_speed(speed)

    def end(self) -> None:
        """The window closes: no call goes on, and no worker of one that was ended before."""
        for each in self.all.values():
            each.stop()
        application = QCoreApplication.instance()
        for worker in application.findChildren(Worker) if application is not None else ():
            worker.process.end()

    def document_of(self, simulation: Simulation, flow: str) -> FlowDocument | None:
        """The open document of a flow that a call enters."""
        if simulation.document.flow.name == flow:
            return simulation.document
        return next((each for each in self.workspace.documents if each.flow.name == flow), None)

    def _began(self, running: bool) -> None:
        if running:
            self.painter = "call"
            self.began.emit()

    def _points(self) -> None:
        for each in self.all.values():
            each.set_breakpoints(self.points.all)

    def _current(self, document: FlowDocument | None) -> None:
        """Another document in front: a call that has entered it stays, else its own call is shown."""
        shown = self.shown
        if document is None:
            self.show(None)
        elif shown is None or not shown.running:
            self.show(self.simulation(document))
        elif document in self.all and not self._within(shown, document):
            self.show(self.all[document])

    def _closed(self, document: FlowDocument) -> None:
        gone = self.all.pop(document, None)
        if gone is None:
            return
        gone.stop()
        if gone is self.shown:
            self.show(self.simulation(self.workspace.document) if self.workspace.document else None)
        gone.deleteLater()
