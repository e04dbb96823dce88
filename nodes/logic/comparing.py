"""Comparing a value of any type with what an author wrote as text."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from nodes.errors import ValueMismatch
from nodes.values import coerce


def type_of(value: object) -> str:
    """The type of variable that `value` fits: number, yesno, date, time or text."""
    if isinstance(value, bool):
        return "yesno"
    if isinstance(value, int | float | Decimal):
        return "number"
    if isinstance(value, datetime.date):
        return "date"
    return "time" if isinstance(value, datetime.time) else "text"


def equals(value: object, written: str) -> bool:
    """Whether `value` is what `written` says, read as the value's own type: 7 is "7.0", yes is "true"."""
    type_ = type_of(value)
    try:
        return coerce(value, type_) == coerce(written, type_)
    except ValueMismatch:
        return False


def between(value: object, first: str, last: str) -> bool:
    """Whether `value` lies between two bounds, both included; an empty one is open.

    Text is compared as a number, since digits of the caller are text; text that is none is never between.
    Of a moment, its date is compared with dates, its time of day with times.
    """
    if value is None:
        return False
    try:
        return (not first or _order(value, first) >= 0) and (not last or _order(value, last) <= 0)
    except ValueMismatch:
        return False


def _order(value: object, bound: str) -> int:
    """Less than, equal to or more than 0 as `value` is to `bound`. Raises ValueMismatch."""
    type_ = type_of(value)
    if type_ in ("text", "yesno"):
        type_ = "number"
    elif isinstance(value, datetime.datetime) and not _is(bound, "date"):
        type_ = "time"
    one: Any = coerce(value, type_)
    other: Any = coerce(bound, type_)
    return int(one > other) - int(one < other)


def is_bound(written: str) -> bool:
    """Whether `written` can be a bound: a number, a date or a time."""
    return any(_is(written, type_) for type_ in ("number", "date", "time"))


def _is(written: str, type_: str) -> bool:
    try:
        coerce(written, type_)
    except ValueMismatch:
        return False
    return True
