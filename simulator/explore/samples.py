"""Plausible values: of a type, in a way of reading, of a length, for a pattern, with a check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from nodes.checksums import is_citizen_id, luhn_digit
from nodes.errors import ExpressionError
from nodes.input.validators import is_telephone
from nodes.patterns import full_match

DAY = date(2026, 1, 15)
"""The day that sample dates are of: that of a simulated call."""

TELEPHONES = ("13800138000", "01062345678", "0085212345678")
"""A number of each sort: mobile, fixed, abroad."""

_BY_TYPE: dict[str, object] = {
    "number": 3,
    "yesno": True,
    "date": DAY.isoformat(),
    "time": "09:30",
    "list": ["1"],
    "row": {},
    "rows": [{}],
}
_BY_READING: dict[str, object] = {
    "digits": "12345",
    "telephone": TELEPHONES[0],
    "number": 3,
    "ordinal": 3,
    "count": 3,
    "money": 12,
    "percent": 5,
    "duration": 90,
    "date": DAY.isoformat(),
    "time": "09:30",
    "datetime": f"{DAY.isoformat()}T09:30",
    "case_number": "TS12345",
    "letters": "ABC",
}


def sample(name: str, type_: str = "text", reading: str = "") -> object:
    """A value of a variable's type, else for the way in which it is read out, else its own name."""
    return _BY_TYPE.get(type_, _BY_READING.get(reading, name))


def digits(length: int) -> str:
    """So many digits, none of them the last."""
    return ("1234567890" * (length // 10 + 1))[:length]


def luhn(length: int) -> str:
    """So many digits, the last of them Luhn's."""
    body = digits(max(1, length - 1))
    return body + luhn_digit(body)


def citizen_id() -> str:
    """A citizen identification number of nobody."""
    body = "11010519491231002"
    return next(body + last for last in "0123456789X" if is_citizen_id(body + last, DAY))


def telephone(sort: str) -> str:
    """A telephone number of a sort."""
    return next(number for number in TELEPHONES if is_telephone(number, sort))


def day(form: str) -> str:
    """A date as `form` writes it: YYYYMMDD, MMDD ..."""
    parts = {
        "YYYY": f"{DAY.year}",
        "YY": f"{DAY.year % 100:02}",
        "MM": f"{DAY.month:02}",
        "DD": f"{DAY.day:02}",
    }
    return re.sub("YYYY|YY|MM|DD", lambda part: parts[part[0]], form)


MOST_TRIED = 2_000
"""Texts that are tried for a pattern."""

_ATOM = re.compile(r"\\d|\[[^\]]*\]|\((?:\?:)?|\)|\||\.|\\.|[^\\\[\](){}?*+|.]")
_TIMES = re.compile(r"\{(\d+)(?:,\d*)?\}|[?*+]")


def matching(pattern: str) -> str | None:
    """A text that an author's pattern fits; None where none is found. Simple patterns only are understood."""
    try:
        return next(
            (text for text in islice(_texts(pattern.strip("^$")), MOST_TRIED) if full_match(pattern, text)),
            None,
        )
    except (ExpressionError, ValueError, IndexError):
        return None


def _texts(pattern: str) -> Iterator[str]:
    """Texts for each alternative of `pattern`, each part of it as often as it must be."""
    for alternative in _alternatives(pattern):
        text, place = "", 0
        while place < len(alternative):
            atom = _ATOM.match(alternative, place)
            if atom is None:
                break
            place = atom.end()
            piece = _one(atom[0])
            if atom[0].startswith("("):
                end = _closing(alternative, place)
                piece = next(_texts(alternative[place:end]), "")
                place = end + 1
            times = _TIMES.match(alternative, place)
            if times is not None:
                place = times.end()
            text += piece * (int(times[1]) if times and times[1] else 0 if times and times[0] in "?*" else 1)
        yield text


def _one(atom: str) -> str:
    """One character that an atom fits."""
    if atom == "\\d":
        return "1"
    if atom == ".":
        return "1"
    if atom.startswith("["):
        inside = atom[1:-1]
        if inside.startswith("^"):
            return next(sign for sign in "1234567890*#" if sign not in inside)
        return "1" if inside.startswith("\\d") else inside[0]
    return atom.removeprefix("\\")


def _alternatives(pattern: str) -> Iterator[str]:
    depth, begin = 0, 0
    for place, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield pattern[begin:place]
            begin = place + 1
    yield pattern[begin:]


def _closing(pattern: str, place: int) -> int:
    depth = 1
    while depth:
        depth += (pattern[place] == "(") - (pattern[place] == ")")
        place += 1
    return place - 1
