"""Comparing a value of any type with what an author wrote as text."""

from __future__ import annotations

import datetime
from decimal import Decimal

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
    """
    type_ = type_of(value)
    type_ = "number" if type_ in ("text", "yesno") else type_
    try:
        kept = coerce(value, type_)
        return (not first or coerce(first, type_) <= kept) and (not last or kept <= coerce(last, type_))  # type: ignore[operator]
    except ValueMismatch:
        return False


def is_bound(written: str) -> bool:
    """Whether `written` can be a bound: a number, a date or a time."""
    for type_ in ("number", "date", "time"):
        try:
            coerce(written, type_)
        except ValueMismatch:
            continue
        return True
    return False
