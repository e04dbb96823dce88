"""The values of a node that the passes look at: those of certain kinds that are not empty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from nodes.declare import Use, parameters
from nodes.prompts import Prompt

KINDS = frozenset(
    {
        "calendar",
        "connection",
        "expression",
        "flow",
        "language",
        "name",
        "pattern",
        "prompt",
        "sql",
        "template",
        "variable",
    }
)
"""The other kinds are checked when they are bound, and hold nothing more to see."""

_Plan = tuple[tuple[str, str, str, bool], ...]


def looked_at(node: BaseModel) -> tuple[tuple[Use, ...], dict[str, tuple[Use, ...]]]:
    """The values of a node, and the same by kind: as `nodes.declare.uses` gives them, but fewer."""
    used = tuple(_uses(node))
    kinds: dict[str, tuple[Use, ...]] = {}
    for use in used:
        kinds[use.kind] = (*kinds.get(use.kind, ()), use)
    return used, kinds


def _uses(node: BaseModel) -> Iterator[Use]:
    for field, name, kind, rows in _plan(type(node)):
        value = getattr(node, field)
        if not rows:
            if _holds(value):
                yield Use(name, kind, value)
            continue
        for number, row in enumerate(value, 1):
            columns: _Plan = _plan(row.__class__)
            for column, title, kind_, _ in columns:
                cell = getattr(row, column)
                if _holds(cell):
                    yield Use(name, kind_, cell, number, title)


def _holds(value: Any) -> bool:
    """Whether there is anything: a prompt without a word in it is a prompt all the same."""
    return bool(value) or (isinstance(value, Prompt) and bool(value.variants))


@cache
def _plan(model: type[BaseModel]) -> _Plan:
    """Field, name, kind and whether it is a table, for what is looked at of a type."""
    declared = zip(model.model_fields, parameters(model), strict=True)
    return tuple((f, p.name, p.kind, bool(p.columns)) for f, p in declared if p.columns or p.kind in KINDS)
