"""The box of a node: what it says and how large it is, as `callwright render` draws it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flowdesigner.document.exits import exit_names
from flowdesigner.words.say import lang
from flows.drawing import look
from flows.drawing.content import Content, ExitLine, Flag, content, flags_of, keys_of, with_rows
from flows.model import Flow, FlowNode

Flags = Mapping[str, Sequence[Flag]]
"""The flags of a flow by node id."""


def flags(flow: Flow) -> Flags:
    """The ways into a flow: start, hang-up, error, keys."""
    return flags_of(flow, lang())


def box(flow: Flow, node: FlowNode, flagged: Flags) -> Content:
    """The box of a node, with all exits that an editor can wire."""
    own = tuple(flagged.get(node.id, ()))
    key = (flow.language, lang(), own, tuple(to in flow.nodes for to in node.exits.values()))
    found = _kept.get(id(node))
    if found is not None and found[0] is node and found[1] == key:
        return found[2]
    if len(_kept) > LARGEST:
        _kept.clear()
    made = _made(flow, node, own)
    _kept[id(node)] = (node, key, made)
    return made


LARGEST = 50_000
"""Boxes that are kept: more than two flows of the largest size."""

_kept: dict[int, tuple[FlowNode, object, Content]] = {}
"""Nodes are not changed in place, so a box holds as long as its node does."""


def _made(flow: Flow, node: FlowNode, flagged: Sequence[Flag]) -> Content:
    bare = content(node, flow, flow.language, lang(), flagged)
    keys = keys_of(node)
    lines = [
        ExitLine(name, keys.get(name, ""), node.exits.get(name, ""), node.exits.get(name, "") in flow.nodes)
        for name in exit_names(node)
    ]
    if [(row.name, row.keys, row.target) for row in bare.rows] == [line[:3] for line in lines]:
        return bare
    return with_rows(replace(bare, rows=(), height=0.0), lines)


def boxes(flow: Flow) -> dict[str, Content]:
    """The boxes of all nodes."""
    flagged = flags(flow)
    return {node.id: box(flow, node, flagged) for node in flow.nodes.values()}


def size(one: Content) -> tuple[float, float]:
    """Width and height of a box without its flags."""
    return look.BOX, one.height - one.top
