"""Whether two flows do the same: the same nodes, linked alike from the start on, whatever they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.model import Flow, FlowNode, Value


def difference(one: Flow, other: Flow) -> str:
    """Where two flows part, by the node of `one`; empty if they do not."""
    pairs = {one.start: other.start}
    waiting = [one.start]
    while waiting:
        id_ = waiting.pop()
        left, right = one.nodes.get(id_), other.nodes.get(pairs[id_])
        if left is None or right is None:
            return id_ if left is not right else ""
        if _said(left) != _said(right):
            return id_
        left_exits, right_exits = _exits(left), _exits(right)
        if left_exits.keys() != right_exits.keys():
            return id_
        for name, target in left_exits.items():
            if target not in pairs:
                pairs[target] = right_exits[name]
                waiting.append(target)
            elif pairs[target] != right_exits[name]:
                return id_
    if _handled(one) or _handled(other):
        return "on"
    return ""


def _handled(flow: Flow) -> bool:
    return bool(flow.on_error or flow.on_hangup or flow.keys)


def _said(node: FlowNode) -> Mapping[str, Any]:
    """All that a node says of what it does, exits named by rows taken out."""
    return {
        "type": node.type,
        "enabled": node.enabled,
        "prompts": {name: prompt for name, prompt in node.prompts.items() if prompt},
        "params": {name: _bare(value) for name, value in node.params.items()},
        "extras": bool(node.extras),
    }


def _bare(value: Value) -> object:
    if isinstance(value, str):
        return value
    return tuple({name: cell for name, cell in row.items() if name != "exit"} for row in value)


def _exits(node: FlowNode) -> dict[str, str]:
    """The exits; those that rows name by the place of their row, but for the names of returns."""
    if node.type == "subflow":
        return dict(node.exits)
    names: dict[str, str] = {}
    for value in node.params.values():
        for row in () if isinstance(value, str) else value:
            if "exit" in row:
                names.setdefault(str(row["exit"]), f"row {len(names) + 1}")
    return {names.get(name, name): target for name, target in node.exits.items()}
