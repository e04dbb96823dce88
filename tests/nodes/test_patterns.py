"""Authors' patterns run in linear time, and a bad one is refused with its cure."""

import pytest

from nodes.errors import ExpressionError
from nodes.patterns import MAX_PATTERN, MAX_PROGRAM, MAX_SUBJECT, compile_pattern, full_match


@pytest.mark.parametrize(
    ("pattern", "text", "wanted"),
    [
        ("1[3-9][0-9]{9}", "13800138000", True),
        ("1[3-9][0-9]{9}", "138001380001", False),
        ("[0-9]+", "", False),
        ("", "", True),
        ("(?i)ts[0-9]+", "TS38", True),
        ("(a)(b)?", "a", True),
        ("[一-龥]+", "市长热线", True),
        (r"\d{4}-\d{2}", "2026-01", True),
        ("a|b", "ab", False),
        ("a.b", "a\nb", False),
        ("[^x]", "\ud800", True),
        ("(x+x+)+y", "x" * MAX_SUBJECT, False),
    ],
)
def test_a_pattern_must_fit_the_whole_text(pattern: str, text: str, wanted: bool) -> None:
    assert full_match(pattern, text) is wanted


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "[z-a]",
        "a**",
        "(?=a)b",
        r"(a)\1",
        "a{2000}",
        "a{900}" * 9,
        "((a{100}){100}){100}",
        ".{900}",
        "\ud800",
        "x" * (MAX_PATTERN + 1),
    ],
)
def test_a_bad_pattern_is_refused_in_both_languages(pattern: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_pattern(pattern)
    assert "RE2" in caught.value.cure
    assert caught.value.zh != caught.value.what
    assert caught.value.cure_zh


def test_a_program_stays_small() -> None:
    assert compile_pattern(".{0,200}").programsize <= MAX_PROGRAM


def test_a_long_text_is_refused() -> None:
    with pytest.raises(ExpressionError, match="too long"):
        full_match("a*", "a" * (MAX_SUBJECT + 1))
