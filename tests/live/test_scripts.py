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

AT_ONCE = 100
"""Calls at a time."""
OVER_SIP = (
    "a complaint from beginning to end",
    "English by 9 during the offer",
    "who hangs up after speaking has left a message",
    "0 reaches an agent from any menu",
)
"""Cases that are played a second time, over SIP with keys as RFC 2833."""

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
        # A single offer: whoever hangs up is not to be offered to us again while the channel breaks down.
        switch.extension("(callwright-[0-9a-f]+)", [("socket", f"{player.address} async full")], CONTEXT)
        switch.extension("(callwright-[0-9a-f]+)", [("transfer", f"$1 XML {CONTEXT}")])
        switch.dialplan("parties", parties(), "default")
        try:
            yield player
        finally:
            player.close()

    def play(self, player: LivePlayer, case: CallCase, dial: str = "") -> Played:
        """Play one case in both worlds, each with a copy of the database of its own."""
        with given_of(self.settings) as base:
            given = replace(base, world=replace(base.world, speech=speech_of(self.settings)))
            live = player.play(self.release, case, given, dial)
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
def plays(stage: Stage, request: pytest.FixtureRequest) -> dict[tuple[str, bool], Played | Exception]:
    """Every case that is asked for, many at a time; the second half of the key: whether over SIP."""
    wanted = [
        (params["case"], bool(params.get("sip")))
        for item in request.session.items
        if item.path == Path(__file__) and (params := item.callspec.params)  # type: ignore[attr-defined]
    ]
    results: dict[tuple[str, bool], Played | Exception] = {}
    over_sip = f"sofia/internal/{{number}}@127.0.0.1:{stage.switch.sip_port}"

    def play(player: LivePlayer, case: CallCase, sip: bool) -> None:
        try:
            results[case_id(case), sip] = stage.play(player, case, over_sip if sip else "")
        except Exception as error:
            results[case_id(case), sip] = error

    pool = Pool(AT_ONCE)
    with stage.player(f"loopback/{{number}}/{CONTEXT}") as player:
        for case, sip in wanted:
            pool.spawn(play, player, case, sip)
            gevent.sleep(0.05)
        pool.join()
    return results


def compare(case: CallCase, played: Played | Exception) -> None:
    """Hold a live call to its script and to the simulation."""
    if unplayable(case.circumstances(Given()), case.steps):
        assert isinstance(played, NotPlayed)
        return
    if isinstance(played, Exception):
        raise played
    assert played.wrong == (), played.live.transcript
    assert comparable(played.live.events) == comparable(played.simulated.events)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_live_and_simulated_are_one(
    case: CallCase, plays: dict[tuple[str, bool], Played | Exception]
) -> None:
    compare(case, plays[case_id(case), False])


@pytest.mark.parametrize("sip", [True], ids=["sip"])
@pytest.mark.parametrize("case", [case for case in CASES if case.name in OVER_SIP], ids=case_id)
def test_over_sip_as_well(
    case: CallCase, sip: bool, plays: dict[tuple[str, bool], Played | Exception]
) -> None:
    compare(case, plays[case_id(case), sip])
