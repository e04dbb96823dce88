"""The terminal phone of a project: a whole screen where there is one, else lines of keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from callwright.catalogue import spoken
from callwright.errors import OutsideFailed
from callwright.output import write_file
from callwright.player import player
from callwright.words import tongue, words
from flows.release import Release
from simulator.given import Given
from simulator.interactive.notices import Notice
from simulator.interactive.session import Session
from simulator.phone.lines import ring as ring_by_lines
from simulator.track import Track
from simulator.writing.circumstances import Known
from simulator.writing.script import WrittenCase, case_of

PLAIN = ("", "dumb", "unknown")
"""Terminals by their names on which nothing can be placed."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A call rung by hand: its result, the call as a case of a script, what was heard and pressed."""

    result: str
    case: WrittenCase | None
    track: Track


def has_screen() -> bool:
    """Whether a screen of text can be shown here and keys can be read one by one.

    The screen is drawn on standard error (textual's drivers do so), which may lead elsewhere.
    """
    plain = sys.platform != "win32" and os.environ.get("TERM", "") in PLAIN
    return not plain and all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def ring(release: Release, given: Callable[[], Given], *, play: bool = False, speed: float = 1.0) -> Rung:
    """Ring `release` from this terminal; with `play` its sounds are heard, not only shown.

    `given` makes the circumstances of each call: from the screen it can be rung again.
    """
    if not has_screen():
        return _by_lines(release, given())
    from simulator.phone.app import Phone

    def make(tell: Callable[[Notice], None]) -> Session:
        return Session(release, tell, given, speed=speed)

    phone = Phone(
        make,
        title=release.main,
        language=tongue(),
        speed=speed,
        player=player() if play else None,
        keep=keep,
        spoken=spoken,
    )
    phone.run()
    return Rung(phone.result, phone.session.case(tongue()), phone.session.track)


def _by_lines(release: Release, given: Given) -> Rung:
    track = Track()
    simulation = ring_by_lines(release, given, language=tongue(), track=track)
    known = Known(given, simulation.asked, release=release)
    return Rung(simulation.result, case_of(simulation.events, known, lang=tongue()), track)


def keep(file: str, text: str) -> str:
    """Write `text` into a new file; why it could not, empty if it could."""
    path = Path(file)
    if path.exists():
        return words(zh=f"{path} 已存在，请换个名字", en=f"{path} is there already: choose another name")
    try:
        write_file(path, text.encode())
    except OutsideFailed as error:
        return f"{error} ({error.cure})"
    return ""
