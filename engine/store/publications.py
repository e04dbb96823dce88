"""The history: who let new calls take what, and why; who changed what. Rows are added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, insert, select

from engine.store.counting import now
from engine.store.errors import Conflict
from engine.store.opening import reaching
from engine.store.standing import Standing, standing_of
from engine.store.tables.releases import publications

Thing = Literal["line", "tenant", "calendar", "list"]
Kind = Literal["publish", "canary", "promote", "rollback", "stop", Thing]
THINGS: tuple[Thing, ...] = ("line", "tenant", "calendar", "list")
"""What somebody changes beside releases (engine/store/changes.py)."""
KINDS: tuple[Kind, ...] = ("publish", "canary", "promote", "rollback", "stop", *THINGS)
MOVES = ("publish", "promote", "rollback")
"""The kinds that move the pointer of a flow."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One row of the history: from one release to another (empty: none), by whom and why; `at` in UTC.

    `kind` canary puts `digest` on trial beside `before`, which stays live; stop ends the trial of `before`,
    and `digest` is what is live. `details`: what was forced, whom a canary meets, lines that were moved.
    The kinds of THINGS have no flow and no releases; `details` has `name`, `change` (added, changed,
    removed), and what is different.
    """

    flow: str
    before: str
    digest: str
    at: datetime
    who: str
    why: str
    kind: str = "publish"
    details: Mapping[str, Any] = field(default_factory=dict)


class History:
    """What the store knows of publications."""

    _engine: Engine

    def history(
        self,
        flow: str = "",
        limit: int = 100,
        *,
        kind: str = "",
        who: str = "",
        since: datetime | None = None,
    ) -> list[Publication]:
        """The latest publications, the last first; `since` is UTC without a zone."""
        query = select(publications).order_by(publications.c.id.desc()).limit(limit)
        for column, value in (
            (publications.c.flow, flow),
            (publications.c.kind, kind),
            (publications.c.who, who),
        ):
            if value:
                query = query.where(column == value)
        if since is not None:
            query = query.where(publications.c.at >= since)
        with reaching(self._engine), self._engine.connect() as connection:
            return [publication_of(row) for row in connection.execute(query)]

    def releases_before(self, flow: str) -> list[str]:
        """The digests that `rollback` goes back to one after the other, the nearest first."""
        query = (
            select(publications.c.kind, publications.c.digest)
            .where(publications.c.flow == flow, publications.c.kind.in_(MOVES))
            .order_by(publications.c.id)
        )
        with reaching(self._engine), self._engine.connect() as connection:
            return way_back((row.kind, row.digest) for row in connection.execute(query))


def way_back(moves: Iterable[tuple[str, str]]) -> list[str]:
    """The releases before the live one, the nearest first; `moves` are kind and digest, the first first.

    A rollback undoes what came after the release it went to: the next one does not lead forth again.
    """
    live: list[str] = []
    for kind, digest in moves:
        if kind == "rollback" and digest in live:
            del live[len(live) - live[::-1].index(digest) :]
        elif live[-1:] != [digest]:
            live.append(digest)
    return live[-2::-1]


def note(
    connection: Connection,
    flow: str,
    kind: Kind,
    before: str,
    digest: str,
    *,
    who: str,
    why: str,
    details: Mapping[str, object],
) -> Publication:
    """Write one row of the history."""
    made = Publication(
        flow, before, digest, now(), who.replace("\0", "")[:200], why.replace("\0", ""), kind, details
    )
    row = {name: getattr(made, name) for name in Publication.__slots__}
    row["details"] = json.dumps(dict(details), ensure_ascii=False, sort_keys=True, default=str).replace(
        "\\u0000", ""
    )
    connection.execute(insert(publications).values(row))
    return made


def refuse_change(connection: Connection, flow: str, expected: Standing | None) -> Standing:
    """How `flow` stands. Raises Conflict if that is not as `expected`; None expects nothing."""
    standing = standing_of(connection, flow)
    if expected is None or standing == expected:
        return standing
    query = (
        select(publications).where(publications.c.flow == flow).order_by(publications.c.id.desc()).limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        raise Conflict(
            f"the store has nothing of {flow} any more", "look at `callwright status`, then do it again"
        )
    last = publication_of(row)
    raise Conflict(
        f"{last.who} published {last.digest[:12]} of {flow} meanwhile ({last.kind}, {last.at:%H:%M:%S} UTC)",
        f"look at `callwright diff live {flow}`, then do it again",
    )


def publication_of(row: Any) -> Publication:
    """The record of a row of the table."""
    return Publication(
        row.flow, row.before, row.digest, row.at, row.who, row.why, row.kind, json.loads(row.details)
    )
