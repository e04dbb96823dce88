"""What surrounds a simulated channel: parties to ring, transfers, applications, a place for recordings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from nodes.channel import Transferred
from nodes.errors import NodeFailure
from simulator.applications import KNOWN
from simulator.legs import Legs

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NO_ADDRESS = frozenset("'\"\\;,|[]{}<>")


def variable_name(name: str) -> str:
    """`name` if it can be that of a channel variable. Raises NodeFailure."""
    if not _NAME.fullmatch(name):
        raise NodeFailure(f"{name[:60]!r} is not the name of a channel variable: letters, digits, _ . - only")
    return name


def kept(value: str) -> str:
    """`value` as a channel keeps it: no control characters but line feeds, `${` disarmed to `%{`."""
    return _CONTROL.sub("", value).replace("${", "%{")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application or API answers, after `seconds`; `argument` is a part of its argument."""

    application: str
    argument: str = ""
    ok: bool = True
    response: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A target, or a part of one, that no call can be handed to: `ended` is `busy` or `failed`."""

    target: str
    ended: str = "failed"
    cause: str = "DESTINATION_OUT_OF_ORDER"


@dataclass(slots=True)
class Switch:
    """The simulated switch of one call.

    `unwritable` holds parts of paths where nothing can be recorded, with the reason. `writer` is called
    with path and seconds of each recording that was made; without one no file is written. `sent` collects
    the keys that were sent to the caller.
    """

    legs: Legs = field(default_factory=Legs)
    answers: Iterable[Answer] = ()
    refusals: Iterable[Refusal] = ()
    unwritable: dict[str, str] = field(default_factory=dict)
    writer: Callable[[str, float], None] | None = None
    sent: list[str] = field(default_factory=list)

    def refuses(self, path: str) -> str:
        """Why `path` cannot be written; empty if it can."""
        for part, reason in self.unwritable.items():
            if part in path:
                return reason
        return "" if path else "the recording has no path"

    def keep(self, path: str, seconds: float) -> None:
        """Write the recording, if there is a way to."""
        if self.writer is not None:
            self.writer(path, seconds)

    def transfer(self, target: str) -> Transferred:
        """How a transfer to `target` ends."""
        if not kept(target) or not _NO_ADDRESS.isdisjoint(target):
            return Transferred("failed", "INVALID_NUMBER_FORMAT")
        for refusal in self.refusals:
            if refusal.target in target:
                return Transferred("busy" if refusal.ended == "busy" else "failed", refusal.cause)
        return Transferred("transferred")

    def execute(self, application: str, argument: str, api: bool) -> Answer:
        """What `application` answers; one that the switch does not know is not run."""
        for answer in self.answers:
            if answer.application == application and answer.argument in argument:
                return answer
        if not api and application not in KNOWN:
            return Answer(application, ok=False, response=f"the switch knows no application {application!r}")
        asleep = application == "sleep" and argument.isdigit() and not api
        return Answer(application, seconds=int(argument[:9]) / 1000 if asleep else 0.0)
