"""Whom a simulated switch can ring, and what they do: answer, be busy, not answer, refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["answer", "busy", "no_answer", "rejected", "failed"]

CAUSES: dict[str, str] = {
    "answer": "NORMAL_CLEARING",
    "busy": "USER_BUSY",
    "no_answer": "NO_ANSWER",
    "rejected": "CALL_REJECTED",
    "failed": "NO_ROUTE_DESTINATION",
}
"""The cause of each outcome as FreeSWITCH names those of Q.850."""


@dataclass(frozen=True, slots=True)
class Leg:
    """What one rung party does `after` seconds of ringing; if it answers, it talks for `seconds`.

    Asked for a key before the talk it presses `confirm`, `confirm_after` seconds after the answer: None is
    the key that is asked for, `none` no key at all, as a voice-mail box does.

    `target` is a part of the dial strings it stands for, empty for any. A leg with `times` is used up
    after so many dials, one without (0) serves for ever. `shared`, `line`: as in simulator.mocks.
    """

    outcome: Outcome = "answer"
    target: str = ""
    after: float = 2.0
    seconds: float = 20.0
    cause: str = ""
    times: int = 0
    shared: bool = False
    line: int = field(default=0, compare=False)
    confirm: str | None = None
    confirm_after: float = 1.0

    @property
    def release_cause(self) -> str:
        """Why it ends."""
        return self.cause or CAUSES[self.outcome]

    def confirms(self, key: str, seconds: float) -> bool:
        """Whether it presses `key` within `seconds` of the answer."""
        return self.confirm in (None, key) and self.confirm_after < seconds


@dataclass(slots=True)
class _Party:
    leg: Leg
    used: int = 0


class Legs:
    """The parties that can be rung, in the order given; who is not among them answers."""

    def __init__(self, legs: Iterable[Leg] = ()) -> None:
        self._parties = [_Party(leg) for leg in legs]

    def ring(self, target: str) -> Leg:
        """What `target` does this time."""
        for party in self._parties:
            if party.leg.target in target and (not party.leg.times or party.used < party.leg.times):
                party.used += 1
                return party.leg
        return Leg()

    def unused(self) -> tuple[Leg, ...]:
        """The legs that nobody rang, or not as often as their `times` say."""
        return tuple(party.leg for party in self._parties if party.used < max(1, party.leg.times))
