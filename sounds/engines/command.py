"""The engine "command": any program that turns a text into a sound file."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sounds.engines.engine import Speech
from sounds.engines.program import run, sound_of
from sounds.errors import EngineError

PLACES = ("{text}", "{language}", "{voice}", "{speed}", "{file}")
"""What is put into the arguments; the program writes {file}, without it standard output is the sound."""


class Command:
    """Runs the configured arguments; the text is given on standard input, and wherever {text} stands.

    No shell sees the text; one that begins with '-' gets a blank before it, so that it is no option.
    """

    id = "command"
    languages = ()
    voices: Mapping[str, str] = MappingProxyType({})
    version = "1"

    def __init__(self, arguments: tuple[str, ...]) -> None:
        self._arguments = arguments

    @property
    def model(self) -> str:
        """The sha256 of the arguments: another program is another sound."""
        return hashlib.sha256("\0".join(self._arguments).encode()).hexdigest()

    def available(self) -> str | None:
        """None, or that no program is configured or found."""
        if not self._arguments:
            return "command: no program is configured: set its arguments in the settings of sounds"
        if shutil.which(self._arguments[0]) is None:
            return f"command: {self._arguments[0]} is not found: install it or correct its path"
        return None

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken by the program; raises EngineError."""
        if reason := self.available():
            raise EngineError(*reason.split(": ", 2)[1:])
        handle, name = tempfile.mkstemp(suffix=".wav")
        os.close(handle)
        try:
            safe = " " + text if text.startswith("-") else text
            values = dict(zip(PLACES, (safe, language, voice, f"{speed:g}", name), strict=True))
            output = run([_filled(argument, values) for argument in self._arguments], text)
            return sound_of(
                Path(name) if any("{file}" in a for a in self._arguments) else output, self._arguments[0]
            )
        finally:
            Path(name).unlink(missing_ok=True)


def _filled(argument: str, values: dict[str, str]) -> str:
    """An argument with its places filled, each once: a text that holds {voice} stays as it is."""
    for place, value in values.items():
        before, found, after = argument.partition(place)
        if found:
            return _filled(before, values) + value + _filled(after, values)
    return argument
