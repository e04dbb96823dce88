"""How calls end: hang-ups, global keys on the way, and the limits of a call."""

from __future__ import annotations

import pytest

from flows.release import Release
from tests.engine.build import at, flow, release, ring
from tests.engine.steps import (
    Ask,
    Boom,
    Doze,
    Go,
    Pass,
    Round,
    Save,
    Say,
    Sub,
)
from tests.engine.world import FakeWorld

BYE = at("bye", Go(kind="finish", to="completed"))
END = ["bye>finish", "hangup:flow", "=completed"]
SORRY = at("sorry", Say(text="sorry"), done="bye")
SPOKEN = ["'sorry'", "sorry>done", *END]
FELL_BACK = ["'[sorry en]'", "hangup:flow", "=failed"]

# -- hang-up ------------------------------------------------------------------------------------

SAVE = at("save", Save(), done="bye", duplicate="bye")

HANGUPS = {
    "nobody cares": (release(flow("main", at("ask", Ask()))), ["=hung_up"]),
    "its own exit": (
        release(flow("main", at("ask", Ask(), hangup="save"), SAVE, BYE, on_hangup="bye")),
        ["save>done", "bye>finish", "=hung_up"],
    ),
    "the flow's handler": (
        release(flow("main", at("ask", Ask()), SAVE, BYE, on_hangup="save")),
        ["save>done", "bye>finish", "=hung_up"],
    ),
    "a handler that goes round": (
        release(flow("main", at("ask", Ask()), at("round", Pass(), next="round"), on_hangup="round")),
        [*["round>next"] * 100, "round!CallLimit", "=hung_up"],
    ),
    "a handler with media": (
        release(flow("main", at("ask", Ask()), at("say", Say(text="x")), on_hangup="say")),
        ["=hung_up"],
    ),
    "a handler that fails": (
        release(flow("main", at("ask", Ask()), at("boom", Boom()), on_hangup="boom", on_error="ask")),
        ["boom!ValueError", "boom>error", "=hung_up"],
    ),
}


@pytest.mark.parametrize(("flows", "expected"), HANGUPS.values(), ids=HANGUPS)
def test_hangups(flows: Release, expected: list[str]) -> None:
    ran = ring(flows, "!")
    left = [step for step in ran.path if step not in ("'press'", "ask>hangup", "hangup:caller")]
    assert left == expected
    assert ran.path.count("hangup:caller") == 1
    assert ran.outcome.result == "hung_up"


def test_the_handler_of_an_outer_flow_runs_after_a_hangup() -> None:
    main = flow("main", at("sub", Sub(flow="inner")), SAVE, BYE, on_hangup="save")
    world = FakeWorld()
    ran = ring(release(main, flow("inner", at("ask", Ask()))), "!", world)
    assert ran.path[1:] == [
        "'press'",
        "hangup:caller",
        "ask>hangup",
        "sub>hangup",
        "save>done",
        "bye>finish",
        "=hung_up",
    ]
    assert world.steps == ["call-1:3"]


# -- global keys --------------------------------------------------------------------------------


def test_a_global_key_goes_to_the_innermost_flow_that_has_it() -> None:
    main = flow("main", at("sub", Sub(flow="a")), SORRY, BYE, keys={"0": "sorry", "*": "bye"})
    middle = flow("a", at("sub", Sub(flow="b")), at("back", Go(kind="return", to="x")), keys={"*": "back"})
    inner = flow("b", at("ask", Ask()))
    flows = release(main, middle, inner)
    inside = ["sub>enter", "sub>enter", "'press'", "ask>global_key", "sub>global_key"]
    assert ring(flows, "0").path == [*inside, *SPOKEN]
    assert ring(flows, "*").path[:7] == [*inside, "back>return", "sub!NodeFailure"]


# -- limits -------------------------------------------------------------------------------------

LIMITS = {
    "steps": (release(flow("main", at("a", Pass(), next="a"))), "", 100),
    "loops are apart": (
        release(flow("main", at("r", Round(times=10**6), body="a", done="r"), at("a", Pass(), next="r"))),
        "",
        10_000,
    ),
    "a wait of nothing is none": (release(flow("main", at("a", Doze(seconds=0), done="a"))), "", 100),
    "length of the call": (release(flow("main", at("a", Doze(seconds=3600), done="a"))), "", 5),
    "silences": (release(flow("main", at("a", Ask(), no_input="a"))), "", 31),
    "keys count afresh": (
        release(flow("main", at("a", Ask(), k1="b", k2="b", no_input="b"), at("b", Pass(), next="a"))),
        "1" * 200,
        2 * 231 - 1,
    ),
    "depth": (release(flow("main", at("a", Sub(flow="main")))), "", 32),
}


@pytest.mark.parametrize(("flows", "keys", "entered"), LIMITS.values(), ids=LIMITS)
def test_limits(flows: Release, keys: str, entered: int) -> None:
    ran = ring(flows, keys)
    count = sum(1 for event in ran.events if event.kind == "node_entered")
    assert count - entered in (0, 1)
    assert [step for step in ran.path if "!" in step][-1].endswith("!CallLimit")
    assert ran.path[-3:] == FELL_BACK
