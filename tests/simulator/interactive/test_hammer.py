"""Commands in any order and at any moment: each is answered, the notices stay in step, the session ends."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from tests.simulator.interactive.player import SECONDS, Player

COMMANDS: list[dict[str, Any]] = [
    {"do": "press", "keys": "2"},
    {"do": "press", "keys": "3"},
    {"do": "press", "keys": "2026#"},
    {"do": "pause"},
    {"do": "go"},
    {"do": "go"},
    {"do": "step"},
    {"do": "back"},
    {"do": "back", "nodes": 3},
    {"do": "restart"},
    {"do": "restart", "hold": True},
    {"do": "goto", "node": "case"},
    {"do": "goto", "node": "nowhere"},
    {"do": "skip"},
    {"do": "skip"},
    {"do": "speed", "speed": 0},
    {"do": "speed", "speed": 1},
    {"do": "speed", "speed": 1000},
    {"do": "set", "name": "state", "value": "x"},
    {"do": "hang_up"},
    {"do": "leg", "outcome": "busy"},
    {"do": "look"},
    {"do": "script"},
    {"do": "mocks", "given": {"database": {"hotline": [{"rows": []}]}}},
    {"do": "breakpoints", "at": [{"node": "case"}]},
    {"do": "breakpoints"},
    {"do": "wait", "seconds": 1},
    {"do": "say", "seconds": 2},
]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("speed", [0.0, 100.0])
def test_commands_at_any_moment(seed: int, speed: float) -> None:
    chance = random.Random(seed)
    with Player(speed=speed) as player:
        for number in range(50):
            player.send(**{**chance.choice(COMMANDS), "id": number})
            if chance.random() < 0.3:
                time.sleep(chance.random() / 100)
        player.wait("done", count=1)
        end = time.monotonic() + SECONDS
        while len(answers := [t["id"] for t in player.told if t["event"] in ("done", "refused")]) < 50:
            assert time.monotonic() < end, "a command was not answered"
            time.sleep(0.005)
        assert answers == list(range(50)), "commands are answered in their order"
        assert not [told for told in player.told if told["event"] == "broken"]
        assert player.events[0]["kind"] == "call_started"
