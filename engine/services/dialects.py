"""What differs between databases: connecting in time, limits that the server keeps, its errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable

CONNECT_SECONDS = 3
"""How long a connection may take to come about."""
DEAD_SECONDS = 60
"""After so long without a sign of the server a driver that can gives its connection up."""

_DRIVER_ARGUMENTS: dict[str, dict[str, Any]] = {
    "pysqlite": {"timeout": 5},
    "psycopg": {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": DEAD_SECONDS * 1000},
    "psycopg2": {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": DEAD_SECONDS * 1000},
    "pymysql": {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": DEAD_SECONDS,
        "write_timeout": DEAD_SECONDS,
    },
    "mysqldb": {"connect_timeout": CONNECT_SECONDS, "read_timeout": DEAD_SECONDS},
    "mysqlconnector": {"connection_timeout": CONNECT_SECONDS},
    "mariadbconnector": {"connect_timeout": CONNECT_SECONDS},
    "pymssql": {"login_timeout": CONNECT_SECONDS, "timeout": DEAD_SECONDS},
    "pyodbc": {"timeout": CONNECT_SECONDS},
    "oracledb": {"tcp_connect_timeout": CONNECT_SECONDS},
}

_LATE_CODES = {"57014", "55P03", "1969", "3024", "1205", "1317"}
"""PostgreSQL: query_canceled, lock_not_available; MariaDB, MySQL: statement time, lock wait, interrupted."""
_LATE_WORDS = ("interrupted", "database is locked", "database table is locked")
"""SQLite (sqlite.org/rescode.html: SQLITE_INTERRUPT, SQLITE_BUSY, SQLITE_LOCKED)."""


_POOL: dict[str, Any] = {"pool_size": 1, "max_overflow": 1}
"""An engine serves one thread: one connection, and one more while the table of steps is made."""


def open_engine(name: str, url: URL) -> Engine:
    """An engine for one thread; connects to nothing yet. Raises ServiceUnavailable."""
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(name, url)
        arguments = _DRIVER_ARGUMENTS.get(url.get_driver_name(), {})
        return create_engine(
            url,
            connect_args={key: value for key, value in arguments.items() if key not in url.query},
            pool_pre_ping=True,
            pool_recycle=1800,
            **_POOL,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as missing:
        cure = f"install the driver of {url.drivername}, or write another one into the URL"
        raise ServiceUnavailable(f"connection '{name}': {missing}: {cure}") from missing


def _sqlite(name: str, url: URL) -> Engine:
    arguments = {**_DRIVER_ARGUMENTS["pysqlite"], "check_same_thread": False}
    file = url.database
    if not file or file == ":memory:":
        raise ServiceUnavailable(f"connection '{name}' is a database in memory: name a file in its URL")
    # SQLite would quietly make an empty database where the path is wrong.
    if not file.startswith("file:") and not Path(file).is_file():
        raise ServiceUnavailable(f"connection '{name}': there is no file {file}: correct the path in its URL")
    return create_engine(url, connect_args=arguments, **_POOL)


def begin(connection: Connection, seconds: float, *, read_only: bool) -> None:
    """Tell the server to give up after `seconds`, and to change nothing if `read_only`: this transaction."""
    name = connection.dialect.name
    if name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    elif name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(seconds * 1000))}")
        if read_only:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    elif name in ("mysql", "mariadb"):
        if getattr(connection.dialect, "is_mariadb", False):
            connection.exec_driver_sql(f"SET SESSION max_statement_time = {max(0.001, seconds):.3f}")
        else:
            connection.exec_driver_sql(f"SET SESSION max_execution_time = {max(1, round(seconds * 1000))}")
        connection.exec_driver_sql(f"SET SESSION innodb_lock_wait_timeout = {max(1, round(seconds))}")
        connection.exec_driver_sql(f"SET SESSION TRANSACTION READ {'ONLY' if read_only else 'WRITE'}")


def limit_rows(connection: Connection, limit: int) -> Connection:
    """The connection, set so that of a longer answer not much more than `limit` rows come over."""
    if connection.dialect.name in ("mysql", "mariadb"):
        connection.exec_driver_sql(f"SET SESSION sql_select_limit = {max(limit, 1)}")
        return connection
    return connection.execution_options(stream_results=True, max_row_buffer=max(limit, 1))


def refused(name: str, error: Exception) -> ServiceError:
    """What the error of a statement means: too late, the server gone, or a refusal in its own words."""
    if not isinstance(error, DBAPIError):
        return ServiceRefused(f"connection '{name}': {_words(error)}")
    original = error.orig or error
    code = str(getattr(original, "sqlstate", None) or getattr(original, "pgcode", None) or _number(original))
    words = _words(original)
    if code in _LATE_CODES or any(late in words for late in _LATE_WORDS):
        return ServiceTimeout(f"connection '{name}': {words}")
    if error.connection_invalidated:
        return ServiceUnavailable(f"connection '{name}': {words}")
    return ServiceRefused(f"connection '{name}': {words}", int(code) if code.isdigit() else 0)


def unreachable(name: str, error: Exception) -> ServiceUnavailable:
    """A connection that did not come about."""
    original = getattr(error, "orig", None) or error
    return ServiceUnavailable(f"connection '{name}' cannot be reached: {_words(original)}")


def _number(error: object) -> object:
    arguments = getattr(error, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else ""


def _words(error: object) -> str:
    return " ".join(str(error).split())[:300]
