"""Repeats calls of the store on a draft: here, or in several processes where that is quicker."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context

from callwright.replaying.script import release_then
from callwright.settings import Settings
from callwright.simulation import site_calendars
from engine.store.store import Store
from flows.package import pack, unpack
from flows.release import Release
from nodes.contract import Node
from simulator.replay.told_call import told_call
from simulator.replay.verdict import Verdict, judge

PAYS = 1500
"""Calls for which one more process pays."""

CHUNK = 100
"""Calls that a process is given at a time."""

_RELEASES = 32
"""Releases that are held in memory at a time."""

SHOWN = 80
"""Characters of a fault that are shown."""

_ASKING = {
    "query": ("connection", "sql", "values", "result"),
    "update": ("connection", "sql", "values", "key"),
    "http": ("connection", "method", "path", "query", "fields", "body"),
}
"""What a node asks of the outside, by its type."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A call and what became of it; `asks` are nodes that ask otherwise now than on its release."""

    call: str
    verdict: Verdict
    asks: frozenset[str] = field(default=frozenset())


class Judge:
    """Judges calls of one store on one draft."""

    def __init__(self, draft: Release, store: Store, settings: Settings) -> None:
        self._draft, self._store = draft, store
        self._calendars = site_calendars(settings)
        self._then = lru_cache(_RELEASES)(lambda digest: release_then(store, digest))
        self._asks = lru_cache(_RELEASES)(lambda digest: asks_otherwise(self._then(digest), draft))

    def judge(self, call: str) -> Judged:
        """Repeat one call; a fault of our own is its reason, and stops no other. Raises StoreError."""
        told = told_call(self._store.events(call))
        if told is None:
            return Judged(call, Verdict(reason="not_over"))
        digest = told.started.release
        then = self._then(digest)
        try:
            verdict = judge(told, self._draft, then, self._calendars)
        except Exception as error:
            return Judged(call, Verdict(reason="fault", reason_in=repr(error)[:SHOWN]))
        return Judged(call, verdict, self._asks(digest))


def asks_otherwise(then: Release | None, now: Release) -> frozenset[str]:
    """The nodes, as `flow.node`, that ask something else of databases and web services than they did."""
    if then is None:
        return frozenset()
    return frozenset(
        f"{name}.{node}"
        for name, flow in now.flows.items()
        for node, compiled in flow.nodes.items()
        if name in then.flows
        and node in then.flows[name].nodes
        and _asked(compiled.node) != _asked(then.flows[name].nodes[node].node)
    )


def _asked(node: Node) -> tuple[object, ...]:
    names = _ASKING.get(node.type_id, ())
    return (node.type_id, *(getattr(node, name) for name in names)) if names else ()


def jobs_for(calls: int) -> int:
    """How many processes judge `calls` soonest."""
    return max(1, min(os.cpu_count() or 1, calls // PAYS + 1))


def judge_all(
    draft: Release, store: Store, settings: Settings, calls: Sequence[str], jobs: int = 0
) -> Iterator[Judged]:
    """Each call as it is ready; `jobs` 0 chooses. One job keeps their order. Raises StoreError."""
    jobs = min(jobs or jobs_for(len(calls)), max(1, len(calls)))
    if jobs == 1:
        judge_ = Judge(draft, store, settings)
        yield from (judge_.judge(call) for call in calls)
        return
    size = max(1, min(CHUNK, -(-len(calls) // jobs)))
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (pack(draft), settings)) as pool:
        chunks = [calls[n : n + size] for n in range(0, len(calls), size)]
        running = [pool.submit(_judge, chunk) for chunk in chunks]
        try:
            for done in as_completed(running):
                yield from done.result()
        finally:
            for each in running:
                each.cancel()


_judges: list[Judge] = []


def _begin(packed: bytes, settings: Settings) -> None:
    """In a new process: open the store."""
    store = Store.read(settings.store_url)
    atexit.register(store.close)
    _judges.append(Judge(unpack(packed), store, settings))


def _judge(calls: Sequence[str]) -> list[Judged]:
    return [_judges[0].judge(call) for call in calls]
