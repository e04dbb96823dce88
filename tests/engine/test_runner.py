"""The runner: ways through a flow, errors, hang-ups, limits, and going on in another engine."""

from __future__ import annotations

import pytest

from engine.events import Event, NodeEntered
from engine.fallback import Fallback
from engine.runner import run_call
from flows.release import Release, Variable
from tests.engine.build import at, flow, release, ring
from tests.engine.steps import (
    Ask,
    Boom,
    Fuss,
    Go,
    Hand,
    Look,
    Odd,
    Pass,
    Put,
    Say,
    Stray,
    Sub,
)
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, services

BYE = at("bye", Go(kind="finish", to="completed"))


def menu(**flow_facts: object) -> Release:
    """Welcome, then a menu with one way to an agent's words and one to the end."""
    return release(
        flow(
            "main",
            at("hi", Say(text="hi"), done="ask"),
            at("ask", Ask(), k1="agent", k2="bye", no_input="ask", no_match="bye"),
            at("agent", Say(text="agent"), done="bye"),
            BYE,
            **flow_facts,  # type: ignore[arg-type]
        )
    )


ASKED = ["'hi'", "hi>done"]
END = ["bye>finish", "hangup:flow", "=completed"]

WAYS = {
    "a key": ("1", [*ASKED, "'press'", "ask>k1", "'agent'", "agent>done", *END]),
    "silence, then a key": (".2", [*ASKED, "'press'", "ask>no_input", "'press'", "ask>k2", *END]),
    "a wrong key": ("9", [*ASKED, "'press'", "ask>no_match", *END]),
    "hang-up while waiting": ("!", ["'hi'", "hi>hangup", "=hung_up"]),
    "hang-up while asked": (".!", [*ASKED, "'press'", "ask>no_input", "'press'", "ask>hangup", "=hung_up"]),
}


@pytest.mark.parametrize(("keys", "expected"), WAYS.values(), ids=WAYS)
def test_ways(keys: str, expected: list[str]) -> None:
    ran = ring(menu(), keys)
    assert [step for step in ran.path if step != "hangup:caller"] == expected


def test_steps_are_the_calls_id_and_a_serial() -> None:
    events = ring(menu(), "2").events
    assert [event.step for event in events if isinstance(event, NodeEntered)] == [
        "call-1:1",
        "call-1:2",
        "call-1:3",
    ]


def test_a_disabled_node_leaves_by_its_first_exit() -> None:
    flows = release(flow("main", at("off", Boom(), enabled=False, next="bye"), BYE))
    assert ring(flows).path == ["off>next", *END]


def test_a_subflow_returns_values() -> None:
    main = flow(
        "main",
        at("sub", Sub(flow="inner", values={"x": "7"}, into="answer"), found="bye", done="bye"),
        BYE,
        variables=[Variable("answer", "text")],
    )
    inner = flow(
        "inner",
        at("back", Go(kind="return", to="found", values={"answer": "yes"})),
        variables=[Variable("x", "number", input=True), Variable("y", "number", value="3")],
    )
    ran = ring(release(main, inner))
    assert ran.path == ["sub>enter", "back>return", "sub>found", *END]
    details = [event.detail() for event in ran.events if event.kind in ("variable_set", "flow_entered")]
    assert details == [
        "flow=main depth=1",
        "flow=inner depth=2",
        "flow=inner name=x value=7",
        "flow=main name=answer value=yes",
    ]


def test_a_jump_keeps_the_callers() -> None:
    main = flow("main", at("sub", Sub(flow="a"), done="bye"), BYE)
    first = flow("a", at("go", Go(kind="jump", to="b")))
    second = flow("b", at("back", Go(kind="return", to="done")))
    assert ring(release(main, first, second)).path == [
        "sub>enter",
        "go>jump",
        "back>return",
        "sub>done",
        *END,
    ]


def test_a_return_at_the_top_ends_the_call() -> None:
    ran = ring(release(flow("main", at("back", Go(kind="return", to="filed")))))
    assert ran.path == ["back>return", "hangup:flow", "=filed"]
    assert ran.channel.ended_with == "NORMAL_CLEARING"


def test_a_transferred_call_is_not_hung_up() -> None:
    ran = ring(release(flow("main", at("hand", Hand(), failed="hand"))))
    assert ran.outcome.result == "transferred"
    assert ran.channel.ended_with == ""
    assert ran.path == ["hand>finish", "=transferred"]


def test_values_from_outside() -> None:
    main = flow("main", BYE, variables=[Variable("name", "text")])
    ran = ring(release(main), values={"name": "Eve"})
    assert [event.detail() for event in ran.events if event.kind == "variable_set"] == [
        "flow=main name=name value=Eve"
    ]


# -- errors -------------------------------------------------------------------------------------

SORRY = at("sorry", Say(text="sorry"), done="bye")
SPOKEN = ["'sorry'", "sorry>done", *END]
FELL_BACK = ["'[sorry en]'", "hangup:flow", "=failed"]

