"""The types of variables, how a value becomes one of them, and how a value is written as text."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any, Literal, get_args
from uuid import UUID

from nodes.errors import ValueMismatch

VariableType = Literal["text", "number", "yesno", "date", "time", "list", "row", "rows"]
VARIABLE_TYPES: tuple[str, ...] = get_args(VariableType)

MAX_TEXT = 65_536
"""The longest text a variable holds, in characters; what is longer is refused."""

MAX_DIGITS = 40
"""The most digits of a number before its point; a larger one is refused."""

MAX_NESTING = 32
"""How deeply lists and rows may stand in each other where one is written out or compared."""

ARITHMETIC = Context(
    prec=MAX_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-2 * MAX_DIGITS,
    Emax=MAX_DIGITS - 1,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""How decimal numbers are calculated: 40 significant digits, and an error where there is no result."""

_LARGEST = 10**MAX_DIGITS
_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
_YES = {
    "yes": True,
    "true": True,
    "1": True,
    "on": True,
    "no": False,
    "false": False,
    "0": False,
    "off": False,
}


def coerce(value: object, type_: str) -> object:
    """`value` as the variable type `type_`; raises ValueMismatch saying what it was and what was wanted.

    None, as a database gives for NULL, is the empty text, and stays None in every other type.
    """
    if value is None:
        return "" if type_ == "text" else None
    try:
        return _CONVERTERS[type_](value)
    except ValueMismatch:
        raise
    except (ValueError, TypeError, InvalidOperation, OverflowError) as reason:
        raise ValueMismatch(f"{brief(value)} is no {type_}") from reason


def brief(value: object) -> str:
    """`value` in at most 60 characters, for a message, whatever its size."""
    if isinstance(value, str):
        return repr(value[:56])
    if isinstance(value, list | tuple | Mapping):
        return f"a {'row' if isinstance(value, Mapping) else 'list'} of {len(value)}"
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return f"a number of more than {MAX_DIGITS} digits"
    if value is None:
        return "nothing"
    return (str(value) if type(value) in _BRIEF else repr(value))[:60]


def plain(value: object) -> object:
    """`value` as expressions and variables hold it; raises ValueMismatch for what is none of their types.

    A float becomes the Decimal that it is written as, so that numbers are int or Decimal and nothing else.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    convert = _PLAINERS.get(kind)
    if convert is not None:
        return convert(value)
    for base, convert in _PLAINERS.items():
        if isinstance(value, base):
            return convert(value)
    if isinstance(value, Mapping) or (
        isinstance(value, Sequence) and not isinstance(value, bytes | bytearray)
    ):
        return value
    raise ValueMismatch(f"a value of the type {kind.__name__} cannot be used in a flow")


def _whole(value: int) -> int:
    if -_LARGEST < value < _LARGEST:
        return int(value)
    raise ValueMismatch(f"a number has more than {MAX_DIGITS} digits")


def _decimal(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueMismatch(f"{value} is no number")
    if value.adjusted() >= MAX_DIGITS:
        raise ValueMismatch(f"a number has more than {MAX_DIGITS} digits")
    # The exponent of a finite number is a number; a tiny one would be written with a million zeros.
    return ARITHMETIC.plus(value) if int(value.as_tuple().exponent) < -MAX_DIGITS else value


def _float(value: float) -> Decimal:
    if not math.isfinite(value):
        raise ValueMismatch(f"{value} is no number")
    return _decimal(Decimal(repr(float(value))))


_BRIEF = frozenset({Decimal, datetime.date, datetime.datetime, datetime.time})
_PLAIN = frozenset(
    {str, bool, type(None), list, dict, tuple, datetime.date, datetime.datetime, datetime.time}
)
_PLAINERS: dict[type, Callable[[Any], object]] = {
    int: _whole,
    Decimal: _decimal,
    float: _float,
    str: str.__str__,
    datetime.datetime: lambda value: value,
    datetime.date: lambda value: value,
    datetime.time: lambda value: value,
    datetime.timedelta: lambda value: _float(value.total_seconds()),
    UUID: str,
}


def number_of(value: object) -> int | Decimal:
    """A number, or the number that a text writes ("12", "-0.5"); raises ValueMismatch."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        number = plain(value)
        assert isinstance(number, int | Decimal)
        return number
    text = str(value).strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text):
        raise ValueMismatch(f"{brief(value)} is no number")
    try:
        return _whole(int(text))
    except ValueError:
        return _decimal(Decimal(text))


def _text(value: object) -> str:
    return text_of(value)


