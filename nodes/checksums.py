"""Check digits: Luhn's, for numbers that we give out, and that of the Chinese citizen number."""

from __future__ import annotations

import datetime

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARACTERS = "10X98765432"


def luhn_digit(digits: str) -> str:
    """The digit that completes `digits` by Luhn's rule (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_luhn(digits: str) -> bool:
    """Whether the last of `digits` completes those before it by Luhn's rule."""
    return len(digits) > 1 and _plain(digits) and luhn_digit(digits[:-1]) == digits[-1]


def is_citizen_id(number: str, today: datetime.date) -> bool:
    """Whether `number` is a citizen identification number: 18 characters, the last a digit or X.

    By GB 11643-1999: six digits of the place, the date of birth, three digits of order, and a check
    character by ISO 7064 MOD 11-2. Nobody was born after `today`.
    """
    if len(number) != 18 or not _plain(number[:17]) or number[0] == "0":
        return False
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born <= today and _CHARACTERS[total % 11] == number[17]


def _plain(text: str) -> bool:
    return text.isascii() and text.isdigit()
