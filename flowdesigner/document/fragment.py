"""What is copied and pasted: a flow file with some of the nodes, their wires, places and variables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from flowdesigner.document.errors import Refused
from flowdesigner.document.expressions import names_in, with_variable_renamed
from flowdesigner.document.folding import shown
from flowdesigner.document.naming import unique
from flowdesigner.document.parts import Part, Sheet
from flowdesigner.words.say import say
from flows.element import NAMESPACE
from flows.model import Flow, FlowNode, Frame, Layout, Spot, Sticky
from flows.read import read
from flows.release import Variable
from flows.source import Source
from flows.write import write
from nodes.system import RESERVED

MIME = "application/x-callwright-flow+xml"
"""The type of a fragment on the clipboard, beside text/plain."""

NAME = "clipboard"
STEP = 24.0
"""Pixels right and down of its original at which a copy is put."""

ROW = 160.0
"""Pixels below each other at which nodes are put that have no place."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pasting:
    """What pasting changes. `ids`: the new id of each node; `things`: keys of the new notes and frames.

    `renamed`: variables that are called otherwise here, since a variable of another type has their name;
    `missing`: names that the nodes use and that neither side declares.
    """

    parts: tuple[Part, ...]
    ids: Mapping[str, str]
    things: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


def copied(sheet: Sheet, keys: Collection[str]) -> bytes:
    """The fragment of nodes by id, notes and frames by key. Raises WriteError."""
    flow = sheet.flow
    nodes = {
        id_: replace(node, exits={name: to for name, to in node.exits.items() if to in keys})
        for id_, node in flow.nodes.items()
        if id_ in keys
    }
    used: set[str] = set().union(*(names_in(node) for node in nodes.values()))
    layout = Layout(
        {id_: flow.layout.spots[id_] for id_ in nodes if id_ in flow.layout.spots},
        [note for key, note in sheet.notes.items() if key in keys],
        [frame for key, frame in sheet.frames.items() if key in keys],
    )
    variables = {name: each for name, each in flow.variables.items() if name in used}
    return write(Flow(NAME, language=flow.language, variables=variables, nodes=nodes, layout=layout))


def fragment(text: str) -> Flow:
    """The flow of a text on the clipboard: a fragment, a whole flow, or bare `<node>`s of a text editor.

    Raises Refused for anything else.
    """
    text = text.strip()
    if text.startswith("<node"):
        text = f'<flow xmlns="{NAMESPACE}" format="1" name="{NAME}" language="en">{text}</flow>'
    found = read(Source(text.encode("utf-8", "replace"))) if text.startswith("<") else None
    if found is None or found.flow is None:
        raise Refused(say("剪贴板中没有节点。", "There are no nodes on the clipboard."))
    return found.flow


def holds_fragment(text: str) -> bool:
    """Whether a text seems to be something that can be pasted; cheap, for enabling a menu."""
    start = text.lstrip()[:300]
    return start.startswith("<node") or ("<flow" in start and NAMESPACE in start)


def pasted(sheet: Sheet, given: Flow, at: Point | None = None) -> Pasting:
    """A fragment put into a flow under new ids: its corner at `at`, else a step from its original."""
    flow = sheet.flow
    given = replace(given, layout=shown(given.layout))
    ids: dict[str, str] = {}
    for id_ in given.nodes:
        ids[id_] = unique(id_, {*flow.nodes, *ids.values()})
    variables, names = _variables(flow, given)
    nodes = [_node(node, ids, names) for node in given.nodes.values()]
    dx, dy = _offset(given, at)
    parts = [Part("variable", each.name, None, each) for each in variables]
    for row, (old, node) in enumerate(zip(given.nodes, nodes, strict=True)):
        spot = given.layout.spots.get(old) or Spot(0.0, ROW * row)
        parts.append(Part("node", node.id, None, node))
        parts.append(Part("spot", node.id, None, replace(spot, x=spot.x + dx, y=spot.y + dy)))
    drawn: list[Sticky | Frame] = [*given.layout.notes, *given.layout.frames]
    things = [_thing(sheet, each, dx, dy) for each in drawn]
    declared = {*flow.variables, *(each.name for each in variables), *RESERVED}
    missing = frozenset().union(*(names_in(node) for node in nodes)) - declared
    if nodes and not flow.nodes and not flow.start:
        parts.append(Part("flow", "start", "", ids.get(given.start, nodes[0].id)))
    return Pasting((*parts, *things), ids, tuple(each.key for each in things), names, missing)


def _thing(sheet: Sheet, thing: Sticky | Frame, dx: float, dy: float) -> Part:
    moved = replace(thing, x=thing.x + dx, y=thing.y + dy)
    return Part("note" if isinstance(thing, Sticky) else "frame", sheet.new_key(), None, moved)


def _node(node: FlowNode, ids: Mapping[str, str], names: Mapping[str, str]) -> FlowNode:
    exits = {name: ids[to] for name, to in node.exits.items() if to in ids}
    for old, new in names.items():
        node, _ = with_variable_renamed(node, old, new)
    return replace(node, id=ids[node.id], exits=exits)


def _variables(flow: Flow, given: Flow) -> tuple[list[Variable], dict[str, str]]:
    """The variables to declare, and those to be called otherwise."""
    new: list[Variable] = []
    names: dict[str, str] = {}
    for name, variable in given.variables.items():
        here = flow.variables.get(name)
        if here is None:
            new.append(variable)
        elif here.type != variable.type:
            names[name] = unique(name, {*flow.variables, *given.variables, *names.values()})
            new.append(replace(variable, name=names[name]))
    return new, names


def _offset(given: Flow, at: Point | None) -> Point:
    layout = given.layout
    drawn: list[Spot | Sticky | Frame] = [*layout.spots.values(), *layout.notes, *layout.frames]
    if at is None:
        return STEP, STEP
    left = min((each.x for each in drawn), default=0.0)
    top = min((each.y for each in drawn), default=0.0)
    return round(at[0] - left), round(at[1] - top)
