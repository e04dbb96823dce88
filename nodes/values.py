"""The types of variables, and how a value becomes one of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args

from nodes.errors import ValueMismatch

VariableType = Literal["text", "number", "yesno", "date", "time", "list", "row", "rows"]
VARIABLE_TYPES: tuple[str, ...] = get_args(VariableType)

MAX_TEXT = 65_536
"""The longest text a variable holds, in characters; what is longer is refused."""

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
    """`value` as the variable type `type_`; raises ValueMismatch saying what it was and what was wanted."""
    try:
        return _CONVERTERS[type_](value)
    except ValueMismatch:
        raise
    except (ValueError, TypeError, InvalidOperation, OverflowError) as reason:
        shown = repr(value)
        raise ValueMismatch(f"{shown[:60]} is no {type_}") from reason


def _text(value: object) -> str:
    text = "" if value is None else "yes" if value is True else "no" if value is False else str(value)
    if len(text) > MAX_TEXT:
        raise ValueMismatch(f"a text of {len(text)} characters is longer than {MAX_TEXT}")
    return text


def _number(value: object) -> int | float | Decimal:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        return value
    text = str(value).strip()
    if len(text) > 40:
        raise ValueMismatch(f"{text[:60]!r} is too long for a number")
    try:
        return int(text)
    except ValueError:
        number = Decimal(text)
        if not number.is_finite():
            raise ValueMismatch(f"{text!r} is no number") from None
        return number


def _yesno(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return bool(value)
    return _YES[str(value).strip().lower()] if str(value).strip().lower() in _YES else _no_yesno(value)


def _no_yesno(value: object) -> bool:
    raise ValueMismatch(f"{str(value)[:60]!r} is neither yes nor no")


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return datetime.date.fromisoformat(str(value).strip()[:10])


def _time(value: object) -> datetime.time:
    if isinstance(value, datetime.datetime):
        return value.time()
    if isinstance(value, datetime.time):
        return value
    return datetime.time.fromisoformat(str(value).strip())


def _list(value: object) -> list[object]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        raise ValueMismatch(f"{str(value)[:60]!r} is no list")
    return list(value)


def _row(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ValueMismatch(f"{str(value)[:60]!r} is no row")
    return {str(key): item for key, item in value.items()}


def _rows(value: object) -> list[dict[str, object]]:
    return [_row(item) for item in _list(value)]


_CONVERTERS: dict[str, Any] = {
    "text": _text,
    "number": _number,
    "yesno": _yesno,
    "date": _date,
    "time": _time,
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
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def from_json(value: object) -> object:
    """The inverse of `to_json`."""
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, item),) = value.items()
            if key in _REVIVERS:
                return _REVIVERS[key](item)
        return {key: from_json(item) for key, item in value.items()}
    return [from_json(item) for item in value] if isinstance(value, list) else value


_REVIVERS: dict[str, Any] = {
    "$datetime": datetime.datetime.fromisoformat,
    "$date": datetime.date.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$number": Decimal,
}
