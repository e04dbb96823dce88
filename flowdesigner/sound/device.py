"""The sound card by miniaudio (MIT), which comes with the extra [designer]; imported when first needed."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Sequence
from typing import Any

from flowdesigner.sound.out import RATE, Queue

BUFFER_MS = 60
"""What the card holds ahead: a key is heard to cut a prompt short within this time."""


class NoDevice(Exception):
    """There is no sound card, or no package to reach it; the reason in its own words."""


def miniaudio() -> Any:
    """The package. Raises NoDevice without it."""
    try:
        return importlib.import_module("miniaudio")
    except ImportError as error:
        raise NoDevice(str(error)) from error


class SoundCard:
    """The default device of the system. Raises NoDevice when it is made and there is none.

    `backends` are names of miniaudio's: only a test needs them.
    """

    def __init__(self, backends: Sequence[str] = ()) -> None:
        self._queue = Queue()
        package = miniaudio()
        try:
            self._device = package.PlaybackDevice(
                output_format=package.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                backends=[package.Backend[name] for name in backends],
                app_name="Callwright",
            )
        except package.MiniaudioError as error:
            raise NoDevice(str(error)) from error
        self.name = str(self._device.backend)
        if not backends and self.name == "Null":
            self._device.close()
            raise NoDevice("only the null device")
        feed = self._feed()
        next(feed)
        try:
            self._device.start(feed)
        except package.MiniaudioError as error:
            self._device.close()
            raise NoDevice(str(error)) from error

    def _feed(self) -> Generator[bytes, int, None]:
        """What the device's own thread asks for: samples, and silence where there are none."""
        count = yield b""
        while True:
            samples = self._queue.take(2 * count)
            count = yield samples + bytes(2 * count - len(samples))

    @property
    def queued_ms(self) -> int:
        """What waits in front of the card."""
        return self._queue.ms

    def write(self, pcm: bytes, rate: int = RATE) -> None:
        """Let samples sound after those that were written before."""
        self._queue.put(pcm, rate)

    def clear(self) -> None:
        """Forget what has not sounded yet."""
        self._queue.clear()

    def close(self) -> None:
        """Let go of the device; nothing sounds afterwards."""
        self._queue.clear()
        self._device.close()
