"""The page docs/nodes.md, made from the registry of node types and their tables of cases."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from callwright.node_words import KINDS, default_written
from flows.model import FlowNode
from flows.wording import CATEGORIES
from flows.write_node import node_lines
from nodes.contract import Exit, Node
from nodes.declare import Parameter, parameters
from nodes.registry import node_types
from tests.nodes.case import CASES, node_of, table

HEAD = """# Node types

Every kind of step that a flow can hold. This page is made by `python scripts/docs.py` from the classes
themselves and from `tests/nodes/cases/`; do not edit it. Expressions, templates and system variables have a
page of their own: [system-variables.md](system-variables.md).

Every node also has an id, a title, a note, `enabled` (off: it leaves by its first exit) and `sensitive` (its
values are masked in journal, trace and record), and two exits more, `error` and `hangup`, which fall to the
flow's handlers where they are not wired. An exit *in italics* is named by a row.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_overview(), *_kinds(), *_types()]).rstrip() + "\n"


def _types() -> Iterator[str]:
    for category in CATEGORIES:
        members = [cls for cls in node_types().values() if cls.category == category]
        if members:
            zh, en = CATEGORIES[category]
            yield f"## {en} / {zh}\n"
        for cls in members:
            yield from _type(cls)


def _overview() -> Iterator[str]:
    yield from _table(
        ("category", "types"),
        (
            (
                f"{CATEGORIES[category][1]} / {CATEGORIES[category][0]}",
                ", ".join(
                    f"[{name}](#{name})" for name, cls in node_types().items() if cls.category == category
                ),
            )
            for category in CATEGORIES
            if any(cls.category == category for cls in node_types().values())
        ),
    )


def _kinds() -> Iterator[str]:
    yield "Kinds of parameters:\n"
    used = {
        one.kind
        for cls in node_types().values()
        for parameter in parameters(cls)
        for one in (parameter, *parameter.columns)
    }
    yield from _table(
        ("kind", "what is written", "填写"),
        ((f"`{kind}`", KINDS[kind][1], KINDS[kind][0]) for kind in KINDS if used & {kind}),
    )
    if missing := sorted(used - KINDS.keys()):
        raise SystemExit(f"scripts/docs_nodes.py: describe the kinds {', '.join(missing)} in KINDS")


def _type(cls: type[Node]) -> Iterator[str]:
    yield f"### {cls.type_id}\n"
    yield f"**{cls.en} / {cls.zh}**{_flags(cls)}\n"
    yield inspect.cleandoc(cls.__doc__ or "") + "\n"
    yield cls.help_zh + "\n"
    declared = parameters(cls)
    if declared:
        yield from _parameters(declared)
    for parameter in declared:
        if parameter.columns:
            yield f"Columns of `{parameter.name}`:\n"
            yield from _parameters(parameter.columns)
    yield from _exits(cls)
    yield from _example(cls)


def _flags(cls: type[Node]) -> str:
    said = [
        words
        for flag, words in (
            (cls.media, "plays or listens, so not after a hang-up"),
            (cls.waits, "waits"),
            (cls.effect, "changes something outside, once however often it resumes"),
            (cls.leaves, "ends its flow"),
            (cls.resume == "error", "leaves by `error` if its engine died in it"),
        )
        if flag
    ]
    return " · " + " · ".join(said) if said else ""


def _parameters(declared: Iterable[Parameter]) -> Iterator[str]:
    yield from _table(
        ("parameter", "title", "kind", "default", "help"),
        (
            (
                f"`{parameter.name}`",
                f"{parameter.en} / {parameter.zh}",
                parameter.kind + (": " + ", ".join(parameter.choices) if parameter.choices else ""),
                _default(parameter),
                _help(parameter),
            )
            for parameter in declared
        ),
    )


def _help(parameter: Parameter) -> str:
    """What an author should know, in English and Chinese."""
    return f"{parameter.help} {parameter.help_zh}" if parameter.help else ""


def _default(parameter: Parameter) -> str:
    """The default as it would be written, `required` where there is none."""
    if parameter.required:
        return "*required*"
    written = default_written(parameter)
    return f"`{written}`" if written else ""


def _exits(cls: type[Node]) -> Iterator[str]:
    """What the class says of its exits, then those of a bare node and of the example with their nature."""
    if cls.leaves:
        yield "Exits: none.\n"
        return
    yield f"Exits: {inspect.cleandoc(cls.exits.__doc__ or '')}\n"
    nodes = filter(None, (_bare(cls), _of_example(cls)))
    exits = {one.name: one for node in nodes for one in node.exits()}
    if any(_nature(one) for one in exits.values()):
        yield from _table(("exit", "nature"), ((_exit_name(one), _nature(one)) for one in exits.values()))


def _exit_name(one: Exit) -> str:
    return f"*{one.name}*" if one.row else f"`{one.name}`"


def _nature(one: Exit) -> str:
    words = [
        "the caller caused it" if one.caller else "",
        "its node counts how often" if one.capped else "",
        "" if one.sets else "no variable is set",
    ]
    return "; ".join(filter(None, words))


def _bare(cls: type[Node]) -> Node | None:
    """A node with default parameters, None if some are required."""
    try:
        return cls()
    except ValidationError:
        return None


def _case(cls: type[Node]) -> Mapping[str, Any] | None:
    """The case that is shown: one marked `"example": true`, else the first."""
    if not (CASES / f"{cls.type_id}.json").exists():
        return None
    cases: list[Mapping[str, Any]] = table(cls.type_id)["cases"]
    return next((case for case in cases if case.get("example")), cases[0])


def _of_example(cls: type[Node]) -> Node | None:
    case = _case(cls)
    return node_of(cls.type_id, case["params"]) if case is not None else None


def _example(cls: type[Node]) -> Iterator[str]:
    """The example as a flow file has it."""
    case, node = _case(cls), _of_example(cls)
    if case is None or node is None:
        return
    kinds = {parameter.name: parameter for parameter in parameters(cls)}
    written = FlowNode(cls.type_id + "_1", cls.type_id, exits={one.name: "next" for one in node.exits()})
    for name, value in case["params"].items():
        if kinds[name].kind == "prompt":
            written.prompts[name] = getattr(node, name)
        elif isinstance(value, list):
            written.params[name] = tuple({column: str(cell) for column, cell in row.items()} for row in value)
        else:
            written.params[name] = str(value)
    yield f"Example, {case['about']}:\n"
    yield "```xml"
    yield from (line.removeprefix("  ") for line in node_lines(written, case.get("language", "zh-CN")))
    yield "```\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table of Markdown with an empty line after it."""
    titles = list(head)
    yield "| " + " | ".join(titles) + " |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""
