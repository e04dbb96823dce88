"""Single keys from a terminal, without Enter: termios on POSIX, the console on Windows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

HANG_UP = "q"
"""The character that hangs up; it is also what a keypad gives at the end of its input."""

INTERRUPT = "\x03"
"""What Ctrl-C gives: no signal, so that it hangs up in an orderly way whatever is being done."""

POLL_SECONDS = 0.02
"""How often a keyboard that cannot be waited for is looked at."""


class Keypad(Protocol):
    """Where the characters of a caller's keyboard come from."""

    def read(self, seconds: float | None) -> str:
        """The next character, empty if none comes within `seconds` (None: without a limit)."""


@contextmanager
def open_keypad(stream: TextIO) -> Iterator[Keypad | None]:
    """A keypad on `stream` while the context lasts; None where single keys cannot be read there."""
    if not stream.isatty():
        yield None
        return
    if sys.platform == "win32":
        yield _Console()
        return
    try:
        import termios
        import tty
    except ImportError:
        yield None
        return
    number = stream.fileno()
    before = termios.tcgetattr(number)
    try:
        tty.setcbreak(number)
        own = termios.tcgetattr(number)
        own[6][termios.VINTR] = bytes([os.fpathconf(number, "PC_VDISABLE") & 0xFF])
        termios.tcsetattr(number, termios.TCSANOW, own)
        yield _Terminal(number)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


class _Terminal:
    """A POSIX terminal in cbreak mode."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._waiting = ""

    def read(self, seconds: float | None) -> str:
        import select

        if not self._waiting:
            ready, _, _ = select.select([self._number], [], [], seconds)
            if not ready:
                return ""
            self._waiting = os.read(self._number, 64).decode("utf-8", "ignore") or HANG_UP
        character, self._waiting = self._waiting[0], self._waiting[1:]
        return character


class _Console:
    """A Windows console, looked at again and again: it cannot be waited for with a time limit."""

    def read(self, seconds: float | None) -> str:
        if sys.platform != "win32":
            return HANG_UP
        import msvcrt

        end = None if seconds is None else time.monotonic() + seconds
        try:
            while not msvcrt.kbhit():
                left = POLL_SECONDS if end is None else end - time.monotonic()
                if left <= 0:
                    return ""
                time.sleep(min(left, POLL_SECONDS))
            character = msvcrt.getwch()
        except KeyboardInterrupt:
            return INTERRUPT
        if character in "\x00\xe0":
            msvcrt.getwch()
            return ""
        return character
