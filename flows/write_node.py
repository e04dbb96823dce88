"""A node to the lines of its `<node>` element, in an order that depends on the node alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from flows.markup import attributes, leaf, verbatim
from flows.model import FlowNode, Row, Value, sorted_prompt
from nodes.declare import parameters
from nodes.prompts import Prompt, Segment
from nodes.registry import node_types

LONGEST_CELL = 100
"""Characters of a cell that is an attribute; a longer one, or one of several lines, is an element."""


def node_lines(node: FlowNode, language: str) -> Iterator[str]:
    """The lines of `node`, indented by two; `language` is the flow's, whose prompts come first."""
    head = {
        "id": node.id,
        "type": node.type,
        "title": node.title or None,
        "enabled": None if node.enabled else "no",
        "sensitive": "yes" if node.sensitive else None,
    }
    start = f"  <node{attributes({**head, **node.extras.attributes})}"
    inner = tuple(_inner(node, language))
    if not inner:
        yield f"{start}/>"
        return
    yield f"{start}>"
    for line in inner:
        yield f"    {line}"
    yield "  </node>"


def _inner(node: FlowNode, language: str) -> Iterator[str]:
    columns = _declared(node.type)
    if node.note:
        yield leaf("note", {}, node.note)
    for name in _ranked(node.prompts, columns):
        yield from _prompt(name, node.prompts[name], language)
    for name in _ranked(node.params, columns):
        yield from _param(name, node.params[name], columns.get(name, {}))
    for name in _exits(node):
        yield leaf("exit", {"on": name, "to": node.exits[name]})
    for element in node.extras.elements:
        yield verbatim(element)


@cache
def _declared(type_id: str) -> Mapping[str, Mapping[str, object]]:
    """The parameters of a node type, each with its columns: its own, then those of the types it is made from.

    Empty for an unknown type.
    """
    cls = node_types().get(type_id)
    if cls is None:
        return {}
    own = [
        parameter
        for (name, _), parameter in zip(cls.model_fields.items(), parameters(cls), strict=True)
        if name in cls.__annotations__
    ]
    return {p.name: {column.name: None for column in p.columns} for p in (*own, *parameters(cls))}


def _ranked(names: Iterable[str], declared: Iterable[str]) -> list[str]:
    """`names` in the order declared, then the others as they are."""
    rank = {name: number for number, name in enumerate(declared)}
    return sorted(names, key=lambda name: rank.get(name, len(rank)))


def _exits(node: FlowNode) -> list[str]:
    """The exits: those that rows name in the order of the rows, then the others by name."""
    rows = (row for value in node.params.values() if not isinstance(value, str) for row in value)
    rank = {name: number for number, name in enumerate(dict.fromkeys(row.get("exit", "") for row in rows))}
    return sorted(node.exits, key=lambda name: (rank.get(name, len(rank)), name))


def _param(name: str, value: Value, columns: Iterable[str]) -> Iterator[str]:
    if isinstance(value, str) or not value:
        yield leaf("param", {"name": name}, value if isinstance(value, str) else "")
        return
    yield f"<param{attributes({'name': name})}>"
    for row in value:
        for line in _row(row, columns):
            yield f"  {line}"
    yield "</param>"


def _row(row: Row, columns: Iterable[str]) -> Iterator[str]:
    short: dict[str, str | None] = {}
    inner: list[str] = []
    prompts: list[str] = []
    for name in _ranked(row, columns):
        cell = row[name]
        if isinstance(cell, Prompt):
            prompts += _prompt(name, cell, "")
        elif len(cell) <= LONGEST_CELL and not any(end in cell for end in "\n\r\t"):
            short[name] = cell
        else:
            inner.append(leaf("cell", {"name": name}, cell))
    if not inner and not prompts:
        yield f"<row{attributes(short)}/>"
        return
    yield f"<row{attributes(short)}>"
    for line in (*inner, *prompts):
        yield f"  {line}"
    yield "</row>"


def _prompt(name: str, prompt: Prompt, language: str) -> Iterator[str]:
    for variant in sorted_prompt(prompt, language).variants:
        head = {
            "param": name,
            "lang": variant.language or None,
            "try": None if variant.try_ == 1 else str(variant.try_),
        }
        start = f"<prompt{attributes(head)}"
        if not variant.segments:
            yield f"{start}/>"
        elif len(variant.segments) == 1:
            yield f"{start}>{_segment(variant.segments[0])}</prompt>"
        else:
            yield f"{start}>"
            for segment in variant.segments:
                yield f"  {_segment(segment)}"
            yield "</prompt>"


def _segment(segment: Segment) -> str:
    if segment.kind == "value":
        return leaf("value", {"as": segment.reading}, segment.text)
    if segment.kind == "sound":
        return leaf("sound", {"name": segment.text})
    if segment.kind == "silence":
        return leaf("silence", {"ms": str(segment.ms)})
    return leaf(segment.kind, {}, segment.text)
