"""The sample line's own calls, each with its engine dying at every place where it can: nobody notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callwright.projects import release_of
from callwright.samples import copy_sample
from callwright.settings import Settings, load
from callwright.simulation import given_of
from engine.events import CallResumed, Event, ServiceUsed
from engine.position import Position
from engine.runner import run_call
from flows.release import Release
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.dialogue import caller_of
from simulator.given import Given
from simulator.mocks import Effect
from simulator.script import CallCase, read_script
from simulator.services import SimServices
from tests.callwright.sample import FOLDER, MAIN
from tests.engine.world import Shelf

pytestmark = pytest.mark.slow

CASES = [case for script in sorted((FOLDER / "flows").glob("*.calls.yaml")) for case in read_script(script)]
CHANGES = ("database.update", "records.next_number")


class Killed(BaseException):
    """The engine dies."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("sample") / "ours"
    copy_sample(folder, "ours")
    return load(str(folder / "callwright.toml"))


@pytest.fixture(scope="module")
def release(settings: Settings) -> Release:
    return release_of(settings.folder / "flows" / f"{MAIN}.flow.xml", settings)


@pytest.fixture
def fresh(settings: Settings) -> Callable[[], Iterator[Given]]:
    def circumstances() -> Iterator[Given]:
        with given_of(settings) as given:
            yield given

    return circumstances


def ring(
    release: Release, case: CallCase, base: Given, dies: Callable[[Event | None], bool]
) -> tuple[list[Event], list[Effect]]:
    """Play `case`; the engine dies whenever `dies` says so of an event, or (None) of keeping a position."""
    given = case.circumstances(base)
    other_end, clock, switch = caller_of(case.steps), VirtualClock(given.now), given.switch()
    outside, events, shelf = SimServices(clock, given.world), list[Event](), Shelf()

    def journal(event: Event) -> None:
        events.append(event)
        if event.kind == "node_entered":
            node = event.to_json()
            outside.whereabouts.node = node["node"]
            other_end.enters(clock.ms, node["flow"], node["node"], node["type"])
        if dies(event):
            raise Killed

    class Mortal(Shelf):
        def keep(self, position: Position) -> None:
            shelf.keep(position)
            if dies(None):
                raise Killed

    channel, position = SimChannel(given.facts, clock, other_end, switch), None
    while True:
        try:
            run_call(
                release,
                channel,
                outside.services,
                journal,
                line=given.line,
                values=given.values,
                keeper=Mortal(),
                position=position,
            )
            return events, list(outside.effects)
        except Killed:
            position = Position.load(shelf.kept[-1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).name}: {case.name}")
def test_an_engine_that_dies_before_every_node_changes_nothing(
    release: Release, case: CallCase, fresh: Callable[[], Iterator[Given]]
) -> None:
    for base in fresh():
        whole, effects = ring(release, case, base, lambda event: False)
    for base in fresh():
        events, again = ring(release, case, base, lambda event: event is None)
    assert any(isinstance(event, CallResumed) for event in events)
    assert [event for event in events if not isinstance(event, CallResumed)] == whole
    assert again == effects


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{Path(case.file).name}: {case.name}")
def test_an_engine_that_dies_after_an_effect_does_not_repeat_it(
    release: Release, case: CallCase, fresh: Callable[[], Iterator[Given]]
) -> None:
    seen: Counter[str] = Counter()

    def dies(event: Event | None) -> bool:
        if not isinstance(event, ServiceUsed) or event.service not in CHANGES:
            return False
        seen[f"{event.node} {event.service}"] += 1
        return event.outcome in ("done", "unchanged") and seen[f"{event.node} {event.service}"] == 1

    for base in fresh():
        _, effects = ring(release, case, base, lambda event: False)
    for base in fresh():
        _, again = ring(release, case, base, dies)
    assert Counter(map(repr, again)) == Counter(map(repr, effects))
