"""Whatever was done in a call, going back and doing it again gives the same call."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.legs import Leg
from tests.simulator.interactive.player import Player

COMMANDS = st.one_of(
    st.builds(dict, do=st.just("press"), keys=st.text("0123456789*#", min_size=1, max_size=6)),
    st.builds(
        dict,
        do=st.just("press"),
        keys=st.sampled_from("123#"),
        after=st.sampled_from([0.0, 0.3, 2.0, 6.0]),
    ),
    st.builds(dict, do=st.just("wait"), seconds=st.sampled_from([0.5, 3.0, 9.0])),
    st.builds(dict, do=st.just("say"), seconds=st.sampled_from([1.0, 4.0])),
    st.builds(dict, do=st.just("leg"), outcome=st.sampled_from(["answer", "busy", "no_answer"])),
    st.builds(dict, do=st.just("set"), name=st.just("state"), value=st.text(max_size=3)),
    st.builds(dict, do=st.just("goto"), node=st.sampled_from(["main", "case", "agent", "found"])),
    st.builds(dict, do=st.sampled_from(["skip", "go", "step", "hang_up"])),
    st.builds(dict, do=st.just("mocks"), given=st.just({"database": {"hotline": [{"rows": []}]}})),
)
"""What may be done to a call, in any order; what cannot be done is refused."""


def do(player: Player, command: dict[str, Any]) -> None:
    """Give a command and wait until it has had its effect."""
    player.do(**command)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(COMMANDS, max_size=8), st.integers(1, 6))
def test_going_back_is_the_same_call_up_to_there(commands: list[dict[str, Any]], nodes: int) -> None:
    with Player() as player:
        player.settled()
        for command in commands:
            do(player, command)
        before, told = player.events, len(player.told)
        player.do("back", nodes=nodes)
        assert player.events == before[: len(player.events)]
        rewound = [each for each in player.told[told:] if each["event"] == "rewound"]
        assert len(rewound) <= 1, "a replay that comes to its place tells nothing on its way"
        assert not any(each["event"] == "broken" for each in player.told)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(COMMANDS, max_size=6))
def test_the_same_commands_give_the_same_call(commands: list[dict[str, Any]]) -> None:
    made = []
    for _ in range(2):
        with Player() as player:
            player.settled()
            for command in commands:
                do(player, command)
            made.append((player.events, player.settled()))
    assert made[0] == made[1]


def test_a_party_may_refuse_to_press_the_key() -> None:
    chosen = Leg("answer", confirm="none")
    assert not chosen.confirms("1", 10.0)
    with Player() as player:
        player.do("press", keys="3")
        assert player.do("leg", confirm="none", seconds=3)["event"] == "over"
