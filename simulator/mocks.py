"""Answers prepared for what a flow asks of the outside, and what it did there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from nodes.errors import ServiceRefused, ServiceTimeout, ServiceUnavailable
from simulator.clock import VirtualClock

Failure = Literal["", "unavailable", "refused", "timeout"]
"""How a service fails: it cannot be reached, it says no, it does not answer in time."""


@dataclass(frozen=True, slots=True)
class DatabaseAnswer:
    """What a named database answers.

    It serves statements of `connection` that hold `sql` (blanks and case apart) and come from the node
    `node`; empty fits any. A query gets `rows`, a change reports `changed` rows. `seconds` is how long it
    takes, on the call's clock. Used at most `times` times (0: as often as asked). `shared`: it was
    prepared for several calls, not each of which need ask for it. `line` is that of the script.
    """

    connection: str
    sql: str = ""
    node: str = ""
    rows: Sequence[Mapping[str, Any]] = ()
    changed: int = 1
    error: Failure = ""
    seconds: float = 0.0
    times: int = 0
    shared: bool = False
    line: int = field(default=0, compare=False)

    def fits(self, connection: str, text: str, node: str) -> bool:
        """Whether it is the answer to this statement."""
        return connection == self.connection and self.node in ("", node) and plain(self.sql) in plain(text)


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a named web service answers: `data` is sent as JSON if `body` is empty.

    It serves requests of `connection` whose method is `method` and whose path holds `path`.
    """

    connection: str
    path: str = ""
    method: str = ""
    node: str = ""
    status: int = 200
    body: str = ""
    data: Any = None
    error: Failure = ""
    seconds: float = 0.0
    times: int = 0
    shared: bool = False
    line: int = field(default=0, compare=False)

    def fits(self, connection: str, text: str, node: str) -> bool:
        """Whether it is the answer to the request `text`, written `METHOD path`."""
        method, _, path = text.partition(" ")
        wanted = self.connection == connection and self.node in ("", node)
        return wanted and self.method.upper() in ("", method.upper()) and self.path in path


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that a flow did outside: which service, where, with what; `step` is its key."""

    service: str
    target: str
    text: str
    values: Mapping[str, object]
    step: str = ""


@dataclass(slots=True)
class Whereabouts:
    """The node that runs now, kept up to date by whoever reads the journal; several mocks share it."""

    node: str = ""


AnswerT = TypeVar("AnswerT", DatabaseAnswer, HttpAnswer)


@dataclass(slots=True)
class Mocks(Generic[AnswerT]):
    """Prepared answers in their order: the first that fits and is not used up serves."""

    answers: Iterable[AnswerT] = ()
    clock: VirtualClock = field(default_factory=VirtualClock)
    whereabouts: Whereabouts = field(default_factory=Whereabouts)
    _used: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the answers."""
        self.answers = tuple(self.answers)

    def replace(self, answers: Iterable[AnswerT]) -> None:
        """Give these answers from now on; one that stays is used up as far as it was."""
        before = [(answer, self._used.get(number, 0)) for number, answer in enumerate(self.answers)]
        self.answers = tuple(answers)
        self._used.clear()
        for number, answer in enumerate(self.answers):
            stays = next((pair for pair in before if pair[0] == answer), None)
            if stays is not None:
                before.remove(stays)
                self._used[number] = stays[1]

    def find(self, connection: str, text: str) -> AnswerT | None:
        """The answer to `text`; None if nothing was prepared for it."""
        node = self.whereabouts.node
        for number, answer in enumerate(self.answers):
            used = self._used.get(number, 0)
            if answer.fits(connection, text, node) and (not answer.times or used < answer.times):
                self._used[number] = used + 1
                return answer
        return None

    def let_pass(self, answer: AnswerT, limit: float) -> None:
        """Let the time of `answer` pass, at most `limit` s, and raise its ServiceError."""
        if answer.error == "timeout" or (limit and answer.seconds > limit):
            self.clock.advance(limit)
            raise ServiceTimeout(f"{answer.connection}: a prepared answer does not come within {limit:g} s")
        self.clock.advance(answer.seconds)
        if answer.error == "unavailable":
            raise ServiceUnavailable(f"{answer.connection}: a prepared answer says: cannot be reached")
        if answer.error == "refused":
            raise ServiceRefused(f"{answer.connection}: a prepared answer says: refused")

    def unused(self) -> tuple[AnswerT, ...]:
        """Answers that were never asked for, or not as often as their `times` say."""
        return tuple(
            answer
            for number, answer in enumerate(self.answers)
            if self._used.get(number, 0) < max(1, answer.times)
        )


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """SQL in lower case with single blanks, to be compared."""
    return " ".join(text.lower().split())
