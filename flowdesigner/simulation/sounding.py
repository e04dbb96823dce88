"""Lets what the caller hears sound: clips as the worker tells them, tones of keys, silence where it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from flowdesigner.simulation.buffer import Line
from flowdesigner.sound import tones
from flowdesigner.sound.choose import open_out
from flowdesigner.sound.decode import pcm_of
from flowdesigner.sound.errors import Unreadable
from flowdesigner.sound.out import RATE, AudioOut

BYTES_A_MS = 2 * RATE // 1000
BACKGROUND_MS = 5 * 60_000
"""What goes on under other nodes is repeated for so long at most."""


class Sounding(QObject):
    """Follows one call. Only in real time does anything sound: faster it would be noise."""

    told = Signal(object)

    def __init__(self, parent: QObject | None = None, open_: Callable[[], AudioOut] = open_out) -> None:
        super().__init__(parent)
        self._open = open_
        self._out: AudioOut | None = None
        self._pcm = b""
        self._began = 0
        self.on = True
        self.speed = 1.0

    @property
    def unheard(self) -> bool:
        """Whether it is to be heard and there is nothing to hear it by."""
        return self.on and self._out is not None and not self._out.name

    def close(self) -> None:
        """Let go of the device."""
        out, self._out = self._out, None
        self._pcm = b""
        if out is not None:
            out.clear()
            out.close()

    def _device(self) -> AudioOut | None:
        """Where it sounds, decided when the call has its first sound; None where nothing is wanted."""
        if not self.on or self.speed != 1:
            return None
        if self._out is None:
            self._out = self._open()
        return self._out

    def key(self, name: str) -> None:
        """The tone of a key that is pressed, at once."""
        out = self._device()
        if out is None:
            return
        if not out.queued_ms:
            out.write(tones.key(name))

    def take(self, line: Line) -> None:
        """Follow the call by one line."""
        event = line.get("event")
        if event == "playing":
            self._play(line)
        elif event == "stopped" and line.get("ended") == "done":
            self._pcm = b""
        elif event in ("stopped", "started", "rewound", "over"):
            self._silence()
        elif event == "held" and line.get("within"):
            self._halt(int(line.get("at", 0)))
        elif event == "going":
            self._again(int(line.get("at", 0)))

    def _play(self, line: Line) -> None:
        self._pcm = b""
        out = self._device()
        if out is None:
            return
        self._pcm = b"".join(self._samples(clip) for clip in line.get("clips", ()) if isinstance(clip, dict))
        if line.get("background") and self._pcm:
            self._pcm *= max(1, BACKGROUND_MS * BYTES_A_MS // len(self._pcm))
        self._began = int(line.get("at", 0))
        # The worker's clock counts: what has not sounded by now is late.
        out.clear()
        out.write(self._pcm)

    def _samples(self, clip: Line) -> bytes:
        ms = int(clip.get("ms") or 0)
        if clip.get("tone"):
            return _of_length(tones.tone(str(clip["tone"])), ms)
        if not clip.get("file"):
            return bytes(ms * BYTES_A_MS)
        try:
            return _of_length(pcm_of(Path(str(clip["file"]))), ms)
        except Unreadable as error:
            self.told.emit(error.say)
            return bytes(ms * BYTES_A_MS)

    def _silence(self) -> None:
        self._pcm = b""
        if self._out is not None:
            self._out.clear()

    def _halt(self, at: int) -> None:
        if self._out is not None and self._pcm:
            self._pcm = self._pcm[max(0, at - self._began) * BYTES_A_MS :]
            self._began = at
            self._out.clear()

    def _again(self, at: int) -> None:
        if self._out is not None and self._pcm and not self._out.queued_ms and self.on:
            self._began = at
            self._out.write(self._pcm)


def _of_length(pcm: bytes, ms: int) -> bytes:
    """As long as the worker says: repeated tones are heard to the end, no clip longer than its time."""
    wanted = ms * BYTES_A_MS
    if not pcm or not wanted:
        return pcm
    return (pcm * (wanted // len(pcm) + 1))[:wanted]
