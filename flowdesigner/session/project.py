"""The project that a flow's file lies in: its folder and what its settings say; the one reader of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

SETTINGS = "callwright.toml"
KEPT = 16
"""Settings that are kept as they were read, until their file changes."""

Settings = Mapping[str, Any]


def settings_file(file: Path | None) -> Path | None:
    """The settings found upwards from a flow's file; None for one outside of any project."""
    if file is None:
        return None
    parents = file.absolute().parents
    return next((found for folder in parents if (found := folder / SETTINGS).is_file()), None)


def project_of(file: Path | None) -> tuple[Path, Settings] | None:
    """The folder and the settings of the project that a flow's file lies in; None for a flow without a file.

    Without settings, or with such as cannot be read, it is the file's own folder with nothing set.
    """
    if file is None:
        return None
    settings = settings_file(file)
    if settings is None:
        return file.absolute().parent, {}
    try:
        stamp = settings.stat()
        return settings.parent, _read(settings, stamp.st_mtime_ns, stamp.st_size)
    except (OSError, ValueError):
        return settings.parent, {}


@lru_cache(maxsize=KEPT)
def _read(file: Path, time: int, size: int) -> Settings:
    """What a file said that was changed at `time`. Raises OSError, ValueError."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def table(settings: Settings, name: str) -> Settings:
    """A part of the settings; empty where there is none, or something else."""
    found = settings.get(name)
    return found if isinstance(found, dict) else {}


def text(settings: Settings, key: str, otherwise: str) -> str:
    """A text of a part; `otherwise` where there is none, or something else."""
    found = settings.get(key)
    return found if isinstance(found, str) else otherwise


def flows_folder(file: Path | None) -> Path | None:
    """The folder of flows of the project that a flow's file lies in."""
    found = project_of(file)
    if found is None:
        return None
    folder, settings = found
    return folder / text(table(settings, "folders"), "flows", "flows")


def flows_here() -> str:
    """The folder of flows of the project that the designer was started in; empty if there is none."""
    here = Path.cwd() / SETTINGS
    folder = flows_folder(here) if settings_file(here) else None
    return str(folder) if folder is not None and folder.is_dir() else ""
