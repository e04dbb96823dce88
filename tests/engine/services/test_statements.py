"""What goes to a database and comes back."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

import pytest

from engine.services.statements import bindable, one_statement, plain_row
from nodes.errors import ServiceRefused

STATEMENTS = {
    "SELECT 1": "SELECT 1",
    " SELECT 1 ; ; ": "SELECT 1",
    "SELECT ';' AS x;": "SELECT ';' AS x",
    "SELECT 'it''s; fine'": "SELECT 'it''s; fine'",
    'SELECT ";"': 'SELECT ";"',
    "SELECT 1 -- ; not the end\n": "SELECT 1 -- ; not the end",
    "SELECT /* ; */ 1": "SELECT /* ; */ 1",
    "SELECT `a;b` FROM t": "SELECT `a;b` FROM t",
    "SELECT $$;$$": "SELECT $$;$$",
}


@pytest.mark.parametrize(("sql", "one"), STATEMENTS.items())
def test_one_statement(sql: str, one: str) -> None:
    assert one_statement(sql) == one


@pytest.mark.parametrize(
    "sql", ["", " ; ", "SELECT 1; DROP TABLE t", "SELECT ''; DELETE FROM t --'", "SELECT 1 /*'*/; SELECT '2'"]
)
def test_more_or_less_than_one_statement_is_refused(sql: str) -> None:
    with pytest.raises(ServiceRefused):
        one_statement(sql)


BINDINGS = {
    "decimal whole": (Decimal("7"), 7),
    "decimal": (Decimal("7.5"), 7.5),
    "date": (datetime.date(2026, 1, 15), "2026-01-15"),
    "moment": (datetime.datetime(2026, 1, 15, 9), "2026-01-15 09:00:00"),
    "time": (datetime.time(9, 30), "09:30:00"),
    "text": ("x", "x"),
    "nothing": (None, None),
}


@pytest.mark.parametrize(("value", "bound"), BINDINGS.values(), ids=BINDINGS)
def test_bindable_in_sqlite(value: object, bound: object) -> None:
    assert bindable({"v": value}, "sqlite") == {"v": bound}
    assert bindable({"v": value}, "postgresql") == {"v": value}


@pytest.mark.parametrize("value", [[1], {"a": 1}, (1,), "a\0b"])
def test_what_cannot_be_bound(value: object) -> None:
    with pytest.raises(ServiceRefused, match=":v"):
        bindable({"v": value}, "sqlite")


PLAIN = {
    "uuid": (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    "time of day": (datetime.timedelta(hours=9, minutes=5), datetime.time(9, 5)),
    "longer span": (datetime.timedelta(hours=30), "1 day, 6:00:00"),
    "json": ({"a": [1, Decimal("2")]}, {"a": [1, "2"]}),
    "other": (complex(1, 2), "(1+2j)"),
}


@pytest.mark.parametrize(("value", "plain"), PLAIN.values(), ids=PLAIN)
def test_plain_row(value: object, plain: object) -> None:
    assert plain_row({"c": value})[0] == {"c": plain}


def test_bytes_and_long_answers_are_refused() -> None:
    with pytest.raises(ServiceRefused, match="'photo' holds bytes"):
        plain_row({"photo": b"x"})
    with pytest.raises(ServiceRefused, match="select less"):
        plain_row({"c": "x" * 11}, room=10)
