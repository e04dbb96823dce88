"""The telephone without a screen: what is heard is printed, keys come in lines, time is only counted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console

from engine.channel import heard_text
from flows.release import Release
from nodes.clips import Clip
from simulator.caller import What
from simulator.dialogue import ScriptedCaller
from simulator.given import Given
from simulator.phone.screen import Screen
from simulator.session import Simulation, simulate
from simulator.steps import HangUp, Silence, keys_to_steps
from simulator.track import Track


class LineCaller(ScriptedCaller):
    """A caller whose keys come in lines, one group whenever the flow waits; time is only counted."""

    def __init__(self, stream: TextIO, screen: Screen) -> None:
        super().__init__([])
        self._stream = stream
        self._screen = screen

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self._screen.say(heard_text(clips))
        super().hears(at, clips, ms)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits; reads a line if the flow waits for the caller and nothing is left to do."""
        if what != "key":
            self._screen.note(what)
        super().waits(at, what, ms)
        if self.idle:
            self._read(at)

    def over(self, at: int) -> None:
        """As Ear.over."""
        super().over(at)
        self._screen.note("over")

    def _read(self, at: int) -> None:
        while True:
            try:
                line = self._stream.readline()
            except KeyboardInterrupt:
                line = ""
            try:
                steps = keys_to_steps(line) if line else (HangUp(),)
            except ValueError as error:
                self._screen.problem(str(error))
                continue
            self._screen.key(line.strip() or ("-" if line else "!"))
            self.extend(steps or (Silence(),), at)
            return


def ring(
    release: Release,
    given: Given | None = None,
    *,
    console: Console | None = None,
    stream: TextIO | None = None,
    trace: bool = False,
    language: str = "en",
    track: Track | None = None,
) -> Simulation:
    """Let whoever writes `stream` (standard input) ring `release`; returns when the call is over.

    `language` is that of the phone's own words; `track` notes what is heard and pressed. Ctrl-C hangs up.
    """
    screen = Screen(console or Console(), language, trace)
    screen.note("lines")
    return simulate(release, LineCaller(stream or sys.stdin, screen), given, watch=screen.event, track=track)
