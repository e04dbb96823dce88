"""Values that are read out of expressions, and values that are made up: of types, patterns, check digits."""

from __future__ import annotations

import datetime

import pytest

from nodes.checksums import is_citizen_id, is_luhn
from nodes.input.validators import TELEPHONES, is_telephone, read_date
from nodes.patterns import full_match
from simulator.explore import samples
from simulator.explore.mining import compared, path_of, paths_in, readings_in, tree_of, yes_or_no

COMPARED: dict[str, set[tuple[str, object]]] = {
    "a == 'x'": {("a", "x")},
    "'x' != a.b": {("a.b", "x")},
    "a > 3": {("a", 3), ("a", 4), ("a", 2)},
    "a < -1": {("a", -1), ("a", 0), ("a", -2)},
    "a in ['x', 'y']": {("a", "x"), ("a", "y")},
    "a is none": {("a", None)},
    "a is empty": {("a", "")},
    "a['b c'] == 1": {("a.b c", 1), ("a.b c", 2), ("a.b c", 0)},
    "a == b": set(),
    "a == 'x' and b == 'y'": {("a", "x"), ("b", "y")},
    "a.startswith('05')": {("a", "05"), ("a", "05001380000")},
    "a is even": {("a", 2), ("a", 3)},
}


@pytest.mark.parametrize("source", COMPARED)
def test_what_an_expression_compares(source: str) -> None:
    tree = tree_of(source)
    assert tree is not None
    assert {(".".join(path), value) for path, value in compared(tree)} == COMPARED[source]


def test_paths_and_readings_of_a_template() -> None:
    tree = tree_of("{{ found.due_on|date }} {{ name|text }} {{ rows[0].x }}", template=True)
    assert tree is not None
    assert paths_in(tree) == [("found", "due_on"), ("name",), ("rows",)]
    assert dict(readings_in(tree)) == {("found", "due_on"): "date", ("name",): "text"}


def test_what_is_no_expression_has_no_tree() -> None:
    assert tree_of("1 +") is None
    assert path_of(tree_of("1 + 2")) == ()


def test_what_stands_in_a_condition_by_itself() -> None:
    tree = tree_of("a and not (b.c or d > 1)")
    assert tree is not None
    assert list(yes_or_no(tree)) == [("a",), ("b", "c")]


PATTERNS = (
    *("1[3-9][0-9]{9}", r"\d{4}", "(TS|YX)[0-9]{8}", "[^0]5?", r"a\.b+"),
    *("x|y", "(?:ab){2,3}c*", "^[A-C]{3}$", ".{5}"),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_texts_for_patterns(pattern: str) -> None:
    text = samples.matching(pattern)
    assert text is not None and full_match(pattern, text)


@pytest.mark.parametrize("pattern", ["[", r"\p{Greek}{2}", "(", "[^0-9*#]"])
def test_patterns_for_which_no_text_is_found(pattern: str) -> None:
    assert samples.matching(pattern) is None


def test_made_up_numbers_pass_their_checks() -> None:
    assert all(is_luhn(samples.luhn(size)) and len(samples.luhn(size)) == size for size in (2, 14, 19))
    assert is_citizen_id(samples.citizen_id(), datetime.date(2026, 1, 15))
    assert all(is_telephone(samples.telephone(sort), sort) for sort in (*TELEPHONES, "any"))
    assert all(read_date(samples.day(form), form) for form in ("YYYYMMDD", "DDMMYYYY", "MMDD", "YYMM"))
    assert samples.digits(12) == "123456789012"


SAMPLES = [
    ("number", "", 3),
    ("text", "date", "2026-01-15"),
    ("yesno", "digits", True),
    ("text", "", "name"),
    ("text", "money", 12),
]


@pytest.mark.parametrize(("type_", "reading", "value"), SAMPLES)
def test_a_value_of_a_type_or_for_a_reading(type_: str, reading: str, value: object) -> None:
    assert samples.sample("name", type_, reading) == value
