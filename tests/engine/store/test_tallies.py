"""What the store tells of the calls of a release: results, errors, where callers gave up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.events import CallFinished, CallStarted, Event, HungUp, NodeEntered, NodeFailed
from engine.store.journals import Written
from engine.store.store import Store
from engine.store.tallies import Tally
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

ONE, TWO = "1" * 64, "2" * 64
BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def call(
    store: Store, name: str, release: str, *events: Event, minutes: float = 0, flow: str = "line"
) -> None:
    """Write the journal of a call that began so many minutes after BEGAN."""
    moment = (BEGAN + timedelta(minutes=minutes)).isoformat()
    started = CallStarted(0.0, name, "138", "12345", "line", flow, release, moment)
    store.append_events([Written(name, name, n, event) for n, event in enumerate((started, *events))])


def entered(flow: str, node: str) -> NodeEntered:
    return NodeEntered(1.0, flow, node, "menu", "step")


def gave_up(*path: tuple[str, str], seconds: float = 10.0, then: str = "") -> list[Event]:
    """A call through nodes whose caller hangs up in the last; `then` is a node of the hang-up handler."""
    handler = [entered("line", then)] if then else []
    last = HungUp(2.0, path[-1][1], "caller", "NORMAL_CLEARING")
    return [*(entered(*place) for place in path), last, *handler, CallFinished(3.0, "hung_up", seconds)]


def test_no_call_at_all(store: Store) -> None:
    assert store.tally("line", "9" * 64) == Tally("9" * 64)
    assert store.tally("line", "9" * 64).mean_seconds is None


def test_what_became_of_the_calls(store: Store) -> None:
    menu, inner = ("line", "menu"), ("inner", "menu")
    call(store, "a", ONE, entered(*menu), CallFinished(5.0, "completed", 20.0))
    call(store, "b", ONE, entered(*menu), CallFinished(5.0, "filed", 40.0), minutes=10)
    call(store, "c", ONE, *gave_up(menu, then="saved"))
    call(store, "d", ONE, *gave_up(menu, inner))
    call(store, "e", ONE, *gave_up(menu, inner), minutes=10)
    failed = NodeFailed(1.0, "line", "ask", "Error", "no")
    call(store, "f", ONE, failed, failed, HungUp(2.0, "ask", "flow", "x"), CallFinished(5.0, "failed", 5.0))
    call(store, "g", ONE, entered(*menu))
    # The caller hangs up when all is done: nobody gave up.
    call(store, "h", ONE, entered(*menu), HungUp(2.0, "menu", "caller", "x"), CallFinished(5.0, "filed", 5.0))
    call(store, "i", ONE, entered(*menu), CallFinished(5.0, "completed", 20.0), flow="another")
    call(store, "j", TWO, entered(*menu), CallFinished(5.0, "completed", 20.0))
    tally = store.tally("line", ONE)
    assert (tally.calls, tally.ended, tally.erred, tally.hung_up, tally.completed) == (8, 7, 1, 3, 3)
    assert tally.results == {"completed": 1, "filed": 2, "hung_up": 3, "failed": 1}
    assert tally.given_up == {menu: 1, inner: 2}
    assert tally.seconds == 100.0
    later = store.tally("line", ONE, (BEGAN + timedelta(minutes=5)).replace(tzinfo=None))
    assert (later.calls, later.given_up) == (2, {inner: 1})
    assert store.tally("line", TWO).completed == 1


def test_a_caller_who_hangs_up_before_any_node(store: Store) -> None:
    call(store, "k", "3" * 64, HungUp(0.0, "", "caller", "x"), CallFinished(0.0, "hung_up", 0.0))
    assert store.tally("line", "3" * 64).given_up == {("", ""): 1}


def test_calls_in_progress(store: Store) -> None:
    call(store, "m", "4" * 64, flow="going")
    call(store, "n", "4" * 64, minutes=60, flow="going")
    call(store, "o", "4" * 64, CallFinished(1.0, "completed", 1.0), minutes=60, flow="going")
    since = (BEGAN + timedelta(minutes=30)).replace(tzinfo=None)
    assert store.going(since)["going", "4" * 64] == 1
