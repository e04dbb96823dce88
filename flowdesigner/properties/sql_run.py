"""One statement tried out: `callwright sql` in a process of its own, and what it answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from flowdesigner.session.project import SETTINGS, project_of
from flowdesigner.simulation.process import Process
from flowdesigner.words.say import Say, both, say

MOST = 100
"""Rows that are asked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a statement. `fault`: why nothing did; `refused`: the database did not take it.

    `line` and `character`: where it is wrong, from 1; 0 where nobody knows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    more: bool = False
    changed: int | None = None
    seconds: float = 0.0
    fault: str = ""
    cure: str = ""
    refused: bool = False
    line: int = 0
    character: int = 0


class SqlRun(QObject):
    """Runs statements one at a time; `ended` tells what came of each that was not stopped."""

    ended = Signal(object)
    """Outcome."""

    def __init__(self, parent: QObject | None = None, command: Sequence[str] = ()) -> None:
        """`command` replaces the program for tests."""
        super().__init__(parent)
        self._command = command
        self._process: Process | None = None

    @property
    def running(self) -> bool:
        """Whether an answer is waited for."""
        return self._process is not None

    def start(self, file: Path | None, connection: str, sql: str, values: Sequence[str]) -> None:
        """Try a statement on a connection of the project of a flow's file; `values` as of `--param`."""
        self.stop()
        project = project_of(file)
        if project is None:
            self.ended.emit(Outcome(fault=str(NO_FILE)))
            return
        folder = project[0]
        config = ["--config", str(folder / SETTINGS)] if (folder / SETTINGS).is_file() else []
        given = [word for value in values for word in ("--param", value)]
        options = ["sql", "--json", "--limit", str(MOST), *given]
        process = self._process = Process(self, self._command, whole=True)
        process.ended.connect(self._over)
        process.start([*config, *options, "--", connection, sql], folder)

    def stop(self) -> None:
        """Wait no longer; the database is left at once, and takes back what was changed."""
        process, self._process = self._process, None
        if process is not None:
            process.ended.disconnect(self._over)
            process.kill()
            process.deleteLater()

    def _over(self, status: int, why: Say | None) -> None:
        process, self._process = self._process, None
        assert process is not None
        process.deleteLater()
        self.ended.emit(outcome_of(bytes(process.output), status, why))


NO_FILE = say(
    "先把流程保存到项目里：连接写在项目的设置文件中。",
    "Save the flow into a project first: connections are in the project's settings.",
)
UNREADABLE = say("callwright 的回答无法读取", "the answer of callwright cannot be read")


def outcome_of(output: bytes, status: int, why: Say | None) -> Outcome:
    """What the command printed, and how it ended, as an outcome."""
    try:
        document = json.loads(output)
        return _read(document)
    except (ValueError, TypeError, KeyError):
        words = str(why.values[0]) if why is not None and why.values else str(why or UNREADABLE)
        return Outcome(fault=both(words, words))


def _read(document: dict[str, Any]) -> Outcome:
    """Raises TypeError, KeyError for a document of another shape."""
    error = document["error"]
    if error is not None:
        fault, cure = str(error["message"]), str(error["cure"])
        line, character = int(error["line"] or 0), int(error["character"] or 0)
        return Outcome(
            fault=both(fault, fault), cure=both(cure, cure), refused=True, line=line, character=character
        )
    return Outcome(
        columns=tuple(map(str, document["columns"])),
        rows=tuple(tuple(row) for row in document["rows"]),
        more=bool(document["more"]),
        changed=document["changed"],
        seconds=float(document["seconds"]),
    )
