"""FreeSWITCH dialplan for the engine's calls, rendered from one plain record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

MAX_HOSTS = 50
"""How many hosts the `socket` application takes in its list (mod_event_socket.c)."""

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}:[0-9]{1,5}")
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_EXTENSION = re.compile(r"[A-Za-z0-9*#+_.-]{1,64}")
_SOUND = re.compile(r"[\w./ +:%(),=;-]{1,400}")


class DialplanError(ValueError):
    """A record that no dialplan can be made of; the message says which field, and what it may hold."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The rounds in which `hosts` are tried, written as the `socket` application lists them: `a:1|b:2`."""

    rounds: tuple[int, ...]
    hosts: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """One context through which calls reach the engine.

    `engines` are `host:port` addresses, tried in turn. Each of `attempts` guards the socket with a watchdog
    of `watchdog_seconds`: a call that no engine takes over within them is sent to the same extension again,
    beginning with the next engine, at most `rounds` times, then to the fallback. `sorry` is a
    sound file or a `tone_stream://`; `extension` is where a call goes after it in the site's own dialplan of
    the context, empty for a hang-up.
    """

    engines: tuple[str, ...]
    context: str = "public"
    attempts: int = 4
    watchdog_seconds: int = 3
    rounds: int = 4
    sorry: str = "tone_stream://%(400,200,500,450);loops=3"
    extension: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Which engine comes first in which round: one that takes a call and hangs comes last in the next."""
        number = min(len(self.engines), self.rounds + 1)
        return tuple(
            Turn(
                tuple(range(first + 1, self.rounds + 2, number)),
                "|".join(self.engines[first:] + self.engines[:first]),
            )
            for first in range(number)
        )

    @property
    def pattern(self) -> str:
        """The numbers that go to the engine: all but the fallback extension, which is the site's own."""
        but = f"(?!{re.escape(self.extension)}$)" if self.extension else ""
        return f"^{but}([0-9A-Za-z*#+_.-]{{1,64}})$"


def check(entrance: Entrance) -> None:
    """Raise DialplanError for a field that would not survive in a dialplan."""
    rules = [
        (bool(entrance.engines), "engines: name at least one engine as host:port"),
        (len(entrance.engines) <= MAX_HOSTS, f"engines: FreeSWITCH takes at most {MAX_HOSTS} hosts"),
        (bool(_WORD.fullmatch(entrance.context)), f"context: '{entrance.context[:60]}' is no context name"),
        (1 <= entrance.attempts <= 10, "attempts: from 1 to 10"),
        (1 <= entrance.watchdog_seconds <= 60, "watchdog_seconds: from 1 to 60"),
        (1 <= entrance.rounds <= 10, "rounds: from 1 to 10"),
        (bool(_SOUND.fullmatch(entrance.sorry)), "sorry: a sound file or a tone, without quotes or ${}"),
        (
            not entrance.extension or bool(_EXTENSION.fullmatch(entrance.extension)),
            f"extension: '{entrance.extension[:60]}' is no extension",
        ),
    ]
    rules += [
        (bool(_HOST.fullmatch(host)), f"engines: '{host[:60]}' is not host:port") for host in entrance.engines
    ]
    for good, message in rules:
        if not good:
            raise DialplanError(message)


def render(entrance: Entrance) -> str:
    """The dialplan as XML, one catch-all for the whole context. Raises DialplanError."""
    check(entrance)
    return _template().render(e=entrance) + "\n"


def placement(entrance: Entrance) -> str:
    """Where the file goes on a FreeSWITCH of the usual layout, relative to its configuration folder."""
    return f"dialplan/{entrance.context}/00_callwright.xml"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((files("dialplan") / "templates" / "entrance.xml.j2").read_text("utf-8"))