def text_of(value: object, spend: Callable[[int], None] | None = None) -> str:
    """`value` as people read it: nothing for None, yes or no, dates as in ISO 8601, lists by commas.

    `spend` is told of each element of a list that is written, and may raise to end it. Raises
    ValueMismatch for a text of more than MAX_TEXT characters, or one that is no value of a flow.
    """
    text = value if type(value) is str else _written(value, spend, 0)
    if len(text) > MAX_TEXT:
        raise ValueMismatch(f"a text of {len(text)} characters is longer than {MAX_TEXT}")
    return text


def _written(value: object, spend: Callable[[int], None] | None, depth: int) -> str:
    value = plain(value)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, datetime.time):
        return value.replace(tzinfo=None).isoformat("seconds" if value.second else "minutes")
    if isinstance(value, Mapping | Sequence):
        return _joined(value, spend, depth + 1)
    return str(value)


def _joined(
    value: Mapping[Any, object] | Sequence[object], spend: Callable[[int], None] | None, depth: int
) -> str:
    if depth > MAX_NESTING:
        raise ValueMismatch(f"lists and rows stand more than {MAX_NESTING} deep in each other")
    pieces: list[str] = []
    length = 0
    for item in value.values() if isinstance(value, Mapping) else value:
        piece = _written(item, spend, depth)
        if spend is not None:
            spend(1)
        pieces.append(piece)
        length += len(piece) + 2
        if length > MAX_TEXT:
            raise ValueMismatch(f"the text of a list is longer than {MAX_TEXT} characters")
    return ", ".join(pieces)


def _yesno(value: object) -> bool:
    if isinstance(value, bool | int | float | Decimal):
        return bool(value)
    known = _YES.get(value.strip().lower()) if isinstance(value, str) else None
    if known is None:
        raise ValueMismatch(f"{brief(value)} is neither yes nor no")
    return known


def date_of(value: object) -> datetime.date:
    """A date, the date of a moment, or the date that a text writes (2026-01-15, 20260115); ValueError."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _words(value, "date")
    return (
        datetime.date.fromisoformat(text) if len(text) <= 10 else datetime.datetime.fromisoformat(text).date()
    )


def time_of(value: object) -> datetime.time:
    """A time of day, that of a moment, or the one that a text writes (17:30, 17:30:05); ValueError."""
    if isinstance(value, datetime.datetime):
        return value.time()
    if isinstance(value, datetime.time):
        return value.replace(tzinfo=None)
    text = _words(value, "time")
    parsed = (
        datetime.time.fromisoformat(text) if len(text) <= 8 else datetime.datetime.fromisoformat(text).time()
    )
    return parsed.replace(tzinfo=None)


def _words(value: object, type_: str) -> str:
    if not isinstance(value, str):
        raise ValueMismatch(f"{brief(value)} is no {type_}")
    return value.strip()[:64]


def _list(value: object) -> list[object]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise ValueMismatch(f"{brief(value)} is no list")
    return list(value)


def _row(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ValueMismatch(f"{brief(value)} is no row")
    return {str(key): item for key, item in value.items()}


def _rows(value: object) -> list[dict[str, object]]:
    return [_row(item) for item in _list(value)]


_CONVERTERS: dict[str, Callable[[object], object]] = {
    "text": _text,
    "number": number_of,
    "yesno": _yesno,
    "date": date_of,
    "time": time_of,
    "list": _list,
    "row": _row,
    "rows": _rows,
}


def to_json(value: object) -> object:
    """`value` in JSON's own types; what JSON has no type for becomes `{"$date": ...}` and the like."""
    if isinstance(value, datetime.datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"$time": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$number": str(value)}
    if isinstance(value, Mapping):
        row = {str(key): to_json(item) for key, item in value.items()}
        # A row from outside may itself look like one of our marks: what reads it back must not believe it.
        return {"$row": row} if len(row) == 1 and next(iter(row)).startswith("$") else row
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def from_json(value: object) -> object:
    """The inverse of `to_json`."""
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, item),) = value.items()
            if key == "$row":
                return {name: from_json(part) for name, part in item.items()}
            if key in _REVIVERS:
                return _REVIVERS[key](item)
        return {key: from_json(item) for key, item in value.items()}
    return [from_json(item) for item in value] if isinstance(value, list) else value


_REVIVERS: dict[str, Callable[[str], object]] = {
    "$datetime": datetime.datetime.fromisoformat,
    "$date": datetime.date.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$number": Decimal,
}
