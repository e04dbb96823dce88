"""Which calendars a project's store holds: asked of the command line in a process, never waited for."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal

from flowdesigner.problems.surroundings import SETTINGS
from flowdesigner.session.program import callwright

USUAL = "sqlite:///data/callwright.sqlite"
"""Where a store is that the settings do not name."""


def has_store(folder: Path, settings: Mapping[str, Any]) -> bool:
    """Whether there is a store to ask: asking would make one that is not there."""
    store = settings.get("store")
    url = store.get("url", USUAL) if isinstance(store, dict) else USUAL
    if not isinstance(url, str):
        return False
    scheme, mark, path = url.partition(":///")
    if not scheme.startswith("sqlite"):
        return bool(url)
    return bool(mark and path) and (folder / path).is_file()


class KeptCalendars(QObject):
    """The names of the calendars in the stores of projects, by the project's folder."""

    known = Signal()
    """Something is known that was not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[Path, frozenset[str] | None] = {}
        self._asking: dict[Path, QProcess] = {}

    def of(self, folder: Path) -> Collection[str] | None:
        """The names; None while nobody knows them."""
        return self._names.get(folder)

    def ask(self, folder: Path, settings: Mapping[str, Any]) -> None:
        """Ask for the calendars of a project, unless that is being done."""
        if folder in self._asking:
            return
        if not has_store(folder, settings):
            self._know(folder, frozenset())
            return
        process = QProcess(self)
        process.finished.connect(partial(self._answered, folder))
        process.errorOccurred.connect(partial(self._failed, folder))
        self._asking[folder] = process
        config = ["--config", str(folder / SETTINGS)]
        program, arguments = callwright([*config, "calendar", "list", "--json"])
        process.start(program, arguments)

    def end(self) -> None:
        """Ask no more: the window is closed."""
        for process in self._asking.values():
            process.kill()
            process.waitForFinished(1000)
        self._asking.clear()

    def _failed(self, folder: Path, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._asking.pop(folder, None)

    def _answered(self, folder: Path, *_: object) -> None:
        process = self._asking.pop(folder, None)
        if process is None:
            return
        process.deleteLater()
        try:
            rows = json.loads(bytes(process.readAllStandardOutput().data()))
            names = frozenset(str(row["name"]) for row in rows)
        except (ValueError, TypeError, KeyError):
            # A store that does not answer: any calendar may be in it.
            return
        self._know(folder, names)

    def _know(self, folder: Path, names: frozenset[str]) -> None:
        if self._names.get(folder) != names:
            self._names[folder] = names
            self.known.emit()
