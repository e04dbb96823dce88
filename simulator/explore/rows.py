"""What a database or a web service may answer a node: rows and data of plausible values, none, failures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from flows.release import CompiledFlow, CompiledNode
from nodes.data.http_ import Http
from nodes.data.query import Query
from nodes.data.replies import steps
from nodes.data.update import Update
from simulator.explore.chart import Chart
from simulator.explore.choice import Context, Option, Spot, Target
from simulator.explore.foresight import foreseen
from simulator.explore.samples import sample
from simulator.explore.wishes import Wishes

MOST_VARIANTS = 24
"""Answers of one node that differ in their values only."""

MOST_COMBINED = 600
"""Where the values of all columns make more combinations, one column at a time is changed."""

FAILURES: dict[str, dict[str, Any]] = {"failed": {"error": "unavailable"}, "timeout": {"error": "timeout"}}
"""How any service fails, by the exit that it leads to."""


class Answers:
    """The answers that the services of one release may give, worked out once for each node."""

    def __init__(self, chart: Chart, wishes: Wishes) -> None:
        self._chart = chart
        self._release = chart.release
        self._wishes = wishes
        self._known: dict[tuple[str, str, str], tuple[Option, ...]] = {}
        self._near: dict[Spot, int] = {}

    def database(self, context: Context) -> tuple[Option, ...]:
        """What a query or an update of the node where the call stands may be answered."""
        return self._options(context, "database")

    def http(self, context: Context) -> tuple[Option, ...]:
        """What a request of the node where the call stands may be answered."""
        return self._options(context, "http")

    def _options(self, context: Context, service: str) -> tuple[Option, ...]:
        flow, id_ = context[-1]
        key = (flow, id_, service)
        if key not in self._known:
            self._near = self._chart.near(context)
            made = self._made(self._release.flows[flow], self._release.flows[flow].nodes[id_], service)
            failing = (Option(exit_, values, (exit_,)) for exit_, values in FAILURES.items())
            self._known[key] = tuple({option.label: option for option in (*made, *failing)}.values())
        return self._known[key]

    def _made(self, flow: CompiledFlow, compiled: CompiledNode, service: str) -> Iterator[Option]:
        node = compiled.node
        if isinstance(node, Update):
            yield Option("done", {"changed": 1}, ("done",))
            yield Option("unchanged", {"changed": 0}, ("unchanged",))
        elif isinstance(node, Query):
            yield from self._rows(flow, node, compiled.exits)
            yield Option("none", {"rows": []}, ("none",))
            if "error" in compiled.exits:
                yield Option("a row of nothing", {"rows": [{}]}, ("error",))
        elif isinstance(node, Http):
            yield from self._replies(flow, node, compiled.exits)
            yield Option("404", {"status": 404}, ("refused",))
            yield Option("503", {"status": 503}, ("failed",))
        elif service == "database":
            yield Option("a row", {"rows": [{}]})
            yield Option("no row", {"rows": [], "changed": 0})
        else:
            yield Option("200", {"data": {}})
            yield Option("404", {"status": 404})

    def _rows(self, flow: CompiledFlow, node: Query, exits: Mapping[str, str]) -> Iterator[Option]:
        columns: Columns = {}
        for row in node.columns:
            columns[row.column] = self._value(flow, row.into)
        for name in self._wishes.fields.get((flow.name, (node.into,)), ()) if node.into else ():
            columns[name] = self._value(flow, node.into, name)
        found = []
        for label, values, aims in _variants(columns):
            rows = [values] if node.result == "row" else [values, dict(values)]
            filled: dict[str, object] = {each.into: values[each.column] for each in node.columns}
            filled |= {node.into: values if node.result == "row" else rows} if node.into else {}
            opened = foreseen(self._release, flow, exits.get(node.result, ""), filled, aims)
            found.append(Option(f"{node.result}{label}", {"rows": rows}, (node.result,), opened))
        yield from _telling(found)

    def _replies(self, flow: CompiledFlow, node: Http, exits: Mapping[str, str]) -> Iterator[Option]:
        parts: Columns = {}
        for row in node.extract:
            if row.path.startswith("data"):
                parts[row.path] = self._value(flow, row.into)
        for name in self._wishes.fields.get((flow.name, (node.into,)), ()) if node.into else ():
            parts[f"data.{name}"] = self._value(flow, node.into, name)
        found = []
        for label, values, aims in _variants(parts):
            document = _document(values)
            filled = {each.into: values[each.path] for each in node.extract if each.path in values}
            filled |= {node.into: document} if node.into else {}
            opened = foreseen(self._release, flow, exits.get("ok", ""), filled, aims)
            found.append(Option(f"200{label}", {"data": document}, ("ok",), opened))
        yield from _telling(found)

    def _value(self, flow: CompiledFlow, *path: str) -> Values:
        """A plausible value for a variable or a part of it, then those that something is compared with."""
        variable = flow.variables.get(path[0])
        type_ = variable.type if variable and len(path) == 1 else "text"
        wished = self._wishes.nearest(self._near, flow.name, *path)
        reading = self._wishes.readings.get((flow.name, path), "")
        if not reading and any(isinstance(value, int) and not isinstance(value, bool) for value, _ in wished):
            reading = "number"
        usual = (sample(path[-1], type_, reading), self._wishes.usual(flow.name, *path))
        return [usual, *((_written(value), aims) for value, aims in wished)]


def _telling(options: Sequence[Option]) -> Sequence[Option]:
    """The usual option and those that go other ways, the first of each way; then others, up to a bound."""
    first: dict[tuple[Target, ...], Option] = {}
    for option in options:
        first.setdefault(option.aims, option)
    telling = {option.label: option for option in (*first.values(), *options)}
    return list(telling.values())[:MOST_VARIANTS]


def _written(value: object) -> object:
    """A value as a script can hold it."""
    return value if value is None or isinstance(value, str | bool | int) else str(value)


Values = list[tuple[object, set[Target]]]
"""The values of a column, the usual first, each with the exits that it may open."""
Columns = dict[str, Values]
Picked = tuple[int, ...]
"""Which value each column has."""


def _variants(columns: Columns) -> Iterator[tuple[str, dict[str, object], tuple[Target, ...]]]:
    """The usual row, then rows with the values that are compared with: label, row, what it may open."""
    sizes = [len(values) for values in columns.values()]
    for picked in _all(sizes) if prod(sizes) <= MOST_COMBINED else _one_by_one(sizes):
        values = {name: columns[name][number] for name, number in zip(columns, picked, strict=True)}
        changed = [name for name, number in zip(columns, picked, strict=True) if number]
        aims = {aim for name in changed or columns for aim in values[name][1]}
        label = ", ".join(f"{name}={values[name][0]}" for name in changed)
        row = {name: value for name, (value, _) in values.items()}
        yield f" {label}" if label else "", row, tuple(sorted(aims))


def _all(sizes: Sequence[int]) -> Iterator[Picked]:
    """Every combination, those with the fewest changes first."""
    return iter(sorted(product(*map(range, sizes)), key=lambda picked: (sum(map(bool, picked)), picked)))


def _one_by_one(sizes: Sequence[int]) -> Iterator[Picked]:
    """The usual values, then each other value by itself: where all combinations are too many."""
    usual = (0,) * len(sizes)
    yield usual
    for place, size in enumerate(sizes):
        yield from ((*usual[:place], number, *usual[place + 1 :]) for number in range(1, size))


def _document(values: Mapping[str, object]) -> object:
    """A document that has `values` at their paths, such as `data.items[0].name`."""
    document: dict[str, Any] = {}
    for path, value in values.items():
        here: Any = document
        names = steps(path)
        for step, following in zip(names, [*names[1:], None], strict=True):
            there: Any = value if following is None else [] if isinstance(following, int) else {}
            if isinstance(here, list):
                here.extend({} for _ in range(int(step) + 1 - len(here)))
                if following is None or not isinstance(here[int(step)], type(there)) or not here[int(step)]:
                    here[int(step)] = there
            elif following is None:
                here[step] = there
            else:
                here.setdefault(step, there)
            here = here[int(step) if isinstance(here, list) else step]
    return document.get("data")
