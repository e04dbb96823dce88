"""Asks switches whether they still have a call: over a connection for that, or over those of other calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

from engine.live.errors import WireError
from engine.live.inbound import InboundConnection
from engine.live.session import OutboundConnection

NAME = "FreeSWITCH-Switchname"
"""The name that a switch gives itself in every event; the API command `switchname` answers it as well."""


class Asked(Protocol):
    """A connection to a switch."""

    def api(self, text: str) -> str:
        """Run an API command and return what it printed."""


class Switches:
    """The switches that can be asked: the one of the settings, and all that have a call with us."""

    def __init__(self, connect: Callable[[], InboundConnection]) -> None:
        """`connect` makes a connection, not yet opened, to the switch of the settings."""
        self._connect = connect
        self._sessions: set[OutboundConnection] = set()

    def join(self, session: OutboundConnection) -> None:
        """A call has come to us."""
        self._sessions.add(session)

    def leave(self, session: OutboundConnection) -> None:
        """A call has left us."""
        self._sessions.discard(session)

    def existing(self, calls: Iterable[tuple[str, str]]) -> dict[str, bool]:
        """Of calls, each the name of its switch and its id, whether they exist, as far as anybody answers."""
        wanted = list(calls)
        found: dict[str, bool] = {}
        with suppress(WireError), self._connect() as switch:
            _ask(switch, switch.api("switchname").strip(), wanted, found)
        for session in list(self._sessions):
            name = session.session_data.get(NAME, "")
            if any(home == name and call not in found for home, call in wanted):
                with suppress(WireError):
                    _ask(session, name, wanted, found)
        return found


def _ask(switch: Asked, name: str, calls: Iterable[tuple[str, str]], found: dict[str, bool]) -> None:
    """Ask the switch called `name` for those of `calls` that are its own; what it says goes into `found`."""
    for home, call in calls:
        if home == name and call not in found:
            found[call] = switch.api(f"uuid_exists {call}").strip() != "false"
