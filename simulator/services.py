"""The services of a simulated call: prepared answers, numbers counted in memory, a clock that is counted."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import (
    Calendars,
    Database,
    HttpReply,
    HttpRequest,
    Message,
    Row,
    Services,
    Speech,
    Updated,
)
from simulator.clock import VirtualClock
from simulator.mocks import DatabaseAnswer, Effect, Failure, HttpAnswer, Mocks, Whereabouts
from simulator.speech import SimSpeech

RECORDINGS = "/recordings"
"""The folder that the paths of simulated recordings begin with; nothing is written there."""


@dataclass(slots=True)
class SimDatabase:
    """Named connections: a prepared answer first, then the real connection if there is one."""

    mocks: Mocks[DatabaseAnswer]
    effects: list[Effect]
    real: Database | None = None
    asked: list[DatabaseAnswer | HttpAnswer] = field(default_factory=list)
    _done: set[str] = field(default_factory=set)

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """The prepared rows, at most `limit`."""
        answer = self.mocks.find(connection, sql)
        if answer is not None:
            self.asked.append(answer)
            self.mocks.let_pass(answer, seconds)
            return [dict(row) for row in answer.rows[:limit]]
        if self.real is None:
            raise _unprepared("database", connection, sql)
        with self._noted(connection, sql) as note:
            rows = self.real.query(connection, sql, values, limit=limit, seconds=seconds)
            note(rows=[dict(row) for row in rows])
        return rows

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """The prepared outcome; the same `step` again is a duplicate."""
        if step and step in self._done:
            return Updated("duplicate")
        answer = self.mocks.find(connection, sql)
        if answer is not None:
            self.asked.append(answer)
            self.mocks.let_pass(answer, seconds)
            updated = Updated("done" if answer.changed else "unchanged", answer.changed)
        elif self.real is not None:
            with self._noted(connection, sql) as note:
                updated = self.real.update(connection, sql, values, step=step, seconds=seconds)
                note(changed=updated.rows)
        else:
            raise _unprepared("database", connection, sql)
        self._done.add(step)
        self.effects.append(Effect("database", connection, " ".join(sql.split()), dict(values), step))
        return updated

    @contextmanager
    def _noted(self, connection: str, sql: str) -> Iterator[Callable[..., None]]:
        """Note what the real connection answers, or how it fails, as an answer that could be prepared."""
        found = DatabaseAnswer(connection, " ".join(sql.split()), self.mocks.whereabouts.node, times=1)

        def note(**answered: Any) -> None:
            self.asked.append(replace(found, **answered))

        try:
            yield note
        except ServiceError as error:
            note(error=next((word for kind, word in _FAILURES if isinstance(error, kind)), "unavailable"))
            raise


_FAILURES: tuple[tuple[type[ServiceError], Failure], ...] = (
    (ServiceTimeout, "timeout"),
    (ServiceRefused, "refused"),
)


@dataclass(slots=True)
class SimHttp:
    """Web services that give prepared answers; a simulation never touches the network."""

    mocks: Mocks[HttpAnswer]
    effects: list[Effect]
    asked: list[DatabaseAnswer | HttpAnswer] = field(default_factory=list)

    def request(self, request: HttpRequest) -> HttpReply:
        """The prepared answer."""
        text = f"{request.method.upper()} {request.path}"
        answer = self.mocks.find(request.connection, text)
        if answer is None:
            raise _unprepared("http", request.connection, text)
        self.asked.append(answer)
        values = {"query": dict(request.query), "body": request.body}
        self.effects.append(Effect("http", request.connection, text, values, request.step))
        self.mocks.let_pass(answer, request.seconds)
        body = answer.body or ("" if answer.data is None else json.dumps(answer.data, ensure_ascii=False))
        return HttpReply(answer.status, body, answer.data if answer.data is not None else _parsed(body))

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        """The prepared answer, which nobody waits for."""
        text = f"{request.method.upper()} {request.path}"
        answer = self.mocks.find(request.connection, text)
        if answer is None:
            raise _unprepared("http", request.connection, text)
        self.asked.append(answer)
        values = {"query": dict(request.query), "body": request.body}
        self.effects.append(Effect("http", request.connection, text, values, request.step))
        told(answer.error or str(answer.status))


def _parsed(body: str) -> object:
    """The data of a body, read as a live answer is."""
    if not body:
        return None
    from engine.services.documents import parsed

    return parsed(body.encode(), body, "")


def _unprepared(service: str, connection: str, text: str) -> ServiceUnavailable:
    shown = " ".join(text.split())[:80]
    return ServiceUnavailable(
        f"the simulation has no answer of {service} connection '{connection}' to: {shown} "
        f"(give one under given.{service}.{connection}, or configure the connection)"
    )


@dataclass(slots=True)
class SimRecords:
    """Serial numbers and messages, kept in memory for one call."""

    effects: list[Effect]
    first_numbers: Mapping[str, int] = field(default_factory=dict)
    """The first number of a series, where it is not 1."""
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _given: dict[tuple[str, str], int] = field(default_factory=dict)
    _kept: dict[str, str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def next_number(self, series: str, period: str, *, step: str) -> int:
        """The next number of `series` in `period`."""
        if step and (step, series) in self._given:
            return self._given[step, series]
        number = self._numbers.get((series, period), self.first_numbers.get(series, 1) - 1) + 1
        self._numbers[series, period] = self._given[step, series] = number
        return number

    def new_recording(self, box: str, *, step: str) -> str:
        """A path that names box and step."""
        return f"{RECORDINGS}/{box}/{step.replace('/', '-')}.wav"

    def named_recording(self, path: str, *, step: str) -> str:
        """The path, numbered if another step of this call has it."""
        name = path.removesuffix(".wav")
        for number in count(1):
            found = f"{name}.wav" if number == 1 else f"{name}-{number}.wav"
            if self._named.setdefault(found, step) == step:
                break
        return f"{RECORDINGS}/{found}"

    def keep_message(self, message: Message) -> str:
        """Keep a message; its id counts from 1."""
        if message.step in self._kept:
            return self._kept[message.step]
        kept = self._kept[message.step] = f"message-{len(self._kept) + 1}"
        values = {"seconds": message.seconds, **message.values}
        self.effects.append(Effect("message", message.box, message.path, values, message.step))
        return kept

    def drop_recording(self, path: str) -> None:
        """Note that a recording was dropped."""
        self.effects.append(Effect("dropped", "recording", path, {}))


@dataclass(slots=True)
class SimCalendars:
    """Calendars in the state they were given, whatever the time; others are asked of `real`."""

    states: Mapping[str, str] = field(default_factory=dict)
    real: Calendars | None = None

    def state(self, calendar: str, moment: datetime) -> str:
        """The state given for `calendar`. Raises ServiceUnavailable for one nobody knows."""
        if calendar in self.states:
            return self.states[calendar]
        if self.real is not None:
            return self.real.state(calendar, moment)
        raise ServiceUnavailable(
            f"the simulation knows no calendar '{calendar}': give its state under given.calendars.{calendar}"
        )


@dataclass(slots=True)
class SimChance:
    """Dice that fall the same way for the same seed; they are made when first thrown."""

    seed: int
    _dice: random.Random | None = None

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        if self._dice is None:
            self._dice = random.Random(self.seed)
        return self._dice.random()


@dataclass(slots=True)
class SimReports:
    """Milestones and log lines of one call."""

    milestones: list[tuple[str, str]] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)

    def milestone(self, name: str, value: str) -> None:
        """Note a milestone."""
        self.milestones.append((name, value))

    def log(self, level: str, text: str) -> None:
        """Note a line."""
        self.lines.append((level, text))


@dataclass(slots=True)
class World:
    """What lies outside a simulated call: prepared answers, states, a seed, and real services if wanted.

    `database` and `calendars` are asked where nothing was prepared; `speech` replaces the estimating one.
    """

    database_answers: Iterable[DatabaseAnswer] = ()
    http_answers: Iterable[HttpAnswer] = ()
    calendar_states: Mapping[str, str] = field(default_factory=dict)
    first_numbers: Mapping[str, int] = field(default_factory=dict)
    seed: int = 1
    database: Database | None = None
    calendars: Calendars | None = None
    speech: Speech | None = None


class SimServices:
    """The services of one simulated call, and what they saw."""

    def __init__(self, clock: VirtualClock, world: World | None = None) -> None:
        world = world or World()
        self.whereabouts = Whereabouts()
        self.effects: list[Effect] = []
        """What was changed or sent outside, in order."""
        self.asked: list[DatabaseAnswer | HttpAnswer] = []
        """What databases and web services answered, in order; a real answer as one that could be prepared."""
        self.reports = SimReports()
        self._database = Mocks(world.database_answers, clock, self.whereabouts)
        self._http = Mocks(world.http_answers, clock, self.whereabouts)
        self._calendars = SimCalendars(world.calendar_states, world.calendars)
        self.services = Services(
            database=SimDatabase(self._database, self.effects, world.database, self.asked),
            http=SimHttp(self._http, self.effects, self.asked),
            records=SimRecords(self.effects, world.first_numbers),
            speech=world.speech or SimSpeech(),
            clock=clock,
            calendars=self._calendars,
            chance=SimChance(world.seed),
            reports=self.reports,
        )

    def prepare(self, world: World) -> None:
        """Let databases, web services and calendars answer as `world` says from now on."""
        self._database.replace(world.database_answers)
        self._http.replace(world.http_answers)
        self._calendars.states = world.calendar_states

    def unused(self) -> tuple[DatabaseAnswer | HttpAnswer, ...]:
        """Prepared answers that nobody asked for."""
        return (*self._database.unused(), *self._http.unused())
