"""Engines that run: each signs on, gives signs of life, and signs off; one that falls silent is dead.

All moments are the database's own, so that the clocks of hosts need not agree.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Engine, Select, delete, insert, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from engine.store.opening import reaching
from engine.store.tables.calls import engines

BEAT_SECONDS = 1.0
"""How often an engine gives a sign of life."""
DEAD_SECONDS = 5.0
"""An engine that has been silent for so long is dead, or might as well be."""


class moment(FunctionElement[datetime]):  # noqa: N801  # it stands in statements like func.now
    """The time by the database's clock, UTC without a zone."""

    inherit_cache = True
    type = DateTime()


@compiles(moment)
def _standard(element: moment, compiler: Any, **_: Any) -> str:
    return "timezone('utc', clock_timestamp())"


@compiles(moment, "sqlite")
def _sqlite(element: moment, compiler: Any, **_: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


@dataclass(frozen=True, slots=True)
class EngineRow:
    """An engine process; `silent` is the seconds since its last sign of life."""

    id: str
    host: str
    pid: int
    started: datetime
    silent: float


class Engines:
    """What the store knows of engines."""

    _engine: Engine

    def sign_on(self, host: str, pid: int, engine: str = "") -> str:
        """Note that an engine runs; its id, or `engine` if it had one and was forgotten."""
        id_ = engine or uuid.uuid4().hex
        row = {"id": id_, "host": host[:200], "pid": pid, "started": moment(), "seen": moment()}
        with reaching(self._engine), self._engine.begin() as connection:
            connection.execute(insert(engines).values(row))
        return id_

    def seen(self, engine: str) -> bool:
        """Note a sign of life; False if the store does not know the engine (any more)."""
        with reaching(self._engine), self._engine.begin() as connection:
            done = connection.execute(update(engines).where(engines.c.id == engine).values(seen=moment()))
            return bool(done.rowcount)

    def sign_off(self, engine: str) -> None:
        """Forget an engine that ends in order, or that is dead and has left nothing to do."""
        with reaching(self._engine), self._engine.begin() as connection:
            connection.execute(delete(engines).where(engines.c.id == engine))

    def engines(self) -> list[EngineRow]:
        """Every engine that has not signed off, the longest running first."""
        with reaching(self._engine), self._engine.connect() as connection:
            return [_engine(row) for row in connection.execute(_ALL)]

    def dead(self, seconds: float = DEAD_SECONDS) -> list[str]:
        """The ids of engines that have been silent for `seconds`.

        After a time in which the store was down all of them are, until each has given its next sign: who acts
        on it looks twice, some `BEAT_SECONDS` apart.
        """
        return [engine.id for engine in self.engines() if engine.silent >= seconds]


_ALL: Select[Any] = select(engines, moment().label("now")).order_by(engines.c.started, engines.c.id)


def _engine(row: Any) -> EngineRow:
    return EngineRow(row.id, row.host, row.pid, row.started, (row.now - row.seen).total_seconds())
