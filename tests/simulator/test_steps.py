"""Keys as `--keys` takes them, and what counts as heard."""

from __future__ import annotations

import pytest

from nodes.clips import Clip
from simulator.steps import REACTION, SPEAKS, HangUp, Match, Press, Silence, keys_to_steps

ANYTHING = Match()


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("2 1#", (Press("2", speaks=SPEAKS), Press("1#", speaks=SPEAKS))),
        ("  a*  ", (Press("A*", speaks=SPEAKS),)),
        ("- !", (Silence(), HangUp(None, REACTION, waiting=True))),
        (">2 >!", (Press("2", ANYTHING, speaks=SPEAKS), HangUp(ANYTHING, REACTION, waiting=True))),
    ],
)
def test_groups_become_steps(text: str, steps: tuple[object, ...]) -> None:
    assert keys_to_steps(text) == steps


@pytest.mark.parametrize("text", ["x", "1 2x", "--", "!!", ">", ">-", "１", "1;2"])
def test_what_is_no_group_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no group of keys"):
        keys_to_steps(text)


ZH = (Clip("speech", "欢迎致电", "zh-CN"), Clip("sound", "jingle", "zh-CN"), Clip("speech", "请按1", "zh-CN"))
EN = (Clip("speech", "Welcome to", "en"), Clip("silence", ms=500), Clip("speech", "the Hotline.", "en"))


@pytest.mark.parametrize(
    ("match", "clips", "fits"),
    [
        (Match("欢迎"), ZH, True),
        (Match("致电jingle"), ZH, True),
        (Match("welcome TO the"), EN, True),
        (Match("hotlines"), EN, False),
        (Match(whole="Welcome to the hotline."), EN, True),
        (Match(whole="Welcome to the"), EN, False),
        (Match(pattern="请按[0-9]$"), ZH, True),
        (Match(pattern="^请按"), ZH, False),
        (Match(sound="jingle"), ZH, True),
        (Match(sound="欢迎致电"), ZH, False),
        (ANYTHING, EN, True),
    ],
)
def test_what_is_heard_is_compared(match: Match, clips: tuple[Clip, ...], fits: bool) -> None:
    assert match.fits(clips) is fits
