"""The sample line that ships: copied as a project of the user's own."""

from __future__ import annotations

import runpy
import shutil
from importlib.resources import as_file, files
from pathlib import Path

SAMPLE = "hotline-12345"
"""The sample's folder in flows/library, and the name of its main flow."""

_OURS_ONLY = shutil.ignore_patterns("__pycache__", "*.sqlite", "*.sqlite-*", "prompts", "recordings")


def copy_sample(folder: Path, name: str, *, over: bool = False) -> None:
    """Copy the sample to `folder`, name the project `name`, and make its database. Raises OSError.

    `over`: what is there already is written over, except what calls have left.
    """
    with as_file(files("flows") / "library" / SAMPLE) as source:
        try:
            shutil.copytree(source, folder, ignore=_OURS_ONLY, dirs_exist_ok=over)
        except shutil.Error as error:
            # copytree gathers what went wrong as (source, target, words); the first tells why.
            raise OSError(None, str(error.args[0][0][2])) from error
    settings = folder / "callwright.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f'name = "{SAMPLE}"', f'name = "{name}"', 1), encoding="utf-8")
    make_database(folder)


def make_database(folder: Path) -> None:
    """Make the sample's database in the project `folder` if it is not there; its own script does."""
    script = runpy.run_path(str(folder / "data" / "make_database.py"))
    script["ensure"](folder / "data" / "hotline.sqlite")
