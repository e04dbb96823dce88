"""The examples of a page of docs/, run as a user runs them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.callwright.conftest import Run

DOCS = Path(__file__).parents[2] / "docs"


def examples(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command of the page with the lines that it shows."""
    for block in re.findall(r"^```\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            first, *shown = command.splitlines()
            yield first, shown


def missing(run: Run, command: str, shown: list[str]) -> list[str]:
    """The lines that a command should have printed and did not."""
    result = run(*shlex.split(command)[1:])
    printed = {line.strip() for line in (result.out + result.err).splitlines()}
    return [line for line in shown if line.strip() not in printed]
