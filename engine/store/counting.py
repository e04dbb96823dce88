"""Counts changes by topic, so that engines see with one cheap question what to read anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, column, select, table, update

from engine.store.opening import VERSION_TABLE, reaching, version_fault
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


@dataclass(frozen=True, slots=True)
class Revisions:
    """A number a topic, which grows with each change: lines (and what is live), calendars, lists."""

    lines: int = -1
    calendars: int = -1
    lists: int = -1


NOTHING_READ = Revisions()
"""Of whoever has asked for nothing yet."""


class Counting:
    """What the store knows of changes."""

    _engine: Engine

    def revisions(self) -> Revisions:
        """What has changed since somebody asked before; cheap to ask.

        Raises Newer or Older if another program has changed the store's tables meanwhile.
        """
        asked = select(revision.c.id, revision.c.number, _VERSION)
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(asked).all()
            fault = version_fault(connection.engine, rows[0][2] if rows else "")
        if fault is not None:
            raise fault
        found = {row.id: row.number for row in rows}
        return Revisions(found.get(LINES, -1), found.get(CALENDARS, -1), found.get(LISTS, -1))


_VERSION = select(column("version_num")).select_from(table(VERSION_TABLE)).scalar_subquery()
