"""Speaks text by `callwright sounds say` in a process that can be killed; what was spoken once is kept."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QStandardPaths, QTimer, Signal

from flowdesigner.properties.project import Project
from flowdesigner.words.say import lang, say

PATIENCE_MS = 90_000
"""A voice that is loaded for the first time takes some seconds; after this it is given up."""

PROGRAM = ("-c", "from callwright.cli import main; main()")


def command() -> list[str]:
    """How `callwright` is started with the Python that runs the designer, wherever it is installed."""
    return [sys.executable, *PROGRAM]


class Speaker(QObject):
    """One text at a time; asking for another kills the process of the one before."""

    spoken = Signal(object)
    """The Path of the sound."""
    failed = Signal(object)
    """Why there is none, as a sentence (Say)."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.command = command()
        self._project = project
        self._kept: dict[tuple[str, str, str], Path] = {}
        self._asked = ("", "", "")
        self._process: QProcess | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self._late)

    @property
    def busy(self) -> bool:
        """Whether a text is being spoken."""
        return self._process is not None

    def speak(self, text: str, language: str) -> None:
        """Speak a text; `spoken` or `failed` follows, at once if it was spoken before."""
        self.stop()
        settings = self._project.settings_file
        self._asked = (text, language, str(settings or ""))
        kept = self._kept.get(self._asked)
        if kept is not None and kept.is_file():
            self.spoken.emit(kept)
            return
        process = QProcess(self)
        process.setWorkingDirectory(str(settings.parent if settings else _own_folder()))
        process.setProcessEnvironment(_environment())
        chosen = ["--config", str(settings)] if settings else []
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._broken)
        self._process = process
        self._timer.start()
        program, *arguments = self.command
        wanted = ["--lang", lang(), *chosen, "sounds", "say", "--lang", language, "--", text]
        process.start(program, [*arguments, *wanted])

    def stop(self) -> None:
        """Kill what is being spoken; nothing is told."""
        process = self._let_go()
        if process is not None:
            process.kill()
            process.waitForFinished(1000)

    def _let_go(self) -> QProcess | None:
        """The process, of which nothing is heard any more."""
        process, self._process = self._process, None
        self._timer.stop()
        if process is not None:
            process.finished.disconnect(self._finished)
            process.errorOccurred.disconnect(self._broken)
            process.deleteLater()
        return process

    def _finished(self, code: int) -> None:
        process = self._let_go()
        if process is None:
            return
        said = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace").strip()
        why = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        path = Path(said.splitlines()[-1]) if said else None
        if code == 0 and path is not None and path.is_file():
            self._kept[self._asked] = path
            self.spoken.emit(path)
        else:
            self.failed.emit(say("无法合成语音：{}", "It cannot be spoken: {}", why[-400:] or code))

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._let_go()
            self.failed.emit(say("无法启动语音合成程序。", "The program that speaks cannot be started."))

    def _late(self) -> None:
        self.stop()
        self.failed.emit(say("语音合成太慢，已停止。", "Speaking took too long and was stopped."))


def _own_folder() -> Path:
    """Where the sounds of a flow without a project are kept."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    folder = Path(where) / "spoken"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _environment() -> QProcessEnvironment:
    """The designer's own, so that the process finds the same `callwright`; UTF-8 on every system."""
    environment = QProcessEnvironment.systemEnvironment()
    root = str(Path(__file__).resolve().parents[2])
    before = environment.value("PYTHONPATH")
    environment.insert("PYTHONPATH", f"{root}{_SEPARATOR}{before}" if before else root)
    environment.insert("PYTHONUTF8", "1")
    return environment


_SEPARATOR = ";" if sys.platform == "win32" else ":"
