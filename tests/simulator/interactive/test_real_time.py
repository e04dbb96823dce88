"""Interactive calls in real time, made quick: barge-in, type-ahead, silence, pauses, and that all end."""

from __future__ import annotations

import threading

import pytest

from simulator.given import Given
from simulator.mocks import DatabaseAnswer
from simulator.services import World
from tests.simulator.desk import node, release
from tests.simulator.interactive.player import Player

QUICK = 200.0
FROZEN = 0.001
"""A speed at which nothing ends in the time of a test."""


def test_silence_is_only_waited_for() -> None:
    with Player(speed=QUICK) as player:
        over = player.settled()
        assert over["result"] == "completed"
        assert player.path.endswith("main.no_input bye.finish")


def test_a_key_cuts_the_prompt_where_it_is_pressed() -> None:
    with Player(speed=10.0) as player:
        player.wait("playing", text="留言请按1，查询请按2，人工请按3")
        player.send("press", keys="3")
        stopped = player.wait("stopped", ended="key")
        assert 880 <= stopped["at"] < 5000
        assert player.wait("ringing")["target"] == "sofia/gateway/pbx/8001"


def test_keys_pressed_ahead_answer_the_next_question() -> None:
    with Player(speed=10.0) as player:
        player.wait("playing", text="欢迎致电")
        player.send("press", keys="22026#")
        player.wait("over")
        assert player.path.startswith("welcome.done main.case case.valid look.row")


def test_a_pause_stops_time_and_a_skip_lets_it_pass() -> None:
    with Player(speed=FROZEN) as player:
        player.wait("playing", text="欢迎致电")
        held = player.do("pause")
        assert (held["reason"], held["within"], held["sounding"]) == ("pause", True, "欢迎致电")
        player.send("go")
        player.wait("going")
        player.send("skip")
        assert player.wait("stopped", ended="done")["at"] == 880
        player.send("skip")
        assert player.wait("waiting", what="key")
        player.send("skip")
        player.wait("journal", entry={"kind": "silence", "t": 10.0, "node": "main", "seconds": 5.0})


def test_variables_are_not_changed_while_time_passes() -> None:
    with Player(speed=FROZEN) as player:
        player.wait("playing")
        player.send("set", name="case_no", value="1")
        assert "is going on" in player.wait("refused")["en"]
        player.send("mocks")
        assert "is going on" in player.wait("refused", count=2)["en"]
        player.send("look")
        assert player.wait("held")["reason"] == "look"


def test_the_speed_changes_in_the_middle() -> None:
    with Player(speed=FROZEN) as player:
        player.wait("playing")
        player.send("speed", speed=QUICK)
        player.wait("waiting")
        assert player.do("speed", speed=0)["reason"] == "caller"


def test_a_slow_service_takes_its_time() -> None:
    slow = Given(world=World(database_answers=[DatabaseAnswer("hotline", seconds=8.0)]))
    with Player(given=slow, speed=0.0) as player:
        player.do("press", keys="2")
        player.do("breakpoints", at=[{"node": "look"}])
        player.do("press", keys="2026#")
        player.do("speed", speed=FROZEN)
        player.send("go")
        player.wait("journal", count=20)
        player.send("skip")
        player.wait("journal", count=22)
        player.send("speed", speed=QUICK)
        player.wait("over")
        assert "look.timeout" in player.path or "look.none" in player.path


def test_whoever_records_is_taken_to_speak() -> None:
    with Player(speed=QUICK) as player:
        player.wait("waiting")
        player.send("press", keys="1")
        player.wait("waiting", what="record")
        player.wait("act", kind="talk")
        player.send("wait", seconds=1)
        assert "does not stand still" in player.wait("refused")["en"]
        player.send("press", keys="#", after=4)
        player.wait("over")
        assert "message.saved" in player.path


def states() -> dict[str, list[dict[str, object]]]:
    """Commands that bring a call into each state in which it may be closed."""
    return {
        "caller": [],
        "held": [{"do": "back"}],
        "leg": [{"do": "press", "keys": "3"}],
        "over": [{"do": "hang_up"}],
    }


@pytest.mark.parametrize("state", states())
def test_a_session_ends_wherever_it_is(state: str) -> None:
    player = Player()
    with player:
        player.settled()
        for command in states()[state]:
            player.do(**command)  # type: ignore[arg-type]
    assert "callwright-session" not in [thread.name for thread in threading.enumerate()]
    player.send("press", keys="1")
    assert player.session.settle(0.1), "a closed session takes no commands and keeps nobody waiting"


@pytest.mark.parametrize("speed", [FROZEN, 1.0])
def test_a_session_ends_in_the_middle_of_a_prompt(speed: float) -> None:
    with Player(speed=speed) as player:
        player.wait("playing")
    assert player.session.close()


def test_a_fault_is_told_and_ends_the_session() -> None:
    def broken() -> Given:
        raise OSError("the disk is gone")

    with Player(given=broken) as player:
        assert "the disk is gone" in player.wait("broken")["error"]
        assert player.session.settle()


@pytest.mark.parametrize("command", [{"do": "restart", "hold": True}, {"do": "back"}, None])
def test_a_node_that_is_given_up_asks_nothing_any_more(command: dict[str, object] | None) -> None:
    """A service is waited for under a sound, which the node stops while it is left."""
    asks = node(
        "query",
        "look",
        {"row": "bye", "none": "bye", "failed": "bye", "timeout": "bye"},
        connection="hotline",
        sql="SELECT 1 AS one",
        columns=[{"column": "one", "into": "one"}],
        meanwhile="请稍候",
        seconds=60,
    )
    slow = Given(world=World(database_answers=[DatabaseAnswer("hotline", seconds=50.0)]))
    with Player(release(asks, node("hangup", "bye"), one="number"), slow, speed=FROZEN) as player:
        player.wait("playing", background=True)
        if command is not None:
            player.send("pause")
            player.send(**command)  # type: ignore[arg-type]
            reason = "start" if command["do"] == "restart" else "back"
            assert player.wait("held") == player.wait("held", reason=reason)
            assert [event["kind"] for event in player.events] == ["call_started", "flow_entered"]
