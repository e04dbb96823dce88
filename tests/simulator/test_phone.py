"""The telephone in the terminal: a person with a keypad, lines without a terminal, a real pseudo-terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import pytest
from rich.console import Console

from engine.runner import Outcome
from nodes.clips import Clip
from simulator.keypad import HANG_UP, open_keypad
from simulator.phone import PersonCaller, ring
from simulator.screen import Screen
from simulator.session import Simulation, simulate
from tests.simulator.desk import desk
from tests.simulator.test_session import KNOWN


class Keyboard:
    """Characters at their seconds, on a time that passes only while somebody waits for one."""

    def __init__(self, *keys: tuple[float, str]) -> None:
        self._keys = list(keys)
        self.now = 0.0

    def read(self, seconds: float | None) -> str:
        """The next character if it comes in time."""
        end = float("inf") if seconds is None else self.now + seconds
        if self._keys and self._keys[0][0] <= end:
            at, character = self._keys.pop(0)
            self.now = max(self.now, at)
            return character
        self.now = end if self._keys or seconds is not None else self.now
        return "" if seconds is not None else HANG_UP


class Loudspeaker:
    """Writes down what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def play(self, clips: Sequence[Clip]) -> None:
        """Write it down."""
        self.told.append("".join(clip.text for clip in clips))

    def stop(self) -> None:
        """Write it down."""
        self.told.append("stop")


def screen(trace: bool = False, language: str = "en") -> tuple[Screen, io.StringIO]:
    """A screen that writes into a text."""
    text = io.StringIO()
    return Screen(Console(file=text, width=200, color_system=None), language, trace), text


def call(
    *keys: tuple[float, str], instant: bool = False, trace: bool = False
) -> tuple[Simulation, str, list[str]]:
    """What happened, what was seen, what was played."""
    shown, text = screen(trace)
    keyboard, speaker = Keyboard(*keys), Loudspeaker()
    caller = PersonCaller(keyboard, shown, speaker, instant=instant, seconds=lambda: keyboard.now)
    return simulate(desk(), caller, KNOWN, watch=shown.event), text.getvalue(), speaker.told


def test_a_person_presses_keys_after_the_prompt() -> None:
    done, seen, _ = call((7.0, "2"), (12.0, "2"), (12.3, "0"), (12.6, "2"), (12.9, "6"), (13.2, "#"))
    assert done.path[1:] == ("main.case", "case.valid", "look.row", "found.done", "seen.next", "bye.finish")
    assert "[2]\n请输入编号\n[2]\n[0]\n[2]\n[6]\n[#]\n您的案件状态是办理中\n" in seen
    assert seen.endswith("(the call is over)\n")


def test_words_appear_as_they_are_spoken_and_a_key_cuts_them_short() -> None:
    done, seen, played = call((2.0, "3"), (60.0, "q"))
    assert "main.agent" in done.path
    line = next(line for line in seen.splitlines() if line.startswith("留言"))
    assert line.endswith("..."), "the words that a key cuts short say so on their own line"
    assert "留言请按1，查询请按2，人工请按3".startswith(line.removesuffix("..."))
    assert len(line) < len("留言请按1，查询请按2，人工请按3")
    assert played[1:3] == ["留言请按1，查询请按2，人工请按3", "stop"]
    assert "(ringing)" in seen


def test_whoever_records_is_taken_to_speak() -> None:
    done, seen, _ = call((7.0, "1"), (30.0, "#"))
    assert "message.saved" in done.path
    assert "(recording; the end key ends it)" in seen


@pytest.mark.parametrize("character", ["q", "Q", "\x03", "\x04"])
def test_hanging_up(character: str) -> None:
    done, seen, _ = call((3.0, character))
    assert done.result == "hung_up"
    assert "(you hung up)" in seen


def test_silence_is_silence() -> None:
    done, _, _ = call()
    assert done.path[-2:] == ("main.no_input", "bye.finish")


def test_the_trace_can_be_switched_on_and_other_characters_mean_nothing() -> None:
    _, seen, _ = call((1.0, "x"), (1.2, "h"), (2.0, "t"), (6.0, "3"))
    assert "(trace on)" in seen
    assert "key_pressed    key=3" in seen
    assert "node_entered   flow=desk type=menu" not in seen
    assert "are the keys of the telephone" in seen


def test_at_once_words_take_no_time_but_waiting_does() -> None:
    done, seen, _ = call((4.9, "3"), instant=True)
    assert "main.agent" in done.path
    assert "留言请按1，查询请按2，人工请按3\n[3]\n(ringing)\n再见\n" in seen


def lines(text: str, language: str = "en") -> tuple[Outcome, str]:
    """A call by somebody whose input is no terminal."""
    shown = io.StringIO()
    console = Console(file=shown, width=200, color_system=None)
    done = ring(desk(), KNOWN, console=console, stream=io.StringIO(text), language=language)
    return done.outcome, shown.getvalue()


def test_without_a_terminal_each_line_is_a_group_of_keys() -> None:
    outcome, seen = lines("2\n\n2026#\n")
    assert outcome.result == "completed"
    assert "[2]\n请输入编号\n[-]\n请输入编号\n[2026#]\n您的案件状态是办理中\n再见\n" in seen


def test_a_bad_line_is_explained_and_the_next_one_counts() -> None:
    outcome, seen = lines("x\n3\n")
    assert "'x' is no group of keys" in seen
    assert outcome.result == "completed"


@pytest.mark.parametrize("text", ["", "!\n", "2\n"])
def test_the_end_of_the_input_hangs_up(text: str) -> None:
    assert lines(text)[0].result == "hung_up"


def test_the_phone_speaks_chinese() -> None:
    assert "通话已结束" in lines("", "zh-CN")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="NO PSEUDO-TERMINALS on Windows: its console has no pty")
def test_a_terminal_gives_single_keys_and_is_as_before_afterwards() -> None:
    import pty
    import termios

    master, slave = pty.openpty()
    with os.fdopen(slave, "r", encoding="utf-8") as stream:
        before = termios.tcgetattr(stream.fileno())
        with open_keypad(stream) as keypad:
            assert keypad is not None
            assert keypad.read(0.0) == ""
            os.write(master, "1#键\x03".encode())
            assert [keypad.read(5.0) for _ in range(4)] == ["1", "#", "键", "\x03"]
            assert keypad.read(0.0) == ""
        assert termios.tcgetattr(stream.fileno()) == before
    os.close(master)


def test_control_characters_of_a_prompt_do_not_reach_the_terminal() -> None:
    shown, text = screen()
    shown.say("a\x1b[2Jb")
    shown.end()
    assert text.getvalue() == "a [2Jb\n"
