"""Named connections to databases of any kind: bound values only, in bounded time, in no other call's way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from engine.services.offload import Bounded, Job, PoolMaker, ThreadPool
from engine.services.perthread import PerThread
from engine.services.statements import MAX_ANSWER, bindable, one_statement, plain_row
from engine.services.trying import Tried, change, only_reads, read
from nodes.errors import ServiceError, ServiceRefused, ServiceTimeout, ServiceUnavailable
from nodes.services import Row, Updated

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from engine.services.effects import Effects

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatabaseConnection:
    """One named connection: an SQLAlchemy URL; `user` and `password` stand in for those in it."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    threads: int = 8
    """Statements at a time; more wait, within their time."""
    read_only: bool = False


class Databases:
    """The service `database` over named connections; a connection is opened when it is first used."""

    def __init__(
        self,
        connections: Mapping[str, DatabaseConnection],
        *,
        pool: PoolMaker = ThreadPool,
        effects: Effects | None = None,
    ) -> None:
        """`effects` notes the steps of databases in which no table may be made."""
        self._named = {name: _Named(name, facts, pool, effects) for name, facts in connections.items()}

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """As nodes.services.Database.query."""
        return self._find(connection).query(one_statement(sql), values, limit, seconds)

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """As nodes.services.Database.update."""
        return self._find(connection).update(one_statement(sql), values, step, seconds)

    def try_out(
        self,
        connection: str,
        sql: str,
        values: Mapping[str, object],
        *,
        limit: int,
        seconds: float,
        keep: bool = False,
    ) -> Tried:
        """What a statement finds or changes; a change is taken back unless `keep`. Raises ServiceError."""
        return self._find(connection).try_out(one_statement(sql), values, limit, seconds, keep)

    def fault(self, connection: str, sql: str, seconds: float = 5.0) -> str:
        """What the database itself finds wrong with `sql`, without running it; empty if nothing."""
        try:
            return self._find(connection).fault(one_statement(sql), seconds)
        except ServiceError as reason:
            return str(reason)

    def ping(self, connection: str, seconds: float = 5.0) -> None:
        """Reach the database. Raises ServiceError saying why it cannot be."""
        self._find(connection).ping(seconds)

    def count_steps(self, connection: str, before: datetime, seconds: float = 5.0) -> int:
        """How many steps the database itself noted before (UTC without a zone). Raises ServiceError."""
        return self._find(connection).count_steps(before, seconds)

    def forget_steps(self, connection: str, before: datetime, most: int = 500, seconds: float = 5.0) -> int:
        """Have the database forget such steps; how many, at most `most`. Raises ServiceError."""
        return self._find(connection).forget_steps(before, most, seconds)

    def _find(self, name: str) -> _Named:
        if name not in self._named:
            known = ", ".join(sorted(self._named)) or "none"
            raise ServiceUnavailable(
                f"no database connection is called '{name}' (there are: {known}): name it in the settings"
            )
        return self._named[name]

    def close(self) -> None:
        """Close every connection that is open and idle."""
        for named in self._named.values():
            named.close()


