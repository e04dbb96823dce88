"""The sample line's call scripts on a real switch: as scripted, and with the journal of the simulation."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import gevent
import pytest
from gevent.pool import Pool

from callwright.live_calls import LivePlayer, NotPlayed, Place
from callwright.live_given import parties, unplayable
from callwright.phone import speech_of
from callwright.projects import release_of
from callwright.samples import SAMPLE, copy_sample
from callwright.settings import Settings, load
from callwright.simulation import given_of
from dialplan.render import Entrance, render
from engine.journal import comparable
from flows.release import Release
from simulator.cases import play_case
from simulator.check import differences
from simulator.given import Given
from simulator.script import CallCase, read_script
from simulator.session import Simulation
from tests.callwright.sample import FOLDER
from tests.live.engines import CONTEXT
from tests.switch import Switch

pytestmark = pytest.mark.live

AT_ONCE = 24
"""Calls at a time."""

CASES = [case for script in sorted((FOLDER / "flows").glob("*.calls.yaml")) for case in read_script(script)]


def case_id(case: CallCase) -> str:
    return f"{Path(case.file).name.removesuffix('.calls.yaml')}: {case.name}"


@dataclass(frozen=True)
class Played:
    """One case, live and simulated, and what was not as scripted in the live call."""

    live: Simulation
    simulated: Simulation
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """The sample as a project, and who plays it."""

    settings: Settings
    release: Release
    switch: Switch
    folder: Path

    @contextlib.contextmanager
    def player(self, dial: str) -> Iterator[LivePlayer]:
        """A player whose calls go over `dial`."""
        switch = self.switch
        player = LivePlayer(
            Place(switch.host, switch.esl_port, switch.password, self.folder / "recordings", dial)
        )
        player.open()
        file = switch.dialplan_dir / CONTEXT / "00_scripts.xml"
        file.write_text(render(Entrance((player.address,), CONTEXT)), encoding="utf-8")
        switch.dialplan("parties", parties(), "default")
        try:
            yield player
        finally:
            file.unlink()
            switch.api("reloadxml")
            player.close()

    def play(self, player: LivePlayer, case: CallCase) -> Played:
        """Play one case in both worlds, each with a copy of the database of its own."""
        with given_of(self.settings) as base:
            given = replace(base, world=replace(base.world, speech=speech_of(self.settings)))
            live = player.play(self.release, case, given)
            wrong = tuple(map(str, differences(case, live, given.world.database)))
        with given_of(self.settings) as base:
            given = replace(base, world=replace(base.world, speech=speech_of(self.settings)))
            simulated = play_case(self.release, case, given).simulation
        return Played(live, simulated, wrong)


@pytest.fixture(scope="module")
def stage(switch: Switch, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The sample, copied."""
    folder = tmp_path_factory.mktemp("scripts")
    copy_sample(folder / "sample", "sample")
    settings = load(str(folder / "sample" / "callwright.toml"))
    flow = folder / "sample" / "flows" / f"{SAMPLE}.flow.xml"
    return Stage(settings, release_of(flow, settings), switch, folder)


@pytest.fixture(scope="module")
def plays(stage: Stage, request: pytest.FixtureRequest) -> dict[str, Played | Exception]:
    """Every case that is asked for, played over loopback pairs, many at a time."""
    wanted = {
        item.callspec.params["case"].name: item.callspec.params["case"]  # type: ignore[attr-defined]
        for item in request.session.items
        if getattr(item, "originalname", "") == "test_live_and_simulated_are_one"
    }
    results: dict[str, Played | Exception] = {}
    pool = Pool(AT_ONCE)

    def play(player: LivePlayer, case: CallCase) -> None:
        try:
            results[case_id(case)] = stage.play(player, case)
        except Exception as error:
            results[case_id(case)] = error

    with stage.player(f"loopback/{{number}}/{CONTEXT}") as player:
        for case in CASES:
            if case.name in wanted:
                pool.spawn(play, player, case)
                gevent.sleep(0.05)
        pool.join()
    return results


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_live_and_simulated_are_one(case: CallCase, plays: dict[str, Played | Exception]) -> None:
    played = plays[case_id(case)]
    if unplayable(case.circumstances(Given()), case.steps):
        assert isinstance(played, NotPlayed)
        return
    if isinstance(played, Exception):
        raise played
    assert played.wrong == (), played.live.transcript
    assert comparable(played.live.events) == comparable(played.simulated.events)
