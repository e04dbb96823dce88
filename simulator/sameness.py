"""Whether a value is what a script expected: a text is taken as the type of the value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from nodes.errors import NodesError
from nodes.values import coerce


def same(expected: object, actual: object) -> bool:
    """Whether `actual` is what `expected` says; a mapping may hold more than was expected."""
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return all(name in actual and same(value, actual[name]) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    if expected == actual or isinstance(actual, list | Mapping):
        return expected == actual
    try:
        return bool(coerce(expected, _type(actual)) == coerce(actual, _type(actual)))
    except NodesError:
        return False


def _type(value: object) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "yesno"),
        (int, "number"),
        (float, "number"),
        (Decimal, "number"),
        (datetime, "text"),
        (date, "date"),
        (time, "time"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "text")
