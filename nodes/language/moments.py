"""Dates and times in expressions: written by a pattern, counted apart, moved on."""

from __future__ import annotations

import datetime
import re

from nodes.errors import ExpressionError, ValueMismatch
from nodes.language.budget import Run
from nodes.language.vocabulary import word
from nodes.values import brief, date_of, time_of

MAX_FORMAT = 100
"""The longest date pattern, in characters."""

_TOKENS = re.compile(r"'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+|'")
FIELDS = {
    "yyyy": "{0.year:04}",
    "yy": "{1:02}",
    "MM": "{0.month:02}",
    "M": "{0.month}",
    "dd": "{0.day:02}",
    "d": "{0.day}",
    "HH": "{0.hour:02}",
    "H": "{0.hour}",
    "mm": "{0.minute:02}",
    "m": "{0.minute}",
    "ss": "{0.second:02}",
    "s": "{0.second}",
}
"""The fields of a date pattern and how each is written."""


def format_date(value: datetime.date | datetime.time, pattern: str) -> str:
    """A date, time or moment as `pattern` has it: yyyy yy MM M dd d HH H mm m ss s, 'words' in quotes.

    Raises ExpressionError for a letter that is no field, or a field that `value` does not have.
    """
    if len(pattern) > MAX_FORMAT:
        raise ExpressionError(f"a date pattern is longer than {MAX_FORMAT} characters", pattern)
    pieces: list[str] = []
    for found in _TOKENS.finditer(pattern):
        token = found[0]
        if found[1] is not None:
            pieces.append(found[1] or "'")
        elif found[2] is None:
            pieces.append(token)
        elif token in FIELDS:
            pieces.append(_field(value, token, pattern))
        else:
            raise ExpressionError(
                f"'{token}' in the date pattern '{pattern}' is no field",
                pattern,
                cure="use yyyy, yy, MM, M, dd, d, HH, H, mm, m, ss, s; put words in '...'",
            )
    return "".join(pieces)


def _field(value: datetime.date | datetime.time, token: str, pattern: str) -> str:
    try:
        return FIELDS[token].format(value, getattr(value, "year", 0) % 100)
    except AttributeError as reason:
        has = "time" if token[0] in "Hms" else "date"
        raise ExpressionError(
            f"the date pattern '{pattern}' wants a {has}, which {brief(value)} has not", pattern
        ) from reason


def moment_of(value: object) -> datetime.date | datetime.time:
    """A date, time or moment, or the one that a text writes; raises ExpressionError."""
    if isinstance(value, datetime.date | datetime.time):
        return value
    for convert in (_moment, date_of, time_of):
        try:
            return convert(value)
        except (ValueError, ValueMismatch):
            continue
    raise _no_date(value)


def _moment(value: object) -> datetime.datetime:
    if not isinstance(value, str) or len(value) <= 10:
        raise ValueError
    return datetime.datetime.fromisoformat(value.strip()[:64])


def _no_date(value: object) -> ExpressionError:
    return ExpressionError(
        f"{brief(value)} is no date", cure="give a date, or a text such as 2026-01-15 or 2026-01-15 17:30"
    )


def _day(value: object) -> datetime.date:
    found = moment_of(value)
    if isinstance(found, datetime.time):
        raise _no_date(value)
    return found.date() if isinstance(found, datetime.datetime) else found


@word(
    "filter",
    "format_date",
    zh="按格式写出日期",
    en="a date or time by a pattern",
    example="date('2026-01-15')|format_date('yyyy年M月d日')",
    gives="2026年1月15日",
)
def format_date_filter(run: Run, value: object, pattern: str) -> str:
    """The date by `pattern`; empty for an empty value."""
    if value is None or value == "":
        return ""
    if not isinstance(pattern, str):
        raise ExpressionError(
            "'format_date' takes a pattern in quotes", cure="write |format_date('yyyy-MM-dd')"
        )
    return format_date(moment_of(value), pattern)


@word(
    "function",
    "date",
    zh="把文字变成日期",
    en="the date that a text writes",
    example="date('20260115') > date('2026-01-14')",
    gives="yes",
)
def date(run: Run, value: object) -> datetime.date:
    """The date of a text or moment."""
    return _day(value)


@word(
    "function",
    "days_between",
    zh="两个日期相隔的天数",
    en="days from the first date to the second",
    example="days_between('2026-01-15', '2026-02-01')",
    gives="17",
)
def days_between(run: Run, earlier: object, later: object) -> int:
    """Days from `earlier` to `later`; negative if it is the other way round."""
    return (_day(later) - _day(earlier)).days


@word(
    "function",
    "add_days",
    zh="日期加若干天",
    en="the date so many days later",
    example="add_days('2026-01-31', 1)",
    gives="2026-02-01",
)
def add_days(run: Run, value: object, days: int) -> datetime.date:
    """The date `days` later, or earlier where `days` is negative."""
    if type(days) is not int or abs(days) > 100_000:
        raise ExpressionError("'add_days' takes a whole number of days", cure="write add_days(today, 7)")
    try:
        return _day(value) + datetime.timedelta(days=days)
    except OverflowError as reason:
        raise ExpressionError("'add_days' leaves the calendar", cure="use fewer days") from reason
