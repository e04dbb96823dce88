"""One question to the command line: `callwright ... --json` in a process, its progress, its answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from flowdesigner.session.kept import STORE, has_store
from flowdesigner.session.program import callwright
from flowdesigner.session.project import SETTINGS, project_of
from flowdesigner.words.say import both, lang, say


@dataclass(frozen=True, slots=True)
class Target:
    """Where is asked and published: the project of a flow's file, and its store or another by its URL."""

    folder: Path
    store: str = ""

    @property
    def config(self) -> list[str]:
        """The options that name the project."""
        file = self.folder / SETTINGS
        return ["--config", str(file)] if file.is_file() else []


def target_of(file: Path | None, store: str = "") -> Target | None:
    """The target for a flow's file; None for a flow without one."""
    found = project_of(file)
    return Target(found[0], store.strip()) if found else None


def nothing_kept(file: Path | None, target: Target) -> bool:
    """Whether the store of a flow's project is still to be made, which its first publication does."""
    found = project_of(file)
    return not target.store and found is not None and not has_store(*found)


class Asked(QObject):
    """One run. It ends by `answered` or `failed`, unless it is `end`ed before."""

    step = Signal(str, int, int)
    """What is being done, how far, of how much (0: nobody knows)."""
    said = Signal(str)
    """A line for people."""
    answered = Signal(object)
    """The document that it printed."""
    failed = Signal(str)
    """Everything that it said for people, the last of it why it failed."""

    def __init__(self, target: Target, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arguments = list(arguments)
        self.lines: list[str] = []
        self._out, self._rest = b"", b""
        self._over = False
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUTF8", "1")
        environment.insert("NO_COLOR", "1")
        if target.store:
            environment.insert(STORE, target.store)
        self._process.setProcessEnvironment(environment)
        self._process.setWorkingDirectory(str(target.folder))
        program, words = callwright([*target.config, "--lang", lang(), *arguments])
        self._process.setProgram(program)
        self._process.setArguments(words)
        self._process.readyReadStandardError.connect(self._read)
        self._process.readyReadStandardOutput.connect(self._collect)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._trouble)

    def start(self) -> None:
        """Begin."""
        self._process.start()
        self._process.closeWriteChannel()

    def end(self) -> None:
        """Stop it; nothing is told any more. What the one transaction has not written is not written."""
        self._over = True
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(2000)

    def _collect(self) -> None:
        self._out += bytes(self._process.readAllStandardOutput().data())

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardError().data())).split(b"\n")
        for line in lines:
            self._line(line.decode("utf-8", "replace").rstrip())

    def _line(self, line: str) -> None:
        if not line:
            return
        if line.startswith("{"):
            try:
                told = json.loads(line)
                self.step.emit(str(told["step"]), int(told["done"]), int(told["total"]))
                return
            except (ValueError, KeyError, TypeError):
                pass
        shown = both(line, line)
        self.lines.append(shown)
        self.said.emit(shown)

    def _trouble(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(str(say("callwright 无法启动", "callwright cannot be started")))

    def _finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._collect()
        self._read()
        self._line(self._rest.decode("utf-8", "replace").rstrip())
        self._rest = b""
        if how == QProcess.ExitStatus.CrashExit:
            self._fail(str(say("callwright 意外中止", "callwright ended unexpectedly")))
        elif status:
            silent = say("callwright 返回 {}", "callwright ended with status {}", status)
            self._fail("" if self.lines else str(silent))
        else:
            self._answer()

    def _answer(self) -> None:
        try:
            document = json.loads(self._out)
        except ValueError:
            self._fail(str(_UNREADABLE))
            return
        if not isinstance(document, dict | list):
            self._fail(str(_UNREADABLE))
        elif not self._over:
            self._over = True
            self.answered.emit(document)

    def _fail(self, why: str) -> None:
        if not self._over:
            self._over = True
            self.failed.emit("\n".join([*self.lines, *([why] if why else [])]))


_UNREADABLE = say("callwright 的回答无法读取", "the answer of callwright cannot be read")
