"""docs/testing.md: its scripts pass on the sample line, its commands are understood."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from callwright.cli import cli
from simulator.schema import schema
from tests.callwright.conftest import Run

PAGE = (Path(__file__).parents[3] / "docs" / "testing.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^(callwright .*?)(?:  .*)?$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_the_scripts_pass(run: Run, project: Path, number: int) -> None:
    Path("flows/poll.example.calls.yaml").write_text(SCRIPTS[number], encoding="utf-8")
    ran = run("test", "flows/poll.example.calls.yaml")
    assert ran.status == 0, ran.out


def test_there_are_examples() -> None:
    assert len(SCRIPTS) >= 5 and len(COMMANDS) >= 8


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_understood(command: str) -> None:
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command.partition(" > ")[0])][1:]
    found = cli.get_command(click.Context(cli), words[0])
    assert found is not None
    found.make_context(words[0], words[1:], resilient_parsing=False)


def test_every_word_of_the_grammar_is_on_the_page() -> None:
    models = {name: model.get("properties", {}) for name, model in schema()["$defs"].items()}
    words = [word for name in ("GivenRow", "Expected", "DatabaseRow", "HttpRow") for word in models[name]]
    assert [word for word in words if not re.search(rf"`{word}\b", PAGE)] == []


def test_the_schema_is_printed(run: Run) -> None:
    ran = run("test", "--schema")
    assert (ran.status, json.loads(ran.out)) == (0, schema())
