"""The pass `after_hangup`: nothing that a hang-up leads to plays or listens."""

from __future__ import annotations

from flows.codes import graph as codes
from flows.problems import short
from flows.program import Program

Spot = tuple[str, str]


def check_after_hangup(program: Program) -> None:
    """Report every node with media that a handler or an exit `hangup` leads to, in whatever flow it is."""
    seen: dict[Spot, str] = {}
    waiting: list[Spot] = []

    def come_to(flow: str, node: str, origin: str) -> None:
        unit = program.units.get(flow)
        if unit is not None and node in unit.flow.nodes and (flow, node) not in seen:
            seen[flow, node] = origin
            waiting.append((flow, node))

    for name, unit in program.units.items():
        come_to(name, unit.flow.on_hangup, name)
        for ways in unit.ways.values():
            for way in ways:
                if way.exit == "hangup" and way.declared is None:
                    come_to(name, way.to, name)
    while waiting:
        spot = waiting.pop()
        flow, node = spot
        unit = program.units[flow]
        for way in unit.ways[node]:
            come_to(flow, way.to, seen[spot])
        bound = unit.nodes.get(node)
        if bound is None or not bound.written.enabled:
            continue
        for use in bound.values("flow"):
            entered = program.units.get(use.value)
            if entered is not None:
                come_to(use.value, entered.flow.start, seen[spot])
        if bound.node.media:
            other = "" if seen[spot] == flow else short(seen[spot])
            where = {"where": f"（从流程 {other} 的挂机处理）"} if other else {"where": ""}
            shown = f" (the handler of flow {other})" if other else ""
            unit.add(codes.MEDIA_AFTER_HANGUP, bound, zh=where, where=shown)
