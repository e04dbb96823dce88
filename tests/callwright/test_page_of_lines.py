"""docs/lines.md: its examples, run in their order in the sample project, print what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.callwright.conftest import Run
from tests.callwright.pages import DOCS, examples, missing


@pytest.mark.slow
def test_the_page_shows_what_is_printed(run: Run, project: Path) -> None:
    found = list(examples(DOCS / "lines.md"))
    assert len(found) > 25
    lacking = {command: lines for command, shown in found if (lines := missing(run, command, shown))}
    assert lacking == {}
