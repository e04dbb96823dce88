"""Compiles the open flows while they are drawn: in a thread, a moment after each edit, the newest only."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.parts import Parts
from flowdesigner.problems.surroundings import OpenFlows, copied, world_of
from flowdesigner.session.kept import kept_names
from flowdesigner.session.project import project_of
from flowdesigner.window.workspace import Workspace
from flows.compiler import examined
from flows.model import Flow
from flows.problems import Problem, arranged
from flows.uncollected import uncollected

_log = logging.getLogger(__name__)

DELAY = 150
"""Milliseconds after an edit before it is compiled: while somebody types, only the end matters."""

_DRAWING = ("spot", "note", "frame")
"""Parts that change nothing of what a flow does."""


@dataclass(frozen=True, slots=True)
class Job:
    """One flow to compile, as it was at one moment; `number` counts the moments."""

    key: int
    number: int
    flow: Flow
    file: Path | None
    calendars: Collection[str] | None


class Checker(QObject):
    """Keeps `workspace.problems_of` true. `done`: nothing is left to compile."""

    done = Signal()
    _found = Signal(int, int, object, object)
    _left = Signal(int)
    _finished = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._documents: dict[int, FlowDocument] = {}
        self._numbers: dict[int, int] = {}
        self._entered: dict[int, frozenset[str]] = {}
        """The flows that each one entered when it was last compiled."""
        self._waiting: dict[int, None] = {}
        self._thread: threading.Thread | None = None
        self._newer = threading.Event()
        self._keys = iter(range(1, 1_000_000_000))
        self._stored = kept_names(workspace)
        self._stored.known.connect(self._known)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._begin)
        self._found.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._left.connect(self._wait_again, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        workspace.document_opened.connect(self._opened)
        workspace.document_closed.connect(self._closed)

    @property
    def busy(self) -> bool:
        """Whether something is still to be compiled."""
        return bool(self._waiting) or self._thread is not None

    def check_all(self) -> None:
        """Compile every open flow again: something outside has changed."""
        for key in self._documents:
            self._touch(key)

    def _known(self, sort: str) -> None:
        if sort == "calendar":
            self.check_all()

    def end(self) -> None:
        """The window is closed: nothing is asked or compiled any more."""
        self._delay.stop()
        self._waiting.clear()
        self._stored.end()
        if self._thread is not None:
            self._thread.join(timeout=2.0)

    def _ask(self, document: FlowDocument) -> None:
        project = project_of(document.path)
        if project is not None:
            self._stored.ask(*project, "calendar", again=True)

    def _opened(self, document: FlowDocument) -> None:
        key = next(self._keys)
        self._documents[key] = document
        self._numbers[key] = 0
        document.changed.connect(lambda parts: self._changed(key, parts))
        document.loaded.connect(lambda: self._touch_with_callers(key))
        document.file.path_changed.connect(lambda: self._touch_with_callers(key))
        self._ask(document)
        self._touch_with_callers(key)

    def _closed(self, document: FlowDocument) -> None:
        for key, each in list(self._documents.items()):
            if each is document:
                self._touch_with_callers(key)
                for table in (self._documents, self._numbers, self._entered, self._waiting):
                    table.pop(key, None)

    def _changed(self, key: int, parts: Parts) -> None:
        if any(part.kind not in _DRAWING for part in parts):
            self._touch_with_callers(key)

    def _touch_with_callers(self, key: int) -> None:
        """A flow is another one; so may be what is wrong with those that enter it."""
        if key not in self._documents:
            return
        self._touch(key)
        name = self._documents[key].flow.name
        for other, entered in self._entered.items():
            if name in entered:
                self._touch(other)

    def _touch(self, key: int) -> None:
        self._numbers[key] += 1
        self._waiting[key] = None
        self._newer.set()
        self._delay.start()

    def _begin(self) -> None:
        if self._thread is not None or not self._waiting:
            return
        flows = {key: (copied(each.flow, each.path), each.path) for key, each in self._documents.items()}
        current = self._workspace.document
        order = sorted(self._waiting, key=lambda key: self._documents[key] is not current)
        jobs = [Job(key, self._numbers[key], *flows[key], self._kept(flows[key][1])) for key in order]
        self._waiting.clear()
        self._newer.clear()
        given = (jobs, OpenFlows(list(flows.values())))
        self._thread = threading.Thread(target=self._work, args=given, daemon=True)
        self._thread.start()

    def _kept(self, file: Path | None) -> Collection[str] | None:
        project = project_of(file)
        return self._stored.of(project[0], "calendar") if project else None

    def _work(self, jobs: list[Job], flows: OpenFlows) -> None:
        """In the thread. After a newer edit the flows that were not begun yet are left to the next round."""
        # The collector would end widgets that nobody refers to any more, which only Qt's own thread may do.
        with uncollected():
            try:
                for job in jobs:
                    if self._newer.is_set() and job is not jobs[0]:
                        self._left.emit(job.key)
                    else:
                        self._compile(job, flows)
            except Exception:
                # A fault of the compiler, or the window was closed meanwhile; drawing goes on.
                _log.exception("a flow could not be compiled")
            with suppress(RuntimeError):
                self._finished.emit()

    def _compile(self, job: Job, flows: OpenFlows) -> None:
        program = examined(job.flow, world_of(job.file, flows, job.calendars))
        entered = frozenset(program.units.keys() | program.missing)
        with suppress(RuntimeError):
            self._found.emit(job.key, job.number, program.all_problems, entered)

    def _take(self, key: int, number: int, problems: tuple[Problem, ...], entered: frozenset[str]) -> None:
        document = self._documents.get(key)
        if document is None or self._numbers[key] != number:
            return
        self._entered[key] = entered
        if document.file.lossy:
            problems = arranged((*problems, *document.problems))
        self._workspace.set_problems(document, problems)

    def _wait_again(self, key: int) -> None:
        if key in self._documents:
            self._waiting.setdefault(key)

    def _finish(self) -> None:
        self._thread = None
        if self._waiting:
            self._begin()
        else:
            self.done.emit()
