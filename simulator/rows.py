"""Puts the rows that a script gives into the databases of its call, before the call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nodes.errors import NodesError
from nodes.services import Database
from simulator.script import CallCase
from simulator.told import Told

_SECONDS = 10.0


def put_rows(case: CallCase, database: Database | None) -> Iterator[Told]:
    """Insert what `given.rows` of the file and of the case say; tells what could not be put.

    `database` must be one that nobody else keeps: rows stay in it.
    """
    for row in (case.shared, case.given):
        for connection, tables in row.rows.items():
            try:
                if database is None:
                    raise NodesError(f"no database connection is called '{connection}'")
                _insert(database, connection, tables)
            except NodesError as error:
                where = f"given.rows.{connection}"
                yield Told(f"{where}: {error}", f"{where}：{error}")


def _insert(database: Database, connection: str, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    for table, rows in tables.items():
        for row in rows:
            columns = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            sql = f"INSERT INTO {table} ({columns}) VALUES ({values})" if row else ""
            database.update(connection, sql, row, step="", seconds=_SECONDS)
