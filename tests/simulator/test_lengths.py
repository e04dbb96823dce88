"""Estimated lengths of what was never made."""

from __future__ import annotations

import pytest

from nodes.clips import Clip
from simulator.lengths import ENDLESS_MS, clip_ms, clips_ms, text_ms, tone_ms


@pytest.mark.parametrize(
    ("tone", "ms"),
    [
        ("%(400,0,800)", 400),
        ("%(1000,4000,450)", 5000),
        ("%(200,100,600);%(300,0,800)", 600),
        ("%(500,500,480,620);loops=3", 3000),
        ("%(500,500,480,620);loops=-1", ENDLESS_MS),
        ("L=2;%(500,500,480)", 2000),
        ("no tone", 0),
    ],
)
def test_tones(tone: str, ms: int) -> None:
    assert tone_ms(tone) == ms


def test_longer_texts_take_longer_and_nothing_takes_no_time() -> None:
    assert text_ms("") == 0
    assert 0 < text_ms("您好") < text_ms("您好，欢迎致电") < text_ms("您好，欢迎致电12345")
    assert text_ms("Welcome") % 20 == 0


def test_a_clip_has_its_own_length_where_it_is_known() -> None:
    assert clip_ms(Clip("speech", "您好", ms=1234)) == 1234
    assert clip_ms(Clip("speech", "您好")) == text_ms("您好")
    assert clip_ms(Clip("tone", tone="%(400,0,800)")) == 400
    assert clips_ms([Clip("silence", ms=300), Clip("sound", "x", ms=200)]) == 500
