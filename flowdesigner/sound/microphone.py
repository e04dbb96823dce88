"""Records from the microphone of this machine."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from flowdesigner.sound.device import NoDevice, miniaudio
from flowdesigner.sound.errors import NoMicrophone
from flowdesigner.sound.out import RATE
from flowdesigner.words.say import say

LONGEST = 600
"""Seconds after which a recording goes no further."""


class Microphone:
    """The default device for recording, opened while it records. Samples are 16-bit, mono, 8 kHz."""

    def __init__(self, backends: Sequence[str] = ()) -> None:
        self._backends = tuple(backends)
        self._device: Any = None
        self._held = bytearray()

    @property
    def recording(self) -> bool:
        """Whether it listens."""
        return self._device is not None

    @property
    def seconds(self) -> float:
        """How much it has heard."""
        return len(self._held) / 2 / RATE

    def start(self) -> None:
        """Listen from now on. Raises NoMicrophone."""
        self.stop()
        self._held.clear()
        try:
            self._device = self._opened()
        except NoDevice as error:
            raise NoMicrophone(
                say(
                    "这台电脑上没有可用的麦克风（{}）。请导入录好的声音文件。",
                    "There is no microphone on this computer ({}). Import a sound file instead.",
                    error,
                )
            ) from error

    def _opened(self) -> Any:
        package = miniaudio()
        try:
            device = package.CaptureDevice(
                input_format=package.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                backends=[package.Backend[name] for name in self._backends],
                app_name="Callwright",
            )
            if not self._backends and device.backend == "Null":
                device.close()
                raise NoDevice("only the null device")
            keep = self._keep()
            next(keep)
            device.start(keep)
        except package.MiniaudioError as error:
            raise NoDevice(str(error)) from error
        return device

    def _keep(self) -> Generator[None, bytes, None]:
        while True:
            samples = yield
            if self.seconds < LONGEST:
                self._held += samples

    def stop(self) -> bytes:
        """What was heard; empty if it did not listen."""
        if self._device is None:
            return b""
        self._device.close()
        self._device = None
        return bytes(self._held)
