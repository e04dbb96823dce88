"""Named databases on real PostgreSQL and MariaDB servers: the limits that the server itself keeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from engine.services.database import DatabaseConnection, Databases
from nodes.errors import ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import Updated
from tests.engine.services import servers

pytestmark = pytest.mark.database

SERVERS: dict[str, tuple[Any, str]] = {
    "postgresql": (servers.postgresql, "SELECT 1 AS one FROM (SELECT pg_sleep(30)) AS slept"),
    "mariadb": (servers.mariadb, "SELECT SLEEP(30) AS one"),
}


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    start, sleep = SERVERS[request.param]
    running: AbstractContextManager[str] = start(tmp_path_factory.mktemp(request.param))
    with running as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            columns = "no VARCHAR(20) PRIMARY KEY, fee DECIMAL(8,2), filed DATE, at TIME"
            connection.execute(text(f"CREATE TABLE cases ({columns})"))
            connection.execute(text("INSERT INTO cases VALUES ('1', 1.50, '2026-01-15', '09:30:00')"))
        engine.dispose()
        yield url, sleep


@pytest.fixture
def databases(server: tuple[str, str]) -> Iterator[Databases]:
    made = Databases({"db": DatabaseConnection(server[0], threads=2)})
    yield made
    made.close()


def test_plain_values_and_a_row_limit(databases: Databases) -> None:
    found = databases.query("db", "SELECT * FROM cases WHERE no = :no", {"no": "1"}, limit=5, seconds=5)
    assert [dict(row) for row in found] == [
        {"no": "1", "fee": Decimal("1.50"), "filed": date(2026, 1, 15), "at": time(9, 30)}
    ]
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) SELECT i FROM n"
    assert len(databases.query("db", many, {}, limit=3, seconds=5)) == 3


def test_what_is_tried_out_is_taken_back(databases: Databases) -> None:
    def rows() -> int:
        return len(databases.query("db", "SELECT no FROM cases", {}, limit=9, seconds=5))

    found = databases.try_out(
        "db", "SELECT no, at FROM cases WHERE no = :no", {"no": "1"}, limit=5, seconds=5
    )
    assert (found.columns, found.changed, len(found.rows)) == (("no", "at"), None, 1)
    tried = databases.try_out("db", "DELETE FROM cases", {}, limit=5, seconds=5)
    assert (tried.changed, tried.kept, rows()) == (1, False, 1)
    kept = databases.try_out(
        "db", "INSERT INTO cases (no) VALUES (:no)", {"no": "2"}, limit=5, seconds=5, keep=True
    )
    assert (kept.changed, kept.kept, rows()) == (1, True, 2)
    databases.try_out("db", "DELETE FROM cases WHERE no = '2'", {}, limit=5, seconds=5, keep=True)
    try:
        databases.try_out("db", "DROP TABLE cases", {}, limit=5, seconds=5)
    except ServiceRefused as refused:
        assert "cannot take DROP back" in str(refused)
    assert rows() == 1


def test_the_server_stops_what_takes_too_long(databases: Databases, server: tuple[str, str]) -> None:
    for _ in range(3):
        with pytest.raises(ServiceTimeout):
            databases.query("db", server[1], {}, limit=1, seconds=0.3)
    assert len(databases.query("db", "SELECT 1 AS one", {}, limit=1, seconds=5)) == 1


def test_a_query_changes_nothing(databases: Databases) -> None:
    with pytest.raises(ServiceRefused):
        databases.query("db", "DELETE FROM cases", {}, limit=1, seconds=5)
    assert len(databases.query("db", "SELECT * FROM cases", {}, limit=9, seconds=5)) == 1


def test_an_update_happens_once_for_a_step(databases: Databases) -> None:
    insert = "INSERT INTO cases (no) VALUES (:no)"
    assert databases.update("db", insert, {"no": "7"}, step="a:1", seconds=5) == Updated("done", 1)
    assert databases.update("db", insert, {"no": "7"}, step="a:1", seconds=5) == Updated("duplicate")
    with pytest.raises(ServiceRefused):
        databases.update("db", insert, {"no": "7"}, step="a:2", seconds=5)
    remove = "DELETE FROM cases WHERE no = :no"
    assert databases.update("db", remove, {"no": "none"}, step="a:2", seconds=5) == Updated("unchanged")
    assert databases.update("db", remove, {"no": "7"}, step="a:3", seconds=5) == Updated("done", 1)


def test_faults_of_sql(databases: Databases) -> None:
    assert databases.fault("db", "SELECT no FROM cases WHERE no = :no") == ""
    assert "nope" in databases.fault("db", "SELECT nope FROM cases")


def test_a_wrong_password_or_database_is_unavailable(server: tuple[str, str]) -> None:
    databases = Databases({"db": DatabaseConnection(server[0].rpartition("/")[0] + "/nowhere")})
    with pytest.raises(ServiceUnavailable, match="nowhere"):
        databases.query("db", "SELECT 1", {}, limit=1, seconds=5)
    databases.close()
