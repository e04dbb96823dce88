"""What goes to a database and comes back: one statement, bound values, plain rows."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal

from nodes.errors import ServiceRefused

MAX_ANSWER = 1024 * 1024
"""The longest answer of a query, in characters of its texts."""

_APART = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/", re.DOTALL
)
"""Texts, quoted names and comments: a semicolon in them ends no statement."""


def without_texts(sql: str) -> str:
    """`sql` with every text, quoted name and comment as so many x: only its own words can be found in it."""
    return _APART.sub(lambda found: "x" * len(found[0]), sql)


def one_statement(sql: str) -> str:
    """`sql` without the semicolon at its end. Raises ServiceRefused for a second statement, or none."""
    statement = sql.strip()
    masked = without_texts(statement)
    while masked.endswith(";"):
        statement = statement[: len(masked) - 1].rstrip()
        masked = masked[: len(statement)]
    if not statement:
        raise ServiceRefused("there is no SQL: write one statement")
    if ";" in masked:
        raise ServiceRefused("more than one SQL statement: use a node for each")
    return statement


def bindable(values: Mapping[str, object], dialect: str) -> dict[str, object]:
    """The values as the driver of `dialect` takes them. Raises ServiceRefused for one that it cannot bind."""
    return {name: _bindable(name, value, dialect) for name, value in values.items()}


def _bindable(name: str, value: object, dialect: str) -> object:
    if isinstance(value, Mapping | list | tuple | set):
        raise ServiceRefused(f"the value :{name} is a {type(value).__name__}: bind one value")
    if isinstance(value, str) and "\0" in value:
        raise ServiceRefused(f"the value :{name} holds a NUL character, which no database keeps")
    if dialect == "sqlite":
        # Its driver knows numbers and text only, and keeps a date as a text (sqlite.org/lang_datefunc.html).
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        if isinstance(value, datetime.date | datetime.time):
            return value.isoformat(" ") if isinstance(value, datetime.datetime) else value.isoformat()
    return value


def plain_row(row: Mapping[str, object], room: int = MAX_ANSWER) -> tuple[dict[str, object], int]:
    """A row in plain values, and what is left of `room`. Raises ServiceRefused for bytes, or without room."""
    plain: dict[str, object] = {}
    for name, value in row.items():
        plain[str(name)] = taken = _plain(str(name), value)
        room -= len(taken) if isinstance(taken, str) else 8
    if room < 0:
        raise ServiceRefused(f"the answer is longer than {MAX_ANSWER} characters: select less")
    return plain, room


def _plain(name: str, value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        raise ServiceRefused(f"the column '{name}' holds bytes, which a flow cannot use: leave it out")
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime.timedelta):
        return _time(value)
    if value is None or isinstance(value, str | bool | int | float | Decimal | datetime.date | datetime.time):
        return value
    if isinstance(value, dict | list):
        return json.loads(json.dumps(value, default=str))
    return str(value)


def _time(span: datetime.timedelta) -> object:
    """MySQL's TIME: a time of day if it is one, else its length as text."""
    day = datetime.timedelta(days=1)
    if datetime.timedelta(0) <= span < day:
        return (datetime.datetime.min + span).time()
    return str(span)
