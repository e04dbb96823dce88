"""The pass `cycles`: no circle of nodes goes round without a caller or a cap.

A way is *silent* unless it leaves by an exit that the caller caused or that its node counts. Every silent
circle is a problem, and every problem is found: what is left of the graph when all other ways are taken out
must have no circle. Circles may run through `jump`s, and through a called flow that comes back silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from flows.codes import graph as codes
from flows.passes.calling import callees_first, jumps, returns
from flows.program import Program, Unit, Way
from nodes.logic.subflow import Subflow

Spot = tuple[str, str]
"""A node: the name of its flow and its id."""

SHOWN = 12
"""Nodes of a circle that a message names."""


def check_cycles(program: Program) -> None:
    """Report each silent circle once, at its first node in the order of the files."""
    silent = silent_returns(program)
    ways: dict[Spot, list[Spot]] = {}
    for name, unit in program.units.items():
        for start in unit.ways:
            ways[name, start] = [(name, way.to) for way in silent_ways(unit, start, silent)]
        for bound, jump in jumps(unit):
            target = program.units.get(jump.flow)
            if target is not None and target.flow.start in target.flow.nodes:
                ways[name, bound.id].append((jump.flow, target.flow.start))
    order = {spot: number for number, spot in enumerate(ways)}
    graph = _circling(ways)
    for part in nx.strongly_connected_components(graph):
        first = min(part, key=order.__getitem__)
        if len(part) > 1 or graph.has_edge(first, first):
            _report(program, graph, first, part)


def _circling(ways: Mapping[Spot, Sequence[Spot]]) -> nx.DiGraph[Spot]:
    """What is left of the graph when each node is taken out to which no way leads, again and again.

    That leaves the circles and what lies behind them: of a good flow nothing.
    """
    led = Counter(to for targets in ways.values() for to in targets)
    waiting = [spot for spot in ways if not led[spot]]
    out = set(waiting)
    while waiting:
        for to in ways[waiting.pop()]:
            led[to] -= 1
            if not led[to]:
                out.add(to)
                waiting.append(to)
    return nx.DiGraph((spot, to) for spot in ways if spot not in out for to in ways[spot])


def silent_ways(unit: Unit, start: str, silent: dict[str, set[str]]) -> Iterator[Way]:
    """The ways on from a node that a call may take with nobody doing anything."""
    bound = unit.nodes.get(start)
    # A node that could not be understood is a problem already; its exits are not made a second one.
    if bound is None:
        return
    for way in unit.ways[start]:
        if not bound.written.enabled:
            yield way
        elif way.declared is None:
            # A call hangs up once only, so that no circle of it can go round by this exit.
            if way.exit != "hangup":
                yield way
        elif not (way.declared.caller or way.declared.capped):
            node = bound.node
            if not isinstance(node, Subflow) or way.exit in silent.get(node.flow, set()):
                yield way


def silent_returns(program: Program) -> dict[str, set[str]]:
    """For each flow the names by which it may return with nobody having done anything in it."""
    silent: dict[str, set[str]] = {name: set() for name in program.units}
    units = callees_first(program)
    changed = True
    while changed:
        changed = False
        for unit in units:
            found = _returned(unit, silent)
            if found != silent[unit.name]:
                silent[unit.name] = found
                changed = True
    return silent


def _returned(unit: Unit, silent: dict[str, set[str]]) -> set[str]:
    if unit.flow.start not in unit.flow.nodes:
        return set()
    waiting = [unit.flow.start]
    seen = set(waiting)
    while waiting:
        for way in silent_ways(unit, waiting.pop(), silent):
            if way.to not in seen:
                seen.add(way.to)
                waiting.append(way.to)
    names = {node.name for bound, node in returns(unit) if bound.id in seen}
    for bound, jump in jumps(unit):
        if bound.id in seen:
            names |= silent.get(jump.flow, set())
    return names


def _report(program: Program, graph: nx.DiGraph[Spot], first: Spot, part: set[Spot]) -> None:
    """Name a shortest circle through `first`."""
    inner = graph.subgraph(part)
    paths = nx.single_source_shortest_path(inner, first)
    last = min((len(paths[spot]), spot) for spot in inner.predecessors(first))[1]
    circle = [*paths[last], first]
    names = [id_ if flow == first[0] else f"{flow}:{id_}" for flow, id_ in circle]
    if len(names) > SHOWN:
        names = [*names[: SHOWN - 1], "…", names[-1]]
    unit = program.units[first[0]]
    line = unit.flow.nodes[first[1]].line
    unit.report.add(codes.ENDLESS, line, node=first[1], circle=" → ".join(names))
