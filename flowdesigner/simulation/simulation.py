"""A simulated call of one document: starts its worker, hands commands on, keeps what is known of the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.buffer import Line
from flowdesigner.simulation.call import Call
from flowdesigner.simulation.overlay import NotWritten, Overlay
from flowdesigner.simulation.sounding import Sounding
from flowdesigner.simulation.worker import LIMIT_MS, QUIET_MS, Answer, Worker
from flowdesigner.words.say import Say, lang, say

Place = tuple[str, str]
"""A flow's name and a node of it."""

LOOK_EVERY_MS = 3000
"""While time passes the worker is asked so often how it is: one that hangs is found out."""


class Simulation(QObject):
    """One document's call. `changed` comes after every batch of lines, `line` for each of them."""

    changed = Signal()
    line = Signal(dict)
    told = Signal(object)
    running_changed = Signal(bool)
    script_written = Signal(str, list)
    """A call script of the call so far, and what a person has to add."""

    def __init__(
        self,
        document: FlowDocument,
        documents: Callable[[], Iterable[FlowDocument]],
        parent: QObject | None = None,
        command: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._documents = documents
        self.command = command
        """In place of the program: for tests."""
        self.call = Call()
        self.sounding = Sounding(self)
        self.sounding.told.connect(self.told)
        self.worker: Worker | None = None
        self.silent = False
        self.fault: Say | None = None
        """Why it ended although nobody wanted that."""
        self.speed = 1.0
        self.given: dict[str, Any] = {}
        """What is prepared outside, as `given` of a call script."""
        self.prepared: dict[str, Any] = {}
        """What of it the call has."""
        self.points: frozenset[Place] = frozenset()
        self.quiet_ms, self.limit_ms = QUIET_MS, LIMIT_MS
        """After so long its silence is told; after so long the worker is ended."""
        self._pulse = QTimer(self)
        self._pulse.setInterval(LOOK_EVERY_MS)
        self._pulse.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether there is a worker."""
        return self.worker is not None

    @property
    def held(self) -> bool:
        """Whether the call stands still, so that variables can be changed."""
        return self.running and (self.call.held is not None or self.call.over is not None)

    # --- beginning and end

    def start(self, *, hold: bool = False) -> bool:
        """Ring the flow as it is drawn now; whether that was possible. `hold`: before the first node."""
        self.stop()
        self.call, self.fault, self.silent = Call(), None, False
        try:
            overlay = Overlay(self.document, self._documents())
        except NotWritten as error:
            self.fault = error.say
            self.told.emit(error.say)
            self.changed.emit()
            return False
        worker = Worker(self, self.command, quiet_ms=self.quiet_ms, limit_ms=self.limit_ms)
        worker.lines.connect(self._take)
        worker.told.connect(self.told)
        worker.silent.connect(self._quiet)
        worker.ended.connect(lambda why: self._ended(worker, why))
        worker.ended.connect(lambda _: overlay.close())
        self.worker = worker
        self.sounding.speed = self.speed
        sounding = ["--play"] if self.sounding.on else []
        options = [*overlay.options, "simulate", str(overlay.rung), "--worker", *sounding]
        worker.start([*options, "--speed", f"{self.speed:g}"], overlay.folder)
        self.set_breakpoints(self.points)
        flow = self.document.flow
        hold = hold or (flow.name, flow.start) in self.points
        self.prepared = {}
        if self.given:
            # Who calls, when, and first values count from the next ring on.
            self.prepare(self.given)
            self.send("restart", hold=hold)
        elif not hold:
            self.send("go")
        self._pulse.start()
        self.running_changed.emit(True)
        self.changed.emit()
        return True

    def stop(self) -> None:
        """End it; nothing that anybody keeps is lost."""
        worker, self.worker = self.worker, None
        self._pulse.stop()
        self.sounding.close()
        if worker is not None:
            # It ends in its own time, even if this document is closed before.
            worker.setParent(QCoreApplication.instance())
            worker.stop()
            self.silent = False
            self.running_changed.emit(False)
            self.changed.emit()

    def _ended(self, worker: Worker, why: Say | None) -> None:
        worker.deleteLater()
        if worker is not self.worker:
            return
        errors = [each for each in self.call.problems if each.get("severity") == "error"]
        if errors and self.call.hello is None:
            first = " ".join(str(errors[0].get(name, "")) for name in ("node", "message"))
            sentence = ("流程有 {} 处错误，请先改正。{}", "The flow has errors ({}), mend them first. {}")
            why = say(*sentence, len(errors), first.strip())
        elif why is None and self.call.over is None:
            why = say("模拟进程自己结束了。", "The simulator ended by itself.")
        self.worker = None
        self.stop()
        self.silent = False
        self.fault = why
        if why is not None:
            self.told.emit(why)
        self.running_changed.emit(False)
        self.changed.emit()

    # --- what a caller and an author do

    def send(self, do: str, then: Answer | None = None, **fields: object) -> None:
        """Hand the worker a command (docs/worker.md)."""
        if self.worker is not None:
            self.worker.send(do, then, **fields)

    def press(self, keys: str) -> None:
        """Press keys; the first is heard at once."""
        if self.running and keys:
            self.sounding.key(keys[0])
            self.send("press", keys=keys)

    def set_speed(self, speed: float) -> None:
        """From now on so fast; 0 is as fast as it can, standing still for the caller."""
        self.speed = self.sounding.speed = speed
        self.send("speed", speed=speed)

    def set_breakpoints(self, points: Iterable[Place]) -> None:
        """Hold before these nodes."""
        self.points = frozenset(points)
        at = [{"flow": flow, "node": node} for flow, node in sorted(self.points)]
        self.send("breakpoints", at=at)

    def prepare(self, given: dict[str, Any], then: Answer | None = None) -> None:
        """What is outside of the call, from now on and for every restart."""
        self.given = self.prepared = given
        self.send("mocks", then, given=given)

    def go_or_pause(self) -> None:
        """Hold it, or let it go on."""
        self.send("pause" if self.call.going else "go")

    def restart(self, *, hold: bool = False) -> None:
        """Ring anew, with the flow as it is drawn now."""
        self.start(hold=hold)

    def restart_from(self, flow: str, node: str) -> None:
        """Go on at a node, the variables as they are; begin a call for it where there is none."""
        if self.running or self.start(hold=True):
            self.send("goto", node=node, flow=flow)

    def write_script(self, name: str) -> None:
        """Have the call so far written as a call script; `script_written` follows."""
        self.send("script", name=name, lang=lang())

    # --- from the worker

    def _take(self, lines: list[Line]) -> None:
        for line in lines:
            self.call.take(line)
            self.sounding.take(line)
            if line.get("event") == "script":
                self.script_written.emit(str(line.get("text", "")), list(line.get("notes", ())))
            elif line.get("event") == "refused":
                cure = str(line.get("cure", ""))
                self.told.emit(_plain(f"{line.get('message', '')} {cure}".strip()))
            self.line.emit(line)
        self.changed.emit()

    def _quiet(self, silent: bool) -> None:
        self.silent = silent
        if silent:
            self.told.emit(
                say(
                    "模拟器没有回应（可能在等数据库）。可以等待，或停止后重新开始。",
                    "The simulator does not answer (a database may be slow). Wait, or stop and ring again.",
                )
            )
        self.changed.emit()

    def _look(self) -> None:
        if self.call.going and not self.silent:
            self.send("look")


def _plain(text: str) -> Say:
    """A sentence that came in the language in force."""
    return say("{}", "{}", text)
