"""The variables in a node's texts: which it names, and the same texts with one of them renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from flows.model import Cell, FlowNode, Row, Value
from flows.wording import declared
from nodes.declare import Parameter
from nodes.errors import ExpressionError
from nodes.language.analysis import attribute_paths, expression_names, template_names
from nodes.language.syntax import ENVIRONMENT
from nodes.prompts import Prompt, Segment

Rewrite = Callable[[str, str, str], str]
"""(kind, text, place) to the new text; kinds as in nodes/kinds.py."""

_LOOKED_AT = ("expression", "template", "variable")


class NotRenamed(Exception):
    """A text that names the variable in a way that cannot be rewritten safely."""


def rewritten(node: FlowNode, change: Rewrite) -> FlowNode:
    """The node with every expression, template and variable name in it passed through `change`.

    The same node, not a copy, where nothing differs. Parameters of unknown types are left alone.
    """
    known = declared(node.type)
    params = {name: _value(value, known.get(name), name, change) for name, value in node.params.items()}
    prompts = {name: _prompt(prompt, name, change) for name, prompt in node.prompts.items()}
    if params == node.params and prompts == node.prompts:
        return node
    return replace(node, params=params, prompts=prompts)


def _value(value: Value, parameter: Parameter | None, place: str, change: Rewrite) -> Value:
    if parameter is None:
        return value
    if isinstance(value, str):
        return _cell_text(value, parameter, place, change)
    columns = {column.name: column for column in parameter.columns}
    return tuple(_row(row, columns, f"{place}[{number}]", change) for number, row in enumerate(value, 1))


def _row(row: Row, columns: dict[str, Parameter], place: str, change: Rewrite) -> Row:
    cells: dict[str, Cell] = {}
    for name, cell in row.items():
        if isinstance(cell, Prompt):
            cells[name] = _prompt(cell, f"{place}.{name}", change)
        else:
            cells[name] = _cell_text(cell, columns.get(name), f"{place}.{name}", change)
    return cells


def _cell_text(text: str, parameter: Parameter | None, place: str, change: Rewrite) -> str:
    if parameter is None or parameter.kind not in _LOOKED_AT or not text:
        return text
    return change(parameter.kind, text, place)


def _prompt(prompt: Prompt, place: str, change: Rewrite) -> Prompt:
    variants = []
    for variant in prompt.variants:
        segments = tuple(_segment(each, place, change) for each in variant.segments)
        variants.append(replace(variant, segments=segments))
    return Prompt(tuple(variants))


def _segment(segment: Segment, place: str, change: Rewrite) -> Segment:
    kind = {"say": "template", "value": "expression"}.get(segment.kind, "")
    if not kind or not segment.text:
        return segment
    return replace(segment, text=change(kind, segment.text, place))


def names_in(node: FlowNode) -> frozenset[str]:
    """Every variable that a node reads or sets, the system's too; what cannot be read names none."""
    found: set[str] = set()

    def note(kind: str, text: str, _: str) -> str:
        found.update(_names(kind, text))
        return text

    rewritten(node, note)
    return frozenset(found)


def places_of(node: FlowNode, variable: str) -> list[str]:
    """Where a node names a variable: `choices[2].when`, `prompt`; in order, each once."""
    found: list[str] = []

    def note(kind: str, text: str, place: str) -> str:
        if variable in _names(kind, text):
            found.append(place)
        return text

    rewritten(node, note)
    return list(dict.fromkeys(found))


def _names(kind: str, text: str) -> frozenset[str]:
    try:
        if kind == "variable":
            return frozenset({text})
        return template_names(text) if kind == "template" else expression_names(text)
    except ExpressionError:
        return frozenset()


def with_variable_renamed(node: FlowNode, old: str, new: str) -> tuple[FlowNode, list[str]]:
    """The node with `old` called `new`, and the places where that could not be done safely."""
    failed: list[str] = []

    def change(kind: str, text: str, place: str) -> str:
        if kind == "variable":
            return new if text == old else text
        try:
            return renamed(text, old, new, template=kind == "template")
        except NotRenamed:
            failed.append(place)
            return text

    return rewritten(node, change), failed


def renamed(source: str, old: str, new: str, *, template: bool) -> str:
    """An expression or template in which the variable `old` is called `new`; all else is as it was.

    Raises NotRenamed where that is not sure to mean the same: the text cannot be read but seems to name
    `old`, or gives that name, or the new one, to something of its own.
    """
    if old not in source:
        return source
    try:
        before = attribute_paths(source, template)
    except ExpressionError as error:
        raise NotRenamed from error
    if all(path[0] != old for path in before):
        return source
    text = source if template else "{{ " + source + " }}"
    pieces = list(_pieces(text, old, new))
    written = "".join(pieces) if template else "".join(pieces)[3:-3]
    wanted = [(new, *path[1:]) if path[0] == old else path for path in before]
    try:
        after = attribute_paths(written, template)
    except ExpressionError as error:
        raise NotRenamed from error
    if list(dict.fromkeys(wanted)) != after:
        raise NotRenamed
    return written


def _pieces(text: str, old: str, new: str) -> Iterator[str]:
    """The tokens of a template with the name replaced where it stands for the variable."""
    tokens = list(ENVIRONMENT.lex(text))
    if "".join(value for _, _, value in tokens) != text:
        raise NotRenamed
    solid = [number for number, (_, kind, _) in enumerate(tokens) if kind != "whitespace"]
    rank = {number: place for place, number in enumerate(solid)}
    for number, (_, kind, value) in enumerate(tokens):
        if kind != "name" or value not in (old, new):
            yield value
            continue
        place = rank[number]
        before = [tokens[each][2] for each in solid[max(place - 2, 0) : place]]
        behind = tokens[solid[place + 1]][2] if place + 1 < len(solid) else ""
        other = _other_name(before, behind)
        if value == new and not other:
            # The template gives the new name to something of its own.
            raise NotRenamed
        yield value if other else new


def _other_name(before: list[str], behind: str) -> bool:
    """Whether a name stands where no variable does: `.old`, `|old`, `is old`, `is not old`, `old=`."""
    last = before[-1] if before else ""
    return last in (".", "|", "is") or before == ["is", "not"] or (behind == "=" and last != "set")
