"""Patterns of serial numbers: text with a date, a counted number and a check digit in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator

from nodes.checksums import luhn_digit
from nodes.kinds import Kind, refusal

PERIODS = ("day", "month", "year")
"""What a series may be counted anew for, the finest first."""

_PART = re.compile(
    r"\{(?:(?P<date>(?:yyyy|yy|MM|dd)+)|seq(?::(?P<width>[1-9]|1\d|20))?|(?P<check>check))\}|(?P<text>[^{}]+)"
)
_DATE = re.compile("yyyy|yy|MM|dd")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pattern: its text, or the order of a date, or the fewest digits of the number."""

    kind: Literal["text", "date", "seq", "check"]
    text: str = ""
    width: int = 1


def parts(pattern: str) -> tuple[Part, ...]:
    """The parts of `pattern`. Raises ValueError where it is none."""
    found: list[Part] = []
    place = 0
    while place < len(pattern):
        match = _PART.match(pattern, place)
        if match is None:
            raise ValueError(f"{pattern[place : place + 20]!r} is no part of a number")
        found.append(_part(match))
        place = match.end()
    return tuple(found)


def _part(match: re.Match[str]) -> Part:
    if match["text"]:
        return Part("text", match["text"])
    if match["date"]:
        return Part("date", match["date"])
    return Part("check") if match["check"] else Part("seq", width=int(match["width"] or 1))


def _pattern(value: str) -> str:
    try:
        parts(value)
    except ValueError:
        raise refusal(
            "number_pattern",
            "'{value}' is no pattern of a number: its parts in braces are yyyyMMdd, seq:5 and check",
            "“{value}”不是编号格式：花括号里只能是 yyyyMMdd、seq:5 和 check",
            value,
        ) from None
    return value


NumberPattern = Annotated[str, AfterValidator(_pattern), Kind("text")]
"""A pattern that `parts` understands."""


def _dates(pattern: str) -> Iterator[str]:
    return (field for part in parts(pattern) if part.kind == "date" for field in _DATE.findall(part.text))


def finest_period(pattern: str) -> int:
    """Up to which of PERIODS, by its place, the date in `pattern` tells numbers apart; 3: no date at all."""
    fields = {field[0] for field in _dates(pattern)}
    wanted = ("yMd", "yM", "y")
    return next((place for place, letters in enumerate(wanted) if set(letters) <= fields), len(PERIODS))


def period_of(pattern: str, reset: str, day: datetime.date) -> str:
    """The period that `day` falls into: digits of the date, empty where the series is counted for ever."""
    if reset == "pattern":
        return "".join(_field(field, day) for field in dict.fromkeys(_dates(pattern)))
    forms = {"day": "yyyyMMdd", "month": "yyyyMM", "year": "yyyy", "never": ""}
    return "".join(_field(field, day) for field in _DATE.findall(forms[reset]))


def _field(field: str, day: datetime.date) -> str:
    return {
        "yyyy": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "MM": f"{day.month:02}",
        "dd": f"{day.day:02}",
    }[field]


def write(pattern: str, day: datetime.date, number: int) -> str:
    """The number written out; a number with more digits than its width keeps them all."""
    text = ""
    for part in parts(pattern):
        if part.kind == "date":
            text += "".join(_field(field, day) for field in _DATE.findall(part.text))
        elif part.kind == "seq":
            text += f"{number:0{part.width}}"
        elif part.kind == "check":
            text += luhn_digit("".join(character for character in text if "0" <= character <= "9"))
        else:
            text += part.text
    return text
