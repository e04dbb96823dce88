"""Opening a store: wrong URLs, databases that hold something else, other versions, the migrations."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store.errors import BadUrl, Newer, NotCreated, NotOurs, Older, StoreError, Unreachable
from engine.store.opening import VERSIONS
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
    assert opened.revision() == 1
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
    monkeypatch.setattr("engine.store.opening.VERSIONS", (*VERSIONS, "0002"))
    with pytest.raises(Older, match="version 0001, not 0002"):
        Store.open(where)


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
