"""Going on in another engine, wherever the first one died."""

from __future__ import annotations

import pytest

from engine.events import Event
from engine.position import Position
from engine.runner import run_call
from flows.release import Release, Variable
from tests.engine.build import at, flow, path, release, ring
from tests.engine.steps import (
    Ask,
    Boom,
    Doze,
    Frail,
    Go,
    Put,
    Round,
    Save,
    Say,
    Sub,
)
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, Shelf, services

BYE = at("bye", Go(kind="finish", to="completed"))
END = ["bye>finish", "hangup:flow", "=completed"]
SAVE = at("save", Save(), done="bye", duplicate="bye")
SORRY = at("sorry", Say(text="sorry"), done="bye")
SPOKEN = ["'sorry'", "sorry>done", *END]
FELL_BACK = ["'[sorry en]'", "hangup:flow", "=failed"]

# -- another engine -----------------------------------------------------------------------------


class Killed(BaseException):
    """The engine dies here."""


class Killer(Shelf):
    """Dies when the position is kept for the `at`-th time."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at

    def keep(self, position: object) -> None:
        super().keep(position)  # type: ignore[arg-type]
        if len(self.kept) == self.at:
            raise Killed


def journey() -> Release:
    """A flow with all that a position must hold: nested flows, memory, variables, an error, effects."""
    main = flow(
        "main",
        at("count", Put(name="n", value=5), next="round"),
        at("round", Round(times=2), body="sub", done="boom"),
        at("sub", Sub(flow="inner", values={"x": "2026-01-15"}, into="answer"), done="save"),
        at("save", Save(), done="round", duplicate="round"),
        at("boom", Boom()),
        at("sorry", Ask(), k1="save2", k2="sorry"),
        at("save2", Save(), done="bye", duplicate="bye"),
        BYE,
        variables=[Variable("n", "number", value="0"), Variable("answer", "text")],
        on_error="sorry",
    )
    inner = flow(
        "inner",
        at("ask", Ask(into="key"), k1="doze", k2="doze"),
        at("doze", Doze(), done="back"),
        at("back", Go(kind="return", to="done", values={"answer": "ok"})),
        variables=[Variable("x", "date", input=True), Variable("key", "text", sensitive=True)],
    )
    return release(main, inner)


def run_killed(flows: Release, keys: str, kill_at: int) -> tuple[list[Event], list[str], int]:
    """Run a call whose engine dies at the `kill_at`-th position: events and effects of both engines."""
    clock, events, world, shelf = FakeClock(), list[Event](), FakeWorld(), Killer(kill_at)
    channel = FakeChannel(keys, clock)
    try:
        run_call(flows, channel, services(clock, world), events.append, keeper=shelf)
    except Killed:
        taken_over = Position.load(shelf.kept[-1])
        run_call(flows, channel, services(clock, world), events.append, keeper=Shelf(), position=taken_over)
        return events, world.steps, len(shelf.kept)
    return events, world.steps, len(shelf.kept)


@pytest.mark.parametrize("keys", ["121", "12!", "1!", "12.", "121!"])
def test_a_call_goes_on_wherever_its_engine_dies(keys: str) -> None:
    whole, effects, positions = run_killed(journey(), keys, 10**6)
    assert positions > 2
    for kill_at in range(1, positions + 1):
        events, again, _ = run_killed(journey(), keys, kill_at)
        assert [event for event in events if event.kind != "call_resumed"] == whole
        assert sum(event.kind == "call_resumed" for event in events) == 1
        assert again == effects


def test_an_effect_is_not_repeated() -> None:
    flows = release(
        flow("main", at("save", Save(), done="bye", duplicate="ask"), at("ask", Ask(), k1="bye"), BYE)
    )
    clock, world, shelf = FakeClock(), FakeWorld(), Shelf()
    run_call(flows, FakeChannel("1", clock), services(clock, world), list[Event]().append, keeper=shelf)
    events = list[Event]()
    position = Position.load(shelf.kept[0])
    run_call(flows, FakeChannel("1", clock), services(clock, world), events.append, position=position)
    assert path(events)[0] == "save>duplicate"
    assert world.steps == ["call-1:1"]


def test_a_node_may_refuse_to_be_repeated() -> None:
    flows = release(flow("main", at("frail", Frail(), done="bye"), SORRY, BYE, on_error="sorry"))
    shelf = Shelf()
    ring(flows, keeper=shelf)
    ran = ring(flows, position=Position.load(shelf.kept[0]))
    assert ran.path == ["frail!NodeFailure", "frail>error", *SPOKEN]


def test_a_caller_who_left_meanwhile_gets_the_hangup_handler() -> None:
    flows = release(flow("main", at("ask", Ask()), SAVE, BYE, on_hangup="save"))
    shelf, clock, world, events = Shelf(), FakeClock(), FakeWorld(), list[Event]()
    ring(flows, "!", keeper=shelf)
    channel = FakeChannel("", clock)
    channel.hangup()
    run_call(flows, channel, services(clock, world), events.append, position=Position.load(shelf.kept[0]))
    assert path(events) == ["hangup:caller", "ask>hangup", "save>done", "bye>finish", "=hung_up"]


def test_a_position_of_another_release_falls_back() -> None:
    shelf = Shelf()
    ring(journey(), "1", keeper=shelf)
    other = release(flow("other", BYE))
    ran = ring(other, position=Position.load(shelf.kept[0]))
    assert ran.path == ["!NodeFailure", *FELL_BACK]


def test_a_position_that_is_too_long_is_not_kept() -> None:
    flows = release(
        flow(
            "main",
            at("ask", Ask(), k1="put"),
            at("put", Put(name="big", value="x" * 9000), next="again"),
            at("again", Ask(), k1="more"),
            at("more", Ask(), k1="bye"),
            BYE,
            variables=[Variable("big", "text")],
        )
    )
    shelf = Shelf()
    ran = ring(flows, "111", keeper=shelf)
    assert len(shelf.kept) == 1
    warnings = [event.detail() for event in ran.events if event.kind == "logged"]
    assert len(warnings) == 1 and "more than 8000" in warnings[0]
    assert shelf.forgotten


def test_positions_hold_changes_only() -> None:
    flows = release(
        flow(
            "main",
            at("say", Say(text="x"), done="bye"),
            BYE,
            variables=[Variable("a", "text", value="z" * 99)],
        )
    )
    shelf = Shelf()
    ring(flows, keeper=shelf)
    assert b"zzz" not in shelf.kept[0]


def test_a_call_that_starts_over_does_its_effects_again() -> None:
    flows = release(flow("main", at("save", Save(), done="ask", duplicate="bye"), at("ask", Ask()), BYE))
    world, clock = FakeWorld(), FakeClock()
    for serial in (0, 1_000_000):
        shelf, events = Shelf(), list[Event]()
        run_call(
            flows, FakeChannel("!", clock), services(clock, world), events.append, keeper=shelf, serial=serial
        )
        assert path(events)[0] == "save>done"
    assert world.steps == ["call-1:1", "call-1:1000001"]
    assert Position.load(shelf.kept[-1]).serial == 1_000_002
