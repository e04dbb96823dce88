"""docs/replaying.md: its commands are understood, and it names every reason."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from callwright.cli import cli
from callwright.replaying.report import REASONS

PAGE = (Path(__file__).parents[2] / "docs" / "replaying.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(callwright .*?)(?:  .*)?$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_are_understood(command: str) -> None:
    words = command.partition(" | ")[0].split()[1:]
    found = cli.get_command(click.Context(cli), words[0])
    assert found is not None
    found.make_context(words[0], words[1:], resilient_parsing=False)


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 8


def test_every_reason_is_on_the_page() -> None:
    assert [reason for reason in REASONS if f"`{reason}`" not in PAGE] == []
