"""Where a call of then parts from the same call on a draft, and what is not the draft's doing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from engine.events import Heard
from flows.release import CompiledNode, Release
from simulator.given import Given
from simulator.legs import Leg
from simulator.replay.play import repeat
from simulator.replay.told_call import ToldCall, told_call
from simulator.replay.verdict import Parting, judge, parting_of
from simulator.session import simulate
from tests.simulator.desk import desk, node
from tests.simulator.replay.test_repeat import KEYS, masked
from tests.simulator.test_session import KNOWN

Change = Mapping[str, Any]


def changed(id_: str, exits: Mapping[str, str] | None = None, **parameters: Any) -> Release:
    """The desk with one node otherwise: wired, or set."""
    return put(desk(), otherwise(desk().flows["desk"].nodes[id_], exits, **parameters))


def otherwise(old: CompiledNode, exits: Mapping[str, str] | None, **parameters: Any) -> CompiledNode:
    """`old` with other exits and settings."""
    own = {name: getattr(old.node, name) for name in type(old.node).model_fields}
    made = type(old.node).model_validate({**own, **parameters})
    return replace(old, node=made, exits={**old.exits, **(exits or {})})


def put(made: Release, *nodes: CompiledNode) -> Release:
    """`made` with `nodes` in it."""
    flow = made.flows["desk"]
    return replace(
        made, digest="d2af7", flows={"desk": replace(flow, nodes={**flow.nodes, **{n.id: n for n in nodes}})}
    )


def call(keys: str, given: Given = KNOWN) -> ToldCall:
    """A call on the desk as it was."""
    found = told_call(simulate(desk(), keys, given).events)
    assert found is not None
    return found


CHOICES = [
    {"exit": "message", "keys": "1"},
    {"exit": "case", "keys": "2"},
    {"exit": "agent", "keys": "9"},
]


@pytest.mark.parametrize(
    ("keys", "draft", "parting"),
    [
        ("2 2026#", changed("main", {"case": "agent"}), ("main", "desk.case", "desk.agent")),
        ("3", changed("main", choices=CHOICES), ("main", ".agent", ".no_input")),
        ("9 9 9", changed("main", choices=CHOICES), ("main", ".no_match", ".agent")),
        ("- 3", changed("main", attempts=1), ("main", ".agent", ".no_input")),
        ("2 2026#", changed("case", min=5), ("case", ".valid", ".no_input")),
        ("!", changed("welcome", {"done": "bye"}), ("welcome", "desk.main", "desk.bye")),
        ("1 #", changed("message", min_seconds=60.0), ("message", ".saved", ".too_short")),
    ],
)
def test_where_the_ways_part(keys: str, draft: Release, parting: tuple[str, str, str]) -> None:
    verdict = judge(call(keys), draft, desk())
    assert verdict.parting == Parting("desk", *parting)


@pytest.mark.parametrize("keys", KEYS)
@pytest.mark.parametrize(
    "draft",
    [
        changed("welcome", prompt="您好，欢迎您致电本市市民服务热线，请仔细听完下面的选项"),
        changed("main", prompt="一留言，二查询，三人工"),
        changed("look", sql="SELECT state FROM all_cases WHERE no = :no"),
        changed("agent", targets=[{"number": "8002", "via": "gateway", "at": "pbx"}]),
    ],
    ids=["longer welcome", "shorter menu", "another statement", "another agent"],
)
def test_other_words_and_other_questions_lead_the_same_way(keys: str, draft: Release) -> None:
    assert judge(call(keys), draft, desk()).same


def test_the_result_counts() -> None:
    draft = put(desk(), node("return", "bye", name="done"))
    verdict = judge(call("3"), draft, desk())
    assert verdict.parting == Parting("desk", "bye", ".finish", ".return")
    assert parting_of([], [], "completed", "done") == Parting("", "", "(completed)", "(done)")


def test_a_draft_that_wants_more_of_an_answer_is_not_judged() -> None:
    columns = [{"column": "state", "into": "state"}, {"column": "town", "into": "case_no"}]
    verdict = judge(call("2 2026#"), changed("look", columns=columns), desk())
    assert (verdict.reason, verdict.reason_in) == ("unknown_answer", "look")


def test_without_its_release_a_difference_is_not_counted() -> None:
    draft = changed("main", {"agent": "bye"})
    assert judge(call("3"), draft, None).reason == "no_release"
    assert judge(call("9 9 9"), draft, None).same


def test_a_journal_that_does_not_lead_its_own_way_proves_nothing() -> None:
    told = call("3")
    strange = replace(told, marks=[*told.marks[:-1], ("desk", "bye", "strange")])
    assert judge(strange, desk(), desk()).reason == "not_repeatable"


def test_before_what_is_masked_a_difference_counts() -> None:
    told = told_call(masked())
    assert told is not None
    verdict = judge(told, changed("main", {"case": "agent"}), desk())
    assert verdict.parting == Parting("desk", "main", "desk.case", "desk.agent")


def test_prompts_that_took_longer_than_is_reckoned() -> None:
    """Live, nobody knows how long a prompt was: here the menu took two minutes more than its words tell."""
    events = list(simulate(desk(), "2 2026#", KNOWN).events)
    place = next(n for n, e in enumerate(events) if isinstance(e, Heard) and e.node == "main")
    late = [
        type(e)(**{**{name: getattr(e, name) for name in e.names}, "t": e.t + 120})
        for e in events[place + 1 :]
    ]
    told = told_call([*events[: place + 1], *late])
    assert told is not None
    assert judge(told, desk(), desk()).same
    verdict = judge(told, changed("look", {"row": "unknown"}), desk())
    assert verdict.parting == Parting("desk", "look", "desk.found", "desk.unknown") and verdict.usual


def test_a_caller_goes_on_where_the_ways_part() -> None:
    told = call("2 2026#", Given(legs=(Leg("busy"),)))
    now = repeat(told, changed("main", {"case": "message"}), desk(), going_on=True)
    assert [event.node for event in now.events if event.kind == "key_pressed"] == ["main"]  # type: ignore[attr-defined]
    assert ("desk", "message", "hung_up_saved") in now.marks
    cut = repeat(told, changed("main", {"case": "message"}), desk())
    assert len(cut.events) < len(now.events)
