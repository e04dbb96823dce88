"""Tries one statement out, for the people who write it: what it finds, or how many rows it would change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.services.offload import Job
from engine.services.statements import MAX_ANSWER, bindable, plain_row, without_texts
from nodes.errors import ServiceRefused, ServiceTimeout
from nodes.services import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

_FIRST = re.compile(r"(?:[\s(]|--[^\n]*+|/\*.*?\*/)*+([A-Za-z]+)", re.DOTALL)
"""The first word of a statement, behind comments."""
_CHANGING = re.compile(r"\b(insert|update|delete|merge|replace)\b", re.IGNORECASE)
_ROWS = {"select", "with", "values", "table"}
"""Statements that a cursor of the server may go through."""
_READS = _ROWS | {"show", "explain", "describe", "desc", "pragma"}
_CHANGES = {"insert", "update", "delete", "merge", "replace", "with"}
"""Statements that every database takes back."""
_TAKES_ALL_BACK = {"sqlite", "postgresql", "mssql"}
"""Databases whose transactions hold CREATE, ALTER and DROP as well; elsewhere such a statement commits."""
_OUTSIDE = {"attach", "detach", "vacuum"}
"""What SQLite does to files, in no transaction: ATTACH makes one that is not there."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a statement did. `more`: rows beyond the limit are there; `changed`: None where it only reads."""

    columns: tuple[str, ...]
    rows: Sequence[Row]
    more: bool
    changed: int | None
    kept: bool


def only_reads(sql: str) -> bool:
    """Whether a statement looks like one that changes nothing."""
    word = _word(sql)
    return word in _READS and not (word == "with" and _CHANGING.search(without_texts(sql)))


def _word(sql: str) -> str:
    found = _FIRST.match(sql)
    return found[1].lower() if found else ""


def read(connection: Connection, sql: str, values: Mapping[str, object], limit: int) -> Tried:
    """The first rows of a statement that only reads. Raises ServiceRefused."""
    from sqlalchemy import text

    from engine.services.dialects import limit_rows

    if _word(sql) in _ROWS:
        connection = limit_rows(connection, limit + 1)
    result = connection.execute(text(sql), bindable(values, connection.dialect.name))
    if not result.returns_rows:
        return Tried((), (), False, None, False)
    columns, rows, more = _taken(result, limit)
    result.close()
    return Tried(columns, rows, more, None, False)


def change(
    connection: Connection, job: Job, sql: str, values: Mapping[str, object], limit: int, *, keep: bool
) -> Tried:
    """Run a statement and take it back, unless `keep`. Raises ServiceRefused, ServiceTimeout."""
    from sqlalchemy import text

    dialect = connection.dialect.name
    word = _word(sql)
    if not keep and word not in _CHANGES and (dialect not in _TAKES_ALL_BACK or word in _OUTSIDE):
        raise ServiceRefused(
            f"{dialect} cannot take {word.upper()} back, so it is not tried: commit it, or try it elsewhere"
        )
    if dialect == "sqlite":
        # Its driver begins one for INSERT, UPDATE, DELETE and REPLACE alone (docs.python.org, sqlite3).
        connection.exec_driver_sql("BEGIN")
    before = _total(connection)
    result = connection.execute(text(sql), bindable(values, dialect))
    columns: tuple[str, ...] = ()
    rows: Sequence[Row] = ()
    more, seen = False, 0
    if result.returns_rows:
        columns, rows, more = _taken(result, limit)
        seen = len(rows) + more + sum(1 for _ in result)
    changed = max(result.rowcount, seen, 0) or _total(connection) - before
    if job.abandoned:
        raise ServiceTimeout("too late, taken back")
    if keep:
        connection.commit()
    else:
        connection.rollback()
    return Tried(columns, rows, more, changed, keep)


def _total(connection: Connection) -> int:
    """What SQLite has changed so far; its driver counts nothing behind a WITH."""
    return int(getattr(connection.connection.driver_connection, "total_changes", 0))


def _taken(result: CursorResult[object], limit: int) -> tuple[tuple[str, ...], Sequence[Row], bool]:
    """The columns, at most `limit` rows, and whether there is one more."""
    rows, room = [], MAX_ANSWER
    for row in result.mappings().fetchmany(limit + 1):
        plain, room = plain_row(row, room)  # type: ignore[arg-type]
        rows.append(plain)
    return tuple(map(str, result.keys())), rows[:limit], len(rows) > limit
