"""Calls that lost engine and caller: the handler runs once, in the same journal; nothing is left running."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import text

from callwright.sweeper import Sweeper
from engine.events import Event
from engine.fallback import Fallback
from engine.live.host import Assignment
from engine.live.keeper import Seal
from engine.position import Position
from engine.runner import run_call
from engine.store.errors import Unreachable
from engine.store.positions import LOST, Kept, Over
from engine.store.store import Store
from engine.store.writer import JournalWriter
from flows.release import Release
from nodes.call import LineFacts
from nodes.channel import CallFacts
from tests.engine.build import at, flow, path, release
from tests.engine.steps import Ask, Go, Save
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, services

T = TypeVar("T")
CALL = "call-1"
"""The id of the calls of tests.engine.world."""
SEAL = Seal("the key of these tests")


class Killed(BaseException):
    """The engine dies here."""


class Inline:
    """A pool without threads."""

    def run(self, job: Callable[[], T], seconds: float) -> T:
        return job()

    def start(self, job: Callable[[], None]) -> None:
        job()


class Switch:
    """What `Switches.existing` answers: `calls` exist; None if nobody can be asked."""

    def __init__(self) -> None:
        self.calls: set[str] | None = set()
        self.asked = 0

    def existing(self, calls: Iterable[tuple[str, str]]) -> dict[str, bool]:
        self.asked += 1
        return {} if self.calls is None else {call: call in self.calls for _, call in calls}


class Keeper:
    """Notes positions as a live engine does, and dies when it keeps the `at`-th."""

    def __init__(self, journals: JournalWriter, engine: str, at: int, seal: Seal) -> None:
        self._ledger = journals.ledger(engine)
        self._at, self._seal, self._kept = at, seal, 0

    def keep(self, position: Position) -> None:
        self._kept += 1
        self._ledger.keep(CALL, "a switch", self._seal.close(position, CALL), away=False)
        if self._kept == self._at:
            raise Killed

    def settle(self) -> None:
        """As the engine's."""

    def forget(self) -> None:
        raise AssertionError("the engine should have died before the end of the call")


