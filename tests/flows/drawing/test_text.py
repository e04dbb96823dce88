"""Widths of words and where they break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.drawing.text import shortened, width, wrapped


def test_chinese_is_twice_as_wide_as_small_latin_and_nothing_is_wider() -> None:
    assert width("中文", 10) == 20
    assert 1.6 < width("中", 10) / width("a", 10) < 2.2
    assert width("m", 10) < width("中", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("中", 10, bold=True) > width("中", 10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("short", ["short"]),
        ("one two three four five", ["one two", "three four f…"]),
        ("您好，欢迎致电市长热线", ["您好，欢迎致", "电市长热线"]),
        ("一二三四五六。七八", ["一二三四五", "六。七八"]),
        ("按1，按2，按3，按4", ["按1，按2，", "按3，按4"]),
        ("a\n  b", ["a b"]),
        ("unbreakablewordthatislong", None),
    ],
)
def test_where_lines_break(text: str, lines: list[str] | None) -> None:
    found = wrapped(text, 66, 11, 2)
    assert found == lines or (lines is None and len(found) == 2 and found[1].endswith("…"))


@given(st.text(max_size=80), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text: str, count: int) -> None:
    found = wrapped(text, 60, 10, count)
    assert len(found) <= count
    assert all(width(line, 10) <= 60 for line in found)


@given(st.text(st.sampled_from("ab 中文。，"), max_size=60))
def test_no_word_is_lost_where_there_is_room(text: str) -> None:
    assert "".join("".join(wrapped(text, 60, 10, 100)).split()) == "".join(text.split())


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    assert shortened("abc", 100, 10) == "abc"
    assert shortened("abcdefghij", 30, 10) == "abc…"
