"""Calls and their journals in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from engine.events import CallFinished, CallStarted, Event, from_json
from engine.store.counting import now
from engine.store.errors import Unknown
from engine.store.opening import reaching
from engine.store.positions import Note, write_notes
from engine.store.tables.calls import calls, events


@dataclass(frozen=True, slots=True)
class Written:
    """An event on its way to the store: of which call, and its place among those of `origin`."""

    call: str
    origin: str
    number: int
    event: Event


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call; `started` in UTC, `seconds` None while it lasts or if its engine died."""

    id: str
    line: str
    flow: str
    release: str
    caller: str
    called: str
    started: datetime
    result: str
    seconds: float | None


# Made once: SQLAlchemy takes longer to recognise a statement with values in it than SQLite to run it.
_NEW_EVENTS, _NEW_CALLS = insert(events), insert(calls)
_KNOWN = select(calls.c.id).where(calls.c.id.in_(bindparam("ids", expanding=True)))
_ENDED = (
    update(calls)
    .where(calls.c.id == bindparam("call_id"))
    .values(result=bindparam("ended"), seconds=bindparam("lasted"))
)


class Journals:
    """What the store knows of calls."""

    _engine: Engine

    def append_events(self, batch: Sequence[Written], notes: Sequence[Note] = ()) -> None:
        """Append events of any calls, and what was noted of where calls stand, in one transaction.

        A batch that was written already is left out.
        """
        if not batch and not notes:
            return
        rows = [
            {"call": w.call, "origin": w.origin, "number": w.number, "data": _dumped(w.event)} for w in batch
        ]
        with reaching(self._engine):
            try:
                with self._engine.begin() as connection:
                    if rows:
                        connection.execute(_NEW_EVENTS, rows)
                        _note_calls(connection, batch)
                    write_notes(connection, notes)
            except IntegrityError:
                if not batch or not self._written(batch[0]):
                    raise

    def _written(self, written: Written) -> bool:
        which = (events.c.origin == written.origin) & (events.c.number == written.number)
        with self._engine.connect() as connection:
            return connection.execute(select(events.c.id).where(which)).first() is not None

    def calls(self, limit: int = 100, *, flow: str = "", since: datetime | None = None) -> list[CallRow]:
        """The latest calls, the last first; `since` is UTC without a zone."""
        query = select(calls).order_by(calls.c.started.desc(), calls.c.id).limit(limit)
        if flow:
            query = query.where(calls.c.flow == flow)
        if since is not None:
            query = query.where(calls.c.started >= since)
        with reaching(self._engine), self._engine.connect() as connection:
            return [_call(row) for row in connection.execute(query).all()]

    def called(
        self,
        flow: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        line: str = "",
        limit: int | None = None,
    ) -> list[str]:
        """The ids of the calls of `flow` that began in a time (UTC without a zone), the last first.

        `line` is the number that was called, or the name of its line.
        """
        query = select(calls.c.id).where(calls.c.flow == flow).order_by(calls.c.started.desc(), calls.c.id)
        if since is not None:
            query = query.where(calls.c.started >= since)
        if until is not None:
            query = query.where(calls.c.started < until)
        if line:
            query = query.where(or_(calls.c.called == line, calls.c.line == line))
        with reaching(self._engine), self._engine.connect() as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def flows_called(self) -> list[str]:
        """The flows that calls of the store began with, sorted."""
        with reaching(self._engine), self._engine.connect() as connection:
            return sorted(connection.execute(select(calls.c.flow).distinct()).scalars())

    def call(self, call_id: str) -> CallRow:
        """One call. Raises Unknown."""
        with reaching(self._engine), self._engine.connect() as connection:
            row = connection.execute(select(calls).where(calls.c.id == call_id)).first()
        if row is None:
            raise Unknown(f"the store has no call {call_id[:60]}", "take one of `callwright calls`")
        return _call(row)

    def events(self, call_id: str) -> list[Event]:
        """The journal of a call in its order, without kinds of events that this program does not know."""
        query = select(events.c.data).where(events.c.call == call_id).order_by(events.c.id)
        with reaching(self._engine), self._engine.connect() as connection:
            found = [json.loads(data) for data in connection.execute(query).scalars()]
        return [event for data in found if (event := _known(data)) is not None]


def _dumped(event: Event) -> str:
    return json.dumps(event.to_json(), ensure_ascii=False, separators=(",", ":"), default=str).replace(
        "\0", ""
    )


def _known(data: dict[str, Any]) -> Event | None:
    try:
        return from_json(data)
    except (KeyError, TypeError):
        return None


def _note_calls(connection: Connection, batch: Sequence[Written]) -> None:
    started = {w.call: _start(w.call, w.event) for w in batch if isinstance(w.event, CallStarted)}
    if started:
        for known in connection.execute(_KNOWN, {"ids": list(started)}).scalars():
            del started[known]
    if started:
        connection.execute(_NEW_CALLS, list(started.values()))
    finished = [
        {"call_id": w.call, "ended": w.event.result[:200], "lasted": w.event.seconds}
        for w in batch
        if isinstance(w.event, CallFinished)
    ]
    if finished:
        connection.execute(_ENDED, finished)


def _start(call_id: str, event: CallStarted) -> dict[str, Any]:
    return {
        "id": call_id[:100],
        "line": _column(event.line),
        "flow": event.flow[:64],
        "release": event.release[:64],
        "caller": _column(event.caller),
        "called": _column(event.called),
        "started": _utc(event.now),
        "result": "",
        "seconds": None,
    }


def _column(text: str) -> str:
    """Text from outside, as long as its column and without the character that PostgreSQL refuses."""
    return text.replace("\0", "")[:200]


def _utc(moment: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return now()
    return parsed.astimezone(UTC).replace(tzinfo=None)


def _call(row: Any) -> CallRow:
    return CallRow(
        row.id,
        row.line,
        row.flow,
        row.release,
        row.caller,
        row.called,
        row.started,
        row.result,
        row.seconds,
    )
