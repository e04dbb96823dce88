"""Turns what is known of a call that was made into the `given` of a call script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.events import (
    MASK,
    ApplicationRun,
    CallStarted,
    CallTransferred,
    Event,
    LegDialled,
    RecordingMade,
    ServiceUsed,
)
from flows.release import CompiledNode, Release
from simulator.applications import KNOWN
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.told import Told

_OUTCOMES = {"ended": "answer", "busy": "busy", "no_answer": "no_answer", "rejected": "rejected"}
"""How a dialled leg ended, as the outcome of a party; anything else is `failed`."""

_LONG_TALK = 3600
"""Seconds that a party talks with a caller who hangs up: longer than any caller."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a call beside its journal; a journal of the store comes alone.

    `given` are its circumstances, `asked` what databases and web services answered, in order, `legs` the
    parties whose behaviour was chosen while they rang, each with whom it stood for. `release` tells which
    variables are sensitive. `values` and `numbers` are first values of the main flow and first numbers of
    series, for a call whose circumstances are not given. `notes` are what else a person should be told.
    """

    given: Given | None = None
    asked: Sequence[DatabaseAnswer | HttpAnswer] | None = None
    legs: Sequence[Leg] = ()
    release: Release | None = None
    notes: tuple[Told, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Circumstances:
    """The mapping `given`, and what a person has to add to it."""

    given: dict[str, Any] = field(default_factory=dict)
    notes: list[Told] = field(default_factory=list)


def circumstances_of(events: Sequence[Event], known: Known) -> Circumstances:
    """The circumstances of the call whose journal `events` are."""
    found = Circumstances()
    given = found.given
    started = next((event for event in events if isinstance(event, CallStarted)), None)
    if started is not None:
        given.update(now=started.now, caller=started.caller, called=started.called)
        given["line"] = _line(started, known.given)
    if known.given is not None:
        given.update(_own(known.given, known.release, found.notes))
    else:
        _put(given, "variables", _values(known.values, known.release, found.notes))
        _put(given, "numbers", dict(known.numbers))
    calendars = {e.target: e.outcome for e in _used(events, "calendars.state")}
    _put(given, "calendars", {name: state for name, state in calendars.items() if state != "unavailable"})
    if known.asked is None:
        _unknown(events, found.notes)
    else:
        _put(given, "database", _database(known.asked, known.release, found.notes))
        _put(given, "http", _http(known.asked, known.release, found.notes))
    _put(given, "legs", _legs(events, known))
    _switch(events, known, given)
    return found


def _put(given: dict[str, Any], name: str, value: Any) -> None:
    if value:
        given[name] = value


def _line(started: CallStarted, given: Given | None) -> dict[str, str]:
    if given is None:
        return {"number": started.called, "name": started.line}
    line = given.line
    return {name: value for name in ("number", "name", "tenant") if (value := getattr(line, name))}


def _own(given: Given, release: Release | None, notes: list[Told]) -> dict[str, Any]:
    """What only the circumstances themselves say."""
    own: dict[str, Any] = {}
    _put(own, "caller_name", given.facts.caller_name)
    _put(own, "headers", dict(given.facts.headers))
    _put(own, "variables", _values(given.values, release, notes))
    _put(own, "numbers", dict(given.world.first_numbers))
    if given.world.seed != 1:
        own["seed"] = given.world.seed
    return own


def _values(values: Mapping[str, object], release: Release | None, notes: list[Told]) -> dict[str, Any]:
    declared = release.flows[release.main].variables if release else {}
    shown: dict[str, Any] = {}
    for name, value in values.items():
        if name in declared and declared[name].sensitive:
            shown[name] = MASK
            notes.append(_masked(f"given.variables.{name}"))
        else:
            shown[name] = plain_value(value)
    return shown


def _masked(where: str) -> Told:
    return Told(f"{where} is sensitive and masked: write a value", f"{where} 是敏感内容，已隐去：请填写")


def _used(events: Iterable[Event], service: str) -> list[ServiceUsed]:
    return [event for event in events if isinstance(event, ServiceUsed) and event.service == service]


def _unknown(events: Sequence[Event], notes: list[Told]) -> None:
    """Say which answers the journal does not hold."""
    for event in events:
        if isinstance(event, ServiceUsed) and event.service.startswith(("database.", "http.")):
            sort = event.service.partition(".")[0]
            connection = event.target.partition(" ")[0]
            told = Told(
                f"given.{sort}.{connection}: the journal does not hold what node {event.node} was answered "
                f"({event.outcome}): write it",
                f"given.{sort}.{connection}：日志没有记下节点 {event.node} 的应答（{event.outcome}）：请填写",
            )
            if told not in notes:
                notes.append(told)


def _counted(
    asked: Sequence[DatabaseAnswer | HttpAnswer], sort: type
) -> Iterable[tuple[DatabaseAnswer | HttpAnswer, int]]:
    """Each answer that was given, with how often; one that serves for ever counts 0 and comes once."""
    found: list[tuple[DatabaseAnswer | HttpAnswer, int]] = []
    for answer in asked:
        if not isinstance(answer, sort) or (not answer.times and (answer, 0) in found):
            continue
        if answer.times and found and found[-1][0] == answer:
            found[-1] = answer, found[-1][1] + 1
        else:
            found.append((answer, 1 if answer.times else 0))
    return found


def _database(
    asked: Sequence[DatabaseAnswer | HttpAnswer], release: Release | None, notes: list[Told]
) -> dict[str, Any]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for answer, times in _counted(asked, DatabaseAnswer):
        assert isinstance(answer, DatabaseAnswer), "only these were asked for"
        row: dict[str, Any] = {} if answer.node else {"sql": answer.sql} if answer.sql else {}
        _put(row, "node", answer.node)
        hidden = _hidden_columns(answer.node, release)
        _put(row, "rows", [_row(each, hidden) for each in answer.rows])
        if any(MASK in each.values() for each in row.get("rows", ())):
            notes.append(_masked(f"given.database.{answer.connection} ({answer.node})"))
        if answer.changed != 1:
            row["changed"] = answer.changed
        _put(row, "error", answer.error)
        _put(row, "seconds", answer.seconds)
        _put(row, "times", times)
        rows.setdefault(answer.connection, []).append(row)
    return rows


def _row(row: Mapping[str, Any], hidden: frozenset[str] | None) -> dict[str, Any]:
    return {
        name: MASK if hidden is None or name in hidden else plain_value(value) for name, value in row.items()
    }


def _http(
    asked: Sequence[DatabaseAnswer | HttpAnswer], release: Release | None, notes: list[Told]
) -> dict[str, Any]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for answer, times in _counted(asked, HttpAnswer):
        assert isinstance(answer, HttpAnswer), "only these were asked for"
        row: dict[str, Any] = {}
        for name in ("path", "method", "node"):
            _put(row, name, getattr(answer, name))
        if answer.status != 200:
            row["status"] = answer.status
        if _hidden_columns(answer.node, release) == frozenset():
            _put(row, "body", answer.body)
            if answer.data is not None:
                row["data"] = answer.data
        else:
            notes.append(_masked(f"given.http.{answer.connection} ({answer.node})"))
        _put(row, "error", answer.error)
        _put(row, "seconds", answer.seconds)
        _put(row, "times", times)
        rows.setdefault(answer.connection, []).append(row)
    return rows


def _hidden_columns(node: str, release: Release | None) -> frozenset[str] | None:
    """The columns of an answer that become sensitive variables; None: all of them."""
    hidden: set[str] = set()
    for flow in release.flows.values() if release else ():
        compiled: CompiledNode | None = flow.nodes.get(node)
        if compiled is None:
            continue
        secret = {name for name, variable in flow.variables.items() if variable.sensitive}
        if compiled.sensitive or getattr(compiled.node, "into", "") in secret:
            return None
        columns = (*getattr(compiled.node, "columns", ()), *getattr(compiled.node, "extract", ()))
        hidden |= {getattr(row, "column", row.into) for row in columns if row.into in secret}
    return frozenset(hidden)


def _legs(events: Sequence[Event], known: Known) -> list[dict[str, Any]]:
    """The parties: as they were prepared or chosen, else as the journal says how each dial ended."""
    legs = [*known.legs, *(known.given.legs if known.given else ())]
    if legs or known.given is not None:
        return [_leg(leg) for leg in legs]
    found = []
    for event in events:
        targets = event.targets if isinstance(event, LegDialled) else _handed_to(event)
        ended = getattr(event, "ended", "")
        if targets and ended != "transferred" and MASK not in targets:
            found += _rung(targets.split(", "), ended)
    return found


def _rung(targets: Sequence[str], ended: str) -> list[dict[str, Any]]:
    """The parties of a dial that ended so: one that answered, or all of them as the last one did."""
    if ended == "hangup":
        return [{"outcome": "answer", "target": targets[0], "seconds": _LONG_TALK, "times": 1}]
    outcome = _OUTCOMES.get(ended, "failed")
    rung = targets[:1] if outcome == "answer" else targets
    return [{"outcome": outcome, "target": target, "times": 1} for target in rung]


def _handed_to(event: Event) -> str:
    """The parties that were rung to hand the call to; empty for a plain transfer, which rings nobody here."""
    return event.target if isinstance(event, CallTransferred) and "/" in event.target else ""


def _leg(leg: Leg) -> dict[str, Any]:
    usual = Leg()
    names = ("outcome", "target", "after", "seconds", "cause", "times", "confirm", "confirm_after")
    return {name: value for name in names if (value := getattr(leg, name)) != getattr(usual, name)} or {
        "outcome": leg.outcome
    }


def _switch(events: Sequence[Event], known: Known, given: dict[str, Any]) -> None:
    """What the switch refused or answered."""
    if known.given is not None:
        _put(given, "transfers", [_fields(each) for each in known.given.refusals])
        answers = [_fields(each) for each in known.given.answers]
        _put(given, "applications", [{"name": each.pop("application"), **each} for each in answers])
        _put(given, "unwritable", dict(known.given.unwritable))
        return
    moved = [e for e in events if isinstance(e, CallTransferred) and not _handed_to(e)]
    refused = [each for each in moved if each.ended != "transferred"]
    _put(
        given,
        "transfers",
        [{"target": each.target, "ended": each.ended, "cause": each.cause} for each in refused],
    )
    runs = [e for e in events if isinstance(e, ApplicationRun) and not (e.ok and e.application in KNOWN)]
    _put(given, "applications", [{"name": each.application, "ok": each.ok} for each in runs])
    if any(isinstance(event, RecordingMade) and event.ended == "failed" for event in events):
        given["unwritable"] = {"/": "the recording failed in the call that this was"}


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__ if getattr(row, name) not in ("", 0.0)}


def plain_value(value: object) -> Any:
    """A value as YAML has it: dates and exact numbers as words, which the flow's types read again."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain_value(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
