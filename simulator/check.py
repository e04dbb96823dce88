"""Compares a call that is over with what its script expected: every difference, line and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.events import Heard, NodeEntered, NodeFailed
from flows.problems import Lang
from nodes.errors import NodesError
from nodes.services import Database
from simulator import grammar
from simulator.effects import effects
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer, plain
from simulator.record import CallRecord
from simulator.sameness import same
from simulator.script import CallCase
from simulator.session import Simulation
from simulator.told import Told, Where, cut
from simulator.ways import path_differences

_HEARD = 3
"""Prompts that a difference shows, the last ones."""


@dataclass(frozen=True, slots=True)
class Unused:
    """Something prepared that nobody asked for, with its line in the script; 0 if it stands in none."""

    line: int
    told: Told


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that was not as scripted; `where` the call stood then, or at its end."""

    file: str
    line: int
    case: str
    told: Told
    where: Where = field(default_factory=Where)

    def text(self, lang: Lang = "en") -> str:
        """Some lines for people: what was expected, then what was heard, where and by which way."""
        own = [f"{self.file}:{self.line}: {self.case}: {self.told.text(lang)}"]
        return "\n    ".join(own + self.where.lines(lang))

    def to_json(self, lang: Lang = "en") -> dict[str, Any]:
        """The difference as `callwright test --json` prints it."""
        where = self.where
        return {
            "line": self.line,
            "message": self.told.text(lang),
            "flow": where.flow,
            "node": where.node,
            "seconds": where.at / 1000,
            "heard": list(where.heard),
            "path": list(where.path),
            "errors": list(where.errors),
        }

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.case}: {self.told}"


def differences(
    case: CallCase, record: CallRecord, database: Database | None = None
) -> tuple[Difference, ...]:
    """Everything in which `record` is not what `case` expected, in the order of the script.

    `database` is asked for expected rows. What only a simulation knows (effects, prepared answers that
    nobody asked for) is compared if `record` is one.
    """
    line, expect = case.expect_line, case.expect
    found = [(failure.line, failure.told, failure.where) for failure in record.failures]
    told = [*_expected(expect, record), *_happened(expect, record), *_rows(expect, database)]
    if isinstance(record, Simulation):
        told += effects(expect, record.effects)
        if expect.keys_sent is not None and "".join(record.keys_sent) != expect.keys_sent:
            sent = "".join(record.keys_sent)
            told.append(
                Told(
                    f"expected the keys {expect.keys_sent} to be sent, '{sent}' were",
                    f"应发送按键 {expect.keys_sent}，实际为“{sent}”",
                )
            )
        spare = unused(record, shared=False)
        found += [(each.line or case.line, each.told, Where()) for each in spare]
    if told:
        end = _end(record)
        found += [(line, each, end) for each in told]
    return tuple(Difference(case.file, at, case.name, each, where) for at, each, where in found)


def _end(record: CallRecord) -> Where:
    """Where the call ended, and what failed in it."""
    last = next((event for event in reversed(record.events) if isinstance(event, NodeEntered)), None)
    heard = [event.text for event in record.events if isinstance(event, Heard) and event.text]
    errors = (
        f"{event.flow}.{event.node}: {event.message}"
        for event in record.events
        if isinstance(event, NodeFailed)
    )
    at = round(record.events[-1].t * 1000) if record.events else 0
    flow, node = (last.flow, last.node) if last else ("", "")
    return Where(flow, node, at, tuple(heard[-_HEARD:]), record.path, tuple(errors))


