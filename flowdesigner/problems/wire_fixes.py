"""Quick fixes of exits, handlers and nodes that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.exits import exit_names
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.words.say import say
from flows.passes.bind import IMPLICIT
from flows.problems import Problem
from flows.wording import node_label

INTERRUPTED, DONE = "interrupted", "done"
"""What follows a prompt is most often the same, whether it was heard to its end or not."""
MOST = 3
"""So many nodes are offered for an exit."""


def enable(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A disabled node without an exit."""
    if problem.node in document.flow.nodes:
        words = say("启用 {}", "Switch {} on", problem.node)
        yield Fix(words, lambda: document.set_enabled([problem.node], True))


def start(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """No start: the nodes to which nothing leads, else the first."""
    flow = document.flow
    led = {to for node in flow.nodes.values() for to in node.exits.values()}
    for id_ in ([each for each in flow.nodes if each not in led] or list(flow.nodes))[:MOST]:
        words = say("从 {} 开始", "Begin at {}", node_label(flow.nodes[id_]))
        yield Fix(words, partial(document.set_start, id_))


def exit_to_nowhere(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """An exit that leads to a node that is not there: the one meant, else another."""
    exit_ = values.get("exit", "")
    yield from _led(document, problem.node, exit_, values.get("hint", ""))
    node = document.flow.nodes.get(problem.node)
    if node is not None and exit_ in node.exits:
        words = say("断开出口 {}", "Take the wire of {} off", exit_)
        yield Fix(words, lambda: document.unwire([(node.id, exit_)]))


def exit_open(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """An exit that leads nowhere: where the other end of the prompt leads, else to what ends the flow."""
    exit_ = values.get("exit", "")
    alike = list(_as_done(document, problem.node)) if exit_ == INTERRUPTED else []
    yield from alike
    but = document.flow.nodes[problem.node].exits[DONE] if alike else ""
    yield from _led(document, problem.node, exit_, "", but)


def _as_done(document: FlowDocument, id_: str) -> Iterator[Fix]:
    """`interrupted` to where `done` leads: of this node, and of all of the flow where it is open."""
    flow = document.flow
    open_ = {
        (node.id, INTERRUPTED): node.exits[DONE]
        for node in flow.nodes.values()
        if node.exits.get(DONE) in flow.nodes
        and INTERRUPTED not in node.exits
        and INTERRUPTED in exit_names(node)
    }
    own = (id_, INTERRUPTED)
    if own not in open_:
        return
    words = say("{} 和 {} 接到一处", "Lead {} where {} leads", INTERRUPTED, DONE)
    yield Fix(words, partial(document.wire_all, {own: open_[own]}))
    if len(open_) > 1:
        every = say("全部 {} 个未接的 {} 都照此接", "Do so for all {} open exits {}", len(open_), INTERRUPTED)
        yield Fix(every, partial(document.wire_all, open_))


def _led(document: FlowDocument, id_: str, exit_: str, meant: str, but: str = "") -> Iterator[Fix]:
    """To the node that is meant, to what ends the flow, to a new hang-up; not to `but`."""
    flow = document.flow
    if id_ not in flow.nodes or not exit_:
        return
    ends = [each.id for each in flow.nodes.values() if each.type in ("hangup", "return")]
    ends = [each for each in ends if each not in (id_, but)]
    targets = dict.fromkeys([*([meant] if meant in flow.nodes else []), *ends[:MOST]])
    for to in targets:
        words = say("{} 接到 {}", "Lead {} to {}", exit_, node_label(flow.nodes[to]))
        yield Fix(words, partial(document.wire, id_, exit_, to))
    words = say("{} 接到新的挂机节点", "Lead {} to a new hang-up", exit_)
    yield Fix(words, lambda: document.add_node("hangup", after=(id_, exit_)))


def exit_unknown(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A wire of an exit that the node does not have."""
    node, exit_, meant = document.flow.nodes.get(problem.node), values.get("exit", ""), values.get("hint", "")
    if node is None or exit_ not in node.exits:
        return
    if meant and meant not in node.exits:
        exits = {meant if name == exit_ else name: to for name, to in node.exits.items()}
        words = say("出口改为 {}", "Call the exit {}", meant)
        yield Fix(words, lambda: document.set_node(replace(node, exits=exits), words))
    yield Fix(
        say("删除出口 {} 的连线", "Delete the wire of {}", exit_), lambda: document.unwire([(node.id, exit_)])
    )


def unreachable(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A node that no way leads to."""
    if problem.node in document.flow.nodes:
        words = say("删除 {}", "Delete {}", node_label(document.flow.nodes[problem.node]))
        yield Fix(words, lambda: document.remove([problem.node]))


def dead_end(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A node of which no exit leads on: all of them to what ends the flow."""
    node = document.flow.nodes.get(problem.node)
    names = [each for each in exit_names(node) if each not in IMPLICIT] if node is not None else []
    if node is None or not names:
        return
    ends = [each for each in document.flow.nodes.values() if each.type in ("hangup", "return")]
    for end in ends[:MOST]:
        words = say("全部接到 {}", "Lead all to {}", node_label(end))
        after = replace(node, exits={**node.exits, **dict.fromkeys(names, end.id)})
        yield Fix(words, partial(document.set_node, after, words))
    if len(names) == 1:
        words_ = say("{} 接到新的挂机节点", "Lead {} to a new hang-up", names[0])
        yield Fix(words_, lambda: document.add_node("hangup", after=(node.id, names[0])))


def handler_to_nowhere(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A handler whose node is not there."""
    name, meant = values.get("handler", ""), values.get("hint", "")
    if name not in dict(document.flow.handlers()):
        return
    if meant in document.flow.nodes:
        words = say("接到 {}", "Lead it to {}", node_label(document.flow.nodes[meant]))
        yield Fix(words, lambda: document.set_handler(name, meant))
    yield Fix(say("不再处理 {}", "Handle {} no more", name), lambda: document.set_handler(name, ""))
