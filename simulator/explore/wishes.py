"""Which values of which variable decide where a call goes, in all flows of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2.nodes import Node as Tree

from flows.release import CompiledFlow, CompiledNode, Release
from nodes.contract import Node
from nodes.data.query import Query
from nodes.declare import Use, uses
from nodes.errors import ExpressionError
from nodes.expressions import evaluate
from nodes.logic.condition import Condition
from nodes.logic.loop import Loop
from nodes.logic.return_ import ReturnNode
from nodes.logic.set import Set
from nodes.logic.subflow import Subflow
from nodes.logic.switch import Case, Switch
from nodes.prompts import Prompt
from simulator.explore.choice import Spot, Target
from simulator.explore.mining import Path, compared, path_of, paths_in, readings_in, tree_of, yes_or_no
from simulator.explore.samples import matching

Place = tuple[str, Path]
"""A path as one flow writes it."""

ROUNDS = 6
"""How often values are passed on from a variable to the one that it was filled from."""

MOST = 7
"""Values of one variable that are tried at one place."""

FAR = 1_000
"""How far a node counts that nothing leads to."""

OTHER = "other"
"""A text that no author compares with."""

Aims = dict[object, set[Target]]
"""Values, each with the exits that it may open."""


@dataclass
class Wishes:
    """What the flows of a release would like their variables to be.

    `values` are those that conditions and switches compare with, `decided` the exits of conditions that any
    other value has a say in, `readings` how a value is read out or what it passes through, `fields` the
    parts that are read of it.
    """

    values: dict[Place, Aims] = field(default_factory=dict)
    decided: dict[Place, set[Target]] = field(default_factory=dict)
    readings: dict[Place, str] = field(default_factory=dict)
    fields: dict[Place, dict[str, None]] = field(default_factory=dict)

    def of(self, flow: str, *path: str) -> Aims:
        """The values for a path of `flow`, in the order found."""
        return self.values.get((flow, path), {})

    def nearest(self, near: Mapping[Spot, int], flow: str, *path: str) -> list[tuple[object, set[Target]]]:
        """The values for a path of `flow`, those that decide the nearest nodes first, a few of them."""

        def far(each: tuple[object, set[Target]]) -> int:
            return min((near.get(aim[:2], FAR) for aim in each[1]), default=FAR)

        return sorted(self.of(flow, *path).items(), key=far)[:MOST]

    def add(self, flow: str, path: Path, value: object, *aims: Target) -> None:
        """Note that `value` of `path` may open `aims`."""
        known = self.values.setdefault((flow, path), {})
        same = next((each for each in known if each == value and type(each) is type(value)), value)
        known.setdefault(same, set()).update(aims)

    def decide(self, flow: str, path: Path, exits: Iterable[Target]) -> None:
        """Note that any value of `path` has a say in `exits`."""
        self.decided.setdefault((flow, path), set()).update(exits)

    def usual(self, flow: str, *path: str) -> set[Target]:
        """The exits that a value may open which nothing is compared with."""
        return self.decided.get((flow, path), set())

    def read(self, flow: str, path: Path, reading: str = "") -> None:
        """Note that `path` is read."""
        if len(path) > 1:
            self.fields.setdefault((flow, path[:-1]), {})[path[-1]] = None
        if reading:
            self.readings.setdefault((flow, path), reading)


def wishes_of(release: Release) -> Wishes:
    """What the flows of `release` wish for."""
    wishes = Wishes()
    for flow in release.flows.values():
        for compiled in flow.nodes.values():
            _node(wishes, flow, compiled)
    links = [link for flow in release.flows.values() for link in _links(release, flow)]
    for _ in range(ROUNDS):
        for filled, source in links:
            _pass_on(wishes, filled, source)
    return wishes


def _node(wishes: Wishes, flow: CompiledFlow, compiled: CompiledNode) -> None:
    node = compiled.node
    for use in uses(node):
        for source, template in _sources(use):
            tree = tree_of(source, template=template)
            if tree is None:
                continue
            for path in paths_in(tree):
                wishes.read(flow.name, path)
            for path, reading in readings_in(tree):
                wishes.read(flow.name, path, reading)
            found = list(compared(tree))
            if isinstance(node, Condition):
                found += [(path, value) for path in yes_or_no(tree) for value in (True, False)]
            for path, value in found:
                wishes.add(flow.name, path, value, *_opened(flow, compiled, use, tree, path, value))
                wishes.decide(flow.name, path, _exits(flow, compiled, use))
    if isinstance(node, Switch):
        _switch(wishes, flow.name, compiled.id, node)


def _sources(use: Use) -> Iterator[tuple[str, bool]]:
    """The expressions and templates that a value of a node holds; for each whether it is a template."""
    if use.kind in ("expression", "template") and use.value:
        yield str(use.value), use.kind == "template"
    elif isinstance(use.value, Prompt):
        for _, segment in use.value.segments():
            if segment.kind in ("say", "value"):
                yield (
                    (segment.text, True)
                    if segment.kind == "say"
                    else (f"{{{{ {segment.text}|{segment.reading or 'text'} }}}}", True)
                )


def _opened(
    flow: CompiledFlow, compiled: CompiledNode, use: Use, tree: Tree, path: Path, value: object
) -> list[Target]:
    """The exits that a value may open: that of a condition's row if it makes the row true, else those below.

    Where other values have a say in it, all of them.
    """
    exits = _exits(flow, compiled, use)
    true = _is_true(str(use.value), tree, path, value) if exits else None
    return exits if true is None else exits[:1] if true else exits[1:]


def _exits(flow: CompiledFlow, compiled: CompiledNode, use: Use) -> list[Target]:
    """The exit of a condition's row, then those below it; none of another node."""
    if not isinstance(compiled.node, Condition):
        return []
    names = [row.exit for row in compiled.node.branches[max(0, use.row - 1) :]]
    return [(flow.name, compiled.id, name) for name in (*names, "else")]