FAILURES = {
    "its own exit": (
        release(flow("main", at("boom", Boom(), error="sorry"), SORRY, BYE, on_error="bye")),
        ["boom!ValueError", "boom>error", *SPOKEN],
    ),
    "the flow's handler": (
        release(flow("main", at("boom", Boom()), SORRY, BYE, on_error="sorry")),
        ["boom!ValueError", "boom>error", *SPOKEN],
    ),
    "a message of the contract": (
        release(flow("main", at("fuss", Fuss()), SORRY, BYE, on_error="sorry")),
        ["fuss!NodeFailure", "fuss>error", *SPOKEN],
    ),
    "the handler of an outer flow": (
        release(
            flow("main", at("sub", Sub(flow="inner"), done="bye"), SORRY, BYE, on_error="sorry"),
            flow("inner", at("boom", Boom())),
        ),
        ["sub>enter", "boom!ValueError", "boom>error", "sub>error", *SPOKEN],
    ),
    "the exit of the node that entered": (
        release(
            flow("main", at("sub", Sub(flow="inner"), done="bye", error="sorry"), SORRY, BYE, on_error="bye"),
            flow("inner", at("boom", Boom())),
        ),
        ["sub>enter", "boom!ValueError", "boom>error", "sub>error", *SPOKEN],
    ),
    "nobody": (release(flow("main", at("boom", Boom()))), ["boom!ValueError", "boom>error", *FELL_BACK]),
    "an error in the handler": (
        release(flow("main", at("boom", Boom()), at("boom2", Boom()), on_error="boom2")),
        ["boom!ValueError", "boom>error", "boom2!ValueError", "boom2>error", *FELL_BACK],
    ),
    "an error in the handler with an exit": (
        release(flow("main", at("boom", Boom()), at("b2", Boom(), error="sorry"), SORRY, BYE, on_error="b2")),
        ["boom!ValueError", "boom>error", "b2!ValueError", "b2>error", *SPOKEN],
    ),
    "an exit that leads nowhere": (
        release(flow("main", at("pass", Pass()))),
        ["pass!NodeFailure", "pass>error", *FELL_BACK],
    ),
    "an exit to a node that is missing": (
        release(flow("main", at("pass", Pass(), next="gone"))),
        ["pass>next", "gone!NodeFailure", "gone>error", *FELL_BACK],
    ),
    "a flow that is missing": (
        release(flow("main", at("sub", Sub(flow="gone")))),
        ["sub>enter", "sub!NodeFailure", "sub>error", *FELL_BACK],
    ),
    "a value that a flow does not take": (
        release(flow("main", at("sub", Sub(flow="main", values={"z": 1})))),
        ["sub>enter", "sub!NodeFailure", "sub>error", *FELL_BACK],
    ),
    "a service that does not answer": (
        release(flow("main", at("look", Look(), row="bye", error="sorry"), SORRY, BYE)),
        ["look!ServiceTimeout", "look>error", *SPOKEN],
    ),
    "an undeclared variable": (
        release(flow("main", at("put", Put(name="x", value=1), next="bye"), BYE)),
        ["put!NodeFailure", "put>error", *FELL_BACK],
    ),
}


@pytest.mark.parametrize(("flows", "expected"), FAILURES.values(), ids=FAILURES)
def test_failures(flows: Release, expected: list[str]) -> None:
    assert ring(flows, world=FakeWorld(down=True)).path == expected


def test_after_a_key_the_handler_may_run_again() -> None:
    flows = release(flow("main", at("boom", Boom()), at("ask", Ask(), k1="boom", k2="boom"), on_error="ask"))
    assert ring(flows, "12.").path.count("boom>error") == 3


def test_the_fallback_hands_over() -> None:
    ran = ring(release(flow("main", at("boom", Boom()))), fallback=Fallback("1000"))
    assert (ran.outcome.result, ran.channel.targets, ran.channel.ended_with) == ("transferred", ["1000"], "")


def test_the_fallback_hangs_up_when_nobody_takes_the_call() -> None:
    clock = FakeClock()
    channel = FakeChannel("", clock)
    channel.transfers = "busy"
    flows = release(flow("main", at("boom", Boom())))
    outcome = run_call(flows, channel, services(clock), list[Event]().append, fallback=Fallback("1000"))
    assert (outcome.result, channel.ended_with) == ("failed", "NORMAL_TEMPORARY_FAILURE")


def test_the_interpreters_own_exceptions_pass() -> None:
    with pytest.raises(KeyboardInterrupt):
        ring(release(flow("main", at("odd", Odd()))))


def test_the_error_is_told_to_its_handler() -> None:
    flows = release(flow("main", at("boom", Boom(text="why")), BYE, on_error="bye"))
    failed = next(event for event in ring(flows).events if event.kind == "node_failed")
    assert failed.detail() == "flow=main error=ValueError message=why"


def test_the_lines_languages_come_before_the_flows_own() -> None:
    flows = release(flow("main", at("boom", Boom())))
    assert ring(flows, languages=("zh-CN", "en")).path[2] == "'[sorry zh-CN]'"
    assert ring(flows, languages=("en",)).path[2] == "'[sorry en]'"


def test_a_global_key_that_nobody_handles_is_a_failure() -> None:
    flows = release(flow("main", at("stray", Stray(), next="bye"), BYE))
    assert ring(flows).path == ["stray!NodeFailure", "stray>error", *FELL_BACK]
