"""Wires drawn, taken off, and nodes put into them: what each edit does to the parts of a flow.

A wire is named by where it begins: (node id, exit).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flowdesigner.document.bends import straight
from flowdesigner.document.errors import Refused
from flowdesigner.document.exits import exit_names, free_exit
from flowdesigner.document.node_edits import existing
from flowdesigner.document.parts import Part
from flowdesigner.words.say import say
from flows.model import Flow, FlowNode
from flows.passes.bind import IMPLICIT

Wire = tuple[str, str]
"""A node and an exit of it."""


def check_wire(flow: Flow, id_: str, exit_: str, to: str) -> None:
    """Raise Refused, saying why, if an exit cannot lead to a node."""
    node = existing(flow, id_)
    existing(flow, to)
    if exit_ not in exit_names(node) and exit_ not in IMPLICIT:
        raise Refused(say("节点 {} 没有出口 {}。", "The node {} has no exit {}.", id_, exit_))


def can_wire(flow: Flow, id_: str, exit_: str, to: str) -> bool:
    """Whether an exit can lead to a node."""
    try:
        check_wire(flow, id_, exit_, to)
    except Refused:
        return False
    return True


def wired(flow: Flow, wires: Mapping[Wire, str]) -> list[Part]:
    """Exits led to nodes, or to nothing with an empty text. Raises Refused."""
    nodes: dict[str, FlowNode] = {}
    for (id_, exit_), to in wires.items():
        if to:
            check_wire(flow, id_, exit_, to)
        node = nodes.get(id_) or existing(flow, id_)
        exits = {name: each for name, each in node.exits.items() if name != exit_}
        if to:
            exits = {**node.exits, exit_: to}
        nodes[id_] = replace(node, exits=exits)
    parts = [
        Part("node", id_, flow.nodes[id_], node) for id_, node in nodes.items() if flow.nodes[id_] != node
    ]
    # What was bent around something on the way to one node is no way to another.
    for part in list(parts):
        spot = flow.layout.spots.get(part.key)
        turned = [name for name, to in part.before.exits.items() if part.after.exits.get(name) != to]
        if spot is not None and straight(spot, turned) is not spot:
            parts.append(Part("spot", part.key, spot, straight(spot, turned)))
    return parts


def retargeted(flow: Flow, old: str, new: str) -> list[Part]:
    """All wires to one node led to another."""
    existing(flow, new)
    wires = {
        (node.id, name): new for node in flow.nodes.values() for name, to in node.exits.items() if to == old
    }
    return wired(flow, wires)


def spliced(flow: Flow, node: FlowNode, wire: Wire) -> list[Part]:
    """A node put into a wire: that leads to it, its first free exit to where the wire led. Raises Refused.

    `node` need not be in the flow yet.
    """
    source = existing(flow, wire[0])
    target = source.exits.get(wire[1])
    if target is None:
        raise Refused(say("这条连线已不存在。", "This wire is not there any more."))
    if node.id in (source.id, target):
        raise Refused(say("节点不能接到自己的连线上。", "A node cannot be put into a wire of its own."))
    parts = [Part("node", source.id, source, replace(source, exits={**source.exits, wire[1]: node.id}))]
    exit_ = free_exit(node)
    after = replace(node, exits={**node.exits, exit_: target}) if exit_ else node
    before = flow.nodes.get(node.id)
    if before is None or before != after:
        parts.append(Part("node", node.id, before, after))
    return parts


def can_splice(flow: Flow, id_: str, wire: Wire) -> bool:
    """Whether a node of the flow may be put into a wire: it has a free exit and nothing leads to it yet."""
    node = flow.nodes.get(id_)
    target = flow.nodes[wire[0]].exits.get(wire[1]) if wire[0] in flow.nodes else None
    if node is None or target is None or id_ in (wire[0], target) or not free_exit(node):
        return False
    return not any(id_ in each.exits.values() for each in flow.nodes.values())


def leads_to(flow: Flow, ids: Iterable[str], forwards: bool) -> set[str]:
    """All nodes that can be reached from `ids`, or from which they can be reached; `ids` among them."""
    onward: dict[str, list[str]] = {id_: [] for id_ in flow.nodes}
    for node in flow.nodes.values():
        for to in node.exits.values():
            if to in onward:
                (onward[node.id] if forwards else onward[to]).append(to if forwards else node.id)
    found = {id_ for id_ in ids if id_ in onward}
    waiting = list(found)
    while waiting:
        for to in onward[waiting.pop()]:
            if to not in found:
                found.add(to)
                waiting.append(to)
    return found