class Site:
    """A store, a switch, the flow of a line, and engines that die and sweep."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.create(f"sqlite:///{folder}/store.sqlite")
        self.switch, self.world = Switch(), FakeWorld()
        self.release: Release | None = None
        self.closed = 0

    def assign(self, facts: CallFacts, position: Position | None) -> Assignment | None:
        """As Desk.assign."""
        if self.release is None:
            return None
        clock = FakeClock()
        clock.seconds = position.elapsed if position else 0.0
        journal = self._journals.journal(facts.id)
        return Assignment(
            self.release, LineFacts(), services(clock, self.world), journal, Fallback(), close=self._close
        )

    def _close(self) -> None:
        self.closed += 1

    def dies(self, keys: str, at: int, seal: Seal = SEAL) -> None:
        """A call of which an engine keeps the `at`-th position, and is killed."""
        assert self.release is not None
        journals, clock = JournalWriter(self.store, late=0.0), FakeClock()
        channel, given = FakeChannel(keys, clock), services(clock, self.world)
        with pytest.raises(Killed):
            run_call(
                self.release, channel, given, journals.journal(CALL),
                keeper=Keeper(journals, "the dead engine", at, seal),
            )  # fmt: skip
        journals.close()

    def sweep(self, settle: float = 0.0, looks: int = 1) -> None:
        """An engine starts, looks, and ends."""
        engine = self.store.sign_on("host", 1)
        self._journals = JournalWriter(self.store, late=0.0)
        sweeper = Sweeper(
            self.store,
            self,
            self._journals,
            self.switch,  # type: ignore[arg-type]
            SEAL,
            Inline(),
            engine=engine,
            context="public",
            settle=settle,
        )
        try:
            for _ in range(looks):
                sweeper.look()
        finally:
            self._journals.close()
            self.store.sign_off(engine)

    @property
    def journal(self) -> list[Event]:
        return self.store.events(CALL)

    @property
    def left(self) -> int:
        """Rows of positions."""
        return len(self.store.abandoned(-1.0))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    made.release = release(
        flow(
            "main",
            at("first", Ask(), k1="save", no_input="first"),
            at("save", Save(), done="second", duplicate="second"),
            at("second", Ask(), k1="second"),
            at("left", Save(), done="bye", duplicate="bye"),
            at("bye", Go(kind="finish", to="completed")),
            on_hangup="left",
        )
    )
    yield made
    made.store.close()


def ways(events: list[Event]) -> list[str]:
    """The path without what was heard."""
    return [step for step in path(events) if not step.startswith("'")]


END = ["left>done", "bye>finish", "=hung_up"]


@pytest.mark.parametrize(
    ("at_position", "before", "after"),
    [
        (1, [], ["hangup:caller", "first>hangup", *END]),
        (2, ["first>k1"], ["save>done", "hangup:caller", "second>hangup", *END]),
        (3, ["first>k1", "save>done"], ["hangup:caller", "second>hangup", *END]),
    ],
)
def test_the_handler_runs_once_in_the_same_journal(
    site: Site, at_position: int, before: list[str], after: list[str]
) -> None:
    site.dies("11", at_position)
    assert ways(site.journal) == before
    for _ in range(2):
        site.sweep()
    assert ways(site.journal) == before + after
    assert [event.kind for event in site.journal].count("call_resumed") == 1
    assert site.store.call(CALL).result == "hung_up"
    assert site.store.call(CALL).seconds is not None
    assert len(site.world.steps) == len(set(site.world.steps)) == (1 if at_position == 1 else 2)
    assert (site.left, site.closed) == (0, 1)


def test_times_go_on_from_the_last_event(site: Site) -> None:
    site.dies(".1", 4)
    last = site.journal[-1].t
    site.sweep()
    times = [event.t for event in site.journal]
    assert times == sorted(times) and times[-1] >= last > 0


def test_a_call_that_the_switch_still_has_is_left_alone(site: Site) -> None:
    site.dies("11", 3)
    before = site.journal
    for calls in ({CALL}, None):
        site.switch.calls = calls
        site.sweep()
        assert site.journal == before and site.left == 1
    site.switch.calls = set()
    site.sweep()
    assert path(site.journal)[-1] == "=hung_up"


def test_who_cannot_be_asked_is_named_once(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.dies("11", 3)
    site.switch.calls = None
    site.sweep(looks=3)
    assert caplog.text.count("cannot be asked") == caplog.text.count("switch a switch") == 1


@pytest.mark.parametrize(("exists", "left"), [(True, 1), (None, 0), (False, 0)])
def test_a_very_old_call_is_over_unless_its_switch_knows_better(
    site: Site, exists: bool | None, left: int
) -> None:
    site.dies("11", 3)
    with site.store._engine.begin() as connection:
        connection.execute(text("UPDATE positions SET at = '2026-01-01 00:00:00'"))
    site.switch.calls = None if exists is None else {CALL} if exists else set()
    site.sweep()
    assert (site.left, site.switch.asked) == (left, 1)


def test_a_store_that_fails_in_the_middle_leaves_the_call_to_the_next(site: Site) -> None:
    site.dies("11", 3)
    read = site.store.events

    def fail(call_id: str) -> list[Event]:
        site.store.events = read  # type: ignore[method-assign]
        raise Unreachable("the store is down", "start it")

    site.store.events = fail  # type: ignore[method-assign]
    with pytest.raises(Unreachable):
        site.sweep()
    assert site.store.call(CALL).seconds is None and site.left == 1
    site.sweep()
    assert path(site.journal)[-1] == "=hung_up" and site.left == 0


def test_a_call_that_has_only_just_lost_its_engine_is_left_alone(site: Site) -> None:
    site.dies("11", 3)
    site.sweep(settle=60.0, looks=3)
    assert site.left == 1


def test_a_call_of_an_engine_that_lives_is_left_alone(site: Site) -> None:
    site.dies("11", 3)
    engine = site.store.sign_on("host", 2)
    site.store.append_events([], [Kept(CALL, engine, "a switch", "text", False)])
    site.sweep()
    assert site.store.call(CALL).seconds is None


def unsealed(site: Site) -> None:
    site.dies("11", 3, Seal("another key"))


def without_handler(site: Site) -> None:
    site.dies("11", 3)
    site.store.append_events([], [Kept(CALL, "the dead engine", "a switch", "", False)])


def without_release(site: Site) -> None:
    site.dies("11", 3)
    site.release = None


def with_another_release(site: Site) -> None:
    site.dies("11", 3)
    site.release = release(flow("other", at("bye", Go(kind="finish", to="completed"))))


@pytest.mark.parametrize(
    ("what", "result"),
    [
        (unsealed, LOST),
        (without_handler, LOST),
        (without_release, LOST),
        (with_another_release, "failed"),
    ],
)
def test_a_call_is_closed_even_if_no_handler_can_run(
    site: Site, what: Callable[[Site], None], result: str, caplog: pytest.LogCaptureFixture
) -> None:
    what(site)
    caplog.set_level(logging.WARNING)
    for _ in range(2):
        site.sweep()
    row = site.store.call(CALL)
    assert (row.result, row.seconds is None) == (result, False)
    assert [event.kind for event in site.journal].count("call_finished") == 1
    assert site.left == 0


def test_a_call_that_ended_just_before_is_only_taken_off_the_list(site: Site) -> None:
    site.dies("11", 3)
    site.sweep()
    before = site.journal
    site.store.append_events(
        [], [Kept(CALL, "gone", "a switch", "text", False), Kept("x", "gone", "s", "", False)]
    )
    site.sweep()
    assert site.journal == before and site.left == 0
    site.store.append_events([], [Over(CALL)])
