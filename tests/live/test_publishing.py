"""A hundred changes of what is live under fifty calls: each is heard to its end on its own release."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, pairwise

import pytest

from callwright.choice import share_of
from callwright.publishing.perform import Wish, publish
from callwright.publishing.plan import Trial
from callwright.publishing.way_back import go_back
from callwright.settings import Settings, load
from engine.events import CallFinished, CallStarted, Event, Heard, HungUp, MilestoneReached
from engine.store.kept_lists import Entry
from engine.store.standing import Standing
from engine.store.store import Store
from tests.live.engines import Engine, Project, entrance, until
from tests.switch import Switch

pytestmark = [pytest.mark.live, pytest.mark.slow]

NUMBER = "12399"
FLOW = "steady"
STAFF = "staff"
RATE = 8.0
"""Calls that are placed a second; each lasts more than eight."""
AT_LEAST = 50
"""Calls in progress at each change of what is live."""
ROUNDS = 13
NOTICED_SECONDS = 1.0
"""Within so many seconds every engine takes what was published."""

_MAIN = """<flow xmlns="urn:callwright:flow" format="1" name="steady" language="en" start="begin">
  <node id="begin" type="milestone">
    <param name="name">begin</param>
    <param name="value">@N@</param>
    <exit on="next" to="first"/>
  </node>
  <node id="first" type="play">
    <prompt param="prompt"><sound name="long"/></prompt>
    <param name="interrupt">none</param>
    <exit on="done" to="part"/>
  </node>
  <node id="part" type="subflow">
    <param name="flow">part</param>
    <param name="returns">
      <row exit="done"/>
    </param>
    <exit on="done" to="end"/>
  </node>
  <node id="end" type="milestone">
    <param name="name">end</param>
    <param name="value">@N@</param>
    <exit on="next" to="bye"/>
  </node>
  <node id="bye" type="hangup">
    <param name="result">done_@N@</param>
  </node>
</flow>
"""
_PART = """<flow xmlns="urn:callwright:flow" format="1" name="part" title="Part" language="en" start="inside">
  <node id="inside" type="milestone">
    <param name="name">part</param>
    <param name="value">@N@</param>
    <exit on="next" to="second"/>
  </node>
  <node id="second" type="play">
    <prompt param="prompt"><sound name="long"/></prompt>
    <param name="interrupt">none</param>
    <exit on="done" to="done"/>
  </node>
  <node id="done" type="return">
    <param name="name">done</param>
  </node>
</flow>
"""


@dataclass
class Load:
    """Callers who ring at a steady rate, each from a number of its own."""

    switch: Switch
    began: float = field(default_factory=time.monotonic)
    placed: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(13_700_000_000))

    def go_on(self, seconds: float) -> None:
        """Place the calls that are due until so many seconds have passed."""
        end = time.monotonic() + seconds
        while True:
            while len(self.placed) < (time.monotonic() - self.began) * RATE:
                caller = str(next(self.numbers))
                self.switch.originate(NUMBER, {}, context="public", caller=caller)
                self.placed.append(caller)
            if time.monotonic() >= end:
                return
            time.sleep(0.02)


@dataclass(frozen=True)
class Change:
    """How the flow stood from some moment between `begun` and `done` on (`time.time()`)."""

    begun: float
    done: float
    standing: Standing


class Publisher:
    """Changes what is live, again and again, and notes how the flow stood when."""

    def __init__(self, project: Project, store: Store, settings: Settings) -> None:
        self._project, self._store, self._settings = project, store, settings
        self._versions = count(1)
        self.version_of: dict[str, int] = {}
        self.changes: list[Change] = []

    def publish(self, trial: Trial = Trial()) -> None:  # noqa: B008  # immutable
        """Publish a version that was never there before."""
        version = next(self._versions)
        for name, text in ((FLOW, _MAIN), ("part", _PART)):
            path = self._project.folder / "flows" / f"{name}.flow.xml"
            path.write_text(text.replace("@N@", str(version)), "utf-8")
        file = self._project.folder / "flows" / f"{FLOW}.flow.xml"
        numbers = (("public", NUMBER),) if version == 1 else ()
        wish = Wish(file, "ann", trial=trial, numbers=numbers, yes=True, quiet=True)
        release = self._noted(lambda: publish(self._store, self._settings, wish))["release"]
        self.version_of[release] = version

    def share(self, percent: float) -> None:
        """Let more callers meet the trial."""
        self._noted(lambda: self._store.share(FLOW, percent, who="ann"))

    def promote(self) -> None:
        """Let all callers meet the trial."""
        self._noted(lambda: self._store.promote(FLOW, who="ann"))

    def back(self) -> None:
        """End the trial, or go back to the release before."""
        self._noted(lambda: go_back(self._store, FLOW, "", who="ann", why=""))

    def _noted(self, change: Callable[[], dict[str, str] | object]) -> dict[str, str]:
        begun = time.time()
        made = change()
        self.changes.append(Change(begun, time.time(), self._store.standing(FLOW)))
        return made if isinstance(made, dict) else {}

    def expected(self, caller: str, moment: float) -> set[int]:
        """The versions that a call which began at `moment` may have met."""
        found = set()
        for change, following in pairwise([*self.changes, Change(moment + 1, moment + 1, Standing())]):
            if change.begun <= moment and following.done >= moment - NOTICED_SECONDS:
                found.add(self.version_of[_release(change.standing, caller)])
        return found


def _release(standing: Standing, caller: str) -> str:
    canary = standing.canary
    if canary is None:
        return standing.live
    meets = share_of(FLOW, caller) < canary.percent or (canary.callers == STAFF and caller.endswith("7"))
    return canary.digest if meets else standing.live


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
    project = Project.trial(switch, tmp_path_factory.mktemp("publishing") / "project")
    settings = load(str(project.folder / "callwright.toml"))
    store = Store.create(settings.store_url)
    store.make_list("", STAFF)
    store.add_entries("", STAFF, [Entry("137XXXXXXX7")], who="ann")
    made = Publisher(project, store, settings)
    made.publish()
    yield made
    store.close()


@pytest.fixture(scope="module")
def engine(switch: Switch, publisher: Publisher) -> Iterator[Engine]:
    """An engine that serves it."""
    running = publisher._project.engine("publishing")
    try:
        running.start()
        with entrance(switch, publisher._project, (running,)):
            yield running
            switch.api("hupall")
    finally:
        running.stop()


def test_a_hundred_changes_under_fifty_calls(switch: Switch, publisher: Publisher, engine: Engine) -> None:
    store = publisher._store
    load_ = Load(switch)
    load_.go_on(9.0)
    fewest = 10_000
    for _ in range(ROUNDS):
        for step in steps(publisher):
            step()
            fewest = min(fewest, sum(store.going(datetime.min).values()))
            load_.go_on(0.25)
        load_.go_on(1.5)
    assert len(publisher.changes) > 100
    assert fewest >= AT_LEAST
    until("the end of the last call", lambda: not sum(store.going(datetime.min).values()), 40)
    calls = store.calls(10_000, flow=FLOW)
    assert len(calls) == len(load_.placed)
    assert {call.caller for call in calls} == set(load_.placed)
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
