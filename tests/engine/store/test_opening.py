"""Opening a store: wrong URLs, databases that hold something else, other versions, the migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import OperationalError

from engine.store.errors import BadUrl, Newer, NotCreated, NotOurs, Older, StoreError, Unreachable
from engine.store.lines import Line
from engine.store.opening import VERSIONS, migrate, open_engine, reaching
from engine.store.store import Store
from engine.store.tables import metadata
from tests.engine.store.places import store, url

__all__ = ["store", "url"]


def test_migrations_make_the_tables_as_they_are_now(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [
            change
            for change in compare_metadata(context, metadata)
            if "callwright_version" not in str(change)
        ]
        assert differences == []


def test_a_store_is_made_once_and_opened_often(tmp_path: Path) -> None:
    where = f"sqlite:///{tmp_path}/a/b.sqlite"
    Store.create(where).close()
    Store.create(where).close()
    opened = Store.open(where)
    assert opened.revisions().lines == 1
    opened.close()


def test_a_store_in_memory() -> None:
    store = Store.create("sqlite://")
    store.publish("f", "a" * 64, b"x", who="eve")
    assert store.live("f") == "a" * 64
    store.close()


def prepared(path: Path, sql: str) -> str:
    made = sqlite3.connect(path)
    made.executescript(sql)
    made.close()
    return f"sqlite:///{path}"


VERSION = "CREATE TABLE callwright_version (version_num VARCHAR(32));"
FAULTS: dict[str, tuple[str, type[StoreError], str]] = {
    "empty": ("", NotCreated, "there is no store"),
    "somebody else's": ("CREATE TABLE lines (x)", NotOurs, "tables called lines"),
    "somebody else's altogether": ("CREATE TABLE complaints (x)", NotOurs, "tables called complaints"),
    "newer": (f"{VERSION} INSERT INTO callwright_version VALUES ('9999')", Newer, "version 9999"),
    "without a version": (VERSION, Newer, "version None"),
    "no database": ("no database", Unreachable, "not a database"),
}


@pytest.mark.parametrize(("sql", "kind", "words"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, sql: str, kind: type[StoreError], words: str) -> None:
    path = tmp_path / "x.sqlite"
    if sql == "no database":
        path.write_bytes(b"something else entirely" * 100)
    where = f"sqlite:///{path}" if sql == "no database" else prepared(path, sql)
    with pytest.raises(kind, match=words) as caught:
        Store.open(where)
    assert caught.value.cure
    if kind is not NotCreated:
        with pytest.raises(kind):
            Store.create(where)


def test_an_older_store_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = f"sqlite:///{tmp_path}/x.sqlite"
    Store.create(where).close()
    monkeypatch.setattr("engine.store.opening.VERSIONS", (*VERSIONS, "9999"))
    with pytest.raises(Older, match=f"version {VERSIONS[-1]}, not 9999"):
        Store.open(where)


def test_the_tenants_of_the_first_version_become_rows(tmp_path: Path) -> None:
    where = f"sqlite:///{tmp_path}/x.sqlite"
    store = Store(where)
    with store._engine.begin() as connection:
        migrate(connection, "0001")
        connection.exec_driver_sql(
            "INSERT INTO lines (context, pattern, flow, name, tenant, zone, fallback, languages) "
            "VALUES ('public', '12345', 'hotline', '', 'taxes', '', '', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO publications (flow, before, digest, at, who, why) "
            "VALUES ('hotline', '', 'd', '2026-01-01 00:00:00', 'eve', 'first')"
        )
    store.close()
    brought_up = Store.create(where)
    with brought_up._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM tenants").all() == [("taxes",)]
        assert connection.exec_driver_sql("SELECT kind, details FROM publications").all() == [
            ("publish", "{}")
        ]
    assert brought_up.lines() == [Line("12345", "hotline", tenant="taxes")]
    brought_up.close()


def test_migrations_go_back(tmp_path: Path) -> None:
    store = Store.create(f"sqlite:///{tmp_path}/x.sqlite")
    with store._engine.begin() as connection:
        migrate(connection, "0001", back=True)
        tables = set(inspect(connection).get_table_names())
        columns = {column["name"] for column in inspect(connection).get_columns("lines")}
    store.close()
    assert "routes" not in tables
    assert "lines" in tables
    assert "most" not in columns


def test_nothing_is_made_in_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    where = prepared(path, "".join(f"CREATE TABLE theirs{number} (x);" for number in range(6)))
    with pytest.raises(NotOurs, match=r"theirs0, theirs1, theirs2, theirs3, theirs4, \.\.\. that are not"):
        Store.create(where)
    with closing(sqlite3.connect(path)) as read:
        assert read.execute("SELECT count(*) FROM sqlite_master").fetchone() == (6,)


def test_many_make_a_store_at_once(url: str, tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    barrier = Barrier(6)

    def make(_: int) -> None:
        barrier.wait()
        Store.create(url).close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(make, range(6))) == [None] * 6


def test_a_store_that_could_not_be_made_wholly_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"sqlite:///{tmp_path / 'x.sqlite'}"

    def broken(connection: Connection) -> None:
        migrate(connection)
        raise OSError("no room")

    with monkeypatch.context() as patched, pytest.raises(Unreachable):
        patched.setattr("engine.store.opening.migrate", broken)
        Store.create(where)
    with pytest.raises(NotCreated):
        Store.open(where)
    Store.create(where).close()


def test_a_locked_store_says_that_somebody_holds_it(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with pytest.raises(Unreachable, match="database is locked") as caught, reaching(engine):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked"))
    assert caught.value.cure == "let the program that holds it end, then do it again"


URLS: dict[str, tuple[str, type[StoreError]]] = {
    "no url": ("nonsense", BadUrl),
    "no driver": ("postgresql+nodriver://u:secret@localhost/x", BadUrl),
    "nobody there": ("postgresql+psycopg://u:secret@127.0.0.1:1/x?connect_timeout=2", Unreachable),
    "a folder that cannot be": ("sqlite:////proc/nowhere/x.sqlite", Unreachable),
    "missing": ("sqlite:////nowhere/x.sqlite", NotCreated),
}


@pytest.mark.parametrize(("where", "kind"), URLS.values(), ids=URLS)
def test_wrong_urls(where: str, kind: type[StoreError]) -> None:
    if "psycopg" in where:
        pytest.importorskip("psycopg", reason="no psycopg: pip install 'psycopg[binary]' to run this test")
    with pytest.raises(kind) as caught:
        (Store.create if kind is Unreachable else Store.open)(where)
    assert "secret" not in str(caught.value)


def test_a_store_is_read_where_nothing_may_be_written(store: Store, url: str) -> None:
    """SQLite: see tests/callwright/test_stores.py. PostgreSQL: a user who may only select."""
    made = store._engine.url
    if made.get_backend_name() == "postgresql":
        with store._engine.begin() as connection:
            connection.exec_driver_sql("CREATE ROLE reader LOGIN PASSWORD 'reader'")
            connection.exec_driver_sql("GRANT USAGE ON SCHEMA public TO reader")
            connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        made = made.set(username="reader", password="reader")
    reader = Store.read(made.render_as_string(hide_password=False))
    assert reader.revisions() == store.revisions()
    assert reader.lines() == store.lines()
    with pytest.raises(Unreachable, match=r"readonly|permission denied"):
        reader.make_list("", "blacklist")
    reader.close()


@pytest.mark.parametrize("read", [Store.read, Store.open])
def test_looking_for_a_store_makes_no_file(tmp_path: Path, read: Callable[[str], Store]) -> None:
    with pytest.raises(NotCreated):
        read(f"sqlite:///{tmp_path}/a/b.sqlite")
    assert not list(tmp_path.iterdir())
