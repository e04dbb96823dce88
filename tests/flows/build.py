"""Small flows for tests, put together from documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows.compiler import Compilation, check, compile_flow
from flows.model import Flow, FlowNode, Value
from flows.problems import Problem
from flows.release import Variable
from flows.world import EverythingWorld, World
from flows.write import write
from nodes.prompts import Prompt, Segment, Variant


def prompt(**texts: str) -> Prompt:
    """A prompt with words by language; `_` stands for no language."""
    return Prompt(
        tuple(Variant("" if lang == "_" else lang, (Segment("say", text),)) for lang, text in texts.items())
    )


def node(
    id_: str,
    type_: str,
    exits: Mapping[str, str] | None = None,
    params: Mapping[str, Value] | None = None,
    prompts: Mapping[str, Prompt] | None = None,
    *,
    enabled: bool = True,
) -> FlowNode:
    """A node of any type."""
    return FlowNode(
        id_,
        type_,
        enabled=enabled,
        exits=dict(exits or {}),
        params=dict(params or {}),
        prompts=dict(prompts or {}),
    )


def log(id_: str, to: str, text: str = "Hello", *, enabled: bool = True) -> FlowNode:
    """A node that nobody hears."""
    return node(id_, "log", {"next": to}, {"text": text}, enabled=enabled)


def play(id_: str, to: str, words: Prompt | None = None) -> FlowNode:
    """A node that speaks and cannot be interrupted."""
    return node(
        id_,
        "play",
        {"done": to},
        {"interrupt": "none"},
        {"prompt": prompt(_="Good morning.") if words is None else words},
    )


def menu(id_: str, *, one: str, silence: str, wrong: str) -> FlowNode:
    """A menu with one choice."""
    exits = {"one": one, "no_input": silence, "no_match": wrong}
    return node(
        id_, "menu", exits, {"choices": ({"exit": "one", "keys": "1"},)}, {"prompt": prompt(_="Press one.")}
    )


def hangup(id_: str = "end") -> FlowNode:
    """The end."""
    return node(id_, "hangup")


def disabled(one: FlowNode) -> FlowNode:
    """The same node, switched off."""
    return replace(one, enabled=False)


def assign(id_: str, to: str, **values: str) -> FlowNode:
    """A node that sets variables."""
    rows = tuple({"name": name, "value": value} for name, value in values.items())
    return node(id_, "set", {"next": to}, {"values": rows})


def language(id_: str, to: str, tag: str, fallback: str = "") -> FlowNode:
    """A node that chooses a language."""
    return node(id_, "language", {"next": to}, {"language": tag, "fallback": fallback})


def subflow(
    id_: str, flow_: str, exits: Mapping[str, str], **tables: Iterable[Mapping[str, str]]
) -> FlowNode:
    """A call of a flow, with the rows of `in_` and `out`."""
    params: dict[str, Value] = {"flow": flow_, "returns": tuple({"exit": name} for name in exits)}
    params |= {name.rstrip("_"): tuple(rows) for name, rows in tables.items()}
    return node(id_, "subflow", exits, params)


def jump(id_: str, flow_: str, **values: str) -> FlowNode:
    """A jump to a flow."""
    rows = tuple({"name": name, "value": value} for name, value in values.items())
    return node(id_, "jump", {}, {"flow": flow_, "in": rows})


def back(id_: str, name: str, **values: str) -> FlowNode:
    """A return."""
    rows = tuple({"name": name, "value": value} for name, value in values.items())
    return node(id_, "return", {}, {"name": name, "values": rows})


def flow(
    *nodes: FlowNode,
    name: str = "main",
    lang: str = "en",
    variables: Iterable[Variable] = (),
    hangup_to: str = "",
    error_to: str = "",
    keys: Mapping[str, str] | None = None,
) -> Flow:
    """A flow that starts at the first of `nodes`."""
    return Flow(
        name,
        language=lang,
        start=nodes[0].id if nodes else "",
        variables={variable.name: variable for variable in variables},
        on_hangup=hangup_to,
        on_error=error_to,
        keys=dict(keys or {}),
        nodes={one.id: one for one in nodes},
    )


def text(*names: str) -> list[Variable]:
    """Declared text variables without a first value."""
    return [Variable(name, "text") for name in names]


def world(*flows: Flow) -> World:
    """A world that has everything, and these flows."""
    return EverythingWorld({one.name: write(one) for one in flows})


def problems(main: Flow, *others: Flow) -> list[Problem]:
    """What is wrong with `main`, and with the flows that it calls among `others`."""
    return check(main, world(*others))


def told(main: Flow, *others: Flow) -> list[str]:
    """The problems as `CODE flow:node.parameter`, in their order."""
    return [f"{p.code} {p.file.removesuffix('.flow.xml')}:{p.place}" for p in problems(main, *others)]


def compiled(main: Flow, *others: Flow) -> Compilation:
    """What compiling `main` gives."""
    return compile_flow(main, world(*others))
