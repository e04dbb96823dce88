"""Finds in a bare journal what the circumstances of its call were, as far as its release helps to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.events import MASK, SENT, Event, ServiceUsed
from flows.release import CompiledNode, Release
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.replay.answers import FAILURES, changed_of, reply_of, rows_of
from simulator.replay.course import Why
from simulator.replay.outside import number_in
from simulator.replay.told_call import Visit, told_call
from simulator.told import Told
from simulator.writing.circumstances import Known

_WHY: dict[Why, tuple[str, str]] = {
    "masked_answer": ("is sensitive and masked", "是敏感内容，已隐去"),
    "long_answer": ("was too long for the journal", "太长，日志没有记下"),
    "unknown_answer": ("was kept in no variable", "没有存入变量，日志没有记下"),
}


def known_of(events: Sequence[Event], release: Release) -> Known:
    """What is known of a call on `release` of which there is only the journal, as one of the store.

    Answers of databases and web services are put together again from the variables that they filled.
    """
    told = told_call(events)
    if told is None:
        return Known(release=release)
    asked: list[DatabaseAnswer | HttpAnswer] = []
    notes: list[Told] = []
    numbers: dict[str, int] = {}
    for visit, node, use in _uses(told.visits, release):
        sort, _, verb = use.service.partition(".")
        if sort == "database":
            _database(visit, node, use, asked, notes)
        elif sort == "http":
            _http(visit, node, use, asked, notes)
        elif verb == "next_number":
            shown = visit.value(getattr(node.node, "into", ""))
            number = number_in(getattr(node.node, "pattern", ""), str(shown))
            if number is not None:
                numbers.setdefault(use.target, number)
    return Known(asked=asked, release=release, notes=tuple(notes), values=told.values, numbers=numbers)


def _uses(visits: Sequence[Visit], release: Release) -> Iterator[tuple[Visit, CompiledNode, ServiceUsed]]:
    """Every use of a service whose node the release has."""
    for visit in visits:
        flow = release.flows.get(visit.flow)
        for event in visit.events:
            # A request that nobody waited for may end in a later visit than it began in.
            node = flow.nodes.get(event.node) if flow and isinstance(event, ServiceUsed) else None
            if node is not None and isinstance(event, ServiceUsed):
                yield visit, node, event


def _database(
    visit: Visit,
    node: CompiledNode,
    use: ServiceUsed,
    asked: list[DatabaseAnswer | HttpAnswer],
    notes: list[Told],
) -> None:
    if use.service == "database.query":
        found = rows_of(visit, node.node, use)
        answer = DatabaseAnswer(use.target, node=visit.node, rows=found.rows, error=found.error, times=1)
        if found.why and MASK not in (value for row in found.rows for value in row.values()):
            notes.append(_unknown("database", use.target, visit.node, found.why))
        asked.append(answer)
    elif use.outcome != "duplicate":
        changed = changed_of(visit, node.node, use)
        error = FAILURES.get(use.outcome, "")
        asked.append(
            DatabaseAnswer(use.target, node=visit.node, changed=1 if error else changed, error=error, times=1)
        )


def _http(
    visit: Visit,
    node: CompiledNode,
    use: ServiceUsed,
    asked: list[DatabaseAnswer | HttpAnswer],
    notes: list[Told],
) -> None:
    connection, _, request = use.target.partition(" ")
    method, _, path = request.partition(" ")
    if use.service == SENT:
        status = int(use.outcome) if use.outcome.isdigit() else 200
        error = FAILURES.get(use.outcome, "")
        asked.append(HttpAnswer(connection, path, method, node=node.id, status=status, error=error, times=1))
        return
    found = reply_of(visit, node.node, use)
    if found.why:
        notes.append(_unknown("http", connection, visit.node, found.why))
    shown = "" if MASK in path else path
    asked.append(
        HttpAnswer(
            connection,
            shown,
            method,
            visit.node,
            found.status,
            "" if found.data is not None else found.body,
            found.data,
            found.error,
            times=1,
        )
    )


def _unknown(sort: str, connection: str, node: str, why: Why) -> Told:
    en, zh = _WHY[why]
    return Told(
        f"given.{sort}.{connection}: what node {node} was answered {en}: write it",
        f"given.{sort}.{connection}：节点 {node} 的应答{zh}：请填写",
    )
