"""One run of the command line as a process: its lines in batches, its end and why; never waited for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from flowdesigner.session.program import callwright
from flowdesigner.simulation.buffer import LineBuffer
from flowdesigner.words.say import Say, lang, say

BATCH = 2000
"""Lines that are handed on at once: the window is drawn in between."""
EVERY_MS = 15
KILL_AFTER_MS = 1500
"""A process that was asked to end has so long."""
END_MS = 1000
"""A process whose window closes has so long to end by itself."""
LEAVE_MS = 500
"""What a killed process is waited for."""
NO_MORE: Mapping[str, str] = MappingProxyType({})
LAST_WORDS = 400
"""Signs of what it wrote about its end."""


class Process(QObject):
    """Runs `callwright ...`; `lines` are JSON objects, several at once; `ended` comes once, after the last.

    `command` replaces the program for tests. With `whole` nothing is read as lines: `output` is all that was
    written, once it has ended. No method waits.
    """

    lines = Signal(list)
    told = Signal(object)
    """A sentence (Say): it wrote something that is no JSON."""
    ended = Signal(int, object)
    """Exit status, and why it ended if nobody wanted it (Say), else None. -1: killed, or never started."""

    def __init__(
        self, parent: QObject | None = None, command: Sequence[str] = (), *, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self.output = bytearray()
        self._whole = whole
        self._command = list(command)
        self._buffer = LineBuffer()
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._arrived)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._failed)
        self._drain = QTimer(self)
        self._drain.setSingleShot(True)
        self._drain.setInterval(EVERY_MS)
        self._drain.timeout.connect(self._hand_on)
        self._killer = QTimer(self)
        self._killer.setSingleShot(True)
        self._killer.timeout.connect(self._process.kill)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._leave)
        self._stopping = False
        self._reason: Say | None = None
        self._over = False

    def start(self, arguments: Sequence[str], folder: Path, variables: Mapping[str, str] = NO_MORE) -> None:
        """Begin, in a folder, with more variables of the environment."""
        program, rest = callwright(["--lang", lang(), *arguments])
        if self._command:
            program, rest = self._command[0], [*self._command[1:], *arguments]
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        for name, value in variables.items():
            environment.insert(name, value)
        # The folder of a project may hold a `flows` or a `click.py`: they are no modules of ours.
        environment.insert("PYTHONSAFEPATH", "1")
        self._process.setProcessEnvironment(environment)
        self._process.setWorkingDirectory(str(folder))
        self._process.start(program, rest)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return not self._over and self._process.state() != QProcess.ProcessState.NotRunning

    def write(self, data: bytes) -> None:
        """Hand it something to read."""
        if self.running:
            self._process.write(data)

    def stop(self) -> None:
        """Let it end by itself: nothing more comes to read. Killed if it takes too long."""
        self._stopping = True
        self._process.closeWriteChannel()
        self._killer.start(KILL_AFTER_MS)

    def end(self) -> None:
        """The window closes: let it end by itself if it is quick, else kill it. It is gone afterwards."""
        if self.running:
            self.stop()
            if not self._process.waitForFinished(END_MS):
                self._process.kill()
                self._process.waitForFinished(LEAVE_MS)

    def kill(self, reason: Say | None = None) -> None:
        """End it now. `reason`: told with `ended`; without one it was wanted."""
        self._stopping = self._stopping or reason is None
        self._reason = self._reason or reason
        self._process.kill()

    def _leave(self) -> None:
        """The window is gone: nothing of it goes on without it."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._stopping = True
            self._process.kill()
            self._process.waitForFinished(LEAVE_MS)

    def _arrived(self) -> None:
        written = bytes(self._process.readAllStandardOutput().data())
        if self._whole:
            self.output += written
            return
        self._buffer.put(written)
        if not self._drain.isActive():
            self._drain.start()
        if self._buffer.overfull:
            self.kill(
                say(
                    "后台进程写得太多，来不及显示，已结束它。",
                    "The process wrote more than can be shown, and was ended.",
                )
            )

    def _hand_on(self, most: int = BATCH) -> None:
        lines = self._buffer.take(most)
        if self._buffer.garbled:
            first = self._buffer.garbled[0]
            self._buffer.garbled.clear()
            self.told.emit(
                say("后台进程写出了看不懂的一行：{}", "The process wrote a line that is none: {}", first)
            )
        if self._buffer.waiting:
            self._drain.start()
        if lines:
            self.lines.emit(lines)

    def _finish(self, *_: object) -> None:
        if self._over:
            return
        self._arrived()
        while self._buffer.waiting:
            self._hand_on()
        self._drain.stop()
        self._killer.stop()
        self._over = True
        crashed = self._process.exitStatus() == QProcess.ExitStatus.CrashExit
        status = -1 if crashed else self._process.exitCode()
        self.ended.emit(status, self._why(status))

    def _why(self, status: int) -> Say | None:
        if self._reason is not None:
            return self._reason
        if self._stopping or status == 0:
            return None
        words = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        if words:
            return say("后台进程已结束：{}", "The process ended: {}", words[-LAST_WORDS:])
        return say("后台进程意外结束（状态 {}）。", "The process ended unexpectedly (status {}).", status)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._over:
            self._over = True
            words = self._process.errorString()
            self.ended.emit(-1, say("无法启动后台进程：{}", "The process could not be started: {}", words))
