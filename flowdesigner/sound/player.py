"""Plays sound files and samples to whoever edits a flow, and says when they begin and end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from flowdesigner.sound.choose import open_out
from flowdesigner.sound.decode import pcm_of
from flowdesigner.sound.errors import Unreadable
from flowdesigner.sound.out import AudioOut

LOOK_EVERY_MS = 40


class Player(QObject):
    """One thing sounds at a time. The device is opened for it and let go afterwards."""

    began = Signal()
    ended = Signal()
    """All has sounded, or it was stopped."""
    told = Signal(object)
    """Why something is not heard, as a sentence (Say)."""

    def __init__(self, parent: QObject | None = None, open_: Callable[[], AudioOut] = open_out) -> None:
        super().__init__(parent)
        self._open = open_
        self._out: AudioOut | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        """Whether something sounds."""
        return self._out is not None

    @property
    def heard(self) -> bool:
        """Whether what sounds comes out of a device."""
        return self._out is not None and bool(self._out.name)

    def play(self, things: Iterable[Path | bytes]) -> None:
        """Play files and samples (8 kHz) one after the other, in place of what sounds now."""
        self.stop()
        pcm = b""
        for thing in things:
            try:
                pcm += thing if isinstance(thing, bytes) else pcm_of(thing)
            except Unreadable as error:
                self.told.emit(error.say)
        if not pcm:
            return
        self._out = self._open()
        self._out.write(pcm)
        self._timer.start()
        self.began.emit()

    def stop(self) -> None:
        """Be silent."""
        out, self._out = self._out, None
        self._timer.stop()
        if out is not None:
            out.clear()
            out.close()
            self.ended.emit()

    def _look(self) -> None:
        if self._out is not None and not self._out.queued_ms:
            self.stop()
