"""Key patterns of menus: what an entry means so far, and which choice it is."""

from __future__ import annotations

import pytest

from nodes.input.choices import Choice, Meanings, ambiguous

MEANINGS = Meanings(
    [
        Choice(exit=exit_, keys=keys)
        for exit_, keys in (
            ("one", "1"),
            ("twelve", "12"),
            ("extension", "2XX"),
            ("boss", "200 2#"),
            ("star", "*"),
        )
    ]
)


@pytest.mark.parametrize(
    ("entry", "verdict", "exit_"),
    [
        ("1", "may_end", "one"),
        ("12", "accept", "twelve"),
        ("13", "reject", ""),
        ("2", "wait", ""),
        ("21", "wait", ""),
        ("214", "accept", "extension"),
        ("200", "accept", "boss"),
        ("2#", "accept", "boss"),
        ("2*", "reject", ""),
        ("21#", "reject", ""),
        ("*", "accept", "star"),
        ("#", "reject", ""),
    ],
)
def test_an_entry(entry: str, verdict: str, exit_: str) -> None:
    assert (MEANINGS.judge(entry), MEANINGS.exit_of(entry)) == (verdict, exit_)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("1", "1", True),
        ("1", "2", False),
        ("1", "12", False),
        ("2XX", "200", False),
        ("2XX", "2XX", True),
        ("2X1", "20X", True),
        ("2X1", "30X", False),
        ("2X*", "2*X", False),
        ("xx", "XX", True),
    ],
)
def test_patterns_that_no_rule_tells_apart(one: str, other: str, clash: bool) -> None:
    rows = (Choice(exit="a", keys=one), Choice(exit="b", keys=other))
    assert bool(list(ambiguous(rows))) is clash


def test_a_row_that_repeats_its_own_keys_is_found() -> None:
    assert [number for number, _, _ in ambiguous((Choice(exit="a", keys="1 2 1"),))] == [1]
