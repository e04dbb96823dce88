"""Where the sample line lies, and its database made by its own script."""

from __future__ import annotations

import runpy
from pathlib import Path

MAIN = "hotline-12345"
FOLDER = Path(__file__).parents[2] / "flows" / "library" / MAIN


def made_database(path: Path) -> Path:
    """The sample's database at `path`, made or completed."""
    made: Path = runpy.run_path(str(FOLDER / "data" / "make_database.py"))["ensure"](path)
    return made
