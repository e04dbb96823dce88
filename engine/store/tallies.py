"""What became of the calls of a release: counted in the database, whatever the number of calls."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, distinct, func, select

from engine.events import Event, HungUp, NodeEntered, NodeFailed
from engine.store.opening import reaching
from engine.store.tables.calls import calls, events

AT_ONCE = 1_000
"""Rows that are fetched at a time."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The calls of one release of a flow: all, those that have ended, by result, and their seconds together.

    `erred` counts those in which a node failed; `given_up`, by flow and node, those that the caller ended
    without a result.
    """

    release: str
    calls: int = 0
    ended: int = 0
    seconds: float = 0.0
    results: Mapping[str, int] = field(default_factory=dict)
    erred: int = 0
    given_up: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def mean_seconds(self) -> float | None:
        """How long a call lasts; None before one has ended."""
        return self.seconds / self.ended if self.ended else None

    @property
    def hung_up(self) -> int:
        """Calls that the caller ended without a result."""
        return self.results.get("hung_up", 0)

    @property
    def completed(self) -> int:
        """Calls that came to a result of their own: neither given up by the caller nor failed."""
        return self.ended - self.hung_up - self.results.get("failed", 0)


class Tallies:
    """What the store tells of the calls of releases."""

    _engine: Engine

    def tally(self, flow: str, release: str, since: datetime | None = None) -> Tally:
        """What became of the calls that began since `since` (UTC without a zone) on a release of `flow`."""
        which = and_(calls.c.release == release, calls.c.flow == flow)
        if since is not None:
            which = and_(which, calls.c.started >= since)
        by_result = (
            select(
                calls.c.result,
                func.count().label("calls"),
                func.count(calls.c.seconds).label("ended"),
                func.coalesce(func.sum(calls.c.seconds), 0.0).label("seconds"),
            )
            .where(which)
            .group_by(calls.c.result)
        )
        erred = select(func.count(distinct(calls.c.id))).where(
            which, calls.c.id == events.c.call, is_kind(NodeFailed)
        )
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(by_result).all()
            given_up: Counter[tuple[str, str]] = Counter()
            streamed = connection.execution_options(yield_per=AT_ONCE)
            for hung_up, entered in streamed.execute(_given_up(which)):
                given_up[_place(hung_up, entered)] += 1
            return Tally(
                release,
                sum(row.calls for row in rows),
                sum(row.ended for row in rows),
                float(sum(row.seconds for row in rows)),
                {row.result: row.ended for row in rows if row.ended},
                int(connection.execute(erred).scalar_one()),
                dict(given_up),
            )

    def going(self, since: datetime) -> dict[tuple[str, str], int]:
        """The calls in progress that began since `since`, by flow and release."""
        query = (
            select(calls.c.flow, calls.c.release, func.count().label("calls"))
            .where(calls.c.seconds.is_(None), calls.c.started >= since)
            .group_by(calls.c.flow, calls.c.release)
        )
        with reaching(self._engine), self._engine.connect() as connection:
            return {(row.flow, row.release): row.calls for row in connection.execute(query)}


def _given_up(which: ColumnElement[bool]) -> Any:
    """The events of callers who hung up without a result, each with that of the node that they were in."""
    earlier = events.alias()
    entered = (
        select(earlier.c.data)
        .where(
            earlier.c.call == events.c.call, earlier.c.id < events.c.id, is_kind(NodeEntered, earlier.c.data)
        )
        .order_by(earlier.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(events.c.data, entered).where(
        which, calls.c.result == "hung_up", calls.c.id == events.c.call, is_kind(HungUp)
    )


def is_kind(kind: type[Event], data: Any = events.c.data) -> ColumnElement[bool]:
    """Whether an event is of a kind: its JSON begins with it (engine.events)."""
    found: ColumnElement[bool] = data.startswith(f'{{"kind":"{kind.kind}"', autoescape=True)
    return found


def _place(hung_up: str, entered: str | None) -> tuple[str, str]:
    """Flow and node in which the caller hung up."""
    flow = json.loads(entered)["flow"] if entered else ""
    return flow, json.loads(hung_up)["node"]
