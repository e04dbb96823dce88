"""The simulation worker seen from the window: commands with their answers, and a watch over its silence."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from flowdesigner.simulation.buffer import Line
from flowdesigner.simulation.process import Process
from flowdesigner.words.say import say

Answer = Callable[[Line], object]

QUIET_MS, LIMIT_MS = 5_000, 60_000
"""After so long without an answer its silence is told; after so long it is ended."""


class Worker(QObject):
    """One `callwright simulate --worker`. `lines` are its notices but for the answers to commands."""

    lines = Signal(list)
    told = Signal(object)
    silent = Signal(bool)
    """It does not answer; it does again."""
    ended = Signal(object)
    """It is gone: why (Say), or None if that was wanted. Comes once."""

    def __init__(
        self,
        parent: QObject | None = None,
        command: Sequence[str] = (),
        *,
        quiet_ms: int = QUIET_MS,
        limit_ms: int = LIMIT_MS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.process = Process(self, command)
        self.process.lines.connect(self._take)
        self.process.told.connect(self.told)
        self.process.ended.connect(self._ended)
        self._quiet, self._limit, self._clock = quiet_ms / 1000, limit_ms / 1000, clock
        self._number = 0
        self._open: dict[int, tuple[float, Answer | None]] = {}
        self._since = 0.0
        self._greeted = False
        self._silent = False
        self._watch = QTimer(self)
        self._watch.setInterval(min(500, max(10, quiet_ms // 4)))
        self._watch.timeout.connect(self._look)

    def start(self, arguments: Sequence[str], folder: Path) -> None:
        """Begin."""
        self._since = self._clock()
        self.process.start(arguments, folder)
        self._watch.start()

    def send(self, do: str, then: Answer | None = None, **fields: object) -> None:
        """Hand it a command; `then` gets the line `done` or `refused` that answers it."""
        self._number += 1
        self._open[self._number] = (self._clock(), then)
        line = json.dumps({"do": do, **fields, "id": self._number}, ensure_ascii=False)
        self.process.write(line.encode() + b"\n")

    def stop(self) -> None:
        """Let it end."""
        self.process.stop()

    def _take(self, lines: list[Line]) -> None:
        self._since = self._clock()
        rest: list[Line] = []
        for line in lines:
            if line.get("event") == "hello":
                self._greeted = True
            if line.get("event") in ("done", "refused"):
                _, then = self._open.pop(int(line.get("id") or 0), (0.0, None))
                if then is not None:
                    # Whoever asked has to have seen what came before the answer.
                    self.lines.emit(rest)
                    rest = []
                    then(line)
                if line["event"] == "done":
                    continue
            rest.append(line)
        if rest:
            self.lines.emit(rest)
        self._look()

    def _look(self) -> None:
        """Whether it owes an answer for too long: to a command, or its greeting."""
        since = [asked for asked, _ in self._open.values()]
        if not self._greeted:
            since.append(self._since)
        waited = self._clock() - min(since) if since else 0.0
        if self._silent != (waited > self._quiet):
            self._silent = not self._silent
            self.silent.emit(self._silent)
        if waited > self._limit and self.process.running:
            self._watch.stop()
            self.process.kill(
                say(
                    "模拟进程 {} 秒没有回应，已结束它。流程没有损失，可以重新开始。",
                    "The simulator did not answer for {} seconds and was ended. Nothing is lost: ring again.",
                    round(self._limit),
                )
            )

    def _ended(self, _: int, why: object) -> None:
        self._watch.stop()
        self._open.clear()
        self.ended.emit(why)
