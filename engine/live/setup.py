"""What the engine asks of the switch when a call arrives: few events, a linger, no expansion of arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.live import commands
from engine.live.errors import UnsafeText

EVENTS = ("DTMF", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_HANGUP", "CHANNEL_BRIDGE", "CHANNEL_UNBRIDGE")
"""What a call needs; each event more costs the switch more than it costs us."""

VARIABLES = {"app_disable_expand_variables": "true", "continue_on_fail": "true"}
"""Arguments are text and not code, and a bridge that fails leaves the caller with us."""

_EVENT = re.compile(r"[A-Z_]+\Z")
_VARIABLE = re.compile(r"[A-Za-z0-9_.-]+\Z")
_UNSETTABLE = ("${", "$${", ";", "'", "\\", "\n", "\r", "\0")


@dataclass(frozen=True, slots=True)
class Setup:
    """How to take a call over. `linger` seconds the switch stays in touch after the hang-up."""

    events: tuple[str, ...] = EVENTS
    linger: int = 10
    cancel_watchdog: bool = True
    """Cancel whatever the dialplan has scheduled for the channel in case that no engine answers."""
    variables: Mapping[str, str] = field(default_factory=lambda: dict(VARIABLES))
    owner: str = ""
    """The channel variable that names the connection which took the call last; empty: none does."""

    def first(self) -> list[bytes]:
        """The packets of the first write. `connect` must lead: the reply to any other is swallowed.

        Then come the events: keys pressed before `myevents` are lost. After `noevents` it is still this call
        alone whose events come (mod_event_socket.c leaves LFLAG_MYEVENTS), and to name the few that are
        wanted takes a third of the bytes of a `nixevent` for all others. Raises UnsafeText.
        """
        for name in self.events:
            if not _EVENT.match(name):
                raise UnsafeText(f"{name!r} is not the name of an event")
        packets = [commands.line("connect"), commands.line("myevents json"), commands.line("noevents")]
        if self.events:
            packets.append(commands.line(f"event json {' '.join(self.events)}"))
        return [*packets, commands.line(f"linger {self.linger}")]

    def second(
        self, uuid: str, token: str = "", known: Mapping[str, str] = MappingProxyType({})
    ) -> list[bytes]:
        """The packets of the second write, which need to know the call; `token` names the connection.

        What the channel has already by `known`, the reply to `connect`, is not set again. Raises UnsafeText.
        Both are API calls: an application would cost the switch two events and up to 20 ms each.
        """
        packets = []
        if self.cancel_watchdog:
            packets.append(commands.api(f"sched_del {uuid}"))
        variables = {**self.variables, self.owner: token} if self.owner else self.variables
        if lacking := {n: value for n, value in variables.items() if known.get(f"variable_{n}", "") != value}:
            packets.append(set_variables(uuid, lacking))
        return packets


def set_variables(uuid: str, variables: Mapping[str, str]) -> bytes:
    """One API command that sets channel variables. Raises UnsafeText for what it cannot carry as text.

    `uuid_setvar_multi` parts at semicolons and reads quotes and backslashes (switch_utils.c,
    separate_string); a value with `${` would be refused by the switch.
    """
    return joined(uuid, [pair(name, value) for name, value in variables.items()])


def pair(name: str, value: str) -> str:
    """One variable as `uuid_setvar_multi` reads it. Raises UnsafeText."""
    if not _VARIABLE.match(name):
        raise UnsafeText(f"{name!r} is not the name of a channel variable: letters, digits, _ . - only")
    for bad in _UNSETTABLE:
        if bad in value:
            raise UnsafeText(f"the value of {name} holds {bad!r}, which uuid_setvar_multi would not keep")
    if value != value.strip():
        raise UnsafeText(f"the value of {name} begins or ends with a blank, which would be lost")
    return f"{name}={value}"


def joined(uuid: str, pairs: Iterable[str]) -> bytes:
    """The command that sets all of `pairs`, each made by `pair`."""
    return commands.api(f"uuid_setvar_multi {uuid} {';'.join(pairs)}")
