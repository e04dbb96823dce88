"""The pytest plugin: call scripts are tests; nothing is loaded where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

SUFFIX = ".calls.yaml"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of call scripts, by its name."""
    if not file_path.name.endswith(SUFFIX):
        return None
    from callwright.testing.collecting import ScriptFile

    made: pytest.Collector = ScriptFile.from_parent(parent, path=file_path)
    return made
