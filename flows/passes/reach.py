"""The pass `reach`: which nodes a call can come to."""

from __future__ import annotations

from collections.abc import Iterable

from flows.codes import graph as codes
from flows.program import Unit


def check_reach(unit: Unit) -> None:
    """Find the nodes that can be reached, into `unit.reachable`, and report the others."""
    unit.reachable = reached(unit, unit.roots())
    if not unit.reachable:
        return
    for written in unit.flow.nodes.values():
        if written.id not in unit.reachable:
            unit.report.add(codes.UNREACHABLE, written.line, node=written.id)


def reached(unit: Unit, roots: Iterable[str]) -> set[str]:
    """The nodes of a flow that can be reached from `roots`, these among them."""
    waiting = list(roots)
    found = set(waiting)
    while waiting:
        for way in unit.ways[waiting.pop()]:
            if way.to not in found:
                found.add(way.to)
                waiting.append(way.to)
    return found
