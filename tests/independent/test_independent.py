"""Dialogues of others, in words of our own, go here as they say; docs/testing.md names each source."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.services.database import DatabaseConnection, Databases
from flows.compiler import compile_flow
from flows.release import Release
from flows.source import Source
from flows.world import EverythingWorld
from simulator.cases import play_case
from simulator.given import Given
from simulator.script import CallCase, parse_script, read_script
from simulator.services import World

HERE = Path(__file__).parent
CASES = [(script, case) for script in sorted(HERE.glob("*.calls.yaml")) for case in read_script(script)]

TABLES = """
CREATE TABLE theatres (digits TEXT, name TEXT, address TEXT);
CREATE TABLE films (digits TEXT, title TEXT);
CREATE TABLE shows (film TEXT, theatre TEXT, starts_at TEXT);
"""


def compiled(name: str) -> Release:
    """The flow beside the script, without a single problem."""
    file = HERE / f"{name}.flow.xml"
    result = compile_flow(Source(file.read_bytes(), file.name), EverythingWorld())
    assert result.release is not None, [problem.text() for problem in result.problems]
    return result.release


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Given]:
    """A cinema without anything in it."""
    file = tmp_path / "cinema.sqlite"
    with closing(sqlite3.connect(file)) as made:
        made.executescript(TABLES)
    databases = Databases({"cinema": DatabaseConnection(f"sqlite:///{file}")})
    yield Given(world=World(database=databases))
    databases.close()


@pytest.mark.parametrize(
    ("script", "case"), CASES, ids=[f"{s.name.partition('.')[0]}: {c.name}" for s, c in CASES]
)
def test_it_goes_as_they_say(script: Path, case: CallCase, base: Given) -> None:
    result = play_case(compiled(script.name.removesuffix(".calls.yaml")), case, base)
    assert [str(difference) for difference in result.differences] == []


def test_words_that_nobody_says_fail() -> None:
    """MakingChatbots/ivr-tester, examples/src/timeout.ts: a prompt that never comes is a failure."""
    (case,) = parse_script("cases: [{name: x, steps: [hear: this is never said]}]", "timeout.calls.yaml")
    result = play_case(compiled("read-back"), case)
    assert [difference.line for difference in result.differences] == [1]