def _is_true(source: str, tree: Tree, path: Path, value: object) -> bool | None:
    """Whether a condition is true of one value; None where that does not decide it."""
    if set(paths_in(tree)) != {path}:
        return None
    scope: object = value
    for part in reversed(path):
        scope = {part: scope}
    assert isinstance(scope, dict), "a path has at least one part"
    try:
        return bool(evaluate(source, scope))
    except ExpressionError:
        return None


def _switch(wishes: Wishes, flow: str, id_: str, node: Switch) -> None:
    tree = tree_of(node.value)
    for path in paths_in(tree) if tree is not None else ():
        for row in node.cases:
            for value in _fitting(row):
                wishes.add(flow, path, value, (flow, id_, row.exit))
        for value in (OTHER, *(str(int(row.to) + 1) for row in node.cases if row.to.isdigit())):
            wishes.add(flow, path, value, (flow, id_, "else"))


def _fitting(row: Case) -> list[str]:
    """Values that a row of a switch fits."""
    if row.equals:
        return [row.equals]
    if row.any_of:
        return [item.strip() for item in row.any_of.split(",")][:1]
    if row.from_ or row.to:
        return [bound for bound in (row.from_, row.to) if bound]
    found = matching(row.pattern)
    return [] if found is None else [found]


Link = tuple[Place, Place]
"""A variable, and what it was filled from."""


def _links(release: Release, flow: CompiledFlow) -> Iterator[Link]:
    """Where variables of `flow`, or of a flow that it calls, are filled from paths."""
    for compiled in flow.nodes.values():
        node: Node = compiled.node
        if isinstance(node, Set):
            yield from (((flow.name, (row.name,)), (flow.name, _path(row.value))) for row in node.values)
        elif isinstance(node, Subflow):
            yield from (((node.flow, (row.name,)), (flow.name, _path(row.value))) for row in node.in_)
            called = release.flows.get(node.flow)
            yield from _outputs(flow.name, node, called) if called else ()
        elif isinstance(node, Loop) and node.item:
            yield (flow.name, (node.item,)), (flow.name, _path(node.items))
        elif isinstance(node, Query) and node.into and node.columns:
            yield from (
                ((flow.name, (row.into,)), (flow.name, (node.into, row.column))) for row in node.columns
            )


def _outputs(flow: str, node: Subflow, called: CompiledFlow) -> Iterator[Link]:
    wanted = {row.value: row.into for row in node.out}
    for compiled in called.nodes.values():
        if isinstance(compiled.node, ReturnNode):
            for row in compiled.node.values:
                if row.name in wanted:
                    yield (flow, (wanted[row.name],)), (called.name, _path(row.value))


def _path(source: str) -> Path:
    tree = tree_of(source) if source else None
    return path_of(tree)


def _pass_on(wishes: Wishes, filled: Place, source: Place) -> None:
    """What is wished of a variable is wished of what it was filled from, and so with its parts."""
    if not source[1]:
        return
    (flow, path), (from_flow, from_path) = filled, source
    size = len(path)
    for (place, known), values in list(wishes.values.items()):
        if place == flow and known[:size] == path:
            for value, aims in list(values.items()):
                wishes.add(from_flow, from_path + known[size:], value, *aims)
    for (place, known), exits in list(wishes.decided.items()):
        if place == flow and known[:size] == path:
            wishes.decide(from_flow, from_path + known[size:], exits)
    for (place, known), names in list(wishes.fields.items()):
        if place == flow and known[:size] == path:
            for name in names:
                wishes.read(from_flow, (*from_path, *known[size:], name))
    for (place, known), reading in list(wishes.readings.items()):
        if place == flow and known[:size] == path:
            wishes.read(from_flow, from_path + known[size:], reading)
