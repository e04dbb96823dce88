"""What `NAME is defined` proves: behind an exit, and within the expression or template that asks it."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes as tree

from flows.program import BoundNode
from nodes.errors import ExpressionError
from nodes.language.syntax import parse_expression, parse_template
from nodes.logic.condition import Condition


def proven(bound: BoundNode) -> Mapping[str, set[str]]:
    """For each exit of a `condition` the names that hold a value whenever it is taken."""
    node = bound.node
    if not isinstance(node, Condition) or not any(" is " in row.when for row in node.branches):
        return {}
    found: dict[str, set[str]] = {}
    not_taken: set[str] = set()
    for row in node.branches:
        true, false = _facts(row.when)
        names = not_taken | true
        found[row.exit] = found[row.exit] & names if row.exit in found else names
        not_taken = not_taken | false
    return {**found, "else": not_taken} if "else" in bound.exits else found


def _facts(source: str) -> tuple[set[str], set[str]]:
    """The names that have a value if the condition is true, and if it is false."""
    try:
        return _walk(parse_expression(source))
    except ExpressionError:
        return set(), set()


def _walk(node: tree.Node) -> tuple[set[str], set[str]]:
    if isinstance(node, tree.Not):
        true, false = _walk(node.node)
        return false, true
    if isinstance(node, tree.And | tree.Or):
        (left_true, left_false), (right_true, right_false) = _walk(node.left), _walk(node.right)
        if isinstance(node, tree.And):
            return left_true | right_true, left_false & right_false
        return left_true & right_true, left_false | right_false
    if isinstance(node, tree.Test) and isinstance(node.node, tree.Name):
        if node.name == "defined":
            return {node.node.name}, set()
        if node.name == "undefined":
            return set(), {node.node.name}
    return set(), set()


def exposed(source: str, template: bool) -> set[str]:
    """The names read where nothing has proved that they have a value. Raises ExpressionError."""
    found: set[str] = set()
    _expose(parse_template(source) if template else parse_expression(source), frozenset(), found)
    return found


def _expose(node: tree.Node, sure: frozenset[str], found: set[str]) -> None:
    if isinstance(node, tree.Name):
        found |= {node.name} - sure
    elif isinstance(node, tree.And | tree.Or):
        true, false = _walk(node.left)
        _expose(node.left, sure, found)
        _expose(node.right, sure | (true if isinstance(node, tree.And) else false), found)
    elif isinstance(node, tree.CondExpr):
        true, false = _walk(node.test)
        _expose(node.test, sure, found)
        _expose(node.expr1, sure | true, found)
        if node.expr2 is not None:
            _expose(node.expr2, sure | false, found)
    elif isinstance(node, tree.If):
        for branch in (node, *node.elif_):
            true, false = _walk(branch.test)
            _expose(branch.test, sure, found)
            for child in branch.body:
                _expose(child, sure | true, found)
            sure |= false
        for child in node.else_:
            _expose(child, sure, found)
    else:
        looks_after = (isinstance(node, tree.Filter) and node.name == "default") or (
            isinstance(node, tree.Test) and node.name in ("defined", "undefined")
        )
        for child in node.iter_child_nodes():
            if not (looks_after and isinstance(child, tree.Name)):
                _expose(child, sure, found)
