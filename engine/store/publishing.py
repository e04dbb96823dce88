"""Releases in the store: what new calls take, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from engine.store.counting import count, now
from engine.store.errors import Unknown
from engine.store.opening import reaching
from engine.store.tables.releases import publications, published, releases


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
    """What the store knows of releases and published flows."""

    _engine: Engine

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
