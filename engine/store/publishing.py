"""Releases and lines in the store: what new calls take, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine.store.errors import BadLine, Unknown
from engine.store.lines import Line, LineTable, checked, refuse_tie
from engine.store.opening import reaching
from engine.store.tables.lines import lines
from engine.store.tables.releases import publications, published, releases, revision

LINES, CALENDARS, LISTS = 1, 2, 3
"""The topics whose changes are counted: lines with published flows and canaries, calendars, lists."""


def now() -> datetime:
    """The time as the store keeps it: UTC without a zone, in whole milliseconds."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@dataclass(frozen=True, slots=True)
class Publication:
    """One publishing of a flow: from one release to another (empty: none), by whom and why; `at` in UTC."""

    flow: str
    before: str
    digest: str
    at: datetime
    who: str
    why: str


class Publishing:
    """What the store knows of releases, published flows and lines."""

    _engine: Engine

    # -- releases -------------------------------------------------------------------------------

    def publish(self, flow: str, digest: str, package: bytes, *, who: str, why: str = "") -> str:
        """Keep a release and let new calls of `flow` take it, in one transaction; the digest it replaces."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            if (
                connection.execute(select(releases.c.digest).where(releases.c.digest == digest)).first()
                is None
            ):
                connection.execute(insert(releases).values(digest=digest, package=package, at=now()))
            return _point(connection, flow, digest, who, why, "publish")

    def publish_again(self, flow: str, digest: str, *, who: str, why: str = "") -> str:
        """Let new calls take a release that is kept already: a rollback. Raises Unknown."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            if (
                connection.execute(select(releases.c.digest).where(releases.c.digest == digest)).first()
                is None
            ):
                raise Unknown(f"the store has no release {digest[:12]}", "take one of `callwright history`")
            return _point(connection, flow, digest, who, why, "rollback")

    def live(self, flow: str) -> str | None:
        """The digest of the release that new calls of `flow` take."""
        return self.published().get(flow)

    def published(self) -> dict[str, str]:
        """Every published flow with the digest of its release."""
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(select(published.c.flow, published.c.digest).order_by(published.c.flow))
            return {row.flow: row.digest for row in rows}

    def release(self, digest: str) -> bytes:
        """The package of a release. Raises Unknown."""
        with reaching(self._engine), self._engine.connect() as connection:
            query = select(releases.c.package).where(releases.c.digest == digest)
            package = connection.execute(query).scalar()
        if package is None:
            raise Unknown(f"the store has no release {digest[:12]}", "publish it")
        return bytes(package)

    def history(self, flow: str = "", limit: int = 100) -> list[Publication]:
        """The latest publications, the last first."""
        query = select(publications).order_by(publications.c.id.desc()).limit(limit)
        if flow:
            query = query.where(publications.c.flow == flow)
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Publication(r.flow, r.before, r.digest, r.at, r.who, r.why) for r in rows]

    # -- lines ----------------------------------------------------------------------------------

    def add_line(self, line: Line) -> None:
        """Keep a line. Raises BadLine, Tie."""
        checked(line)
        with reaching(self._engine), self._engine.begin() as connection:
            # Counting first locks out everybody else who is adding a line.
            count(connection)
            refuse_tie(line, _lines(connection))
            connection.execute(insert(lines).values(_columns(line)))

    def remove_line(self, context: str, pattern: str) -> None:
        """Forget a line. Raises BadLine if there is none."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            which = (lines.c.context == context) & (lines.c.pattern == pattern)
            if not connection.execute(delete(lines).where(which)).rowcount:
                raise BadLine(f"there is no line {context}/{pattern}", "`callwright line list` shows them")

    def lines(self) -> list[Line]:
        """Every line, by context and pattern."""
        with reaching(self._engine), self._engine.connect() as connection:
            return _lines(connection)

    def match_line(self, context: str, number: str) -> Line | None:
        """The line of a called number. For many calls keep a LineTable and look at `revision`."""
        return LineTable(self.lines()).match(context, number)

    def revision(self) -> int:
        """A number that grows whenever a line or a published flow changes; cheap to ask."""
        with reaching(self._engine), self._engine.connect() as connection:
            return int(
                connection.execute(select(revision.c.number).where(revision.c.id == LINES)).scalar_one()
            )


def count(connection: Connection, topic: int = LINES) -> None:
    """Note a change of `topic`; its row also is a lock until the transaction ends."""
    connection.execute(update(revision).where(revision.c.id == topic).values(number=revision.c.number + 1))


def _point(connection: Connection, flow: str, digest: str, who: str, why: str, kind: str) -> str:
    """Move the pointer of `flow` and write the audit row; the digest before."""
    query = select(published.c.digest).where(published.c.flow == flow)
    before = str(connection.execute(query).scalar() or "")
    if before:
        connection.execute(update(published).where(published.c.flow == flow).values(digest=digest))
    else:
        connection.execute(insert(published).values(flow=flow, digest=digest))
    row = {"flow": flow, "before": before, "digest": digest, "at": now(), "who": who[:200], "why": why}
    row |= {"kind": kind, "details": "{}"}
    connection.execute(insert(publications).values(row))
    return before


def _lines(connection: Connection) -> list[Line]:
    rows = connection.execute(select(lines).order_by(lines.c.context, lines.c.pattern)).all()
    return [
        Line(
            row.pattern,
            row.flow,
            row.context,
            row.name,
            row.tenant,
            row.zone,
            row.fallback,
            tuple(row.languages.split()),
            row.most,
            row.full,
        )
        for row in rows
    ]


def _columns(line: Line) -> dict[str, Any]:
    return {
        "context": line.context,
        "pattern": line.pattern,
        "flow": line.flow,
        "name": line.name,
        "tenant": line.tenant,
        "zone": line.zone,
        "fallback": line.fallback,
        "languages": " ".join(line.languages),
        "most": line.most,
        "full": line.full,
        "version": 1,
    }
