"""Serial numbers: their patterns, their periods, and that none is given twice."""

from __future__ import annotations

import datetime

import pytest

from nodes.checksums import is_luhn
from nodes.data.numbering import finest_period, period_of, write

DAY = datetime.date(2026, 1, 5)


@pytest.mark.parametrize(
    ("pattern", "written", "period"),
    [
        ("TS{yyyyMMdd}{seq:5}", "TS2026010500007", "20260105"),
        ("{yy}{MM}-{seq:3}", "2601-007", "2601"),
        ("{dd}.{MM}.{yyyy}/{seq}", "05.01.2026/7", "05012026"),
        ("{seq:2}", "07", ""),
        ("投诉{seq}号", "投诉7号", ""),
    ],
)
def test_a_pattern(pattern: str, written: str, period: str) -> None:
    assert (write(pattern, DAY, 7), period_of(pattern, "pattern", DAY)) == (written, period)


@pytest.mark.parametrize(
    ("reset", "period"), [("day", "20260105"), ("month", "202601"), ("year", "2026"), ("never", "")]
)
def test_a_period_of_its_own(reset: str, period: str) -> None:
    assert period_of("{seq}", reset, DAY) == period


@pytest.mark.parametrize(
    ("pattern", "period"),
    [
        ("{yyyyMMdd}", 0),
        ("{dd}{yy}{MM}", 0),
        ("{yyyyMM}", 1),
        ("{yy}", 2),
        ("{yydd}", 2),
        ("{MMdd}", 3),
        ("x", 3),
    ],
)
def test_what_a_date_tells_apart(pattern: str, period: int) -> None:
    assert finest_period(pattern) == period


def test_a_check_digit_is_right_for_the_digits_that_a_caller_keys() -> None:
    numbers = [write("TS{yyyyMMdd}{seq:5}{check}", DAY, number) for number in range(1, 200)]
    assert len(set(numbers)) == len(numbers)
    assert all(is_luhn(number.removeprefix("TS")) for number in numbers)
