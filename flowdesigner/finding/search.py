"""Every text of open flows searched at once, and every place where a variable, flow or sound is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.variable_edits import uses_of
from flowdesigner.words.say import both
from flows.model import Flow, FlowNode, Value
from flows.wording import flow_of, segment_words, type_title
from nodes.prompts import Prompt

MOST = 500
"""Places that are found; more would help nobody."""

VARIABLE, FLOW, SOUND = "var:", "flow:", "sound:"
"""A search that begins so finds where that variable, flow or recorded sound is used, by its whole name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: a node (empty for the flow itself) and a field of it, and the words that answered."""

    document: FlowDocument
    node: str
    field: str
    words: str


def places(documents: Iterable[FlowDocument], typed: str) -> list[Hit]:
    """The places that hold what was typed, in the order of the flows; none for an empty text."""
    found: list[Hit] = []
    wanted = typed.strip()
    if not wanted:
        return found
    for document in documents:
        for hit in _in(document, wanted):
            if len(found) == MOST:
                return found
            found.append(hit)
    return found


def _in(document: FlowDocument, wanted: str) -> Iterator[Hit]:
    flow = document.flow
    if wanted.startswith(VARIABLE):
        name = wanted.removeprefix(VARIABLE).strip()
        for id_, place in uses_of(flow, name):
            yield Hit(document, id_, place, name)
    elif wanted.startswith(FLOW):
        name = wanted.removeprefix(FLOW).strip()
        yield from (
            Hit(document, node.id, "flow", name) for node in flow.nodes.values() if flow_of(node) == name
        )
    elif wanted.startswith(SOUND):
        yield from _sounds(document, wanted.removeprefix(SOUND).strip())
    else:
        small = wanted.casefold()
        for node, field, words in texts(flow):
            if small in words.casefold():
                yield Hit(document, node, field, words)


def texts(flow: Flow) -> Iterator[tuple[str, str, str]]:
    """Every text of a flow as (node id, field, text); of the flow itself with an empty node id."""
    yield from (("", name, getattr(flow, name)) for name in ("name", "title", "about"))
    for variable in flow.variables.values():
        yield "", f"variable {variable.name}", " = ".join(filter(None, (variable.name, variable.value)))
    for node in flow.nodes.values():
        yield node.id, "", node.id
        yield node.id, "title", node.title
        yield node.id, "", both(type_title(node.type, "zh"), type_title(node.type, "en"))
        yield node.id, "note", node.note
        for name, value in node.params.items():
            yield from ((node.id, place, words) for place, words in _value(name, value))
        for name, prompt in node.prompts.items():
            yield from ((node.id, name, words) for words in _said(prompt))
    yield from (("", "note", note.text) for note in flow.layout.notes)
    yield from (("", "frame", frame.title) for frame in flow.layout.frames)


def _value(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
        return
    for number, row in enumerate(value, 1):
        for column, cell in row.items():
            place = f"{name}[{number}].{column}"
            if isinstance(cell, str):
                yield place, cell
            else:
                yield from ((place, words) for words in _said(cell))


def _said(prompt: Prompt) -> Iterator[str]:
    return (segment_words(segment) for _, segment in prompt.segments())


def prompts_of(node: FlowNode) -> Iterator[tuple[str, Prompt]]:
    """Every prompt of a node with its place, those in its tables as well."""
    yield from node.prompts.items()
    for name, value in node.params.items():
        for number, row in enumerate(() if isinstance(value, str) else value, 1):
            for column, cell in row.items():
                if isinstance(cell, Prompt):
                    yield f"{name}[{number}].{column}", cell


def _sounds(document: FlowDocument, name: str) -> Iterator[Hit]:
    for node in document.flow.nodes.values():
        for place, prompt in prompts_of(node):
            if any(each.kind == "sound" and each.text == name for _, each in prompt.segments()):
                yield Hit(document, node.id, place, name)
