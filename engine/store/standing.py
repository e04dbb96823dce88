"""What new calls of a flow take: the release that is live, and the one that is on trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from engine.store.opening import reaching
from engine.store.tables.releases import canaries, published


@dataclass(frozen=True, slots=True)
class Canary:
    """A release on trial: `percent` of the callers meet it, and those on the list `callers` (empty: none).

    `at` is when its trial began or its share last changed, in UTC; `who` did it.
    """

    digest: str
    percent: float
    callers: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a flow stands: the digest of the live release (empty: none), and its canary."""

    live: str = ""
    canary: Canary | None = None


NOTHING = Standing()
"""How a flow stands that was never published."""


class Standings:
    """What the store knows of the releases that new calls take."""

    _engine: Engine

    def standings(self) -> dict[str, Standing]:
        """Every published flow, all as they stand at one moment."""
        with reaching(self._engine), self._engine.connect() as connection:
            return {row.flow: _standing(row) for row in connection.execute(_ALL)}

    def standing(self, flow: str) -> Standing:
        """How one flow stands."""
        with reaching(self._engine), self._engine.connect() as connection:
            return standing_of(connection, flow)

    def live(self, flow: str) -> str | None:
        """The digest of the release that new calls of `flow` take."""
        return self.standing(flow).live or None

    def published(self) -> dict[str, str]:
        """Every published flow with the digest of its live release."""
        return {flow: standing.live for flow, standing in self.standings().items()}


# One statement: two would see two moments, and callers of a trial that is promoted between them would
# meet the old release once more.
_ALL = (
    select(
        published.c.flow,
        published.c.digest.label("live"),
        canaries.c.digest.label("trial"),
        canaries.c.percent,
        canaries.c.callers,
        canaries.c.at,
        canaries.c.who,
    )
    .outerjoin(canaries, canaries.c.flow == published.c.flow)
    .order_by(published.c.flow)
)


def standing_of(connection: Connection, flow: str) -> Standing:
    """How `flow` stands, as `connection` sees it."""
    row = connection.execute(_ALL.where(published.c.flow == flow)).first()
    return NOTHING if row is None else _standing(row)


def _standing(row: Any) -> Standing:
    if row.trial is None:
        return Standing(row.live)
    return Standing(row.live, Canary(row.trial, row.percent, row.callers, row.at, row.who))
