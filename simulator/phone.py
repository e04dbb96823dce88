"""A telephone in the terminal: a person rings a release, reads or hears what it says, and presses keys."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TextIO

from rich.console import Console

from engine.channel import heard_text
from flows.release import Release
from nodes.channel import ANY_KEY
from nodes.clips import Clip
from simulator.caller import Act, Caller, What
from simulator.dialogue import ScriptedCaller
from simulator.given import Given
from simulator.keypad import HANG_UP, INTERRUPT, Keypad, open_keypad
from simulator.screen import Screen
from simulator.session import Simulation, simulate
from simulator.steps import HangUp, Silence, keys_to_steps

SLICE = 0.05
"""Seconds between two looks at the keyboard while words are spoken."""


_END = "\x04"
"""What Ctrl-D gives: the end of the input."""


class Player(Protocol):
    """Plays the sound of what is heard, for those who have loudspeakers."""

    def play(self, clips: Sequence[Clip]) -> None:
        """Begin to play `clips` and return at once; what played before ends."""

    def stop(self) -> None:
        """End what plays."""


class Silent:
    """A player that plays nothing."""

    def play(self, clips: Sequence[Clip]) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""


class PersonCaller:
    """A person with a keyboard, in real time as `seconds` counts it.

    `instant`: words and talks take no time, only waiting for keys and recording do.
    """

    def __init__(
        self,
        keypad: Keypad,
        screen: Screen,
        player: Player | None = None,
        *,
        instant: bool = False,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keypad = keypad
        self._screen = screen
        self._player = player or Silent()
        self._instant = instant
        self._seconds = seconds
        self._sounding: tuple[int, int, str] | None = None
        """When what sounds began, how many milliseconds it lasts, and its words."""
        self._said = 0
        self._first: list[Act] = []
        self._waiting: What | None = None

    # -- notices --------------------------------------------------------------------------------

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self._sounding = (at, ms, heard_text(clips))
        self._said = 0
        self._player.play(clips)

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        if ended in ("done", "on"):
            self._speak(None)
            self._screen.end()
        else:
            self._player.stop()
            self._break_off()
        self._sounding = None

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits. Whoever records is taken to speak all the time."""
        self._waiting = what
        if what != "key":
            self._screen.note(what)
        if what == "record":
            self._first.append(Act(at, "talk"))

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        self._waiting = None

    def over(self, at: int) -> None:
        """As Ear.over."""
        self._player.stop()
        self._screen.note("over")

    # -- acts -----------------------------------------------------------------------------------

    def next_act(self, now: int, until: int | None) -> Act | None:
        """The next key that is pressed before `until` in real time."""
        if self._first:
            return self._first.pop(0)
        hurried = self._instant and (self._sounding is not None or self._waiting == "dial")
        if hurried or (until is not None and until <= now + 1):
            return self._act(self._keypad.read(0.0), now)
        began = self._seconds()
        at = now
        while until is None or at < until:
            self._speak(at)
            left = SLICE if until is None else min(SLICE, (until - at) / 1000)
            act = self._act(self._keypad.read(left), at)
            at = now + round((self._seconds() - began) * 1000)
            if act is not None:
                return replace(act, at=at if until is None else min(at, until))
        return None

    def _act(self, character: str, at: int) -> Act | None:
        """What `character` means."""
        if not character:
            return None
        if character.lower() == HANG_UP or character in (INTERRUPT, _END):
            self._break_off()
            self._screen.note("hung up")
            return Act(at, "hangup")
        if character.lower() == "t":
            self._screen.toggle_trace()
        elif character in ANY_KEY:
            self._break_off()
            self._screen.key(character)
            return Act(at, "key", character)
        elif character in "?h":
            self._screen.note("help")
        return None

    def _break_off(self) -> None:
        """Mark the words on the line as unfinished, if any have been said and more were to come."""
        if self._sounding is not None and 0 < self._said < len(self._sounding[2]) and self._screen.speaking:
            self._screen.end("...")

    def _speak(self, at: int | None) -> None:
        """Show the words that have been spoken by `at`; None: all of them."""
        if self._sounding is None:
            return
        began, ms, text = self._sounding
        part = len(text) if at is None or ms <= 0 else min(len(text), len(text) * (at - began) // ms + 1)
        if part > self._said:
            self._screen.say(text[self._said : part])
            self._said = part


class LineCaller(ScriptedCaller):
    """A caller whose keys come in lines, one group whenever the flow waits; time is only counted."""

    def __init__(self, stream: TextIO, screen: Screen) -> None:
        super().__init__([])
        self._stream = stream
        self._screen = screen

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self._screen.say(heard_text(clips))
        self._screen.end()
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
    player: Player | None = None,
    instant: bool = False,
    trace: bool = False,
    language: str = "en",
) -> Simulation:
    """Let the person at the terminal ring `release`; returns when the call is over.

    Keys are read one by one where `stream` (standard input) is a terminal that can do it, else line by
    line. `instant`: prompts appear at once. `language` is that of the phone's own words. Ctrl-C hangs up.
    """
    screen = Screen(console or Console(), language, trace)
    source = stream or sys.stdin
    with open_keypad(source) as keypad:
        caller: Caller
        if keypad is None:
            caller = LineCaller(source, screen)
            screen.note("lines")
        else:
            caller = PersonCaller(keypad, screen, player, instant=instant)
            screen.note("help")
        return simulate(release, caller, given, watch=screen.event)
