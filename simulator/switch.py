"""What surrounds a simulated channel: parties to ring, transfers, applications, a place for recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from nodes.channel import Transferred
from simulator.applications import KNOWN
from simulator.legs import Legs


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
        for refusal in self.refusals:
            if refusal.target in target:
                return Transferred("busy" if refusal.ended == "busy" else "failed", refusal.cause)
        return Transferred("transferred") if target else Transferred("failed", "INVALID_NUMBER_FORMAT")

    def execute(self, application: str, argument: str, api: bool) -> Answer:
        """What `application` answers; one that the switch does not know is not run."""
        for answer in self.answers:
            if answer.application == application and answer.argument in argument:
                return answer
        if not api and application not in KNOWN:
            return Answer(application, ok=False, response=f"the switch knows no application {application!r}")
        return Answer(application)
