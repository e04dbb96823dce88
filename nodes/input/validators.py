"""What an entry of digits can be checked against, apart from the author's own patterns and expressions."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from nodes.kinds import Kind, matching, refusal

_SPAN = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_PART = re.compile(r"YYYY|YY|MM|DD")

TELEPHONES = {
    "mobile": re.compile(r"1[3-9]\d{9}"),
    "fixed": re.compile(r"(?:0(?:10|2\d|[3-9]\d{2})|)[2-8]\d{6,7}"),
    "international": re.compile(r"00[1-9]\d{6,14}"),
}
"""Telephone numbers as they are dialled in China, by the telephone network numbering plan of 2017 (MIIT):
mobile numbers, fixed ones with or without area code; 00 and a number of ITU-T E.164 for abroad."""


@lru_cache(maxsize=256)
def lengths(written: str) -> frozenset[int]:
    """The lengths that `11, 18` or `7-8` allow. Raises ValueError if it is neither."""
    allowed: set[int] = set()
    for part in written.replace(",", " ").split():
        span = _SPAN.fullmatch(part)
        if span is None:
            raise ValueError(f"{part!r} is no length")
        first, last = int(span[1]), int(span[2] or span[1])
        if not 1 <= first <= last:
            raise ValueError(f"{part!r} is no length")
        allowed.update(range(first, last + 1))
    return frozenset(allowed)


def _lengths(value: str) -> str:
    try:
        lengths(value)
    except ValueError:
        raise refusal(
            "lengths",
            "'{value}' is no list of lengths: write 11, 18 or 7-8",
            "“{value}”不是位数，应如 11, 18 或 7-8",
            value,
        ) from None
    return value


Lengths = Annotated[str, AfterValidator(_lengths), Kind("text")]
"""Numbers of digits: `11, 18` or `7-8`."""
DateForm = Annotated[
    str,
    matching(
        "date_form",
        "(YYYY|YY|MM|DD)+",
        "'{value}' is no form of a date: write YYYYMMDD, MMDD, YYYYMM ...",
        "“{value}”不是日期格式，应如 YYYYMMDD、MMDD、YYYYMM",
    ),
    Kind("text"),
]
"""The order in which the parts of a date are entered: YYYYMMDD, DDMMYYYY, MMDD, YYMM ..."""


def read_date(digits: str, form: str) -> datetime.date | None:
    """The date that `digits` are in the order of `form`; what the form leaves out is 2000 or 1.

    Two digits of a year are those of 20YY. None if it is no date.
    """
    parts = {"YYYY": 2000, "MM": 1, "DD": 1}
    if len(digits) != len(form) or not digits.isdigit():
        return None
    for part in _PART.finditer(form):
        number = int(digits[part.start() : part.end()])
        if part[0] == "YY":
            parts["YYYY"] = 2000 + number
        else:
            parts[part[0]] = number
    try:
        return datetime.date(parts["YYYY"], parts["MM"], parts["DD"])
    except ValueError:
        return None


def is_telephone(digits: str, sort: str) -> bool:
    """Whether `digits` are a telephone number of `sort`: a key of TELEPHONES, or `any` of them."""
    patterns = TELEPHONES.values() if sort == "any" else [TELEPHONES[sort]]
    return any(pattern.fullmatch(digits) for pattern in patterns)
