"""What nodes may ask of the world outside the call; engine and simulator supply it.

Every method may block the calling node, never another call, and raises only `ServiceError`s
(nodes/errors.py). `step` parameters are idempotency keys: the same key twice means the same effect once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from nodes.clips import Clip, Part
from nodes.light import light

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Updated:
    """What a change of data did: `rows` were changed, or the same step had done it before."""

    outcome: Literal["done", "unchanged", "duplicate"]
    rows: int = 0


class Database(Protocol):
    """Named connections to databases of any kind."""

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """Rows of a SELECT with bound `:name` values: at most `limit`, within `seconds`."""

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """One change in a transaction, at most once for a `step`."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request to a named connection: `path` is joined to the connection's address, never replaces it."""

    connection: str
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    content_type: str = "application/json"
    seconds: float = 5.0
    attempts: int = 1
    step: str = ""


@dataclass(frozen=True, slots=True)
class HttpReply:
    """An answer: `data` is the parsed JSON or XML of `body`, None where it is neither."""

    status: int
    body: str = ""
    data: object = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Http(Protocol):
    """Web services behind named connections."""

    def request(self, request: HttpRequest) -> HttpReply:
        """The answer, whatever its status. Raises ServiceTimeout or ServiceUnavailable without one."""

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        """Send it and wait for nothing. Raises ServiceError where it cannot even be tried.

        `told` learns how it ended once that is known, on whatever thread: the answer's status, or `timeout`,
        `refused`, `unavailable`.
        """


@dataclass(frozen=True, slots=True)
class Message:
    """A recorded message with what is known about it; `path` as `Records.new_recording` gave it."""

    box: str
    path: str
    seconds: float
    step: str
    values: Mapping[str, str] = field(default_factory=dict)


class Records(Protocol):
    """What Callwright itself keeps: serial numbers, recordings and messages."""

    def next_number(self, series: str, period: str, *, step: str) -> int:
        """The next number of `series` within `period` (such as "20260115"), from 1, never given twice."""

    def new_recording(self, box: str, *, step: str) -> str:
        """Where a recording for `box` may be written: an absolute path that the switch can write."""

    def named_recording(self, path: str, *, step: str) -> str:
        """Where the recording `path` may be written, which is relative and has `/` between its parts.

        As new_recording. No other call gets the same file, and one that exists is left alone: the name is
        then followed by a number. The same `step` again gets the same file. Raises ServiceRefused for a path
        that would lead elsewhere.
        """

    def keep_message(self, message: Message) -> str:
        """Keep a recorded message; its id. The same `step` again gives the same id."""

    def drop_recording(self, path: str) -> None:
        """Forget a recording that is not kept."""


class Speech(Protocol):
    """Finds or makes the sound of what is to be said."""

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """The clips that speak `parts` in `language`; never raises: what has no sound keeps its text."""

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        """A prompt of Callwright's own by its name (sounds/builtin): sorry, please_wait, goodbye ..."""


class Clock(Protocol):
    """The time, real or virtual."""

    def now(self) -> datetime:
        """The time of day with its zone, that of the line."""

    def elapsed(self) -> float:
        """Seconds since the call began, to the millisecond; never goes back."""

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass without a sound; only between attempts at a service."""


class Calendars(Protocol):
    """Named opening hours with holidays and make-up working days."""

    def state(self, calendar: str, moment: datetime) -> str:
        """`open`, `closed`, or the name of the special day that `moment` falls on."""


class Chance(Protocol):
    """Dice, seeded in a simulation."""

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""


class Reports(Protocol):
    """Where a node writes what people should read later."""

    def milestone(self, name: str, value: str) -> None:
        """Mark a point or business result of this call for statistics."""

    def log(self, level: str, text: str) -> None:
        """Write a line to the trace and the log."""


@light
class Services:
    """All services, as a call holds them."""

    database: Database
    http: Http
    records: Records
    speech: Speech
    clock: Clock
    calendars: Calendars
    chance: Chance
    reports: Reports
