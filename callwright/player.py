"""Plays sound files with a program that this machine has."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

PLAYERS = (
    ("paplay",),
    ("pw-play",),
    ("aplay", "-q"),
    ("afplay",),
    ("play", "-q"),
    ("ffplay", "-v", "quiet", "-nodisp", "-autoexit"),
)
"""Programs that play a WAV file, the likeliest first."""


class SoundPlayer:
    """Plays files one after the other with a program of this machine."""

    def __init__(self, program: Sequence[str]) -> None:
        """`program` with its options; the files are appended, one run each."""
        self._program = list(program)
        self._running: subprocess.Popen[bytes] | None = None

    def play(self, files: Sequence[str]) -> None:
        """Begin to play `files`; what played before ends."""
        self.stop()
        if files:
            script = 'for f in "$@"; do "$PLAYER" $OPTIONS "$f"; done'
            program, *options = self._program
            self._running = subprocess.Popen(
                ["/bin/sh", "-c", script, "sh", *files],
                env={"PATH": "/usr/bin:/bin:/usr/local/bin", "PLAYER": program, "OPTIONS": " ".join(options)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def stop(self) -> None:
        """End what plays."""
        running, self._running = self._running, None
        if running is not None and running.poll() is None:
            running.terminate()
            running.wait(2)


def player() -> SoundPlayer | None:
    """A player for this machine, None if it has none."""
    return next((SoundPlayer(program) for program in PLAYERS if shutil.which(program[0])), None)
