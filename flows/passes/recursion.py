"""The pass `recursion`: every flow that is entered exists, and no chain of calls comes back to itself."""

from __future__ import annotations

import networkx as nx

from flows import bounds
from flows.codes import graph as codes
from flows.passes.calling import call_graph
from flows.problems import short
from flows.program import Program


def check_recursion(program: Program) -> None:
    """Flows that are not there, flows that call themselves, and flows nested too deeply."""
    for unit in program.units.values():
        for bound in unit.nodes.values():
            for use in bound.values("flow"):
                if use.value in program.missing:
                    unit.add(codes.NO_SUCH_FLOW, bound, use.place, name=use.value)
    graph = call_graph(program)
    parts = list(nx.strongly_connected_components(graph))
    recursive = False
    for part in parts:
        back = [
            (start, end) for start in part for end, way in graph[start].items() if end in part and way["call"]
        ]
        if back:
            recursive = True
            _report(program, graph.subgraph(part), back)
    if not recursive:
        _depth(program, graph, parts)


def _report(program: Program, inner: nx.DiGraph[str], back: list[tuple[str, str]]) -> None:
    """One problem a component, where its first call stands."""
    order = {name: number for number, name in enumerate(program.units)}
    start, end = min(back, key=lambda pair: (order[pair[0]], order[pair[1]]))
    circle = [start, *nx.shortest_path(inner, end, start)]
    unit = program.units[start]
    where = next(
        (b, use)
        for b in unit.nodes.values()
        for use in b.values("flow")
        if use.value == end and not b.node.leaves
    )
    bound, use = where
    unit.add(codes.RECURSION, bound, use.place, circle=short(" → ".join(circle)))


def _depth(program: Program, graph: nx.DiGraph[str], parts: list[set[str]]) -> None:
    """How deep the stack of flows may grow; flows that only jump to each other are one step."""
    depth: dict[str, int] = {}
    for part in parts:
        below = [
            depth[end] + (1 if graph[start][end]["call"] else 0)
            for start in part
            for end in graph.successors(start)
            if end not in part
        ]
        depth.update(dict.fromkeys(part, max(below, default=1)))
    deepest = depth.get(program.main, 0)
    if deepest > bounds.CALL_DEPTH:
        unit = program.units[program.main]
        unit.report.add(codes.TOO_NESTED, unit.flow.line, depth=deepest, limit=bounds.CALL_DEPTH)
