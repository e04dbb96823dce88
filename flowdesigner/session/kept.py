"""Names that a project's store holds: asked of the command line in a process, never waited for."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QProcess, Signal

from flowdesigner.session.program import callwright
from flowdesigner.session.project import SETTINGS, Settings, table

Sort = Literal["calendar", "line"]
FIELDS: dict[Sort, str] = {"calendar": "name", "line": "number"}
"""What is asked for, and the field of the answer that names one."""

STORE = "CALLWRIGHT_STORE_URL"
"""The variable by which the command line takes another store than the settings name."""
USUAL = "sqlite:///data/callwright.sqlite"
"""Where a store is that the settings do not name."""
FRESH = 30.0
"""Seconds for which an answer is not asked for again."""


def has_store(folder: Path, settings: Settings) -> bool:
    """Whether there is a store to ask. One that is still to be made holds nothing: nobody has to be asked."""
    url = os.environ.get(STORE) or table(settings, "store").get("url", USUAL)
    if not isinstance(url, str):
        return False
    scheme, mark, path = url.partition(":///")
    if not scheme.startswith("sqlite"):
        return bool(url)
    return bool(mark and path) and (folder / path).is_file()


def kept_names(owner: QObject) -> KeptNames:
    """The one that belongs to `owner`, such as the workspace of a window; made when it is first wanted."""
    found = owner.findChild(KeptNames)
    return found if isinstance(found, KeptNames) else KeptNames(owner)


class KeptNames(QObject):
    """What is in the stores of projects, by the project's folder."""

    known = Signal(str)
    """Something of this sort is known that was not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[tuple[Path, Sort], frozenset[str]] = {}
        self._asked: dict[tuple[Path, Sort], float] = {}
        self._asking: dict[tuple[Path, Sort], QProcess] = {}

    @property
    def asking(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asking)

    def of(self, folder: Path, sort: Sort) -> Collection[str] | None:
        """The names; None while nobody knows them."""
        return self._names.get((folder, sort))

    def ask(self, folder: Path, settings: Settings, sort: Sort, *, again: bool = False) -> None:
        """Ask what the store of a project holds, unless that is being done or was done just now."""
        what = (folder, sort)
        now = time.monotonic()
        if what in self._asking or (not again and now - self._asked.get(what, -FRESH) < FRESH):
            return
        self._asked[what] = now
        if not has_store(folder, settings):
            self._know(what, frozenset())
            return
        process = QProcess(self)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._ended)
        self._asking[what] = process
        program, arguments = callwright(["--config", str(folder / SETTINGS), sort, "list", "--json"])
        process.start(program, arguments)
        process.closeWriteChannel()

    def end(self) -> None:
        """Ask no more: the window is closed."""
        asking, self._asking = self._asking, {}
        for process in asking.values():
            process.kill()
            process.waitForFinished(1000)

    def _ended(self) -> None:
        """Take the answers of all that have ended; one that never started has none."""
        over = QProcess.ProcessState.NotRunning
        for what, process in [each for each in self._asking.items() if each[1].state() == over]:
            del self._asking[what]
            self._answered(what, bytes(process.readAllStandardOutput().data()))
            process.deleteLater()

    def _answered(self, what: tuple[Path, Sort], answer: bytes) -> None:
        try:
            names = frozenset(str(row[FIELDS[what[1]]]) for row in json.loads(answer))
        except (ValueError, TypeError, KeyError):
            # A store that does not answer: anything may be in it.
            return
        self._know(what, names)

    def _know(self, what: tuple[Path, Sort], names: frozenset[str]) -> None:
        if self._names.get(what) != names:
            self._names[what] = names
            self.known.emit(what[1])
