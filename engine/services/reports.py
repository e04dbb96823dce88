"""What flows say about themselves, in the log of the engine; the journal has it anyway."""

from __future__ import annotations

import logging

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


class LoggedReports:
    """The service `reports` for one call, written to the logger `callwright.flow`."""

    def __init__(self, call: str = "") -> None:
        self._call = call
        self._log = logging.getLogger("callwright.flow")

    def milestone(self, name: str, value: str) -> None:
        """Mark a point or business result."""
        self._log.info("%s milestone %s %s", self._call, name, _one_line(value))

    def log(self, level: str, text: str) -> None:
        """Write a line."""
        self._log.log(_LEVELS.get(level, 20), "%s %s", self._call, _one_line(text))


def _one_line(text: str) -> str:
    """Text from outside stays on its line of the log."""
    return "".join(character if character.isprintable() else " " for character in text)[:2000]
