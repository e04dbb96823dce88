"""Named databases on SQLite: limits, duplicates, refusals, and a database that is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from engine.services.database import DatabaseConnection, Databases
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import Updated

T = TypeVar("T")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.sqlite"
    with sqlite3.connect(path) as made:
        made.executescript(
            "CREATE TABLE cases (no TEXT PRIMARY KEY, state TEXT, fee NUMERIC);"
            "INSERT INTO cases VALUES ('1', 'open', 1.5), ('2', 'closed', 2), ('3', 'open', 3);"
        )
    made.close()
    return path


@pytest.fixture
def databases(file: Path) -> Iterator[Databases]:
    made = Databases(
        {
            "hotline": DatabaseConnection(f"sqlite:///{file}", threads=2),
            "reader": DatabaseConnection(f"sqlite:///{file}", read_only=True),
            "gone": DatabaseConnection(f"sqlite:///{file}.gone"),
            "odd": DatabaseConnection("nonsense"),
            "driverless": DatabaseConnection("postgresql+nodriver://localhost/x"),
            "dead": DatabaseConnection("postgresql+psycopg://u:secret@127.0.0.1:1/x"),
        }
    )
    yield made
    made.close()


def query(
    databases: Databases, sql: str, limit: int = 10, name: str = "hotline", **values: object
) -> list[object]:
    return [dict(row) for row in databases.query(name, sql, values, limit=limit, seconds=5)]


def test_rows_with_bound_values(databases: Databases) -> None:
    found = query(databases, "SELECT no, fee FROM cases WHERE state = :state ORDER BY no;", state="open")
    assert found == [{"no": "1", "fee": 1.5}, {"no": "3", "fee": 3}]
    assert query(databases, "SELECT no FROM cases", limit=2) == [{"no": "1"}, {"no": "2"}]
    assert query(databases, "SELECT no FROM cases WHERE fee = :fee", fee=Decimal("1.5")) == [{"no": "1"}]


def test_a_bound_value_is_data(databases: Databases) -> None:
    assert query(databases, "SELECT no FROM cases WHERE no = :no", no="1' OR '1'='1") == []


REFUSED = {
    "a table that is missing": ("SELECT * FROM nowhere", {}, "no such table"),
    "bad SQL": ("SELEC 1", {}, "syntax"),
    "a value that is missing": ("SELECT :x", {}, "required"),
    "a change": ("DELETE FROM cases", {}, "readonly"),
    "a hidden change": ("INSERT INTO cases VALUES ('9','x',1) RETURNING no", {}, "readonly"),
    "a table made": ("CREATE TABLE t (x)", {}, "readonly"),
    "two statements": ("SELECT 1; SELECT 2", {}, "more than one"),
    "bytes": ("SELECT x'00' AS photo", {}, "bytes"),
    "a number without end": ("SELECT :x", {"x": 2**70}, "too large"),
}


@pytest.mark.parametrize(("sql", "values", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(databases: Databases, sql: str, values: dict[str, object], words: str) -> None:
    with pytest.raises(ServiceRefused, match=words):
        databases.query("hotline", sql, values, limit=10, seconds=5)
    assert len(query(databases, "SELECT * FROM cases")) == 3


UNAVAILABLE = {
    "gone": "there is no file",
    "odd": "correct its URL",
    "driverless": "install the driver",
    "dead": "cannot be reached",
    "unknown": "no database connection is called 'unknown'",
}


@pytest.mark.parametrize(("name", "words"), UNAVAILABLE.items())
def test_unavailable(databases: Databases, name: str, words: str) -> None:
    with pytest.raises(ServiceUnavailable, match=words) as caught:
        query(databases, "SELECT 1", name=name)
    assert "secret" not in str(caught.value)


def test_an_endless_query_is_stopped_and_its_thread_goes_on(databases: Databases) -> None:
    for _ in range(3):
        with pytest.raises(ServiceTimeout, match="no answer within"):
            databases.query("hotline", ENDLESS, {}, limit=1, seconds=0.05)
        assert query(databases, "SELECT 1 AS one") == [{"one": 1}]


def test_an_update_happens_once_for_a_step(databases: Databases, file: Path) -> None:
    def change(sql: str, step: str, **values: object) -> Updated:
        return databases.update("hotline", sql, values, step=step, seconds=5)

    insert = "INSERT INTO cases VALUES (:no, 'new', 0)"
    assert change(insert, "call-1:7", no="7") == Updated("done", 1)
    assert change(insert, "call-1:7", no="7") == Updated("duplicate")
    assert change("UPDATE cases SET state = 'x' WHERE no = :no", "call-1:8", no="none") == Updated(
        "unchanged"
    )
    assert change("UPDATE cases SET state = 'x'", "") == Updated("done", 4)
    assert change("UPDATE cases SET state = 'x'", "c" * 500) == Updated("done", 4)
    assert change("UPDATE cases SET state = 'x'", "c" * 500) == Updated("duplicate")
    with pytest.raises(ServiceRefused, match="UNIQUE"):
        change(insert, "call-1:9", no="7")
    assert change(insert, "call-1:9", no="9") == Updated("done", 1)


def test_a_read_only_connection_changes_nothing(databases: Databases) -> None:
    with pytest.raises(ServiceRefused, match="read-only"):
        databases.update("reader", "DELETE FROM cases", {}, step="x", seconds=5)


def test_a_locked_database_is_too_late(databases: Databases, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ServiceTimeout):
        databases.update("hotline", "DELETE FROM cases", {}, step="", seconds=0.1)
    other.execute("ROLLBACK")
    other.close()
    assert len(query(databases, "SELECT * FROM cases")) == 3


class Slow:
    """A pool whose caller gives up while the work is done."""

    def __init__(self, threads: int) -> None:
        self.threads = threads

    def run(self, job: Callable[[], T], seconds: float) -> T:
        return job()

    def start(self, job: Callable[[], None]) -> None:
        job()


class Remembered:
    """Steps kept elsewhere."""

    def __init__(self) -> None:
        self.steps: set[str] = set()

    def claim(self, step: str) -> bool:
        if step in self.steps:
            return False
        self.steps.add(step)
        return True

    def unclaim(self, step: str) -> None:
        self.steps.discard(step)


def test_steps_are_kept_elsewhere_where_no_table_may_be_made(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.services.effects.has_table", lambda engine, name, seconds: False)
    named = {"hotline": DatabaseConnection(f"sqlite:///{file}")}
    remembered = Remembered()
    databases = Databases(named, pool=Slow, effects=remembered)
    insert = "INSERT INTO cases VALUES ('7', 'new', 0)"
    assert databases.update("hotline", insert, {}, step="s", seconds=5) == Updated("done", 1)
    assert databases.update("hotline", insert, {}, step="s", seconds=5) == Updated("duplicate")
    with pytest.raises(ServiceRefused):
        databases.update("hotline", insert, {}, step="t", seconds=5)
    assert remembered.steps == {"s"}
    databases.close()
    with pytest.raises(ServiceRefused, match="callwright_effects"):
        Databases(named, pool=Slow).update("hotline", insert, {}, step="u", seconds=5)


def test_faults_of_sql(databases: Databases) -> None:
    assert databases.fault("hotline", "SELECT no FROM cases WHERE no = :no") == ""
    assert "no such column" in databases.fault("hotline", "SELECT nope FROM cases")
    assert "more than one" in databases.fault("hotline", "SELECT 1; SELECT 2")
    databases.ping("hotline")
    with pytest.raises(ServiceError):
        databases.ping("gone")
