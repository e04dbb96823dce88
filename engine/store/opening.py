"""Opens the database of a store: reaches it, and makes sure that it is ours and of this program."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from engine.store.errors import BadUrl, Newer, NotCreated, NotOurs, Older, StoreError, Unreachable

VERSIONS = ("0001", "0002")
"""The migrations that this program knows, in order (migrations/versions/)."""

VERSION_TABLE = "callwright_version"


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """An engine for a store; connects to nothing yet. Raises BadUrl.

    `read_only` writes nothing into a SQLite file, and needs no right to.
    """
    try:
        made = make_url(url)
        if made.get_backend_name() != "sqlite":
            return create_engine(made, pool_pre_ping=True)
        return _sqlite_to_read(made) if read_only and _file(made) else _sqlite(made)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        cure = "write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME, and install its driver"
        raise BadUrl(f"{shown(url)} is no store ({error})", cure) from error


def _file(url: URL) -> Path | None:
    """The file of a SQLite store; None of one in memory or on a server."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _sqlite(url: URL) -> Engine:
    alone: dict[str, Any] = {} if _file(url) else {"poolclass": StaticPool}
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, **alone)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        # WAL lets the designer read while the engine writes (sqlite.org/wal.html).
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


def _sqlite_to_read(url: URL) -> Engine:
    engine = create_engine(url, creator=lambda: _connection_to_read(Path(str(url.database)).absolute()))
    engine.update_execution_options(read_only=True)
    return engine


def _connection_to_read(file: Path) -> sqlite3.Connection:
    if _writable(file) and _writable(file.parent):
        # Its last connection takes the files of the log away; one that may only read would leave them behind.
        mode = "mode=rw"
    elif file.with_name(f"{file.name}-wal").exists():
        mode = "mode=ro"
    else:
        # The shared memory of a log cannot be made. Without a log nobody has the file open to write, so
        # that nothing changes under us (sqlite.org/wal.html, "Read-Only Databases").
        mode = "immutable=1"
    connection = sqlite3.connect(f"{file.as_uri()}?{mode}", uri=True, timeout=5, check_same_thread=False)
    connection.execute("PRAGMA query_only=ON").close()
    return connection


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def shown(url: str) -> str:
    """A URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url[:60])


@contextmanager
def reaching(engine: Engine) -> Iterator[None]:
    """Turns what the driver raises into StoreErrors."""
    name = engine.url.render_as_string(hide_password=True)
    cure = "start its server, or correct the URL"
    if engine.url.get_backend_name() == "sqlite":
        cure = "make room on the disk, let this user write the file and its folder, or correct the URL"
        if engine.get_execution_options().get("read_only"):
            cure = "let this user read the file and its folder, or correct the URL"
    try:
        yield
    except DBAPIError as error:
        words = " ".join(str(error.orig).split())[:300]
        if "database is locked" in words:  # SQLite's own words for it: sqlite.org/rescode.html#busy
            cure = "let the program that holds it end, then do it again"
        raise Unreachable(f"the store {name} failed ({words})", cure) from error
    except SQLAlchemyError as error:
        raise Unreachable(f"the store {name} failed ({error})", cure) from error
    except OSError as error:
        raise Unreachable(f"the store {name} failed ({error})", "correct the folder or its rights") from error


def ensure(engine: Engine, *, create: bool, upgrade: bool) -> bool:
    """Check that the store is there and of this program; whether it was made now. Raises StoreError.

    `create` makes one where there is none, `upgrade` brings an older one up.
    """
    file = _file(engine.url)
    missing = file is not None and not _exists(engine, file)
    if missing and not create:
        raise _not_created(engine)
    with reaching(engine):
        if missing and file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        with engine.begin() as connection:
            fault = _fault(connection)
            if fault is None:
                return False
            if not ((create and isinstance(fault, NotCreated)) or (upgrade and isinstance(fault, Older))):
                raise fault
            _alone(connection)
            if _fault(connection) is not None:
                migrate(connection)
            return isinstance(fault, NotCreated)


def _exists(engine: Engine, file: Path) -> bool:
    with reaching(engine):
        try:
            file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
    return True


def _alone(connection: Connection) -> None:
    """Let one program at a time make or bring up the store, as a whole or not at all."""
    if connection.dialect.name == "sqlite":
        # Python's sqlite3 begins no transaction of its own before CREATE TABLE.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": VERSION_TABLE})


def _not_created(engine: Engine) -> NotCreated:
    name = engine.url.render_as_string(hide_password=True)
    return NotCreated(
        f"there is no store at {name}",
        "correct store.url in callwright.toml, or publish a flow or add a line: that makes it",
    )


def _fault(connection: Connection) -> StoreError | None:
    """What is wrong with the store, None if nothing."""
    tables = set(inspect(connection).get_table_names())
    name = connection.engine.url.render_as_string(hide_password=True)
    if VERSION_TABLE not in tables:
        if tables:
            named = ", ".join(sorted(tables)[:5]) + (", ..." if len(tables) > 5 else "")
            what = f"{name} holds tables called {named} that are not Callwright's"
            return NotOurs(what, "give the store a database of its own")
        return _not_created(connection.engine)
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return version_fault(connection.engine, str(version))


def version_fault(engine: Engine, version: str) -> StoreError | None:
    """What is wrong with a store of that version, None if nothing."""
    if version == VERSIONS[-1]:
        return None
    name = engine.url.render_as_string(hide_password=True)
    if version in VERSIONS:
        return Older(
            f"the store {name} is of version {version}, not {VERSIONS[-1]}", "run `callwright publish`"
        )
    return Newer(
        f"the store {name} is of version {version}, unknown here", "update callwright on this machine"
    )


def migrate(connection: Connection, version: str = "head", *, back: bool = False) -> None:
    """Bring the store to `version`, by the migrations upwards or, `back`, downwards."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    (command.downgrade if back else command.upgrade)(config, version)
