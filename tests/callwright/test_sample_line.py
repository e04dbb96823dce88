"""The sample line that ships: it checks without a word, every scripted call passes, every exit is taken."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from callwright.projects import compiled, release_of
from callwright.samples import copy_sample
from callwright.settings import Settings, load
from callwright.simulation import calendars_of, given_of
from callwright.testing.finding import script_files
from callwright.testing.jobs import play_all
from callwright.testing.outcome import Outcome
from callwright.testing.report import failure_text
from callwright.testing.suites import Loader
from engine.events import Heard
from engine.services.calendars import calendars_from
from flows.read import read
from flows.release import Release
from flows.write import write
from nodes.checksums import is_luhn
from simulator.cases import CaseResult, play_case
from simulator.given import Given
from simulator.script import read_script
from simulator.session import simulate
from sounds.packed import Packs
from sounds.phrases import Phrase
from tests.callwright.sample import FOLDER, MAIN, made_database

FLOWS = sorted((FOLDER / "flows").glob("*.flow.xml"))
SCRIPTS = sorted((FOLDER / "flows").glob("*.calls.yaml"))

NEVER_TAKEN = {("complaint", "file", "duplicate")}
"""Exits that only a call takes whose engine died: the step had been done before."""

MOST_BYTES = 4_000_000


@cache
def settings() -> Settings:
    return load(str(FOLDER / "callwright.toml"))


@cache
def release() -> Release:
    return release_of(FOLDER / "flows" / f"{MAIN}.flow.xml", settings())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a project that was copied from the sample, with its database."""
    folder = tmp_path_factory.mktemp("sample") / "ours"
    copy_sample(folder, "ours")
    return load(str(folder / "callwright.toml"))


@pytest.fixture
def given(project: Settings) -> Iterator[Given]:
    """The project's own calendars, and a copy of its database for one call."""
    with given_of(project) as circumstances:
        yield circumstances


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.name)
def test_every_flow_checks_without_a_word(flow: Path) -> None:
    assert [problem.text() for problem in compiled(flow, settings()).problems] == []


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.name)
def test_every_flow_is_written_canonically(flow: Path) -> None:
    loaded = read(flow)
    assert loaded.flow is not None
    assert write(loaded.flow).decode() == flow.read_text(encoding="utf-8")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda path: path.name)
def test_every_node_has_its_own_place_in_the_drawing(flow: Path) -> None:
    loaded = read(flow).flow
    assert loaded is not None
    spots = [(spot.x, spot.y) for spot in loaded.layout.spots.values()]
    assert set(loaded.layout.spots) == set(loaded.nodes)
    assert len(spots) == len(set(spots))


@pytest.fixture(scope="module")
def outcome(project: Settings) -> Outcome:
    """All call scripts, played as `callwright test` plays them."""
    found = Outcome(Loader().load(script_files([str(project.folder)])))
    found.reports.extend(play_all(found.suites, 1))
    return found


def test_every_call_goes_as_scripted_and_nothing_is_prepared_in_vain(outcome: Outcome) -> None:
    told = [text.plain for report in outcome.failed for text in failure_text(report.differences)]
    assert told == []
    assert (outcome.problems, outcome.unused) == ([], [])
    assert len(outcome.reports) > 90


def test_the_scripts_take_every_exit(outcome: Outcome) -> None:
    (coverage,) = outcome.covered().projects.values()
    assert coverage.missed(sort="node") == []
    assert {(point.flow, point.node, point.name) for point in coverage.missed(sort="exit")} == NEVER_TAKEN


def test_the_demo_is_one_call_of_about_a_minute(outcome: Outcome) -> None:
    demo = [report for report in outcome.reports if Path(report.file).name == "demo.calls.yaml"]
    assert len(demo) == 1
    assert 45 < demo[0].seconds < 90


@pytest.fixture
def results(given: Given) -> list[CaseResult]:
    """Every case with its journal."""
    cases = [case for script in SCRIPTS for case in read_script(script)]
    return [play_case(release(), case, given) for case in cases]


def test_callers_hear_their_own_language_only(results: list[CaseResult]) -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    heard = [event for result in results for event in result.simulation.events if isinstance(event, Heard)]
    wrong = {
        event.text
        for event in heard
        if event.language and (event.language == "en") == bool(chinese.search(event.text))
    }
    assert wrong == set()


