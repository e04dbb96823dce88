"""Releases in the store, and the pointer that says which of them new calls of a flow take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine.store.changes import Change, note_change
from engine.store.counting import count, now
from engine.store.errors import Unknown
from engine.store.leading import Lead, lead
from engine.store.opening import reaching
from engine.store.publications import Kind, note, refuse_change
from engine.store.standing import Standing
from engine.store.tables.releases import canaries, published, releases

NO_DETAILS: Mapping[str, object] = MappingProxyType({})


class Publishing:
    """How releases become what new calls take. A trial of another release ends with each move of the pointer.

    `expected` is how the flow stood when somebody looked: if it stands otherwise by now, Conflict is raised
    and nothing is done.
    """

    _engine: Engine

    def publish(
        self,
        flow: str,
        digest: str,
        package: bytes,
        *,
        who: str,
        why: str = "",
        expected: Standing | None = None,
        leads: Sequence[Lead] = (),
        details: Mapping[str, object] = NO_DETAILS,
    ) -> str:
        """Keep a release and let new calls of `flow` take it, in one transaction; the digest it replaces.

        `leads` are lines that lead to the flow from then on. Raises Conflict, BadLine, Tie.
        """
        with reaching(self._engine), self._engine.begin() as connection:
            # Counting first locks out everybody else who publishes.
            count(connection)
            standing = refuse_change(connection, flow, expected)
            keep_release(connection, digest, package)
            lead(connection, flow, leads)
            move(connection, flow, digest, standing, "publish", who=who, why=why, details=details)
            return standing.live

    def publish_again(
        self, flow: str, digest: str, *, who: str, why: str = "", expected: Standing | None = None
    ) -> str:
        """Let new calls take a release that is kept already: a rollback. Raises Unknown, Conflict."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            standing = refuse_change(connection, flow, expected)
            query = select(releases.c.digest).where(releases.c.digest == digest)
            if connection.execute(query).first() is None:
                raise Unknown(f"the store has no release {digest[:12]}", "take one of `callwright history`")
            move(connection, flow, digest, standing, "rollback", who=who, why=why)
            return standing.live

    def lead_lines(self, flow: str, leads: Sequence[Lead], *, who: str = "") -> None:
        """Lead lines to a flow without publishing it anew. Raises Conflict, BadLine, Tie."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            lead(connection, flow, leads)
            for one in leads:
                change: Change = "changed" if one.before else "added"
                fields = {"flow": [one.before, flow]}
                note_change(
                    connection, "line", f"{one.context}/{one.pattern}", change, who=who, fields=fields
                )

    def release(self, digest: str) -> bytes:
        """The package of a release. Raises Unknown."""
        with reaching(self._engine), self._engine.connect() as connection:
            query = select(releases.c.package).where(releases.c.digest == digest)
            package = connection.execute(query).scalar()
        if package is None:
            raise Unknown(f"the store has no release {digest[:12]}", "publish it")
        return bytes(package)


def keep_release(connection: Connection, digest: str, package: bytes) -> None:
    """Keep a package; it takes the place of one of the same digest, which is drawn otherwise or damaged."""
    kept = connection.execute(select(releases.c.package).where(releases.c.digest == digest)).scalar()
    if kept is None:
        connection.execute(insert(releases).values(digest=digest, package=package, at=now()))
    elif bytes(kept) != package:
        connection.execute(update(releases).where(releases.c.digest == digest).values(package=package))


def move(
    connection: Connection,
    flow: str,
    digest: str,
    standing: Standing,
    kind: Kind,
    *,
    who: str,
    why: str,
    details: Mapping[str, object] = NO_DETAILS,
) -> None:
    """Move the pointer of `flow` from how it stands, end its trial, and write the row of the history."""
    if standing.live:
        connection.execute(update(published).where(published.c.flow == flow).values(digest=digest))
    else:
        connection.execute(insert(published).values(flow=flow, digest=digest))
    if standing.canary is not None:
        connection.execute(delete(canaries).where(canaries.c.flow == flow))
        if standing.canary.digest != digest:
            details = {**details, "ended": standing.canary.digest}
    note(connection, flow, kind, standing.live, digest, who=who, why=why, details=details)
