"""What the project of a flow offers by name: connections, calendars, flows, recorded sounds, languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from flows.read import SUFFIX

SETTINGS = "callwright.toml"
ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""What may lie in the folder of recorded sounds."""
MOST = 2_000
"""Names of one kind that are offered."""


class Project:
    """The settings found upwards from a flow's file, read again when they change. Nothing here raises."""

    def __init__(self) -> None:
        self._read: tuple[Path, int, Mapping[str, Any]] | None = None
        self.file: Path | None = None
        """The flow's own file."""

    @property
    def settings_file(self) -> Path | None:
        """The settings of the project; None for a flow outside of any."""
        if self.file is None:
            return None
        return next((path for each in self.file.parents if (path := each / SETTINGS).is_file()), None)

    @property
    def folder(self) -> Path | None:
        """Where the project is; beside the flow without settings, None for a flow without a file."""
        settings = self.settings_file
        if settings is not None:
            return settings.parent
        return self.file.parent if self.file else None

    def connections(self, kind: str = "") -> list[str]:
        """The names of connections; with `kind`, `database` or `http`, of those."""
        table = self._table("connections")
        return [name for name, each in table.items() if not kind or _text(each, "kind", "database") == kind]

    def calendars(self) -> list[str]:
        """The names of calendars."""
        return list(self._table("calendars"))

    def languages(self) -> list[str]:
        """The languages that somebody speaks, and the project's own."""
        own = _text(self._table("project"), "language", "")
        return list(dict.fromkeys(filter(None, [own, *self._table("speech")])))

    def flows(self) -> list[str]:
        """The names of flows beside the flow, then of those in the project's folder."""
        folders = [self.file.parent] if self.file else []
        if self.folder is not None:
            folders.append(self.folder / _text(self._table("folders"), "flows", "flows"))
        found = (path.name.removesuffix(SUFFIX) for each in folders for path in _files(each, f"*{SUFFIX}"))
        return list(dict.fromkeys(found))[:MOST]

    @property
    def sounds_folder(self) -> Path | None:
        """Where recorded sounds are, in a folder for each language."""
        if self.folder is None:
            return None
        return self.folder / _text(self._table("folders"), "sounds", "sounds") / "recorded"

    def sounds(self, language: str) -> list[str]:
        """The names of recorded sounds in a language."""
        names: dict[str, None] = {}
        for folder in self._spoken_in(language):
            for path in _files(folder, "**/*"):
                if path.suffix in ENDINGS:
                    names[path.relative_to(folder).with_suffix("").as_posix()] = None
        return list(names)[:MOST]

    def sound(self, name: str, language: str) -> Path | None:
        """The file of a recorded sound; None without one."""
        if Path(name).is_absolute() or ".." in Path(name).parts or not name:
            return None
        bare = name.removesuffix(".wav")
        files = (folder / f"{bare}{end}" for folder in self._spoken_in(language) for end in ENDINGS)
        return next((file for file in files if file.is_file()), None)

    def _spoken_in(self, language: str) -> list[Path]:
        folder = self.sounds_folder
        tags = dict.fromkeys([language, language.replace("_", "-").partition("-")[0]])
        return [folder / tag for tag in tags if folder is not None and tag]

    def _table(self, name: str) -> Mapping[str, Any]:
        found = self._settings().get(name, {})
        return found if isinstance(found, dict) else {}

    def _settings(self) -> Mapping[str, Any]:
        file = self.settings_file
        if file is None:
            return {}
        try:
            stamp = file.stat().st_mtime_ns
            if self._read is None or self._read[:2] != (file, stamp):
                self._read = (file, stamp, tomllib.loads(file.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}
        return self._read[2]


def _text(table: object, key: str, otherwise: str) -> str:
    value = table.get(key, otherwise) if isinstance(table, dict) else otherwise
    return value if isinstance(value, str) else otherwise


def _files(folder: Path, pattern: str) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return ()
