"""What stands in a flow, in words for people: titles in Chinese and English, prompts, values, rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.model import Cell, FlowNode, Row, Value
from flows.problems import Lang
from nodes.contract import Category
from nodes.declare import Parameter, parameters
from nodes.prompts import Segment, Variant
from nodes.registry import node_types

CATEGORIES: Mapping[Category, tuple[str, str]] = {
    "audio": ("放音", "Sound out"),
    "input": ("收键与录音", "Caller in"),
    "logic": ("逻辑", "Logic"),
    "control": ("呼叫控制", "Call control"),
    "data": ("数据", "Data"),
    "hotline": ("热线业务", "Hotline"),
    "fax": ("传真", "Fax"),
}
"""Titles of the categories of node types in Chinese and in English, in the order in which they are listed."""


@cache
def declared(type_id: str) -> Mapping[str, Parameter]:
    """The parameters of a node type by name, in their order; none for an unknown type."""
    cls = node_types().get(type_id)
    return {parameter.name: parameter for parameter in parameters(cls)} if cls else {}


def type_title(type_id: str, lang: Lang) -> str:
    """What a node type is called; the id of an unknown one."""
    cls = node_types().get(type_id)
    return (cls.zh if lang == "zh" else cls.en) if cls else type_id


def parameter_title(type_id: str, name: str, lang: Lang) -> str:
    """What a parameter is called; its name where nobody declares it."""
    return titled(declared(type_id).get(name), name, lang)


def column_title(type_id: str, table: str, column: str, lang: Lang) -> str:
    """What a column of a table parameter is called; its name where nobody declares it."""
    parameter = declared(type_id).get(table)
    columns = {each.name: each for each in parameter.columns} if parameter else {}
    return titled(columns.get(column), column, lang)


def titled(parameter: Parameter | None, name: str, lang: Lang) -> str:
    """The title of `parameter`, or `name` without one."""
    if parameter is None:
        return name
    return (parameter.zh if lang == "zh" else parameter.en) or name


def node_label(node: FlowNode) -> str:
    """A node as an author knows it: its title and id, or the id alone."""
    return f"{node.title} ({node.id})" if node.title and node.title != node.id else node.id


def segment_words(segment: Segment) -> str:
    """One segment: speech as it is, everything else in brackets."""
    if segment.kind == "say":
        return segment.text
    if segment.kind == "value":
        return f"[{segment.text}|{segment.reading}]" if segment.reading else f"[{segment.text}]"
    if segment.kind == "silence":
        return f"[{segment.ms} ms]"
    return f"[{'♪' if segment.kind == 'tone' else '▶'} {segment.text}]"


def variant_words(variant: Variant | None) -> str:
    """All that is heard in one language at one attempt."""
    return " ".join(segment_words(segment) for segment in variant.segments) if variant else ""


def cell_words(cell: Cell) -> str:
    """What stands in one column of a row; a prompt by its languages."""
    if isinstance(cell, str):
        return cell
    return " / ".join(f"{each.language} {variant_words(each)}".strip() for each in cell.variants)


def row_words(type_id: str, table: str, row: Row, lang: Lang) -> str:
    """A row as `title value, title value`."""
    comma = "，" if lang == "zh" else ", "
    return comma.join(
        f"{column_title(type_id, table, name, lang)} {cell_words(cell)}" for name, cell in row.items()
    )


def value_words(type_id: str, name: str, value: Value, lang: Lang) -> str:
    """A parameter as it is written; a table row by row."""
    if isinstance(value, str):
        return value
    return "\n".join(row_words(type_id, name, row, lang) for row in value)


def default_words(type_id: str, name: str) -> str:
    """What holds for a parameter that is not written, as a file would write it; empty if unknown."""
    parameter = declared(type_id).get(name)
    value = parameter.default if parameter else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return ""


_SAID = ("say", "value", "sound")


def first_words(node: FlowNode, language: str) -> str:
    """What a caller hears first: its first prompt that says something, in `language` if possible."""
    order = [name for name in declared(node.type) if name in node.prompts]
    for name in dict.fromkeys([*order, *node.prompts]):
        variants = node.prompts[name].variants
        variant = node.prompts[name].select([language]) or next(iter(variants), None)
        segments = variant.segments if variant else ()
        words = " ".join(segment_words(each) for each in segments if each.kind in _SAID).strip()
        if words:
            return words
    return ""


def first_value(node: FlowNode, lang: Lang) -> str:
    """The first parameter that is written and does not only name exits, with its title."""
    for name in dict.fromkeys([*declared(node.type), *node.params]):
        value = node.params.get(name, "")
        if isinstance(value, str):
            words = value.strip()
        else:
            words = ", ".join(_short(row) for row in value if "exit" not in row)
        if words:
            return f"{parameter_title(node.type, name, lang)}: {words}"
    return ""


def flow_of(node: FlowNode) -> str:
    """The flow that a node enters, empty if it enters none."""
    for name, parameter in declared(node.type).items():
        value = node.params.get(name)
        if parameter.kind == "flow" and isinstance(value, str):
            return value
    return ""


def _short(row: Row) -> str:
    """A row without titles: `name = value`, else what stands first."""
    if "name" in row and "value" in row:
        return f"{cell_words(row['name'])} = {cell_words(row['value'])}"
    return cell_words(next(iter(row.values()), ""))
