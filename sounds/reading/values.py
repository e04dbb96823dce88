"""Turns what a flow holds (text, number, date ...) into the typed value that a kind of reading needs."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sounds.errors import ReadingError

LONGEST = 200
"""Characters of a value that are looked at; more would keep a caller listening for minutes."""

LARGEST = 10**16
"""Numbers from here on are read digit by digit: nobody follows them otherwise."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:时点](\d{2})分?(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{2})", re.ASCII)
_CURRENCIES = {
    "¥": "CNY",
    "元": "CNY",
    "CNY": "CNY",
    "RMB": "CNY",
    "$": "USD",
    "USD": "USD",
    "€": "EUR",
    "EUR": "EUR",
}


def bad(value: object, wanted: str, cure: str) -> ReadingError:
    """The error for a value that is not what a kind needs; long values are shortened in the message."""
    shown = value if isinstance(value, str) else type(value).__name__
    return ReadingError(f"{shown[:40]!r} is not {wanted}", cure)


def is_nothing(value: object) -> bool:
    """Whether there is nothing to read: None, or a text of blanks."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: object) -> str:
    """The value as a text of at most 200 characters, full-width forms made plain; raises ReadingError."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | float):
        raise bad(value, "text or a number", "give a text, for example '20260115-0038'")
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value[:LONGEST]).strip()[:LONGEST]
    return format(decimal_of(value), "f")[:LONGEST]


def decimal_of(value: object) -> Decimal:
    """The value as an exact decimal number ('1,234.5', 12, 0.1); raises ReadingError."""
    cure = "give digits with at most one point, for example 1234.5"
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | float):
        raise bad(value, "a number", cure)
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise bad(value, "a number of at most 200 characters", cure)
        text = unicodedata.normalize("NFKC", value).strip().replace("−", "-")
        if not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
            raise bad(value, "a number", cure)
        return Decimal(text.replace(",", ""))
    if isinstance(value, int):
        if value.bit_length() > 600:
            raise bad(value, "a number of at most 180 digits", cure)
        return Decimal(value)
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite() or abs(number.adjusted()) > 150 or len(number.as_tuple().digits) > 150:
        raise bad(value, "a number of at most 150 digits", cure)
    return number


def whole_of(value: object, wanted: str) -> int:
    """The value as a whole number of at least 0; raises ReadingError."""
    number = decimal_of(value)
    if number != number.to_integral_value() or number < 0:
        raise bad(value, wanted, "give a whole number without a sign, for example 3")
    return int(number)


def money_of(value: object) -> tuple[int, str]:
    """The amount in hundredths, rounded half up, and its currency (CNY, USD, EUR); raises ReadingError."""
    currency = "CNY"
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value[: LONGEST + 1]).strip()
        for sign, name in _CURRENCIES.items():
            bare = text.removeprefix(sign) if text.startswith(sign) else text.removesuffix(sign)
            if bare != text:
                value, currency = bare.strip(), name
                break
    try:
        number = decimal_of(value)
    except ReadingError as error:
        raise bad(
            value, "an amount of money", "give digits with at most two decimals, for example 86.50"
        ) from error
    if abs(number) >= LARGEST:
        raise bad(value, "an amount of money that can be read out", f"keep it under {LARGEST}")
    return int((number * 100).quantize(Decimal(1), ROUND_HALF_UP)), currency


def date_of(value: object) -> date:
    """The value as a date (2026-01-15, 2026/1/15, 20260115, 2026年1月15日, date); raises ReadingError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    cure = "give year, month and day, for example 2026-01-15"
    found = (
        _DATE.match(text_of(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    )
    if found is None:
        raise bad(value, "a date", cure)
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    rest = text_of(value)[found.end() :]
    if rest and not (rest[0] in "T " and _TIME.fullmatch(rest[1:].strip())):
        raise bad(value, "a date", cure)
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise bad(value, f"a date of the calendar ({error})", cure) from error


def time_of(value: object) -> time:
    """The value as a time of day (17:30, 17:30:05, time, a datetime's); raises ReadingError."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    cure = "give hours and minutes, for example 17:30"
    if not isinstance(value, str):
        raise bad(value, "a time of day", cure)
    text = text_of(value)
    if dated := _DATE.match(text):
        text = text[dated.end() :].lstrip("T ")
    found = _TIME.fullmatch(text)
    if found is None:
        raise bad(value, "a time of day", cure)
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError as error:
        raise bad(value, f"a time of day ({error})", cure) from error


def seconds_of(value: object) -> int:
    """The value as whole seconds, rounded half up (3725, '1:02:05', timedelta); raises ReadingError."""
    cure = "give seconds or hours, minutes and seconds, for example 3725 or 1:02:05"
    if isinstance(value, timedelta):
        value = Decimal(str(value.total_seconds()))
    if isinstance(value, str) and (clock := _CLOCK.fullmatch(text_of(value))):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    try:
        number = decimal_of(value)
    except ReadingError as error:
        raise bad(value, "a length of time", cure) from error
    if not 0 <= number < 10**9:
        raise bad(value, "a length of time of under 30 years", cure)
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
