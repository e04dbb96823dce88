"""What an entry of digits is checked against."""

from __future__ import annotations

import datetime

import pytest

from nodes.input.validators import is_telephone, lengths, read_date


@pytest.mark.parametrize(
    ("written", "allowed"),
    [("11", {11}), ("11, 18", {11, 18}), ("7-8", {7, 8}), ("4 7-9,18", {4, 7, 8, 9, 18}), ("", set())],
)
def test_lengths(written: str, allowed: set[int]) -> None:
    assert lengths(written) == allowed


@pytest.mark.parametrize("written", ["eleven", "8-7", "0", "1-", "-1", "1;2", "1000"])
def test_what_is_no_length(written: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        lengths(written)


@pytest.mark.parametrize(
    ("digits", "form", "date"),
    [
        ("20260115", "YYYYMMDD", (2026, 1, 15)),
        ("15012026", "DDMMYYYY", (2026, 1, 15)),
        ("260115", "YYMMDD", (2026, 1, 15)),
        ("0229", "MMDD", (2000, 2, 29)),
        ("202602", "YYYYMM", (2026, 2, 1)),
        ("20260229", "YYYYMMDD", None),
        ("20261301", "YYYYMMDD", None),
        ("00000101", "YYYYMMDD", None),
        ("2026011", "YYYYMMDD", None),
        ("2026011*", "YYYYMMDD", None),
    ],
)
def test_dates(digits: str, form: str, date: tuple[int, int, int] | None) -> None:
    assert read_date(digits, form) == (datetime.date(*date) if date else None)


@pytest.mark.parametrize(
    ("digits", "sort"),
    [
        ("13800138000", "mobile"),
        ("19912345678", "mobile"),
        ("12800138000", ""),
        ("138001380000", ""),
        ("01062345678", "fixed"),
        ("02162345678", "fixed"),
        ("075523456789", "fixed"),
        ("07552345678", "fixed"),
        ("62345678", "fixed"),
        ("6234567", "fixed"),
        ("12345678", ""),
        ("0106234567", "fixed"),
        ("008613800138000", "international"),
        ("001", ""),
        ("00" + "1" * 16, ""),
        ("110", ""),
        ("", ""),
    ],
)
def test_telephones(digits: str, sort: str) -> None:
    found = [one for one in ("mobile", "fixed", "international") if is_telephone(digits, one)]
    assert found == ([sort] if sort else [])
    assert is_telephone(digits, "any") is bool(sort)
