"""Counts changes by topic, so that engines see with one cheap question what to read anew."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select, update

from engine.store.opening import reaching
from engine.store.tables.releases import revision

LINES, CALENDARS, LISTS = 1, 2, 3
"""The topics whose changes are counted: lines with published flows and canaries, calendars, lists."""


def now() -> datetime:
    """The time as the store keeps it: UTC without a zone, in whole milliseconds."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def count(connection: Connection, topic: int = LINES) -> None:
    """Note a change of `topic`; its row also is a lock until the transaction ends."""
    connection.execute(update(revision).where(revision.c.id == topic).values(number=revision.c.number + 1))


class Counting:
    """What the store knows of changes."""

    _engine: Engine

    def revision(self) -> int:
        """A number that grows whenever a line or a published flow changes; cheap to ask."""
        with reaching(self._engine), self._engine.connect() as connection:
            return int(
                connection.execute(select(revision.c.number).where(revision.c.id == LINES)).scalar_one()
            )
