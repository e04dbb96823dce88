"""Which line a number belongs to, and patterns that would leave it open."""

from __future__ import annotations

import pytest

from engine.store.errors import BadLine, Tie
from engine.store.lines import Line, LineTable, checked, refuse_tie

PATTERNS = ["12345", "123.", "12XX", "1234X", ".", "hotline", "+86.", "02XX."]
MATCHES = {
    "12345": "12345",
    "12346": "1234X",
    "12389": "123.",
    "123": ".",
    "1299": "12XX",
    "12": ".",
    "123456": "123.",
    "HotLine": "hotline",
    "+8610": "+86.",
    "02123": "02XX.",
    "0212": ".",
    "02a23": ".",
    "Eve%0A": ".",
}


@pytest.mark.parametrize(("number", "pattern"), MATCHES.items())
def test_exact_then_the_longest_literal_beginning(number: str, pattern: str) -> None:
    table = LineTable(Line(pattern, "f") for pattern in PATTERNS)
    found = table.match("public", number)
    assert found is not None and found.pattern == pattern


def test_no_line() -> None:
    table = LineTable([Line("123", "f")])
    assert table.match("public", "124") is None
    assert table.match("internal", "123") is None
    assert LineTable([Line(".", "f")]).match("public", "") is None


TIES = [("12XX", "12."), ("1X3", "1XX"), ("12.", "12X."), ("X.", "."), ("1X.", "1XX."), ("1X5", "1.")]
FREE = [("12XX", "12XXX"), ("12XX", "1."), ("12X4", "12X5"), ("12.", "123."), ("1XX.", "1X"), ("12X", "13X")]


@pytest.mark.parametrize(("one", "two"), [*TIES, *((two, one) for one, two in TIES)])
def test_ties_are_refused(one: str, two: str) -> None:
    with pytest.raises(Tie, match="equally well"):
        refuse_tie(Line(one, "f"), [Line(two, "g")])
    refuse_tie(Line(one, "f"), [Line(two, "g", context="other")])


@pytest.mark.parametrize(("one", "two"), [*FREE, *((two, one) for one, two in FREE)])
def test_patterns_that_agree(one: str, two: str) -> None:
    refuse_tie(Line(one, "f"), [Line(two, "g")])


def test_a_line_twice() -> None:
    with pytest.raises(BadLine, match="is a line already"):
        refuse_tie(Line("123", "f"), [Line("123", "g")])


BAD = [
    Line("", "f"),
    Line("12 3", "f"),
    Line("1.2", "f"),
    Line("A", "f"),
    Line("9" * 41, "f"),
    Line("1", ""),
    Line("1", "f", context="a b"),
    Line("1\n", "f"),
]


@pytest.mark.parametrize("line", BAD)
def test_impossible_lines(line: Line) -> None:
    with pytest.raises(BadLine):
        checked(line)
