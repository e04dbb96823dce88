"""How flows enter each other: who calls and who jumps to whom, and in which order to look at them."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from flows.program import BoundNode, Program, Unit
from nodes.logic.jump import JumpNode
from nodes.logic.return_ import ReturnNode
from nodes.logic.subflow import Subflow


def calls(unit: Unit) -> Iterator[tuple[BoundNode, Subflow]]:
    """The enabled nodes of a flow that call another and come back."""
    return ((b, b.node) for b in unit.nodes.values() if isinstance(b.node, Subflow) and b.written.enabled)


def jumps(unit: Unit) -> Iterator[tuple[BoundNode, JumpNode]]:
    """The enabled nodes of a flow that leave it for another."""
    return ((b, b.node) for b in unit.nodes.values() if isinstance(b.node, JumpNode) and b.written.enabled)


def returns(unit: Unit) -> Iterator[tuple[BoundNode, ReturnNode]]:
    """The enabled nodes of a flow that go back to its caller."""
    return ((b, b.node) for b in unit.nodes.values() if isinstance(b.node, ReturnNode) and b.written.enabled)


def call_graph(program: Program) -> nx.DiGraph[str]:
    """The flows and who enters whom; the attribute `call` of an edge is False where there are only jumps."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(program.units)
    for name, unit in program.units.items():
        for _, jump in jumps(unit):
            if jump.flow in program.units:
                graph.add_edge(name, jump.flow, call=False)
        for _, call in calls(unit):
            if call.flow in program.units:
                graph.add_edge(name, call.flow, call=True)
    return graph


def callees_first(program: Program) -> list[Unit]:
    """The flows, each after those that it enters, as far as they do not enter each other."""
    # Tarjan's algorithm gives components in the reverse of a topological order.
    components = nx.strongly_connected_components(call_graph(program))
    position = {name: number for number, name in enumerate(program.units)}
    return [program.units[name] for part in components for name in sorted(part, key=position.__getitem__)]
