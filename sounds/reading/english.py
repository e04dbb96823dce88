"""Reads values out in English."""

from datetime import date, time
from decimal import Decimal

from sounds.reading.values import LARGEST

PAUSE = ","
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ONES = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_SCALES = (
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONEY = {"CNY": ("yuan", "yuan", "fen", "fen"), "USD": ("dollar", "dollars", "cent", "cents")}
_MONEY["EUR"] = ("euro", "euros", "cent", "cents")
_SIGNS = {
    "*": "star",
    "#": "hash",
    "+": "plus",
    "-": "dash",
    "_": "underscore",
    ".": "dot",
    "/": "slash",
    "@": "at",
}
_PERIODS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def _two(n: int) -> str:
    """A number from 0 to 99 as one piece."""
    if n < 20:
        return _ONES[n]
    return _TENS[n // 10 - 2] + (f"-{_ONES[n % 10]}" if n % 10 else "")


def _two_ordinal(n: int) -> str:
    """A place from 1 to 99 as one piece."""
    if n < 20:
        return _ORDINAL_ONES[n - 1]
    tens = _TENS[n // 10 - 2]
    return f"{tens}-{_ORDINAL_ONES[n % 10 - 1]}" if n % 10 else tens[:-1] + "ieth"


def cardinal(n: int) -> list[str]:
    """A whole number of at least 0."""
    if n >= LARGEST:
        return [_ONES[int(c)] for c in str(n)]
    pieces: list[str] = []
    for size, name in _SCALES:
        if n >= size:
            pieces += [*cardinal(n // size), name]
            n %= size
    if n >= 100:
        pieces += [_ONES[n // 100], "hundred"]
        n %= 100
    return [*pieces, _two(n)] if n or not pieces else pieces


def digits(text: str) -> list[str]:
    """Digit by digit; letters and signs are named."""
    return [_ONES[int(c)] if c.isdigit() else _SIGNS.get(c, c.upper()) for c in text]


def letters(text: str) -> list[str]:
    """Letter by letter."""
    return digits(text)


def number(value: Decimal) -> list[str]:
    """A number with sign and decimals as they are written."""
    whole, _, decimals = format(abs(value), "f").partition(".")
    tail = ["point", *digits(decimals)] if decimals else []
    return [*(["minus"] if value < 0 else []), *cardinal(int(whole)), *tail]


def ordinal(n: int) -> list[str]:
    """A place in an order: one hundred third."""
    if n >= LARGEST or n == 0:
        return ["number", *cardinal(n)]
    *head, last = cardinal(n)
    if n % 100:
        return [*head, _two_ordinal(n % 100)]
    return [*head, last + "th"]


def count(value: Decimal) -> list[str]:
    """How many of something."""
    return number(value)


def money(hundredths: int, currency: str) -> list[str]:
    """An amount of money: eighty-six yuan and fifty fen."""
    one, many, small_one, small_many = _MONEY[currency]
    pieces = ["minus"] if hundredths < 0 else []
    whole, rest = divmod(abs(hundredths), 100)
    if whole or not rest:
        pieces += [*cardinal(whole), one if whole == 1 else many]
    if whole and rest:
        pieces.append("and")
    return [*pieces, _two(rest), small_one if rest == 1 else small_many] if rest else pieces


def _year(year: int) -> list[str]:
    """A year in pairs: twenty twenty-six, nineteen oh five, two thousand eight."""
    high, low = divmod(year, 100)
    if year % 1000 < 10 or high < 10:
        return cardinal(year)
    if low == 0:
        return [_two(high), "hundred"]
    return [_two(high), *(["oh", _two(low)] if low < 10 else [_two(low)])]


def date_(day: date) -> list[str]:
    """A date: January fifteenth, twenty twenty-six."""
    return [_MONTHS[day.month - 1], _two_ordinal(day.day), PAUSE, *_year(day.year)]


def time_(moment: time) -> list[str]:
    """A time of day to the minute: five thirty p.m."""
    hour, minute = moment.hour % 12 or 12, moment.minute
    if minute == 0 and hour == 12:
        return ["noon" if moment.hour else "midnight"]
    minutes = [] if minute == 0 else ["oh", _two(minute)] if minute < 10 else [_two(minute)]
    return [_two(hour), *minutes, "p.m." if moment.hour >= 12 else "a.m."]


def datetime_(day: date, moment: time) -> list[str]:
    """A date, then a time of day."""
    return [*date_(day), PAUSE, "at", *time_(moment)]


def percent(value: Decimal) -> list[str]:
    """A percentage: twelve point five percent."""
    return [*number(value), "percent"]


def duration(seconds: int) -> list[str]:
    """A length of time: one hour two minutes five seconds."""
    pieces: list[str] = []
    for size, name in _PERIODS:
        value, seconds = divmod(seconds, size)
        if value:
            pieces += [*cardinal(value), name + ("" if value == 1 else "s")]
    return pieces or ["zero", "seconds"]


def join(pieces: tuple[str, ...]) -> str:
    """The pieces as a person writes them: blanks between, none before a comma."""
    return " ".join(pieces).replace(" ,", ",")


def vocabulary() -> frozenset[str]:
    """Every piece that this module can speak."""
    numbers = [_two(n) for n in range(100)] + ["hundred", *(name for _, name in _SCALES)]
    places = [_two_ordinal(n) for n in range(1, 100)] + ["hundredth", *(name + "th" for _, name in _SCALES)]
    periods = [name + ending for _, name in _PERIODS for ending in ("", "s")]
    money_units = [unit for names in _MONEY.values() for unit in names]
    words = ["minus", "point", "and", "oh", "number", "at", "a.m.", "p.m.", "noon", "midnight", "percent"]
    alphabet = [chr(ord("A") + n) for n in range(26)]
    every = [*numbers, *places, *periods, *money_units, *words, *alphabet, *_MONTHS, *_SIGNS.values()]
    return frozenset([PAUSE, *every])
