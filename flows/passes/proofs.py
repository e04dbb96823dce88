"""Which variables an exit of a condition proves to be set: `case_no is defined`."""

from __future__ import annotations

from collections.abc import Mapping

from flows.program import BoundNode
from nodes.errors import ExpressionError
from nodes.expressions import proven_names
from nodes.logic.condition import Condition


def proven(bound: BoundNode) -> Mapping[str, frozenset[str]]:
    """For each exit of a `condition` the names that hold a value whenever it is taken."""
    node = bound.node
    if not isinstance(node, Condition) or not any(" is " in row.when for row in node.branches):
        return {}
    found: dict[str, frozenset[str]] = {}
    not_taken: frozenset[str] = frozenset()
    for row in node.branches:
        try:
            true, false = proven_names(row.when)
        except ExpressionError:
            return {}
        names = not_taken | true
        found[row.exit] = found[row.exit] & names if row.exit in found else names
        not_taken |= false
    return {**found, "else": not_taken}
