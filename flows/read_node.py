"""`<node>` elements to nodes: parameters, rows, prompts and exits."""

from __future__ import annotations

from flows import bounds
from flows.element import Element
from flows.model import Cell, FlowNode, Row, Table, sorted_prompt
from flows.reading import Reading
from nodes.prompts import Prompt, Segment, SegmentKind, Variant

_ATTRIBUTES = ("id", "type", "title", "enabled", "sensitive")
_CHILDREN = ("exit", "note", "param", "prompt")
_SEGMENTS: dict[str, SegmentKind] = {
    "say": "say",
    "value": "value",
    "sound": "sound",
    "silence": "silence",
    "tone": "tone",
}
LONGEST_SILENCE = 600_000
"""Milliseconds of silence in one segment of a prompt."""

Variants = dict[str, list[Variant]]


def read_node(element: Element, language: str, reading: Reading) -> FlowNode | None:
    """The node of a `<node>`, None where it has no id; `language` is the flow's, for the order of prompts."""
    reading.node = element.attributes.get("id", "")
    id_, type_ = reading.identifier(element, "id"), reading.required(element, "type")
    node = FlowNode(
        id=id_,
        type=type_,
        title=element.attributes.get("title", ""),
        enabled=reading.yes(element, "enabled", True),
        sensitive=reading.yes(element, "sensitive", False),
        line=element.line,
    )
    node.extras.attributes = reading.unknown_attributes(element, _ATTRIBUTES)
    reading.no_text(element)
    prompts: Variants = {}
    for child in element.children:
        _child(reading.meant(child, _CHILDREN), node, prompts, reading)
    node.prompts = _prompts(prompts, language)
    reading.node = ""
    return node if id_ else None


def _child(child: Element, node: FlowNode, prompts: Variants, reading: Reading) -> None:
    if child.tag == "param":
        _param(child, node, reading)
    elif child.tag == "exit":
        reading.leaf(child, ("on", "to"))
        on, to = reading.identifier(child, "on"), reading.required(child, "to")
        if on in node.exits:
            reading.twice(child, f"exit {on}")
        elif on:
            node.exits[on] = to
            node.lines[f"exit {on}"] = child.line
    elif child.tag == "prompt":
        param = _prompt(child, prompts, reading)
        if param in node.params:
            reading.twice(child, param)
        node.lines.setdefault(param, child.line)
    elif child.tag == "note":
        reading.only(child, ())
        if "note " in node.lines:
            reading.twice(child, "<note>")
        node.note, node.lines["note "] = reading.text(child), child.line
    else:
        node.extras.elements = reading.kept(child, node.extras.elements)


def _param(element: Element, node: FlowNode, reading: Reading) -> None:
    reading.only(element, ("name",))
    name = reading.identifier(element, "name")
    if not name:
        return
    if name in node.params or name in node.lines:
        reading.twice(element, name)
        return
    node.lines[name] = element.line
    if not element.children:
        node.params[name] = reading.text(element)
        return
    reading.container(element, ("row",), ("name",))
    rows: list[Row] = []
    for child in element.children:
        if child.tag != "row":
            continue
        if len(rows) == bounds.ROWS:
            reading.too_many(child, bounds.ROWS, zh="行", en="rows")
            break
        rows.append(_row(child, reading))
        node.lines[f"{name}[{len(rows)}]"] = child.line
    table: Table = tuple(rows)
    node.params[name] = table


def _row(element: Element, reading: Reading) -> Row:
    """A row: short cells are attributes, long ones `<cell>`, prompts `<prompt>`."""
    cells: dict[str, Cell] = dict(element.attributes)
    for name in element.attributes:
        if name.startswith("{"):
            reading.only(element, tuple(key for key in element.attributes if key != name))
            del cells[name]
    if not element.children:
        if element.text.strip():
            reading.no_text(element)
        return cells
    reading.container(element, ("cell", "prompt"), tuple(element.attributes))
    prompts: Variants = {}
    for child in element.children:
        if child.tag == "cell":
            reading.only(child, ("name",))
            name = reading.identifier(child, "name")
            if name in cells:
                reading.twice(child, name)
            elif name:
                cells[name] = reading.text(child)
        elif child.tag == "prompt":
            param = _prompt(child, prompts, reading)
            if param in cells:
                reading.twice(child, param)
    return cells | _prompts(prompts, "")


def _prompts(prompts: Variants, language: str) -> dict[str, Prompt]:
    return {param: sorted_prompt(Prompt(tuple(variants)), language) for param, variants in prompts.items()}


def _prompt(element: Element, prompts: Variants, reading: Reading) -> str:
    """One `<prompt>` as a variant of its parameter, whose name is returned."""
    reading.container(element, tuple(_SEGMENTS), ("param", "lang", "try"))
    param = reading.identifier(element, "param")
    language, try_ = reading.language(element, "lang"), reading.whole(element, "try", 1, 1, 99)
    segments = tuple(_segment(child, reading) for child in element.children if child.tag in _SEGMENTS)
    variants = prompts.setdefault(param, [])
    if any(variant.language == language and variant.try_ == try_ for variant in variants):
        reading.twice(element, f"prompt {param} {language} {try_}")
    else:
        variants.append(Variant(language, segments, try_))
    return param


def _segment(element: Element, reading: Reading) -> Segment:
    kind = _SEGMENTS[element.tag]
    if kind == "say" or kind == "tone":
        reading.only(element, ())
        return Segment(kind, reading.text(element), line=element.line)
    if kind == "value":
        reading.only(element, ("as",))
        return Segment(
            kind, reading.text(element), reading=reading.required(element, "as"), line=element.line
        )
    if kind == "sound":
        reading.leaf(element, ("name",))
        return Segment(kind, reading.required(element, "name"), line=element.line)
    reading.leaf(element, ("ms",))
    reading.required(element, "ms")
    return Segment(kind, ms=reading.whole(element, "ms", 0, 0, LONGEST_SILENCE), line=element.line)