def test_an_error_in_a_flow_is_apologised_for(given: Given) -> None:
    """A calendar that cannot be asked raises in a node: the error handler speaks, and offers an agent."""
    broken = replace(given, world=replace(given.world, calendars=calendars_from({})))
    call = simulate(release(), "- - -", broken)
    assert "opening.error" in call.path
    assert any("非常抱歉" in event.text for event in call.events if isinstance(event, Heard))
    assert call.outcome.result == "completed"


def test_what_one_call_files_the_next_can_ask_for(given: Given) -> None:
    filed = simulate(release(), "22 11 # 3 !", given)
    number = str(filed.variables["complaint.case_no"])
    digits = number.removeprefix("TS")
    assert len(digits) == 14 and is_luhn(digits)
    asked = simulate(release(), f"23 {digits}# # !", given)
    assert any("正在转交城市管理局" in event.text for event in asked.events if isinstance(event, Heard))


def rows(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as found:
        tables = [name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: found.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


def test_the_database_is_made_once_and_kept(tmp_path: Path) -> None:
    path = made_database(tmp_path / "deep" / "hotline.sqlite")
    first = rows(path)
    with closing(sqlite3.connect(path)) as open_, open_:
        open_.execute("UPDATE complaints SET state = 'answered' WHERE state = 'in_progress'")
    changed = rows(path)
    assert made_database(path) == path
    assert rows(path) == changed != first


def test_the_known_complaints_have_numbers_that_a_caller_can_dial(tmp_path: Path) -> None:
    with closing(sqlite3.connect(made_database(tmp_path / "hotline.sqlite"))) as found:
        known = dict(found.execute("SELECT number, state FROM complaints"))
    assert sorted(known.values()) == ["answered", "in_progress", "received"]
    assert all(re.fullmatch(r"TS\d{14}", number) and is_luhn(number[2:]) for number in known)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-01-15T08:00+08:00", "open"),
        ("2026-01-15T07:59:59+08:00", "closed"),
        ("2026-01-15T19:59:59+08:00", "open"),
        ("2026-01-15T20:00+08:00", "closed"),
        ("2026-01-17T10:00+08:00", "open"),
        ("2026-01-17T18:00+08:00", "closed"),
        ("2026-01-18T10:00+08:00", "closed"),
        ("2026-01-04T19:00+08:00", "open"),
        ("2026-01-02T10:00+08:00", "closed"),
        ("2026-02-14T19:00+08:00", "open"),
        ("2026-02-15T00:00+08:00", "spring_festival"),
        ("2026-02-23T23:59+08:00", "spring_festival"),
        ("2026-02-24T10:00+08:00", "open"),
        ("2026-10-07T10:00+08:00", "closed"),
        ("2026-10-10T19:00+08:00", "open"),
        ("2026-01-15T01:00+00:00", "open"),
    ],
)
def test_the_office_keeps_its_hours(moment: str, state: str) -> None:
    calendars = calendars_of(settings())
    assert calendars.state("office", datetime.fromisoformat(moment)) == state


def test_the_settings_name_what_the_flows_ask_for() -> None:
    known = settings()
    assert known.project.name == MAIN and not known.connections["hotline"].read_only
    assert known.url(known.connections["hotline"].url).endswith("/data/hotline.sqlite")
    assert known.path(known.folders.flows) == FOLDER / "flows"


def test_every_phrase_has_its_sound() -> None:
    """Fails after a prompt has changed: `scripts/sample_sounds.py` speaks what is new."""
    packs = Packs([FOLDER / "sounds" / "packed"])
    silent = [
        phrase.text
        for phrase in release().phrases
        if packs.by_text(Phrase(phrase.text, phrase.language).text, phrase.language) is None
    ]
    assert silent == []


def test_a_copy_of_the_sample_is_a_project_of_that_name(project: Settings) -> None:
    assert project.project.name == "ours"
    flow = project.path(project.folders.flows) / f"{MAIN}.flow.xml"
    assert compiled(flow, project).problems == ()
    assert release_of(flow, project).digest == release().digest


def test_the_sample_stays_small() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    shipped = [path for path in files if path.suffix != ".sqlite" and "recordings" not in path.parts]
    assert sum(path.stat().st_size for path in shipped) < MOST_BYTES
