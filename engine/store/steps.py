"""The steps of calls, read a few calls at a time: what a heat map is counted from, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, or_, select, tuple_

from engine.events import CallFinished, HungUp, NodeEntered, NodeFailed, NodeLeft
from engine.store.opening import reaching
from engine.store.tables.calls import calls, events
from engine.store.tallies import is_kind

CALLS_AT_ONCE = 200
"""Calls whose steps are held at a time."""

KINDS = (NodeEntered, NodeLeft, NodeFailed, HungUp, CallFinished)
"""The events that say where a call was."""


@dataclass(slots=True)
class CallSteps:
    """Where one call was: its events of KINDS as JSON has them, in their order. `ended`: it is over."""

    release: str
    ended: bool
    events: list[dict[str, Any]] = field(default_factory=list)


class Steps:
    """What the store tells of the ways of calls."""

    _engine: Engine

    def steps(self, flow: str, since: datetime | None = None, release: str = "") -> Iterator[CallSteps]:
        """The calls of `flow` that began since `since` (UTC without a zone), on one release or on any.

        A read of its own for every few calls: an engine that writes meanwhile is not kept waiting.
        """
        which = calls.c.flow == flow
        if since is not None:
            which = and_(which, calls.c.started >= since)
        if release:
            which = and_(which, calls.c.release == release)
        after: tuple[datetime, str] | None = None
        while True:
            with reaching(self._engine), self._engine.connect() as connection:
                rows = connection.execute(_page(which, after)).all()
                found = {row.id: CallSteps(row.release, row.seconds is not None) for row in rows}
                for call, data in connection.execute(_events(list(found))) if found else ():
                    found[call].events.append(json.loads(data))
            yield from found.values()
            if len(rows) < CALLS_AT_ONCE:
                return
            after = (rows[-1].started, rows[-1].id)


def _page(which: ColumnElement[bool], after: tuple[datetime, str] | None) -> Any:
    """The next calls, in the order of their beginning."""
    query = select(calls.c.id, calls.c.release, calls.c.started, calls.c.seconds).where(which)
    if after is not None:
        query = query.where(calls.c.started >= after[0], tuple_(calls.c.started, calls.c.id) > after)
    return query.order_by(calls.c.started, calls.c.id).limit(CALLS_AT_ONCE)


def _events(ids: Sequence[str]) -> Any:
    wanted = or_(*(is_kind(kind) for kind in KINDS))
    return (
        select(events.c.call, events.c.data)
        .where(events.c.call.in_(ids), wanted)
        .order_by(events.c.call, events.c.id)
    )
