"""The sample line's call scripts by `callwright test --live`: as scripted, as heard, as simulated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from callwright.live_given import unplayable
from callwright.samples import copy_sample
from callwright.testing.finding import script_files
from callwright.testing.live import play_live
from callwright.testing.livewish import LiveWish
from callwright.testing.parties import dialplan_text
from callwright.testing.playing import CaseReport
from callwright.testing.report import failure_text
from callwright.testing.suites import Loader, Suite
from engine.live.waiting import spawn
from simulator.given import Given
from simulator.script import CallCase, read_script
from tests.callwright.sample import FOLDER
from tests.switch import Switch, free_port

pytestmark = pytest.mark.live

DEAF, HEARD = 60, 15
"""Calls at a time: with many more, a switch on two processors leaves gaps in what the caller hears."""

ELSEWISE = (
    "a complaint from beginning to end",
    "English by 9 during the offer",
    "who hangs up after speaking has left a message",
    "0 reaches an agent from any menu",
)
"""Cases that are played again: heard in the sound, over SIP with keys as RFC 2833, with keys as tones."""

CASES = [case for script in sorted((FOLDER / "flows").glob("*.calls.yaml")) for case in read_script(script)]
WAYS = ("direct", "heard", "sip", "inband")


def case_id(case: CallCase) -> str:
    return f"{Path(case.file).name.removesuffix('.calls.yaml')}: {case.name}"


@dataclass(frozen=True)
class Stage:
    """The sample as a project, and how the switch is reached by each way."""

    suites: list[Suite]
    wishes: dict[str, LiveWish]

    def play(self, way: str, wanted: set[str]) -> dict[str, CaseReport]:
        """The reports of the cases that are wanted, by name; one that failed is played again by itself."""
        reports = self._reports(self.wishes[way], wanted)
        again = {name for name, report in reports.items() if not report.passed}
        return reports | self._reports(replace(self.wishes[way], at_once=1), again)

    def _reports(self, wish: LiveWish, wanted: set[str]) -> dict[str, CaseReport]:
        suites = [
            replace(suite, cases=[case for case in suite.cases if case_id(case) in wanted])
            for suite in self.suites
        ]
        return {
            f"{Path(report.file).name.removesuffix('.calls.yaml')}: {report.name}": report
            for report in play_live([suite for suite in suites if suite.cases], wish)
        }


@pytest.fixture(scope="module")
def stage(switch: Switch, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The sample, copied; what `callwright test --dialplan` prints is in the switch's dialplan."""
    folder = tmp_path_factory.mktemp("scripts") / "sample"
    copy_sample(folder, "sample")
    toml = folder / "callwright.toml"
    text = toml.read_text(encoding="utf-8")
    for name, value in (("switch", f"{switch.host}:{switch.esl_port}"), ("password", switch.password)):
        text = re.sub(rf'^{name} = ".*?"', f'{name} = "{value}"', text, flags=re.MULTILINE)
    toml.write_text(text, encoding="utf-8")
    listen = f"127.0.0.1:{free_port()}"
    inside = dialplan_text(listen).removeprefix("<include>\n").removesuffix("</include>\n")
    switch.dialplan("callwright-test", inside, "default")
    over_sip = f"sofia/internal/{{number}}@127.0.0.1:{switch.sip_port}"
    return Stage(
        Loader().load(script_files([str(folder)])),
        {
            "direct": LiveWish(at_once=DEAF, ears=False),
            "heard": LiveWish(at_once=HEARD),
            "sip": LiveWish(dial=over_sip, listen=listen, at_once=HEARD),
            "inband": LiveWish(tones="inband", at_once=HEARD),
        },
    )


@pytest.fixture(scope="module")
def plays(stage: Stage, request: pytest.FixtureRequest) -> dict[str, dict[str, CaseReport]]:
    """Every case that is asked for, by the way it was rung."""
    wanted: dict[str, set[str]] = {way: set() for way in WAYS}
    for item in request.session.items:
        if item.path == Path(__file__):
            params = item.callspec.params  # type: ignore[attr-defined]
            wanted[params["way"]].add(case_id(params["case"]))
    ways = {way: spawn(stage.play, way, cases) for way, cases in wanted.items() if cases}
    return {way: play.get() for way, play in ways.items()}


@pytest.mark.parametrize(
    ("case", "way"),
    [(case, "direct") for case in CASES]
    + [(case, way) for way in WAYS[1:] for case in CASES if case.name in ELSEWISE],
    ids=lambda value: value if isinstance(value, str) else case_id(value),
)
def test_a_live_call_is_as_scripted_and_as_simulated(
    case: CallCase, way: str, plays: dict[str, dict[str, CaseReport]]
) -> None:
    report = plays[way][case_id(case)]
    assert bool(report.skipped) == bool(unplayable(case.circumstances(Given()), case.steps))
    assert [line.plain for line in failure_text(report.differences)] == []
    assert report.journal == ()
