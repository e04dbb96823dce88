"""A call repeated on its own release is the same call; what its journal does not hold is said."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from engine.events import MASK, CallResumed, Event, KeyPressed, VariableSet
from engine.journal import comparable
from flows.release import Release
from simulator.given import Given
from simulator.legs import Leg
from simulator.mocks import DatabaseAnswer, HttpAnswer
from simulator.replay.play import repeat
from simulator.replay.told_call import ToldCall, told_call
from simulator.replay.verdict import Verdict, judge
from simulator.services import World
from simulator.session import simulate
from simulator.steps import HangUp, Match, Press, Say, Step, Wait
from tests.simulator.desk import desk, node, release
from tests.simulator.test_session import KNOWN


def told(events: Sequence[Event]) -> ToldCall:
    """The call whose journal `events` are."""
    call = told_call(events)
    assert call is not None
    return call


def same(events: Sequence[Event], made: Release) -> bool:
    """Whether the call is the same when it is repeated on `made`: every event, times apart."""
    again = repeat(told(events), made, made)
    assert again.stuck is None
    assert comparable(again.events) == comparable(events)
    return judge(told(events), made, made).same


KEYS = ("", "!", ">!", "1 #", "1 -", "1 !", "1", ">1 -", "2 2026#", "2 2026", ">2 >2026#", "22026#", "2 !",
        "2 >!", "2 20 -", "2 1 2026#", "2 - 12345678", "3", "3 !", "- 9 3", "- - -", "9 9 9")  # fmt: skip


@pytest.mark.parametrize("keys", KEYS)
def test_the_same_caller_again(keys: str) -> None:
    assert same(simulate(desk(), keys, KNOWN).events, desk())


@pytest.mark.parametrize(
    "steps",
    [
        [Press("3", at_once=True, after=0.0)],
        [Press("22026#", at_once=True, after=0.2, pace=0.1)],
        [Press("2", during=Match("留言"), after=3.0), Press("20"), Wait(1.0), Press("26#", at_once=True)],
        [Press("1"), Say(4.0), Press("#"), HangUp(Match("谢谢"), 0.1)],
        [Wait(7.0), HangUp()],
    ],
)
def test_keys_at_any_moment(steps: list[Step]) -> None:
    assert same(simulate(desk(), steps, KNOWN).events, desk())


@pytest.mark.parametrize("seed", range(5))
def test_callers_at_random_never_part_from_themselves(seed: int) -> None:
    """Keys pressed into a recording are in no journal: such a call may not be repeatable, and says so."""
    chance = random.Random(seed)
    groups = ("1", "2", "3", "9", "-", "#", ">1", ">2", "2026#", ">2026", "12", "!", ">!", "222")
    for _ in range(40):
        keys = " ".join(chance.choice(groups) for _ in range(chance.randrange(1, 6)))
        events = simulate(desk(), keys, KNOWN).events
        if any(event.kind == "recorded" for event in events):
            assert judge(told(events), desk(), desk()).reason in (None, "not_repeatable"), keys
        else:
            assert same(events, desk()), keys


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "rejected", "failed", "answer"])
def test_a_party_does_the_same(outcome: str) -> None:
    given = Given(legs=(Leg(outcome, "8001", times=1),))  # type: ignore[arg-type]
    assert same(simulate(desk(), "3", given).events, desk())


@pytest.mark.parametrize(
    "answer",
    [
        DatabaseAnswer("hotline", rows=[{"state": "办理中"}]),
        DatabaseAnswer("hotline"),
        DatabaseAnswer("hotline", error="timeout"),
        DatabaseAnswer("hotline", error="unavailable"),
        DatabaseAnswer("hotline", error="refused"),
    ],
)
def test_a_database_answers_the_same(answer: DatabaseAnswer) -> None:
    given = Given(world=World(database_answers=[answer]))
    assert same(simulate(desk(), "2 2026#", given).events, desk())


@pytest.mark.parametrize("status", [200, 404, 500])
def test_a_web_service_answers_the_same(status: int) -> None:
    made = release(
        node(
            "http",
            "ask",
            {"ok": "say", "refused": "bye", "failed": "bye", "timeout": "bye"},
            connection="web",
            path="cases",
            extract=[
                {"into": "name", "path": "data.items[1].name"},
                {"into": "kind", "path": "headers.kind", "default": "none"},
            ],
        ),
        node("play", "say", {"done": "bye"}, prompt="{{ name }} {{ kind }}"),
        node("hangup", "bye"),
        name="text",
        kind="text",
    )
    data = {"items": [{"name": "甲"}, {"name": "乙"}]}
    given = Given(world=World(http_answers=[HttpAnswer("web", status=status, data=data)]))
    call = simulate(made, "", given)
    assert ("乙" in call.transcript) == (status == 200)
    assert same(call.events, made)


def test_rows_numbers_and_first_values() -> None:
    pattern = "TS{yyyyMMdd}{seq:5}{check}"
    made = release(
        node("number", "next", {"next": "all"}, series="cases", pattern=pattern, into="no"),
        node(
            "query",
            "all",
            {"rows": "say", "none": "bye", "failed": "bye", "timeout": "bye"},
            connection="hotline",
            sql="SELECT name FROM towns",
            result="rows",
            into="towns",
        ),
        node("play", "say", {"done": "bye"}, prompt="{{ no }} {{ towns[1].name }} {{ hello }}"),
        node("hangup", "bye"),
        no="text",
        towns="rows",
        hello="text",
    )
    flow = made.flows["desk"]
    inputs = {**flow.variables, "hello": replace(flow.variables["hello"], input=True)}
    made = replace(made, flows={"desk": replace(flow, variables=inputs)})
    rows = [{"name": "东"}, {"name": "西"}]
    world = World(database_answers=[DatabaseAnswer("hotline", rows=rows)], first_numbers={"cases": 4711})
    call = simulate(made, "", Given(world=world, values={"hello": "喂"}))
    assert "04711" in call.transcript and "西" in call.transcript and "喂" in call.transcript
    assert same(call.events, made)


def masked(keys: str = "2 2026#") -> list[Event]:
    """A call whose number is sensitive."""
    events: list[Event] = []
    for event in simulate(desk(), keys, KNOWN).events:
        if isinstance(event, KeyPressed) and event.node == "case":
            event = KeyPressed(event.t, event.node, MASK)
        events.append(event)
    return events


def test_what_is_masked_is_followed_as_far_as_that() -> None:
    assert judge(told(masked()), desk(), desk()) == Verdict(reason="masked_keys", reason_in="case")


def test_a_masked_answer_stops_it_too() -> None:
    events: list[Event] = []
    for event in simulate(desk(), "2 2026#", KNOWN).events:
        if isinstance(event, VariableSet) and event.name == "state":
            event = VariableSet(event.t, event.flow, event.node, event.name, MASK)
        events.append(event)
    assert judge(told(events), desk(), desk()) == Verdict(reason="masked_answer", reason_in="look")


def test_what_cannot_be_repeated_says_why() -> None:
    events = list(simulate(desk(), "3", KNOWN).events)
    resumed = [*events[:3], CallResumed(1.0, "c", "desk", "main", "c:2"), *events[3:]]
    assert judge(told(events[:-1]), desk(), desk()).reason == "not_over"
    assert judge(told(resumed), desk(), desk()).reason == "resumed"
    assert told_call(events[1:]) is None
