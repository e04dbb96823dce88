"""Seats: the calls that count against the limit of their line, over all engines of a site."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from engine.store.counting import now
from engine.store.engines import DEAD_SECONDS, moment
from engine.store.opening import reaching
from engine.store.tables.calls import engines, seats
from engine.store.tables.lines import lines

OLD = timedelta(hours=24)
"""No call lasts so long (engine/limits.py)."""


class Seats:
    """What the store knows of the calls that are on a line with a limit."""

    _engine: Engine

    def take_seat(self, call: str, context: str, pattern: str, most: int, *, engine: str) -> bool:
        """Give `call` one of the line's `most` seats, if one is free; a call that has one keeps it.

        The seats of an engine that has signed off, or was silent for DEAD_SECONDS, count as free.
        """
        with reaching(self._engine), self._engine.begin() as connection:
            _lock(connection, context, pattern)
            if not _moved(connection, call, engine):
                if _taken(connection, context, pattern, engine) >= most:
                    return False
                _sit(connection, call, context, pattern, engine)
        return True

    def keep_seat(self, call: str, context: str, pattern: str, *, engine: str) -> None:
        """Give `call` a seat whatever the limit: it was taken while the store was down."""
        with reaching(self._engine), self._engine.begin() as connection:
            _lock(connection, context, pattern)
            if not _moved(connection, call, engine):
                _sit(connection, call, context, pattern, engine)

    def move_seat(self, call: str, *, engine: str) -> tuple[str, str] | None:
        """Note that `engine` has `call` now: the line of its seat (context, pattern), None if it has none."""
        with reaching(self._engine), self._engine.begin() as connection:
            if not _moved(connection, call, engine):
                return None
            query = select(seats.c.context, seats.c.pattern).where(seats.c.call == call)
            row = connection.execute(query).one()
            return row.context, row.pattern

    def leave_seat(self, call: str, *, engine: str) -> None:
        """Give the seat of `call` back, unless another engine has the call by now."""
        which = (seats.c.call == call) & (seats.c.engine == engine)
        with reaching(self._engine), self._engine.begin() as connection:
            connection.execute(delete(seats).where(which))

    def forget_seats(self) -> int:
        """Forget seats that are older than any call: a dead engine's, whose calls no other took over."""
        with reaching(self._engine), self._engine.begin() as connection:
            return connection.execute(delete(seats).where(seats.c.at < now() - OLD)).rowcount

    def seats(self, context: str, pattern: str) -> int:
        """How many seats of a line are taken."""
        with reaching(self._engine), self._engine.connect() as connection:
            return _taken(connection, context, pattern)


def _lock(connection: Connection, context: str, pattern: str) -> None:
    """Let nobody else count the seats of the line until the transaction ends.

    SQLite knows no such lock; there the change that follows at once locks the whole file.
    """
    which = (lines.c.context == context) & (lines.c.pattern == pattern)
    connection.execute(select(lines.c.id).where(which).with_for_update())


def _moved(connection: Connection, call: str, engine: str) -> bool:
    return bool(connection.execute(update(seats).where(seats.c.call == call).values(engine=engine)).rowcount)


def _taken(connection: Connection, context: str, pattern: str, engine: str = "") -> int:
    """The seats of living engines; `engine` asks and so is alive, whatever its last sign says."""
    found = connection.execute(select(engines.c.id, engines.c.seen, moment().label("now"))).all()
    alive = [row.id for row in found if (row.now - row.seen).total_seconds() < DEAD_SECONDS]
    which = (seats.c.context == context) & (seats.c.pattern == pattern)
    which &= seats.c.engine.in_([*alive, engine])
    return int(connection.execute(select(func.count()).select_from(seats).where(which)).scalar_one())


def _sit(connection: Connection, call: str, context: str, pattern: str, engine: str) -> None:
    row = {"call": call[:100], "context": context, "pattern": pattern, "engine": engine, "at": now()}
    connection.execute(insert(seats).values(row))
