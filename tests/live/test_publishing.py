"""A hundred changes of what is live under fifty calls: each is heard to its end on its own release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from callwright.publishing.plan import Trial
from engine.events import CallFinished, CallStarted, Event, Heard, HungUp, MilestoneReached
from tests.live.engines import Engine, Project, entrance, until
from tests.live.steady import FLOW, STAFF, Load, Publisher
from tests.switch import Switch

pytestmark = [pytest.mark.live, pytest.mark.slow]

RATE = 8.0
"""Calls that are placed a second; each lasts more than eight."""
AT_LEAST = 50
"""Calls in progress at each change of what is live."""
ROUNDS = 13


def steps(publisher: Publisher) -> list[Callable[[], None]]:
    """One round: eight changes."""
    return [
        publisher.publish,
        lambda: publisher.publish(Trial(30.0)),
        lambda: publisher.share(60.0),
        publisher.promote,
        publisher.back,
        lambda: publisher.publish(Trial(0.0, STAFF)),
        publisher.back,
        publisher.publish,
    ]


@pytest.fixture(scope="module")
def publisher(switch: Switch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    """A project of its own with a flow on a line."""
    made = Publisher(Project.trial(switch, tmp_path_factory.mktemp("publishing") / "project"))
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def engine(switch: Switch, publisher: Publisher) -> Iterator[Engine]:
    """An engine that serves it."""
    running = publisher.project.engine("publishing")
    try:
        running.start()
        with entrance(switch, publisher.project, (running,)):
            yield running
            switch.api("hupall")
    finally:
        running.stop()


def test_a_hundred_changes_under_fifty_calls(switch: Switch, publisher: Publisher, engine: Engine) -> None:
    store = publisher.store
    callers = Load(switch, RATE)
    callers.go_on(9.0)
    fewest = 10_000
    for _ in range(ROUNDS):
        for step in steps(publisher):
            step()
            fewest = min(fewest, sum(store.going(datetime.min).values()))
            callers.go_on(0.25)
        callers.go_on(1.5)
    assert len(publisher.changes) > 100
    assert fewest >= AT_LEAST
    until("the end of the last call", lambda: not sum(store.going(datetime.min).values()), 40)
    calls = store.calls(10_000, flow=FLOW)
    assert len(calls) == len(callers.placed)
    assert {call.caller for call in calls} == set(callers.placed)
    met: Counter[int] = Counter()
    certain = 0
    for call in calls:
        events = store.events(call.id)
        version = _whole(events, publisher.version_of)
        started = events[0]
        assert isinstance(started, CallStarted)
        moment = datetime.fromisoformat(started.now).timestamp()
        expected = publisher.expected(call.caller, moment)
        assert version in expected, (call, version)
        certain += len(expected) == 1
        met[version] += 1
    # Between rounds nothing changes for longer than an engine may take to notice.
    assert certain >= ROUNDS * 4
    assert len(met) > len(publisher.version_of) / 2
    assert "ERROR" not in engine.log() and "Traceback" not in engine.log()


def _whole(events: list[Event], version_of: dict[str, int]) -> int:
    """The version that the call of a journal ran; it ran all of it, and nothing else."""
    started, finished = events[0], events[-1]
    assert isinstance(started, CallStarted) and isinstance(finished, CallFinished)
    version = version_of[started.release]
    passed = [(e.name, e.value) for e in events if isinstance(e, MilestoneReached)]
    assert passed == [(name, str(version)) for name in ("begin", "part", "end")]
    assert [e.ended for e in events if isinstance(e, Heard)] == ["done", "done"]
    assert [e.by for e in events if isinstance(e, HungUp)] == ["flow"]
    assert finished.result == f"done_{version}"
    assert sum(isinstance(e, CallStarted) for e in events) == 1
    return version
