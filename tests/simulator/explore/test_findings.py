"""Every kind of finding: a line that has it, the script that shows it again, a line that has it not."""

from __future__ import annotations

import pytest

from flows.release import CompiledNode, Release, Variable
from nodes.prompts import Prompt
from simulator.explore.findings import OWN
from tests.simulator.desk import node
from tests.simulator.explore.lines import BYE, Brittle, Shown, line, menu, say, shown

ENTRY = node(
    "digits",
    "ask",
    {"valid": "think", "no_input": "bye", "invalid": "bye"},
    prompt="请输入编号",
    into="entry",
    min=4,
)


def brittle(**exits: str) -> CompiledNode:
    return CompiledNode("think", Brittle(), {"next": "bye", **exits})


def only(release: Release) -> Shown:
    (found,) = shown(release)
    return found


def test_a_crash_of_a_node_that_is_not_ours() -> None:
    found = only(line(menu("main", k1="ask"), ENTRY, brittle(), BYE, entry="text"))
    assert (found.fault.kind, found.fault.spot) == ("crash", ("line", "think"))
    assert "ZeroDivisionError" in found.fault.detail
    presses = [str(step) for step in found.steps if "press" in str(step)]
    assert presses[0] == "press 1" and presses[1].startswith("press 1234") and len(presses) == 2


def test_a_crash_is_one_though_a_handler_takes_the_call() -> None:
    release = line(
        menu("main", k1="ask"), ENTRY, brittle(), say("sorry", "bye"), BYE, on_error="sorry", entry="text"
    )
    assert only(release).fault.kind == "crash"


def test_an_error_that_nobody_handles() -> None:
    wrong = node("set", "count", {"next": "bye"}, values=[{"name": "n", "value": "entry"}])
    ask = node(
        "digits", "ask", {"valid": "count", "no_input": "bye", "invalid": "bye"}, prompt="编号", into="entry"
    )
    found = only(line(ask, wrong, BYE, entry="text", n="date"))
    assert (found.fault.kind, found.fault.spot) == ("unhandled", ("line", "count"))
    assert "ValueMismatch" in found.fault.detail
    assert "result: failed" in found.script


@pytest.mark.parametrize("handled", ["exit", "handler"])
def test_an_error_that_somebody_handles_is_none(handled: str) -> None:
    exits = {"next": "bye"} | ({"error": "sorry"} if handled == "exit" else {})
    wrong = node("set", "count", exits, values=[{"name": "n", "value": "'x'"}])
    release = line(
        wrong, say("sorry", "bye"), BYE, on_error="sorry" if handled == "handler" else "", n="date"
    )
    assert shown(release) == []


def test_a_circle_without_an_end() -> None:
    there = node("set", "there", {"next": "back"}, values=[{"name": "n", "value": "n + 1"}])
    back = node("log", "back", {"next": "there"}, text="{{ n }}")
    release = line(menu("main", k1="bye", k2="there"), there, back, BYE, n=Variable("n", "number", value="0"))
    found = only(release)
    assert found.fault.kind == "endless"
    assert "limit 'steps'" in found.fault.detail
    assert [str(step) for step in found.steps if "press" in str(step)] == ["press 2"]


def test_silence_that_is_too_long() -> None:
    pause = node("wait", "pause", {"done": "bye"}, seconds=12)
    release = line(menu("main", k1="pause"), pause, BYE)
    found = only(release)
    assert (found.fault.kind, found.fault.spot, found.fault.detail) == ("silence", ("line", "pause"), "12.0")
    assert shown(release, silence=13) == []


def test_a_slow_service_is_silence_unless_something_sounds_meanwhile() -> None:
    def look(**more: object) -> CompiledNode:
        exits = dict.fromkeys(("row", "none", "failed", "timeout"), "bye")
        return node("query", "look", exits, connection="db", sql="SELECT 1", seconds=15, **more)

    (found,) = shown(line(say("hello", "look"), look(), BYE))
    assert (found.fault.kind, found.fault.spot, found.fault.detail) == ("silence", ("line", "look"), "15.0")
    assert "error: timeout" in found.script
    assert shown(line(say("hello", "look"), look(meanwhile=Prompt.say("正在查询")), BYE)) == []


def test_what_the_caller_says_and_the_talk_with_an_agent_are_no_silence() -> None:
    ended = dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "bye")
    dial = node("dial", "agent", ended, targets=[{"number": "8001", "via": "user"}], ring_seconds=25)
    kept = dict.fromkeys(("saved", "too_short", "failed", "hung_up_saved"), "agent")
    record = node("record", "message", kept, box="b", prompt="请留言", silence_seconds=20, takes=1)
    assert shown(line(record, dial, BYE)) == []


def test_an_end_without_a_word() -> None:
    release = line(menu("main", k1="gone", k2="bye"), node("hangup", "gone"), BYE)
    found = only(release)
    assert (found.fault.kind, found.fault.spot) == ("no_goodbye", ("line", "gone"))
    assert [str(step) for step in found.steps] == ["hear '这里是main'", "press 1"]


def test_a_goodbye_long_ago_is_none() -> None:
    pause = node("wait", "pause", {"done": "gone"}, seconds=6)
    release = line(say("thanks", "pause"), pause, node("hangup", "gone"))
    assert [each.fault.kind for each in shown(release, silence=5)] == ["no_goodbye", "silence"]


@pytest.mark.parametrize("type_", ["return", "transfer"])
def test_a_call_that_goes_on_elsewhere_needs_no_goodbye(type_: str) -> None:
    last = (
        node("return", "last", name="done")
        if type_ == "return"
        else node("transfer", "last", {"busy": "bye", "failed": "bye"}, target="8001")
    )
    assert shown(line(menu("main", k1="last"), last, BYE)) == []


def test_a_call_that_is_turned_away_unanswered_needs_no_goodbye() -> None:
    assert shown(line(node("hangup", "gone", cause="USER_BUSY"))) == []


def test_what_our_own_nodes_raise_is_no_crash() -> None:
    assert {"NodeFailure", "ExpressionError", "ValueMismatch", "ServiceUnavailable", "CallLimit"} <= OWN
    assert "ZeroDivisionError" not in OWN
