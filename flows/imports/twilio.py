"""Import of Twilio Studio flow definitions: one JSON file to one flow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from flows.imports import twilio_data as data
from flows.imports import twilio_sayings as sayings
from flows.imports import twilio_widgets as talk
from flows.imports.draft import Draft, flow_name
from flows.imports.imported import Imported
from flows.imports.report import Findings
from flows.imports.twilio_making import END, Making
from flows.imports.twilio_read import Definition, Widget, read_definition
from flows.model import FlowNode
from flows.problems import Report
from flows.release import Variable

ROUNDS = 10
"""How often a circle may go round in which the caller does nothing; Studio has no bound of its own."""

MAKERS: Mapping[str, data.Maker] = {
    "say-play": talk.say_play,
    "gather-input-on-call": talk.gather,
    "record-voicemail": talk.record,
    "connect-call-to": talk.connect,
    "split-based-on": data.split,
    "set-variables": data.set_variables,
    "make-http-request": data.http,
    "run-function": data.http,
    "run-subflow": data.subflow,
}
"""Types of widgets that have an equivalent."""

_CALLER_EXITS = {
    "menu": lambda exit_: exit_ != "no_input",
    "digits": lambda exit_: exit_ != "no_input",
    "play": lambda exit_: exit_ == "interrupted",
    "loop": lambda exit_: exit_ == "body",
}


def import_twilio(path: Path, *, language: str = "en") -> Imported:
    """The flow of a Studio definition, named like its file. Never raises for what the file holds."""
    report, findings = Report(str(path)), Findings()
    definition = read_definition(path, report)
    if definition is None:
        return Imported((), findings.all, tuple(report.problems))
    name = flow_name(path.name.partition(".")[0], "studio")
    draft = Draft(name, language, f"Imported from Twilio Studio. {definition.description}".strip())
    making = Making(definition, draft, str(path), findings)
    start, called = _start(making)
    for widget in definition.widgets.values():
        if widget.type != "trigger" and _used(definition, widget):
            MAKERS.get(widget.type, data.unknown)(making, widget)
    _drop_unreached(making, start)
    draft.flow.start = start
    _end(making, called=called)
    _bound(making)
    _declare(making)
    recordings = tuple(sorted(making.recordings.items()))
    return Imported((draft.flow,), findings.all, (), recordings)


def _start(making: Making) -> tuple[str, bool]:
    """The first node, and whether the flow is one that others call."""
    triggers = [one for one in making.definition.widgets.values() if one.type == "trigger"]
    wanted = making.definition.widgets.get(making.definition.initial)
    trigger = wanted if wanted in triggers else next(iter(triggers), None)
    if trigger is None:
        first = next(iter(making.definition.widgets.values()), None)
        making.findings.say(sayings.NO_CALL, making.file, 1)
        return (making.ids[first.name] if first else END), False
    call, parent = trigger.on("incomingCall"), trigger.on("incomingParent")
    chosen = "incomingCall" if call else "incomingParent"
    for transition in trigger.transitions:
        if transition.next and transition.event != chosen and transition.next != (call or parent):
            making.say(sayings.OTHER_TRIGGER, trigger, transition.line, event=transition.event)
    if not (call or parent):
        making.say(sayings.NO_CALL, trigger)
        return END, False
    return making.target(trigger, chosen, call or parent), not call


def _used(definition: Definition, widget: Widget) -> bool:
    """Whether anything leads to a widget; the others were lying on the canvas."""
    return any(
        transition.next == widget.name
        for one in definition.widgets.values()
        for transition in one.transitions
    )


def _drop_unreached(making: Making, start: str) -> None:
    """Take out nodes that nothing leads to, such as a split that went into its menu."""
    flow = making.draft.flow
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(flow.nodes)
    graph.add_edges_from((id_, to) for id_, node in flow.nodes.items() for to in node.exits.values())
    reached = {start, *nx.descendants(graph, start)} if start in graph else set()
    for id_ in [id_ for id_ in flow.nodes if id_ not in reached]:
        del flow.nodes[id_]
        flow.layout.spots.pop(id_, None)
    merged = {
        widget.on("keypress")
        for widget in making.definition.widgets.values()
        if making.ids[widget.name] in reached and flow.nodes[making.ids[widget.name]].type == "menu"
    }
    for widget in making.definition.widgets.values():
        if making.ids[widget.name] not in reached and widget.type != "trigger" and widget.name not in merged:
            making.say(sayings.UNREACHED, widget)


def _end(making: Making, *, called: bool) -> None:
    """The end of the flow, if anything leads there: a hang-up, or back to the flow that called it."""
    nodes = making.draft.flow.nodes
    leads_there = making.draft.flow.start == END or any(END in node.exits.values() for node in nodes.values())
    if leads_there and called:
        making.draft.add(END, "return", {}, {"name": "done"}, at=(0, 20))
    elif leads_there:
        making.draft.add(END, "hangup", at=(0, 20))


def _bound(making: Making) -> None:
    """Put a `loop` into every circle in which the caller does nothing."""
    flow = making.draft.flow
    while True:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from(
            (node.id, to) for node in flow.nodes.values() for exit_, to in node.exits.items()
            if to in flow.nodes and not _by_caller(node, exit_)
        )  # fmt: skip
        try:
            circle = [start for start, _ in nx.find_cycle(graph)]
        except nx.NetworkXNoCycle:
            return
        asking = [id_ for id_ in circle if flow.nodes[id_].type in ("menu", "digits")]
        first = (asking or circle)[0]
        _cut(making, flow.nodes[first], circle)


def _by_caller(node: FlowNode, exit_: str) -> bool:
    known = _CALLER_EXITS.get(node.type)
    return known is not None and known(exit_)


def _cut(making: Making, node: FlowNode, circle: list[str]) -> None:
    """Let a `loop` stand behind the exits by which `node` leads on in the circle."""
    flow = making.draft.flow
    to = circle[(circle.index(node.id) + 1) % len(circle)]
    loop = making.draft.free(f"{node.id}_again")
    if END not in flow.nodes:
        making.draft.add(END, "hangup", at=(0, 20))
    spot = flow.layout.spots[node.id]
    making.draft.add(loop, "loop", {"body": to, "done": END}, {"times": str(ROUNDS), "cap": str(ROUNDS)})
    flow.layout.spots[loop].x, flow.layout.spots[loop].y = spot.x - 130, spot.y + 60
    for exit_, target in node.exits.items():
        if target == to and not _by_caller(node, exit_):
            node.exits[exit_] = loop
    widget = next((w for w in making.definition.widgets.values() if making.ids[w.name] == node.id), None)
    if widget is not None:
        making.say(sayings.LOOP, widget, times=ROUNDS)


def _declare(making: Making) -> None:
    """Declare every variable that the flow uses."""
    for name in making.names.variables.values():
        is_input = name in making.names.inputs
        making.draft.flow.variables[name] = Variable(name, "text", input=is_input, value="")
