"""Check digits, against numbers whose check digits are published."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from nodes.checksums import is_citizen_id, is_luhn, luhn_digit

TODAY = datetime.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("79927398713", True),
        ("79927398710", False),
        ("4111111111111111", True),
        ("4111111111111112", False),
        ("18", True),
        ("0", False),
        ("", False),
        ("7992739871x", False),
        ("７９９２７３９８７１３", False),
    ],
)
def test_luhn(digits: str, right: bool) -> None:
    assert is_luhn(digits) is right


@settings(max_examples=60, deadline=None)
@given(some.text("0123456789", min_size=2, max_size=20), some.data())
def test_luhn_finds_every_single_wrong_digit(digits: str, data: some.DataObject) -> None:
    whole = digits + luhn_digit(digits)
    place = data.draw(some.integers(0, len(whole) - 1))
    other = data.draw(some.sampled_from([digit for digit in "0123456789" if digit != whole[place]]))
    assert is_luhn(whole)
    assert not is_luhn(whole[:place] + other + whole[place + 1 :])


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("11010519491231002X", True),  # the standard's own example
        ("440524188001010014", True),  # the standard's other example
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("11010519491231002x", False),
        ("1101051949123100", False),
        ("01010519491231002X", False),
        ("1101０519491231002X", False),
        ("", False),
    ],
)
def test_citizen_id(number: str, right: bool) -> None:
    assert is_citizen_id(number, TODAY) is right


def test_nobody_was_born_tomorrow() -> None:
    assert is_citizen_id("11010519491231002X", datetime.date(1949, 12, 31))
    assert not is_citizen_id("11010519491231002X", datetime.date(1949, 12, 30))
