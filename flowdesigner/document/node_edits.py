"""Nodes added, removed, changed and renamed: what each edit does to the parts of a flow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from flowdesigner.document.errors import Refused
from flowdesigner.document.exits import exit_names, is_bound, main_exit
from flowdesigner.document.naming import identifier, is_identifier, unique
from flowdesigner.document.parts import Part, handler
from flowdesigner.words.say import say
from flows.model import Flow, FlowNode, Spot, Value
from flows.wording import declared
from nodes.channel import KEYS
from nodes.prompts import Prompt

HANDLERS = ("hangup", "error", *KEYS)
"""What a flow may handle."""


def new_node(flow: Flow, type_id: str, title: str = "") -> FlowNode:
    """A node of a type with an id of its own and, where its type needs a table that names exits, one row."""
    id_ = unique(identifier(title, identifier(type_id, "node")), flow.nodes)
    return FlowNode(id_, type_id, title=title, params=first_params(type_id))


def first_params(type_id: str) -> dict[str, Value]:
    """What a new node begins with, so that it has an exit to wire: a row for each table that it needs."""
    params: dict[str, Value] = {}
    for parameter in declared(type_id).values():
        columns = {column.name: column for column in parameter.columns}
        exit_ = columns.get("exit")
        if parameter.required and exit_ is not None and exit_.kind == "exit":
            row = {"exit": "choice_1"} if "keys" in columns else {"exit": "case_1"}
            if "keys" in columns:
                row["keys"] = "1"
            params[parameter.name] = (row,)
    return params


def added(flow: Flow, node: FlowNode, spot: Spot) -> list[Part]:
    """A new node at its place; the first of a flow is its start."""
    parts = [Part("node", node.id, None, node), Part("spot", node.id, None, spot)]
    if not flow.start and not flow.nodes:
        parts.append(Part("flow", "start", flow.start, node.id))
    return parts


def changed(flow: Flow, node: FlowNode) -> list[Part]:
    """The node of the same id as `node`; nothing if it is the same already. Raises Refused without one."""
    before = existing(flow, node.id)
    return [] if before == node else [Part("node", node.id, before, node)]


def existing(flow: Flow, id_: str) -> FlowNode:
    """The node of that id. Raises Refused without one."""
    node = flow.nodes.get(id_)
    if node is None:
        raise Refused(say("没有节点 {}。", "There is no node {}.", id_))
    return node


def removed(flow: Flow, ids: Collection[str], heal: bool) -> list[Part]:
    """Nodes taken away with the wires to them; with `heal` those wires lead on to what followed."""
    gone = [id_ for id_ in flow.nodes if id_ in ids]
    onward = {id_: _onward(flow, id_, set(gone)) if heal else "" for id_ in gone}
    parts: list[Part] = []
    for node in flow.nodes.values():
        if node.id in onward or not any(to in onward for to in node.exits.values()):
            continue
        exits = {name: onward.get(to, to) for name, to in node.exits.items()}
        parts.append(Part("node", node.id, node, replace(node, exits=_wired(exits))))
    for name, to in flow.handlers():
        if to in onward:
            parts.append(Part("handler", name, to, onward[to]))
    if flow.start in onward:
        parts.append(Part("flow", "start", flow.start, onward[flow.start]))
    order = {id_: number for number, id_ in enumerate(flow.nodes)}
    for id_ in reversed(gone):
        if id_ in flow.layout.spots:
            parts.append(Part("spot", id_, flow.layout.spots[id_], None))
        parts.append(Part("node", id_, flow.nodes[id_], None, order[id_]))
    return parts


def _wired(exits: dict[str, str]) -> dict[str, str]:
    return {name: to for name, to in exits.items() if to}


def _onward(flow: Flow, id_: str, gone: set[str]) -> str:
    """Where a call goes on behind nodes that are removed; empty at a dead end or in a circle of them."""
    seen: set[str] = set()
    while id_ in gone and id_ not in seen:
        seen.add(id_)
        node = flow.nodes[id_]
        id_ = node.exits.get(main_exit(node), "")
    return "" if id_ in gone else id_


def renamed(flow: Flow, old: str, new: str) -> list[Part]:
    """A node under another id: wires, handlers, start and place go with it. Raises Refused."""
    node = existing(flow, old)
    if old == new:
        return []
    if not is_identifier(new):
        raise Refused(
            say(
                "“{}”不能作编号：用字母、数字和 _，不以数字开头，最多 64 个字符。",
                "'{}' is no id: use letters, digits and _, no digit first, at most 64 characters.",
                new,
            )
        )
    if new in flow.nodes:
        raise Refused(say("编号 {} 已被占用，请换一个。", "The id {} is taken; choose another.", new))
    at = list(flow.nodes).index(old)
    spot = flow.layout.spots.get(old)

    def moved(each: FlowNode) -> FlowNode:
        return replace(each, exits={name: new if to == old else to for name, to in each.exits.items()})

    parts = [Part("node", old, node, None, at), Part("node", new, None, replace(moved(node), id=new), at)]
    if spot is not None:
        parts += [Part("spot", old, spot, None), Part("spot", new, None, spot)]
    parts += [
        Part("node", each.id, each, moved(each))
        for each in flow.nodes.values()
        if each.id != old and old in each.exits.values()
    ]
    parts += [Part("handler", name, to, new) for name, to in flow.handlers() if to == old]
    if flow.start == old:
        parts.append(Part("flow", "start", old, new))
    return parts


def param_set(flow: Flow, id_: str, name: str, value: Value | None) -> list[Part]:
    """A parameter given or, with None, taken away; wires follow rows whose exit is renamed or removed."""
    node = existing(flow, id_)
    params = {key: each for key, each in node.params.items() if key != name}
    if value is not None:
        params = {**node.params, name: value}
    return changed(flow, _exits_followed(node, replace(node, params=params), name))


def _exits_followed(before: FlowNode, after: FlowNode, name: str) -> FlowNode:
    exits = dict(after.exits)
    old, new = _row_exits(before, name), _row_exits(after, name)
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            if one != other and one in exits and other and other not in exits and one not in new:
                exits[other] = exits.pop(one)
    # Names are dropped only where both are sure: while somebody types, a table may be unreadable.
    bare = replace(after, exits={})
    if is_bound(before) and is_bound(bare):
        lost = set(old) - set(exit_names(bare)) - {"error", "hangup"}
        exits = {key: to for key, to in exits.items() if key not in lost}
    return after if exits == after.exits else replace(after, exits=exits)


def _row_exits(node: FlowNode, name: str) -> list[str]:
    value = node.params.get(name, "")
    return [] if isinstance(value, str) else [str(row.get("exit", "")) for row in value]


def prompt_set(flow: Flow, id_: str, param: str, prompt: Prompt | None) -> list[Part]:
    """What callers hear for a parameter; None takes it away."""
    node = existing(flow, id_)
    prompts = {key: each for key, each in node.prompts.items() if key != param}
    if prompt is not None:
        prompts = {**node.prompts, param: prompt}
    return changed(flow, replace(node, prompts=prompts))


def enabled(flow: Flow, ids: Iterable[str], on: bool) -> list[Part]:
    """Nodes switched on or off."""
    return [part for id_ in ids for part in changed(flow, replace(existing(flow, id_), enabled=on))]


def handler_set(flow: Flow, name: str, to: str) -> list[Part]:
    """What follows a hang-up, an error or a key; empty for nothing. Raises Refused."""
    if name not in HANDLERS:
        raise Refused(say("“{}”不是流程能处理的事件或按键。", "'{}' is no event and no key.", name))
    if to:
        existing(flow, to)
    before = handler(flow, name)
    return [] if before == to else [Part("handler", name, before, to)]
