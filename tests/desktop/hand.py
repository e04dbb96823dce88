"""A hand on the mouse and the keyboard of a screen: xdotool."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping

STEPS = 6
"""Moves of the mouse between the two ends of a drag."""
STEP_SECONDS = 0.03
TYPE_MS = 6


class Hand:
    """What an author does with both hands; points are pixels of the screen."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other: `ctrl+s`, `Tab`, `F5`."""
        self._do("key", "--delay", "20", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", str(TYPE_MS), "--", text)

    def click(self, at: tuple[int, int]) -> None:
        """Click with the left button."""
        self._do("mousemove", *map(str, at), "click", "1")

    def drag(self, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one point, move in some steps, release at the other."""
        self._do("mousemove", *map(str, begin), "mousedown", "1")
        for step in range(1, STEPS + 1):
            share = step / STEPS
            at = (round(a + (b - a) * share) for a, b in zip(begin, end, strict=True))
            self._do("mousemove", *map(str, at))
            # A hand is not faster, and Qt takes moves that come at once for one.
            time.sleep(STEP_SECONDS)
        self._do("mouseup", "1")

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin to do a series of xdotool's words, and do not wait."""
        return subprocess.Popen(["xdotool", *words], env=self._environment, stderr=subprocess.DEVNULL)

    def picture(self, file: str) -> None:
        """Keep what the screen shows."""
        self._run("scrot", "--overwrite", file)

    def _do(self, *words: str) -> None:
        self._run("xdotool", *words)

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, env=self._environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
