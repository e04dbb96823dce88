"""Compares a call that is over with what its script expected: every difference, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from nodes.errors import NodesError
from nodes.services import Database
from nodes.values import coerce
from simulator import grammar
from simulator.dialogue import Failure
from simulator.mocks import DatabaseAnswer, Effect, HttpAnswer, plain
from simulator.record import CallRecord
from simulator.script import CallCase
from simulator.session import Simulation

_SHOWN = 8
"""Nodes of a path that a message shows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was not as scripted."""

    file: str
    line: int
    case: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.case}: {self.message}"


def differences(
    case: CallCase, record: CallRecord, database: Database | None = None
) -> tuple[Difference, ...]:
    """Everything in which `record` is not what `case` expected, in the order of the script.

    `database` is asked for expected rows. What only a simulation knows (effects, prepared answers that
    nobody asked for) is compared if `record` is one.
    """
    found = [(failure.line, _failure(failure)) for failure in record.failures]
    line, expect = case.expect_line, case.expect
    found += [(line, message) for message in _expected(expect, record)]
    found += [(line, message) for message in _rows(expect, database)]
    if isinstance(record, Simulation):
        found += [(line, message) for message in _effects(expect, record.effects)]
        found += [(case.line, message) for message in _unused(record)]
        if expect.keys_sent is not None and "".join(record.keys_sent) != expect.keys_sent:
            sent = "".join(record.keys_sent)
            found.append((line, f"expected the keys {expect.keys_sent} to be sent, '{sent}' were"))
    return tuple(Difference(case.file, at, case.name, message) for at, message in found)


def _failure(failure: Failure) -> str:
    where = f"at node {failure.node}, " if failure.node else ""
    return f"{failure.message} ({where}{failure.at / 1000:.1f} s; path: {_way(failure.path)})"


def _way(path: Sequence[str]) -> str:
    shown = " > ".join(path[-_SHOWN:]) or "none"
    return f"... > {shown}" if len(path) > _SHOWN else shown


def _expected(expect: grammar.Expected, record: CallRecord) -> Iterator[str]:
    if expect.result is not None and record.result != expect.result:
        yield f"expected the result {expect.result}, it was {record.result or 'none'} " + _end(record)
    yield from _path(expect, record.path)
    for name, value in expect.variables.items():
        if name not in record.variables:
            yield f"expected the variable {name} to be {value!r}, it was never set"
        elif not same(value, record.variables[name]):
            yield f"expected the variable {name} to be {value!r}, it was {record.variables[name]!r}"
    wanted = expect.milestones
    for name, value in (wanted if isinstance(wanted, dict) else dict.fromkeys(wanted)).items():
        if name not in record.milestones:
            yield f"the milestone {name} was not reached {_end(record)}"
        elif value is not None and record.milestones[name] != value:
            yield f"expected the milestone {name} with '{value}', it had '{record.milestones[name]}'"


def _end(record: CallRecord) -> str:
    return f"(path: {_way(record.path)})"


def _path(expect: grammar.Expected, path: Sequence[str]) -> Iterator[str]:
    for name in expect.not_visited:
        if any(_is(name, visit) for visit in path):
            yield f"{name} was not to be visited (path: {_way(path)})"
    if not expect.path:
        return
    if expect.whole_path:
        fits = len(path) == len(expect.path) and all(map(_is, expect.path, path))
        if not fits:
            yield f"expected the path {_way(expect.path)}, it was {_way(path)}"
        return
    place = 0
    for name in expect.path:
        found = next((n for n in range(place, len(path)) if _is(name, path[n])), None)
        if found is None:
            after = f" after {path[place - 1]}" if place else ""
            yield f"expected the path to go through {name}{after}, it went {_way(path[place:])}"
            return
        place = found + 1


def _is(wanted: str, visit: str) -> bool:
    return wanted == (visit if "." in wanted else visit.partition(".")[0])


def same(expected: object, actual: object) -> bool:
    """Whether a value is what a script expected; texts are taken as the type of the value."""
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return all(name in actual and same(value, actual[name]) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    if expected == actual or isinstance(actual, list | Mapping):
        return expected == actual
    try:
        return bool(coerce(expected, _type(actual)) == coerce(actual, _type(actual)))
    except NodesError:
        return False


def _type(value: object) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "yesno"),
        (int, "number"),
        (float, "number"),
        (Decimal, "number"),
        (datetime, "text"),
        (date, "date"),
        (time, "time"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "text")


def _effects(expect: grammar.Expected, effects: Sequence[Effect]) -> Iterator[str]:
    left = list(effects)
    for wanted in expect.effects:
        found = next((effect for effect in left if _did(wanted, effect)), None)
        if found is not None:
            left.remove(found)
            continue
        done = "; ".join(f"{e.service} {e.target} {e.text[:60]} {dict(e.values)}" for e in left[:3])
        what = f"{wanted.service} {wanted.target} {wanted.text} {wanted.values or ''}".strip()
        yield f"expected the effect {what}, there was {done or 'none'}"


def _did(wanted: grammar.EffectRow, effect: Effect) -> bool:
    return (
        wanted.service == effect.service
        and wanted.target in ("", effect.target)
        and plain(wanted.text) in plain(effect.text)
        and same(wanted.values, effect.values)
    )


def _rows(expect: grammar.Expected, database: Database | None) -> Iterator[str]:
    for connection, queries in expect.rows.items():
        for query in queries:
            if database is None:
                yield f"rows of connection {connection} are expected, but it is not configured"
                continue
            try:
                rows = database.query(connection, query.sql, {}, limit=1000, seconds=10.0)
            except NodesError as error:
                yield f"rows of connection {connection}: {error}"
                continue
            if not same(query.rows, [dict(row) for row in rows]):
                shown = [dict(row) for row in rows[:3]]
                yield f"expected {plain(query.sql)[:60]} to give {query.rows}, it gave {shown}"


def _unused(simulation: Simulation) -> Iterator[str]:
    for answer in simulation.unused:
        if not answer.shared:
            yield unused_answer(answer)
    for leg in simulation.unused_legs:
        if not leg.shared:
            yield f"given.legs: nobody rang '{leg.target or 'anybody'}' ({leg.outcome})"


def unused_answer(answer: DatabaseAnswer | HttpAnswer) -> str:
    """Says that nobody asked for `answer`."""
    sort = "database" if isinstance(answer, DatabaseAnswer) else "http"
    text = answer.sql if isinstance(answer, DatabaseAnswer) else f"{answer.method} {answer.path}"
    shown = plain(text)[:60] or answer.node or "anything"
    return f"given.{sort}.{answer.connection}: nobody asked for the answer to '{shown.strip()}'"
