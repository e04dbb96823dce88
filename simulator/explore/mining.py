"""What a flow's own expressions compare with: the values that decide where a call goes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from jinja2 import nodes as tree

from nodes.errors import ExpressionError
from nodes.language.readings import READINGS
from nodes.language.syntax import constant, parse_expression, parse_template

Path = tuple[str, ...]
"""A variable, and the parts that are read of it: `("found", "state")`."""

_STEP = {"lt": -1, "lteq": 1, "gt": 1, "gteq": -1}
"""What is added to the bound of a comparison to stand on its other side."""

_BEGINNING = ("startswith", "endswith")


def tree_of(source: str, *, template: bool = False) -> tree.Node | None:
    """The tree of an expression or a template; None if it is none."""
    try:
        return parse_template(source) if template else parse_expression(source)
    except ExpressionError:
        return None


def path_of(node: tree.Node | None) -> Path:
    """The path that `node` is; empty if it is something else."""
    parts: list[str] = []
    while isinstance(node, tree.Getattr | tree.Getitem):
        if isinstance(node, tree.Getattr):
            parts.append(node.attr)
        elif isinstance(node.arg, tree.Const) and isinstance(node.arg.value, str):
            parts.append(node.arg.value)
        else:
            return ()
        node = node.node
    return (node.name, *reversed(parts)) if isinstance(node, tree.Name) else ()


def paths_in(node: tree.Node) -> list[Path]:
    """Every path that `node` reads, the longest of each only."""
    own = path_of(node)
    if own:
        return [own]
    return [path for child in node.iter_child_nodes() for path in paths_in(child)]


def readings_in(node: tree.Node) -> Iterator[tuple[Path, str]]:
    """Each path that is read out or passed through a filter, with the filter's name."""
    for found in _all(node, tree.Filter):
        for path in paths_in(found.node) if found.node is not None else ():
            yield path, found.name if found.name in READINGS else _type_of(found.name)


def _type_of(filter_name: str) -> str:
    for sort in ("date", "time", "money", "number"):
        if sort in filter_name:
            return sort
    return ""


def compared(node: tree.Node) -> Iterator[tuple[Path, object]]:
    """Each path in a condition with a value on one side or the other of what it is compared with."""
    for compare in _all(node, tree.Compare):
        left: tree.Node = compare.expr
        for operand in compare.ops:
            yield from _sides(left, operand.op, operand.expr)
            left = operand.expr
    for test in _all(node, tree.Test):
        yield from _tested(test)
    for call in _all(node, tree.Call):
        if isinstance(call.node, tree.Getattr) and call.node.attr in _BEGINNING and call.args:
            yield from _beginning(call.node.node, call.args[0])


NodeT = TypeVar("NodeT", bound=tree.Node)


def _all(node: tree.Node, kind: type[NodeT]) -> Iterator[NodeT]:
    """Every node of a kind in a tree, its root included."""
    if isinstance(node, kind):
        yield node
    yield from node.find_all(kind)


def _sides(left: tree.Node, op: str, right: tree.Node) -> Iterator[tuple[Path, object]]:
    for paths, values in ((paths_in(left), _constants(right)), (paths_in(right), _constants(left))):
        for path in paths:
            for value in values:
                yield path, value
                if isinstance(value, int | Decimal) and not isinstance(value, bool):
                    yield path, value + _STEP.get(op, 1)
                    yield path, value - _STEP.get(op, 1)


def _constants(node: tree.Node) -> list[object]:
    if isinstance(node, tree.Const):
        return [constant(node.value)]
    if isinstance(node, tree.Neg) and isinstance(node.node, tree.Const):
        value = constant(node.node.value)
        return [-value] if isinstance(value, int | Decimal) else []
    if isinstance(node, tree.List | tree.Tuple):
        return [value for item in node.items for value in _constants(item)]
    return []


def _tested(test: tree.Test) -> Iterator[tuple[Path, object]]:
    if test.name in ("none", "defined", "undefined"):
        yield from ((path, None) for path in paths_in(test.node))
    elif test.name == "empty":
        yield from ((path, "") for path in paths_in(test.node))
    elif test.name in _BEGINNING and test.args:
        yield from _beginning(test.node, test.args[0])
    elif test.name in ("even", "odd"):
        yield from ((path, value) for path in paths_in(test.node) for value in (2, 3))


def _beginning(node: tree.Node, text: tree.Node) -> Iterator[tuple[Path, object]]:
    """What begins, or ends, with a text: the text itself, as long as a telephone number."""
    for value in _constants(text):
        for path in paths_in(node):
            yield path, str(value)
            yield path, (str(value) + "00138000000")[: max(11, len(str(value)))]


def yes_or_no(node: tree.Node) -> Iterator[Path]:
    """The paths that stand in a condition by themselves."""
    if isinstance(node, tree.And | tree.Or):
        yield from yes_or_no(node.left)
        yield from yes_or_no(node.right)
    elif isinstance(node, tree.Not):
        yield from yes_or_no(node.node)
    elif path := path_of(node):
        yield path
