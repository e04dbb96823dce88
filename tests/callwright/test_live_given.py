"""The parties of a call script on a real switch: what their names say they do."""

from __future__ import annotations

import re

import pytest

from callwright.live_given import PARTY, parties, party
from nodes.channel import Dial
from nodes.clips import Clip
from simulator.legs import Leg, Legs

PLAIN = Dial("c:1", ("user/1",))
WHISPERING = Dial("c:1", ("user/1",), whisper=(Clip("sound", "a call", ms=1500),))
ASKING = Dial("c:1", ("user/1",), confirm_key="#")

PARTIES = {
    "answers": (Leg(after=1, seconds=5), PLAIN, "answer-1000-5000-0-0"),
    "listens first": (Leg(), WHISPERING, "answer-2000-20000-1500-0"),
    "presses the key": (Leg(confirm_after=1.5), ASKING, "presses-2000-20000-1500-#"),
    "presses another": (Leg(confirm="5"), ASKING, "presses-2000-20000-1000-5"),
    "presses none": (Leg(confirm="none"), ASKING, "answer-2000-20000-0-0"),
    "is busy": (Leg("busy"), ASKING, "busy-2000-20000-0-0"),
}


@pytest.mark.parametrize(("leg", "dial", "name"), PARTIES.values(), ids=PARTIES)
def test_a_party_is_named_after_what_it_does(leg: Leg, dial: Dial, name: str) -> None:
    assert party(Legs([leg]), dial, "user/1", "default").startswith(f"loopback/{PARTY}-{name}/default")
    patterns = re.findall(r'expression="([^"]+)"', parties())
    assert sum(bool(re.fullmatch(pattern, f"{PARTY}-{name}")) for pattern in patterns) == 1