class _Named:
    """One connection with its threads."""

    def __init__(
        self, name: str, facts: DatabaseConnection, pool: PoolMaker, effects: Effects | None
    ) -> None:
        self._name = name
        self._facts = facts
        self._bounded = Bounded(f"connection '{name}'", facts.threads, pool)
        self._effects = effects
        self._notes_itself: bool | None = None
        self._engines = PerThread(self._open, lambda engine: engine.dispose())

    def _open(self) -> Engine:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        from engine.services.dialects import open_engine

        try:
            url = make_url(self._facts.url)
        except ArgumentError as error:
            raise ServiceUnavailable(f"connection '{self._name}': {error}: correct its URL") from error
        if self._facts.user:
            url = url.set(username=self._facts.user)
        if self._facts.password:
            url = url.set(password=self._facts.password)
        return open_engine(self._name, url)

    def close(self) -> None:
        self._engines.close()

    def query(self, sql: str, values: Mapping[str, object], limit: int, seconds: float) -> Sequence[Row]:
        from sqlalchemy import text

        from engine.services.dialects import limit_rows

        def work(connection: Connection, job: Job) -> Sequence[Row]:
            limited = limit_rows(connection, limit)
            result = limited.execute(text(sql), bindable(values, connection.dialect.name))
            if not result.returns_rows:
                raise ServiceRefused("the statement gives no rows: use the node `update` for it")
            rows, room = [], MAX_ANSWER
            for row in result.mappings().fetchmany(limit):
                plain, room = plain_row(row, room)  # type: ignore[arg-type]
                rows.append(plain)
            result.close()
            return rows

        return self._within(seconds, work, read_only=True)

    def update(self, sql: str, values: Mapping[str, object], step: str, seconds: float) -> Updated:
        if self._facts.read_only:
            raise ServiceRefused(f"connection '{self._name}' is read-only: use another for changes")

        def work(connection: Connection, job: Job) -> Updated:
            return self._change(connection, job, sql, values, step, seconds)

        return self._within(seconds, work, read_only=False)

    def try_out(
        self, sql: str, values: Mapping[str, object], limit: int, seconds: float, keep: bool
    ) -> Tried:
        if only_reads(sql):
            return self._within(seconds, lambda wire, job: read(wire, sql, values, limit), read_only=True)
        if self._facts.read_only:
            raise ServiceRefused(f"connection '{self._name}' is read-only: use another for changes")

        def work(connection: Connection, job: Job) -> Tried:
            return change(connection, job, sql, values, limit, keep=keep)

        return self._within(seconds, work, read_only=False)

    def _change(
        self,
        connection: Connection,
        job: Job,
        sql: str,
        values: Mapping[str, object],
        step: str,
        seconds: float,
    ) -> Updated:
        """Note the step and run the statement in one transaction; a noted step is a duplicate."""
        from sqlalchemy import text

        from engine.services.effects import has_table, note

        bound = bindable(values, connection.dialect.name)
        if step and self._notes_itself is None:
            self._notes_itself = has_table(self._engines.get(), self._name, seconds)
        elsewhere = self._elsewhere() if step and not self._notes_itself else None
        if (elsewhere and not elsewhere.claim(step)) or (
            step and not elsewhere and not note(connection, step)
        ):
            return Updated("duplicate")
        try:
            rows = connection.execute(text(sql), bound).rowcount
            if job.abandoned:
                raise ServiceTimeout(f"connection '{self._name}': too late, taken back")
            connection.commit()
        except BaseException:
            if elsewhere:
                elsewhere.unclaim(step)
            raise
        return Updated("unchanged" if rows == 0 else "done", max(rows, 0))

    def _elsewhere(self) -> Effects:
        if self._effects is None:
            raise ServiceRefused(
                f"connection '{self._name}' lets no table callwright_effects be made, without which a change "
                "might be made twice: make it (step varchar(190) primary key, at timestamp) or allow it"
            )
        return self._effects

    def fault(self, sql: str, seconds: float) -> str:
        from sqlalchemy import text

        def work(connection: Connection, job: Job) -> str:
            statement = text(f"EXPLAIN {sql}")
            connection.execute(statement, dict.fromkeys(statement.compile().params))
            return ""

        return self._within(seconds, work, read_only=True)

    def count_steps(self, before: datetime, seconds: float) -> int:
        from engine.services.effects import count_old

        return self._within(seconds, lambda connection, job: count_old(connection, before), read_only=True)

    def forget_steps(self, before: datetime, most: int, seconds: float) -> int:
        from engine.services.effects import forget_old

        def work(connection: Connection, job: Job) -> int:
            gone = forget_old(connection, before, most)
            connection.commit()
            return gone

        return self._within(seconds, work, read_only=False)

    def ping(self, seconds: float) -> None:
        self._within(seconds, lambda connection, job: None, read_only=True)

    def _within(self, seconds: float, work: Callable[[Connection, Job], T], *, read_only: bool) -> T:
        """Run `work` on a thread with a connection, within `seconds`; every foreign error becomes ours."""
        from sqlalchemy.exc import SQLAlchemyError

        from engine.services.dialects import begin, refused, unreachable

        def run(job: Job) -> T:
            try:
                connection = self._engines.get().connect()
            except (SQLAlchemyError, OSError) as error:
                raise unreachable(self._name, error) from error
            with connection:
                try:
                    begin(connection, seconds, read_only=read_only)
                    job.cancel = getattr(connection.connection.driver_connection, "interrupt", None)
                    return work(connection, job)
                except ServiceError:
                    raise
                except (SQLAlchemyError, ValueError, TypeError, OverflowError) as error:
                    raise refused(self._name, error) from error
                finally:
                    job.cancel = None

        return self._bounded.run(run, seconds)
