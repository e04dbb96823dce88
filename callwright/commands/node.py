"""`callwright node`: what node types there are, and what each wants and does."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

import click

from callwright.bilingual import Command, nearest
from callwright.errors import BadThing
from callwright.node_words import KINDS, default_written
from callwright.output import json_option, out, print_json, print_table
from callwright.words import words
from flows.wording import CATEGORIES
from nodes.contract import Exit, Node
from nodes.declare import Parameter, parameters
from nodes.registry import node_types


@click.command(
    "node",
    cls=Command,
    fields="type category title help parameters exits example",
    zh="""
    列出所有节点类型；写了 NAME 就说明这种节点：参数、出口和例子。

    callwright node
    callwright node menu
    callwright node menu --json
    """,
)
@click.argument("name", default="")
@json_option
def command(name: str, as_json: bool) -> int:
    """List every node type; with NAME explain that one: its parameters, its exits, an example.

    \b
    callwright node
    callwright node menu
    callwright node menu --json
    """
    if not name:
        _list(as_json)
        return 0
    cls = node_types().get(name)
    if cls is None:
        near = nearest(name, list(node_types()))
        raise BadThing(
            words(zh=f"没有节点类型 {name}", en=f"there is no node type {name}")
            + (words(zh=f"，是否为 {near}？", en=f"; is {near} meant?") if near else ""),
            "callwright node",
        )
    if as_json:
        print_json(_json(cls))
    else:
        _show(cls)
    return 0


def _list(as_json: bool) -> None:
    """Every type, by category."""
    types = [cls for category in CATEGORIES for cls in node_types().values() if cls.category == category]
    if as_json:
        print_json([_head(cls) for cls in types])
        return
    rows = [(_category(cls), cls.type_id, _title(cls), _first(_help(cls))) for cls in types]
    print_table(words(zh="类别 类型 名称 作用", en="category type title does").split(), rows)


def _title(cls: type[Node]) -> str:
    return words(zh=cls.zh, en=cls.en)


def _category(cls: type[Node]) -> str:
    zh, en = CATEGORIES[cls.category]
    return words(zh=zh, en=en)


def _help(cls: type[Node]) -> str:
    return words(zh=cls.help_zh, en=inspect.cleandoc(cls.__doc__ or ""))


def _first(text: str) -> str:
    """The first sentence."""
    stop = words(zh="。", en=". ")
    return text.replace("\n", " ").partition(stop)[0].rstrip(".") + words(zh="。", en=".")


# -- one type, for programs ---------------------------------------------------------------------------


def _head(cls: type[Node]) -> dict[str, Any]:
    return {"type": cls.type_id, "category": cls.category, "title": _title(cls), "help": _help(cls)}


def _json(cls: type[Node]) -> dict[str, Any]:
    from callwright.node_example import example_exits, example_text

    return {
        **_head(cls),
        "parameters": [_parameter(one) for one in parameters(cls)],
        "exits": [
            {"name": one.name, "caller": one.caller, "row": one.row, "sets": one.sets}
            for one in example_exits(cls)
        ],
        "example": example_text(cls),
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "title": words(zh=one.zh, en=one.en),
        "help": words(zh=one.help_zh, en=one.help),
        "required": one.required,
        "default": None if one.required else default_written(one),
        "choices": list(one.choices),
        "columns": [_parameter(column) for column in one.columns],
    }


# -- one type, for people -----------------------------------------------------------------------------


def _show(cls: type[Node]) -> None:
    from callwright.node_example import example_exits, example_text

    out.print(f"{cls.type_id}  {_title(cls)} ({_category(cls)})", style="bold", markup=False)
    out.print(_help(cls), markup=False)
    declared = parameters(cls)
    if declared:
        _print_parameters(declared, words(zh="参数", en="parameters"))
    for one in declared:
        if one.columns:
            _print_parameters(one.columns, words(zh=f"{one.name} 的列", en=f"columns of {one.name}"))
    _print_exits(cls, example_exits(cls))
    if example := example_text(cls):
        out.print("\n" + words(zh="例子", en="example"), style="italic", markup=False)
        out.print(example, markup=False)


def _print_parameters(declared: Iterable[Parameter], title: str) -> None:
    columns = words(zh="名称 标题 填写 默认 说明", en="name title written default help").split()
    rows = [
        (
            one.name,
            words(zh=one.zh, en=one.en),
            ", ".join(one.choices) or _kind(one),
            words(zh="必填", en="required") if one.required else default_written(one),
            words(zh=one.help_zh, en=one.help),
        )
        for one in declared
    ]
    out.print()
    print_table(columns, rows, title)


def _kind(one: Parameter) -> str:
    """What is written; the kind itself where another distribution brought it."""
    zh, en = KINDS.get(one.kind, (one.kind, one.kind))
    return words(zh=zh, en=en).replace("`", "")


def _print_exits(cls: type[Node], exits: Iterable[Exit]) -> None:
    out.print()
    if cls.leaves:
        out.print(words(zh="没有出口：流程到此结束。", en="No exits: the flow ends here."))
        return
    rows = [(one.name, _nature(one)) for one in exits]
    rows += [
        (
            "error",
            words(zh="节点出错；不接就交给流程的出错处理", en="it failed; else the flow's error handler"),
        ),
        (
            "hangup",
            words(zh="来电者挂断；不接就交给挂断处理", en="the caller hung up; else the hang-up handler"),
        ),
    ]
    title = words(zh="例子中的出口", en="exits of the example below")
    print_table(words(zh="出口 说明", en="exit nature").split(), rows, title)


def _nature(one: Exit) -> str:
    said = [
        words(zh="由该行命名", en="named by its row") if one.row else "",
        words(zh="由来电者引起", en="the caller caused it") if one.caller else "",
        words(zh="有次数限制", en="its node counts how often") if one.capped else "",
        "" if one.sets else words(zh="不设变量", en="no variable is set"),
    ]
    return words(zh="；", en="; ").join(filter(None, said))
