"""The terminal phone of a project: its real sounds, played where this machine has a player."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from callwright.extras import WAVE
from callwright.settings import Settings
from callwright.words import tongue
from flows.release import Release
from nodes.clips import Clip
from nodes.services import Speech
from simulator.given import Given
from simulator.phone import ring as ring_phone
from simulator.session import Simulation
from simulator.speech import SimSpeech

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
    """Plays the files of clips one after the other with a program of this machine."""

    def __init__(self, program: Sequence[str]) -> None:
        """`program` with its options; the files are appended, one run each."""
        self._program = list(program)
        self._running: subprocess.Popen[bytes] | None = None

    def play(self, clips: Sequence[Clip]) -> None:
        """Begin to play `clips`; what played before ends."""
        self.stop()
        files = [clip.file for clip in clips if clip.file]
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


def speech_of(settings: Settings) -> Speech:
    """The project's real sounds, as far as they are there; nothing is made.

    Without the packages that unpack sounds there are words alone.
    """
    if any(find_spec(package) is None for package in WAVE):
        return SimSpeech()
    from callwright.voices import sound_settings
    from engine.services.speech import SoundSpeech
    from sounds.library import Library

    return SoundSpeech(Library(sound_settings(settings)))


def ring(release: Release, given: Given, settings: Settings, *, play: bool = False) -> Simulation:
    """Ring `release` from this terminal; with `play` its sounds are heard, not only shown."""
    speaker = player() if play else None
    if play:
        given = replace(given, world=replace(given.world, speech=speech_of(settings)))
    return ring_phone(release, given, player=speaker, language=tongue())
