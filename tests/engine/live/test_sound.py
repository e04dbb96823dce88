"""What the switch is given to play while it rings somebody: nothing that ends by itself."""

from __future__ import annotations

import pytest

from engine.live.sound import ringback
from nodes.clips import Clip

FILE = Clip("sound", "music", file="/sounds/music.wav", ms=1000)
SILENCE = Clip("silence", ms=300)


def tone(text: str) -> Clip:
    return Clip("tone", tone=text)


@pytest.mark.parametrize(
    ("clips", "played"),
    [
        ((), ""),
        ((FILE,), "/sounds/music.wav"),
        ((FILE, SILENCE), "file_string:///sounds/music.wav!silence_stream://300"),
        ((tone("%(400,100,440)"),), "tone_stream://%(400,100,440);loops=-1"),
        (
            (tone("v=-13;%(350,50,523);%(700,300,659);loops=2"),),
            "tone_stream://v=-13;%(350,50,523);%(700,300,659);loops=-1",
        ),
        ((SILENCE,), "silence_stream://-1"),
    ],
)
def test_ringback(clips: tuple[Clip, ...], played: str) -> None:
    assert ringback(clips) == played
