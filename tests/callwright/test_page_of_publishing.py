"""docs/publishing.md: its examples, run in their order in the sample project, print what the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.callwright.conftest import Run

pytest.importorskip("soundfile")

PAGE = Path(__file__).parents[2] / "docs" / "publishing.md"


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each command of the page with the lines that it shows."""
    for block in re.findall(r"^```\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            first, *shown = command.splitlines()
            yield first, shown


def same(line: str) -> str:
    """A line without the names of releases: they change with the sample."""
    return re.sub(r"\b[0-9a-f]{12}\b", "RELEASE", line).strip()


def substitute(expression: str, file: Path) -> None:
    """What `sed -i` does with one substitution of plain text."""
    _, old, new, _ = expression.split("|")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_the_page_shows_what_is_printed(run: Run, project: Path) -> None:
    ran = 0
    for command, shown in examples():
        words = shlex.split(command)
        if words[0] == "sed":
            substitute(words[2], Path(words[3]))
            continue
        result = run(*words[1:])
        printed = {same(line) for line in (result.out + result.err).splitlines()}
        assert [line for line in shown if same(line) not in printed] == [], command
        ran += 1
    assert ran >= 8
