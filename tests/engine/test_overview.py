"""What an overview tells of calls, from their events alone."""

from __future__ import annotations

import pytest

from engine import overview as module
from engine.events import (
    Answered,
    CallFinished,
    CallStarted,
    Event,
    FlowEntered,
    FlowLeft,
    HungUp,
    NodeEntered,
    NodeFailed,
    NodeLeft,
)
from engine.overview import Listener, LiveCall, Overview, Place
from nodes.channel import CallFacts

FACTS = CallFacts("c1", caller="13800138000", called="12345")
STARTED = CallStarted(0.0, "c1", "13800138000", "12345", "Hotline", "main", "d1", "2026-01-15T09:00:00+08:00")


def ring(overview: Overview, *events: Event, resumed: bool = False) -> list[Event]:
    """A call of flow `main`, release d1, in which `events` happen; what the journal behind was given."""
    written: list[Event] = []
    journal = overview.watched(FACTS, "Hotline", "d1", "main", written.append, resumed=resumed)
    for event in events:
        journal(event)
    return written


def test_a_call_is_where_its_last_event_was() -> None:
    overview = Overview()
    events = [STARTED, Answered(0.1), NodeEntered(1.5, "main", "menu", "menu", "c1/1")]
    assert ring(overview, *events) == events
    (call,) = overview.calls
    assert (call.at, call.node, call.type, call.t) == ("main", "menu", "menu", 1.5)
    assert (call.line, call.caller, call.called, call.started) == (
        "Hotline",
        "13800138000",
        "12345",
        STARTED.now,
    )
    assert call.answered
    assert (overview.started, overview.resumed) == (1, 0)


def test_flows_within_flows() -> None:
    overview = Overview()
    down = [FlowEntered(1.0, "mailbox", 2), NodeEntered(1.0, "mailbox", "ask", "digits", "c1/2")]
    ring(overview, STARTED, *down, FlowEntered(2.0, "deep", 3))
    assert overview.calls[0].flows == ["main", "mailbox", "deep"]
    ring(overview, STARTED, *down, FlowLeft(3.0, "mailbox", "done"))
    assert overview.calls[0].flows == ["main"]


def test_an_error_that_goes_to_an_outer_flow_leaves_the_inner_ones() -> None:
    overview = Overview()
    ring(
        overview,
        FlowEntered(1.0, "inner", 2),
        FlowEntered(2.0, "inmost", 3),
        NodeEntered(3.0, "main", "sorry", "play", "c1/5"),
    )
    assert overview.calls[0].flows == ["main"]


def test_counts_of_a_node() -> None:
    overview = Overview()
    ring(
        overview,
        NodeEntered(1.0, "main", "menu", "menu", "c1/1"),
        NodeFailed(1.5, "main", "menu", "NodeFailure", "no"),
        NodeLeft(2.0, "main", "menu", "agent"),
        NodeEntered(2.0, "main", "menu", "menu", "c1/2"),
        HungUp(3.0, "menu", "caller", "NORMAL_CLEARING"),
        CallFinished(3.0, "hung_up", 3.0),
    )
    visits = overview.visits[Place("d1", "main", "menu")]
    assert (visits.entered, visits.errors, visits.hangups) == (2, 1, 1)
    assert visits.exits == {"agent": 1}
    assert overview.results == {("main", "hung_up"): 1}
    assert overview.calls == ()


def test_a_hang_up_of_the_flow_is_none_of_the_caller() -> None:
    overview = Overview()
    entered = NodeEntered(1.0, "main", "bye", "hangup", "c1/1")
    ring(overview, entered, HungUp(2.0, "bye", "flow", "NORMAL_CLEARING"))
    assert overview.visits[Place("d1", "main", "bye")].hangups == 0


def test_a_call_handed_over_is_gone() -> None:
    overview = Overview()
    ring(overview, STARTED, resumed=True)
    assert (overview.started, overview.resumed) == (0, 1)
    overview.gone("c1")
    overview.gone("c1")
    assert overview.calls == ()


def test_listeners_are_told_until_they_leave() -> None:
    overview, woken = Overview(), []
    listener = overview.listen(lambda: woken.append(1))
    ring(overview, STARTED)
    assert [(call.id, event) for call, event in listener.taken()] == [("c1", STARTED)]
    assert woken == [1]
    overview.leave(listener)
    ring(overview, STARTED)
    assert list(listener.taken()) == []


def test_a_slow_listener_loses_the_oldest_and_knows_how_many() -> None:
    listener = Listener(lambda: None, most=2)
    call = LiveCall("c1", "", "main", "d1", "", "")
    for number in range(5):
        listener.tell(call, Answered(float(number)))
    assert listener.lost == 3
    assert [event.t for _, event in listener.taken()] == [3.0, 4.0]


def test_places_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PLACES", 2)
    overview = Overview()
    ring(overview, *(NodeEntered(1.0, "main", f"n{number}", "play", "") for number in range(4)))
    assert [place.node for place in overview.visits] == ["n2", "n3"]
