"""What the project of a flow offers by name: connections, calendars, flows, recorded sounds, languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flowdesigner.session.kept import KeptNames, Sort
from flowdesigner.session.project import Settings, flows_folder, project_of, settings_file, table, text
from flows.read import SUFFIX

ENDINGS = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""What may lie in the folder of recorded sounds."""
MOST = 2_000
"""Names of one kind that are offered."""


class Project:
    """What the settings found upwards from a flow's file say, and its store. Nothing here raises or waits."""

    def __init__(self, stored: KeptNames | None = None) -> None:
        self.file: Path | None = None
        """The flow's own file."""
        self._stored = stored

    @property
    def settings_file(self) -> Path | None:
        """The settings of the project; None for a flow outside of any."""
        return settings_file(self.file)

    @property
    def folder(self) -> Path | None:
        """Where the project is; beside the flow without settings, None for a flow without a file."""
        found = project_of(self.file)
        return found[0] if found else None

    def connections(self) -> dict[str, str]:
        """The names of connections, each with its kind, `database` or `http`."""
        named = self._table("connections")
        return {name: text(table(named, name), "kind", "database") for name in named}

    def dialect(self, connection: str) -> str:
        """Which database a connection leads to, as its URL begins: `mysql`; empty where nobody knows."""
        url = text(table(self._table("connections"), connection), "url", "")
        return url.partition("://")[0].partition("+")[0].lower()

    def calendars(self) -> list[str]:
        """The names of calendars: those of the settings, then those that the store is known to hold."""
        return list(dict.fromkeys([*self._table("calendars"), *self._kept("calendar")]))

    def lines(self) -> list[str]:
        """The numbers of the lines that the store is known to hold."""
        return self._kept("line")

    def _kept(self, sort: Sort) -> list[str]:
        """What the store is known to hold; asked for anew behind the author's back."""
        found = project_of(self.file)
        if found is None or self._stored is None:
            return []
        self._stored.ask(*found, sort)
        return sorted(self._stored.of(found[0], sort) or ())

    def languages(self) -> list[str]:
        """The languages that somebody speaks, and the project's own."""
        own = text(self._table("project"), "language", "")
        return list(dict.fromkeys(filter(None, [own, *self._table("speech")])))

    def flows(self) -> list[str]:
        """The names of flows beside the flow, then of those in the project's folder."""
        folders = [
            each for each in (self.file.parent if self.file else None, flows_folder(self.file)) if each
        ]
        found = (path.name.removesuffix(SUFFIX) for each in folders for path in _files(each, f"*{SUFFIX}"))
        return list(dict.fromkeys(found))[:MOST]

    @property
    def sounds_folder(self) -> Path | None:
        """Where recorded sounds are, in a folder for each language."""
        if self.folder is None:
            return None
        return self.folder / text(self._table("folders"), "sounds", "sounds") / "recorded"

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

    def _table(self, name: str) -> Settings:
        found = project_of(self.file)
        return table(found[1], name) if found else {}


def _files(folder: Path, pattern: str) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return ()
