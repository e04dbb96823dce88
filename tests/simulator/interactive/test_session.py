"""Interactive calls as fast as they can be: keys, breakpoints, steps, values, answers, parties."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from flows.release import CompiledFlow, Release, Variable
from simulator.cases import play_case
from simulator.given import Given
from simulator.interactive.commands import ADAPTER
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer
from simulator.script import parse_script
from simulator.services import World
from simulator.session import simulate
from tests.simulator.desk import desk, node
from tests.simulator.interactive.player import Player
from tests.simulator.test_session import KNOWN


def test_a_call_stands_still_for_its_caller_and_goes_on_by_keys() -> None:
    with Player() as player:
        held = player.settled()
        assert (held["reason"], held["node"], held["waiting"], held["at"]) == ("caller", "main", "key", 5000)
        assert player.do("press", keys="2")["node"] == "case"
        over = player.do("press", keys="2026#")
        assert (over["event"], over["result"], over["unused"]) == ("over", "completed", [])
        assert player.path.endswith("look.row found.done seen.next bye.finish")


def test_what_is_said_before_the_beginning_is_for_the_beginning() -> None:
    given = {"database": {"hotline": [{"sql": "nobody asks"}]}}
    player = Player(hold=True)
    player.send("mocks", given=given)
    player.send("breakpoints", at=[{"node": "main"}])
    player.send("go")
    with player:
        player.wait("held", reason="breakpoint")
        assert not [told for told in player.told if told["event"] == "refused"]
        player.send("hang_up")
        player.send("go")
        assert any("nobody asks" in answer for answer in player.wait("over")["unused"])


def test_a_step_before_the_beginning_enters_the_first_node() -> None:
    player = Player(hold=True)
    player.send("step")
    with player:
        assert player.wait("held")["reason"] == "step" and ".done" in player.path


def test_it_is_the_call_that_a_script_makes() -> None:
    with Player() as player:
        for keys in ("2", "2026#"):
            player.do("press", keys=keys)
        assert player.events == simulate(desk(), "2 2026#", KNOWN).to_json()


@pytest.mark.parametrize(
    ("commands", "path"),
    [
        (["press 9", "press 9", "press 9"], "main.no_match"),
        (["skip", "skip", "skip"], "main.no_input"),
        (["press 2", "press 2026", "skip"], "case.valid"),
        (["press 1", "press #"], "message.saved"),
        (["press 1", "say 9", "press #"], "message.saved"),
        (["press 1", "skip", "skip", "skip"], "message.too_short"),
        (["hang_up"], "main.hangup"),
        (["press 1", "hang_up"], "message.hangup"),
        (["press 1", "say 9", "hang_up"], "message.hung_up_saved"),
        (["wait 4.9", "press 3", "leg busy"], "agent.busy"),
        (["press 3", "leg answer"], "agent.ended"),
        (["press 3", "hang_up", "leg answer"], "agent.hangup"),
    ],
)
def test_what_a_caller_can_do(commands: list[str], path: str) -> None:
    names = {"press": "keys", "say": "seconds", "wait": "seconds", "leg": "outcome"}
    with Player() as player:
        for command in commands:
            do, _, value = command.partition(" ")
            player.do(do, **({names[do]: value} if value else {}))
        assert player.settled()["event"] == "over"
        assert path in player.path.split()


def test_waiting_longer_than_the_flow_does_is_silence() -> None:
    with Player() as player:
        player.do("wait", seconds=3)
        assert player.settled()["at"] == 8000
        assert player.do("wait", seconds=3)["at"] > 10_000
        assert [e["kind"] for e in player.events if e["kind"] == "silence"] == ["silence"]


def test_keys_can_be_pressed_into_a_prompt_by_time() -> None:
    with Player(hold=True) as player:
        player.settled()
        player.do("press", keys="3", after=2.5)
        player.do("go")
        heard = [e for e in player.events if e["kind"] == "heard"]
        assert (heard[-1]["ended"], heard[-1]["key"]) == ("key", "3")
        assert player.wait("stopped", ended="key")["at"] == 2500
        assert player.settled()["reason"] == "leg"


def test_breakpoints_hold_before_a_node_with_its_variables() -> None:
    with Player() as player:
        player.do("breakpoints", at=[{"node": "found"}, {"node": "bye", "flow": "desk"}])
        player.do("press", keys="2")
        held = player.do("press", keys="2026#")
        assert (held["reason"], held["node"], held["type"], held["within"]) == (
            "breakpoint",
            "found",
            "play",
            False,
        )
        assert held["stack"][0]["variables"] == {"case_no": "2026", "state": "办理中"}
        assert player.do("go")["node"] == "bye"
        assert player.do("go")["event"] == "over"


def test_steps_go_from_node_to_node() -> None:
    with Player(hold=True) as player:
        assert (player.settled()["reason"], player.settled()["node"]) == ("start", "welcome")
        assert player.do("step")["node"] == "main"
        assert player.do("step")["reason"] == "caller"
        held = player.do("press", keys="2")
        assert (held["reason"], held["node"]) == ("step", "case")


def test_back_is_the_same_call_up_to_that_node_again() -> None:
    with Player() as player:
        player.do("press", keys="2")
        player.do("press", keys="2026#")
        whole = player.events
        for nodes, place in ((1, "bye"), (1, "seen"), (3, "case"), (1, "main"), (1, "welcome")):
            held = player.do("back", nodes=nodes)
            assert (held["reason"], held["node"]) == ("back", place)
            assert player.events == whole[: len(player.events)]
        player.do("back")
        assert "not so many nodes" in player.refused
        player.do("go")
        player.do("press", keys="2")
        player.do("press", keys="2026#")
        assert player.events == whole


def test_back_within_a_node_is_to_its_beginning() -> None:
    with Player() as player:
        player.do("press", keys="2")
        assert player.do("back")["node"] == "case"
        assert player.do("back")["node"] == "main"


def test_what_a_party_did_and_what_was_set_are_done_again() -> None:
    with Player() as player:
        player.do("breakpoints", at=[{"node": "main"}])
        player.settled()
        player.do("restart")
        player.do("set", name="case_no", value="1999")
        player.do("breakpoints", at=[{"node": "bye"}])
        player.do("go")
        player.do("press", keys="3")
        held = player.do("leg", outcome="rejected", after=3)
        assert held["stack"][0]["variables"]["case_no"] == "1999"
        events = player.events
        player.do("go")
        assert player.do("back")["stack"] == held["stack"]
        assert player.events == events


def test_a_variable_takes_its_declared_type_or_is_refused() -> None:
    flow = CompiledFlow(
        "desk",
        "Desk",
        "zh-CN",
        "ask",
        {"ask": node("menu", "ask", {}, prompt="按1", choices=[{"exit": "one", "keys": "1"}])},
        {
            "n": Variable("n", "number"),
            "day": Variable("day", "date"),
            "all": Variable("all", "rows"),
            "pin": Variable("pin", "text", sensitive=True),
        },
    )
    with Player(Release("d", "desk", {"desk": flow}), hold=True) as player:
        player.settled()
        for name, value, held in (
            ("n", "12", 12),
            ("day", "2026-01-15", {"$date": "2026-01-15"}),
            ("all", '[{"a": 1}]', [{"a": 1}]),
            ("pin", "0000", "0000"),
        ):
            stack = player.do("set", name=name, value=value)["stack"]
            assert (player.refused, stack[0]["variables"][name]) == ("", held)
        assert player.settled()["stack"][0]["sensitive"] == ["pin"]
        assert [e["value"] for e in player.events if e["kind"] == "variable_set"][-1] == "•••"
        for name, value, words in (
            ("n", "twelve", "is no number"),
            ("all", "[", "all:"),
            ("none", "1", "has no variable 'none'"),
        ):
            before = player.settled()["stack"]
            assert player.do("set", name=name, value=value)["stack"] == before
            assert words in player.refused


def test_goto_keeps_the_variables_and_holds() -> None:
    with Player() as player:
        player.do("press", keys="2")
        player.do("press", keys="2026#")
        held = player.do("goto", node="case")
        assert (held["reason"], held["node"]) == ("goto", "case")
        assert held["stack"][0]["variables"] == {"case_no": "2026", "state": "办理中"}
        assert player.do("go")["waiting"] == "key"
        player.do("goto", node="nowhere")
        assert "no node 'nowhere'" in player.refused


def nested() -> Release:
    """A flow that calls another, which asks for a key."""
    outer = CompiledFlow(
        "outer",
        "Outer",
        "en",
        "call",
        {
            "call": node("subflow", "call", {"done": "end"}, flow="inner", returns=[{"exit": "done"}]),
            "end": node("hangup", "end", prompt="bye"),
        },
    )
    inner = CompiledFlow(
        "inner",
        "Inner",
        "en",
        "ask",
        {
            "ask": node(
                "menu",
                "ask",
                {"one": "back", "no_input": "back", "no_match": "back"},
                prompt="press 1",
                choices=[{"exit": "one", "keys": "1"}],
            ),
            "back": node("return", "back", name="done"),
        },
    )
    return Release("nested", "outer", {"outer": outer, "inner": inner})


def test_goto_leaves_the_flows_above() -> None:
    with Player(nested()) as player:
        assert [level["flow"] for level in player.settled()["stack"]] == ["outer", "inner"]
        held = player.do("goto", node="end", flow="outer")
        assert (held["flow"], held["node"], len(held["stack"])) == ("outer", "end", 1)
        assert player.events[-1]["kind"] == "flow_left"
        assert player.do("go")["event"] == "over"
        player.do("goto", node="ask", flow="inner")
        assert "does not run now" in player.refused


def test_answers_are_prepared_while_the_call_stands_still() -> None:
    with Player(given=Given()) as player:
        player.do("breakpoints", at=[{"node": "look"}])
        player.do("press", keys="2")
        player.do("press", keys="2026#")
        player.do("mocks", given={"database": {"hotline": [{"rows": []}]}})
        player.do("go")
        assert "look.none" in player.path
        player.do("mocks", given={"database": {"hotline": [{"rows": [{"state": "已办结"}]}]}})
        player.do("back", nodes=3)
        player.do("go")
        assert "您的案件状态是已办结" in [e["text"] for e in player.events if e["kind"] == "heard"]


def test_a_prepared_party_is_not_asked_about() -> None:
    with Player(given=Given(legs=(Leg("busy", "8001"),))) as player:
        over = player.do("press", keys="3")
        assert over["event"] == "over" and "agent.busy" in player.path


def test_fresh_circumstances_for_each_run() -> None:
    made: list[Given] = []

    def fresh() -> Given:
        made.append(KNOWN)
        return KNOWN

    with Player(given=fresh) as player:
        player.settled()
        player.do("restart", hold=True)
        player.do("step")
        player.do("back")
    assert len(made) == 3


@pytest.mark.parametrize(
    ("before", "command", "words"),
    [
        ([], {"do": "leg"}, "nobody rings"),
        ([], {"do": "breakpoints", "at": [{"node": "x"}]}, "no node 'x'"),
        ([], {"do": "breakpoints", "at": [{"node": "main", "flow": "x"}]}, "no flow 'x'"),
        (["hang_up"], {"do": "press", "keys": "1"}, "the call is over"),
        (["hang_up"], {"do": "go"}, "the call is over"),
        (["back"], {"do": "skip"}, "nothing sounds"),
        (["back"], {"do": "wait", "seconds": 1}, "does not stand still for its caller"),
        ([], {"do": "back", "nodes": 99}, "not so many nodes"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    before: list[str], command: dict[str, Any], words: str
) -> None:
    with Player() as player:
        player.settled()
        for do in before:
            player.do(do)
        stands, events = player.settled(), player.events
        player.do(**command)
        assert words in player.refused
        told = [each for each in player.told if each["event"] == "refused"][-1]
        assert told["zh"] and told["cure_zh"] and told["cure_en"]
        assert (player.settled(), player.events) == (stands, events)


@pytest.mark.parametrize(
    "command",
    [
        {"do": "press", "keys": "x"},
        {"do": "press", "keys": ""},
        {"do": "press", "keys": "1" * 101},
        {"do": "say", "seconds": -1},
        {"do": "say", "seconds": float("nan")},
        {"do": "speed", "speed": float("inf")},
        {"do": "back", "nodes": 0},
        {"do": "leg", "outcome": "asleep"},
        {"do": "dance"},
        {"do": "go", "far": True},
        {"do": "mocks", "given": {"rows": {"hotline": {"cases": [{"no": 1}]}}}},
        {},
    ],
)
def test_bad_commands_are_none(command: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(command)


def test_look_and_speed() -> None:
    with Player() as player:
        player.settled()
        count = len(player.told)
        assert player.do("look")["reason"] == "caller"
        assert [each["event"] for each in player.told[count:]] == ["held", "done"]
        assert player.do("speed", speed=2)["speed"] == 0.0
        assert player.do("look")["speed"] == 2.0


def test_the_call_so_far_becomes_a_script_that_passes() -> None:
    with Player() as player:
        player.do("press", keys="9")
        player.do("press", keys="3")
        player.do("leg", outcome="busy", after=3)
        player.do("script", name="busy")
        told = player.wait("script")
        assert told["notes"] == []
        (case,) = parse_script(told["text"], "busy.calls.yaml")
        played = play_case(desk(), case)
        assert played.passed, played.differences
        assert played.simulation.to_json() == player.events
        player.do("goto", node="bye")
        player.do("script", lang="zh")
        assert "手工改过" in player.wait("script", count=2)["notes"][0]


@pytest.mark.parametrize("nodes", [1, 2, 4])
def test_a_replay_that_goes_another_way_is_told_anew(nodes: int) -> None:
    """The database is not a copy, and somebody has changed it since."""
    answers = [KNOWN, Given(world=World(database_answers=[DatabaseAnswer("hotline", rows=[])]))]

    def changing() -> Given:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    with Player(given=changing) as player:
        player.do("press", keys="2")
        player.do("press", keys="2026#")
        assert "look.row" in player.path
        player.do("back", nodes=nodes)
        if nodes == 4:
            assert player.settled()["node"] == "look", "up to there nothing was different"
            return
        held = player.settled()
        assert player.wait("rewound")["events"] == 0
        assert "look.none" in player.path and "look.row" not in player.path
        assert held["event"] == "over" or held["reason"] == "pause"
        assert [event["kind"] for event in player.events][:2] == ["call_started", "flow_entered"]
