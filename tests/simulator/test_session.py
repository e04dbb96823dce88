"""Whole calls on the simulator: their transcript, their record, and that they are always the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.events import Event, from_json
from nodes.channel import CallFacts
from simulator.caller import Act, TimedCaller
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer
from simulator.services import World
from simulator.session import simulate
from simulator.steps import HangUp, Hear, Match, Press
from tests.simulator.desk import desk

KNOWN = Given(world=World(database_answers=[DatabaseAnswer("hotline", rows=[{"state": "办理中"}])]))


@pytest.mark.parametrize(
    ("keys", "path", "result"),
    [
        ("1 #", "welcome.done main.message message.saved thanks.done bye.finish", "completed"),
        (
            "2 2026#",
            "welcome.done main.case case.valid look.row found.done seen.next bye.finish",
            "completed",
        ),
        ("3", "welcome.done main.agent agent.ended bye.finish", "completed"),
        ("9 9 9", "welcome.done main.no_match bye.finish", "completed"),
        ("- - -", "welcome.done main.no_input bye.finish", "completed"),
        ("", "welcome.done main.no_input bye.finish", "completed"),
        (">1 -", "welcome.done main.message message.too_short bye.finish", "completed"),
        ("!", "welcome.done main.hangup", "hung_up"),
        ("2 >!", "welcome.done main.case case.hangup", "hung_up"),
    ],
)
def test_keys_lead_through_the_flow(keys: str, path: str, result: str) -> None:
    call = simulate(desk(), keys, KNOWN)
    assert " ".join(call.path) == path
    assert call.result == call.outcome.result == result


def test_the_record_of_a_call() -> None:
    call = simulate(desk(), "2 2026#", KNOWN)
    assert call.variables == {
        "case_no": "2026",
        "desk.case_no": "2026",
        "state": "办理中",
        "desk.state": "办理中",
    }
    assert call.milestones == {"case_seen": "办理中"}
    assert not call.failures and not call.unused and not call.unused_legs
    assert [from_json(json.loads(json.dumps(event))) for event in call.to_json()] == list(call.events)


def test_the_transcript_is_the_same_to_the_byte() -> None:
    golden = Path(__file__).with_name("desk.transcript").read_text(encoding="utf-8")
    assert [simulate(desk(), "2 2026#", KNOWN).transcript for _ in range(2)] == [golden, golden]


def test_what_was_prepared_and_not_asked_for_is_reported() -> None:
    given = Given(world=KNOWN.world, legs=(Leg("busy", "8001"),))
    call = simulate(desk(), "9 !", given)
    assert call.unused == tuple(KNOWN.world.database_answers)
    assert call.unused_legs == given.legs


def test_control_characters_do_not_reach_the_terminal() -> None:
    given = Given(facts=CallFacts("c", caller="1\x1b[2J\n2"))
    assert "caller=1\\x1b[2J\\n2" in simulate(desk(), "!", given).transcript


def test_everybody_can_watch() -> None:
    seen: list[Event] = []
    call = simulate(desk(), TimedCaller([Act(3000, "key", "3"), Act(6000, "hangup")]), watch=seen.append)
    assert seen == list(call.events)
    assert call.result == "hung_up"


def test_steps_that_do_not_come_about_are_failures() -> None:
    call = simulate(desk(), (Press("3"), Hear(Match("不会听到"), line=7), HangUp()))
    (failure,) = call.failures
    assert (failure.line, failure.where.node) == (7, "bye")
    assert failure.where.path == ("welcome", "main", "agent", "bye")