def _expected(expect: grammar.Expected, record: CallRecord) -> Iterator[Told]:
    if expect.result is not None and record.result != expect.result:
        yield Told(
            f"expected the result {expect.result}, it was {record.result or 'none'}",
            f"结果应为 {expect.result}，实际为 {record.result or '无'}",
        )
    if expect.path or expect.not_visited:
        yield from path_differences(expect, record.path)
    for name, value in expect.variables.items():
        if name not in record.variables:
            yield Told(
                f"expected the variable {name} to be {value!r}, it was never set",
                f"变量 {name} 应为 {value!r}，从未赋值",
            )
        elif not same(value, record.variables[name]):
            was = record.variables[name]
            yield Told(
                f"expected the variable {name} to be {value!r}, it was {was!r}",
                f"变量 {name} 应为 {value!r}，实际为 {was!r}",
            )
    wanted = expect.milestones
    for name, value in (wanted if isinstance(wanted, dict) else dict.fromkeys(wanted)).items():
        if name not in record.milestones:
            yield Told(f"the milestone {name} was not reached", f"没有到达里程碑 {name}")
        elif value is not None and record.milestones[name] != value:
            was = record.milestones[name]
            yield Told(
                f"expected the milestone {name} with '{value}', it had '{was}'",
                f"里程碑 {name} 的值应为“{value}”，实际为“{was}”",
            )


def _happened(expect: grammar.Expected, record: CallRecord) -> Iterator[Told]:
    """The first expected event that does not follow those before it."""
    place, events = 0, [event.to_json() for event in record.events] if expect.events else []
    for row in expect.events:
        wanted = row.model_dump()
        found = next((n for n in range(place, len(events)) if same(wanted, events[n])), None)
        if found is None:
            near = [_shown(event) for event in events[place:] if event["kind"] == wanted["kind"]][:3]
            shown = _shown(wanted)
            yield Told(
                f"expected the event {shown}, there was {'; '.join(near) or 'none'}",
                f"应有事件 {shown}，实际为：{'；'.join(near) or '无'}",
            )
            return
        place = found + 1


def _shown(event: Mapping[str, Any]) -> str:
    return " ".join(
        str(value) if name == "kind" else f"{name}={cut(str(value))}"
        for name, value in event.items()
        if name not in ("t", "step", "path") and value != ""
    )


def _rows(expect: grammar.Expected, database: Database | None) -> Iterator[Told]:
    for connection, queries in expect.rows.items():
        for query in queries:
            if database is None:
                yield Told(
                    f"rows of connection {connection} are expected, but it is not configured",
                    f"脚本要查连接 {connection} 的数据，但没有配置它",
                )
                continue
            try:
                rows = database.query(connection, query.sql, {}, limit=1000, seconds=10.0)
            except NodesError as error:
                yield Told(f"rows of connection {connection}: {error}", f"连接 {connection} 的数据：{error}")
                continue
            if not same(query.rows, [dict(row) for row in rows]):
                sql, shown = cut(plain(query.sql)), [dict(row) for row in rows[:3]]
                yield Told(
                    f"expected {sql} to give {query.rows}, it gave {shown}",
                    f"{sql} 应得到 {query.rows}，实际为 {shown}",
                )


def unused(simulation: Simulation, *, shared: bool) -> Iterator[Unused]:
    """What was prepared and never asked for: for all cases of a script (`shared`), or for this one."""
    for answer in simulation.unused:
        if answer.shared is shared:
            yield Unused(answer.line, _unused_answer(answer))
    for leg in simulation.unused_legs:
        if leg.shared is shared:
            yield Unused(leg.line, _unused_leg(leg))


def _unused_leg(leg: Leg) -> Told:
    """Says that nobody rang `leg`."""
    return Told(
        f"given.legs: nobody rang '{leg.target or 'anybody'}' ({leg.outcome})",
        f"given.legs：没有呼叫过“{leg.target or '任何人'}”（{leg.outcome}）",
    )


def _unused_answer(answer: DatabaseAnswer | HttpAnswer) -> Told:
    """Says that nobody asked for `answer`."""
    sort = "database" if isinstance(answer, DatabaseAnswer) else "http"
    text = answer.sql if isinstance(answer, DatabaseAnswer) else f"{answer.method} {answer.path}"
    shown = plain(text)[:60].strip() or answer.node or "anything"
    where = f"given.{sort}.{answer.connection}"
    return Told(f"{where}: nobody asked for the answer to '{shown}'", f"{where}：准备的回答“{shown}”没有用到")
