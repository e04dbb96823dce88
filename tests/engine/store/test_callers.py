"""Who is on a list: numbers, patterns, until when; and forms of patterns without end."""

from __future__ import annotations

import pytest

from engine.store.errors import Refused
from engine.store.lists import FOREVER, MOST_FORMS, CallerList, refuse_forms

NOW = 1_000.0
LIST = CallerList(
    [
        ("13800138000", FOREVER),
        ("110", NOW + 1),
        ("119", NOW),
        ("0085X.", FOREVER),
        ("138XXXX0000", FOREVER),
        ("95.", NOW),
        ("anonymous", FOREVER),
    ]
)
CALLERS = {
    "13800138000": True,
    "013800138000": False,
    "+8613800138000": False,
    "110": True,
    "119": False,
    "00851": False,
    "008512": True,
    "0085a2": False,
    "13812340000": True,
    "1381234000": False,
    "138123400001": False,
    "138a2340000": False,
    "9512": False,
    "Anonymous": True,
    "": False,
    "X" * 10_000: False,
}


@pytest.mark.parametrize(("caller", "on"), CALLERS.items(), ids=lambda value: str(value)[:20])
def test_who_is_on_the_list(caller: str, on: bool) -> None:
    assert LIST.holds(caller, NOW) is on


def test_a_list_with_nobody() -> None:
    assert not CallerList([]).holds("110", NOW)
    assert len(CallerList([])) == 0
    assert len(LIST) == 7


def test_a_pattern_of_many_x_is_looked_up_at_once() -> None:
    wild = CallerList([("X" * 39 + ".", FOREVER)])
    assert wild.holds("1" * 5_000, NOW)
    assert not wild.holds("1" * 38 + "a" * 5_000, NOW)


def test_patterns_have_so_many_forms() -> None:
    patterns = [f"{'1' * length}X." for length in range(30)]
    refuse_forms(patterns * 100)
    many = [f"{number:012b}".replace("1", "X") for number in range(1, MOST_FORMS + 2)]
    with pytest.raises(Refused, match=f"{MOST_FORMS + 1} forms"):
        refuse_forms(many)
