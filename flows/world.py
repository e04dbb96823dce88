"""What lies outside a flow, as the compiler asks for it: a world of folders, one that has everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from flows.problems import Report
from flows.read import SUFFIX
from flows.release import Phrase
from flows.source import Source, load


class World(Protocol):
    """The surroundings of a flow. No method may raise for a name that is not there."""

    def flow(self, name: str, beside: str) -> Source | None:
        """The flow file that `name` means for the flow in the file `beside`, None if there is none."""

    def recording(self, name: str, language: str) -> str | None:
        """The key of a recorded sound's content, empty if nobody keeps keys, None without such a sound."""

    def speaks(self, language: str, voice: str) -> bool:
        """Whether text can be spoken in `language` by `voice`; an empty voice is the usual one."""

    def phrase_key(self, phrase: Phrase) -> str:
        """The key of the sound of a phrase, empty if nobody keeps keys."""

    def connection(self, name: str) -> str | None:
        """The kind of a named connection, `database` or `http`, empty if it may be any; None without one."""

    def calendar(self, name: str) -> Collection[str] | None:
        """The names of a calendar's special days; None if there is no such calendar."""

    def sql_fault(self, connection: str, sql: str) -> str:
        """What the database itself says is wrong with a statement; empty if nothing, or if not asked."""


@dataclass(frozen=True, slots=True)
class EverythingWorld:
    """Has every sound, voice, connection and calendar, and the flows of `flows` (name to file content)."""

    flows: Mapping[str, bytes] = field(default_factory=dict)

    def flow(self, name: str, beside: str) -> Source | None:
        """The flow of that name among `flows`, else the file beside the caller."""
        if name in self.flows:
            return Source(self.flows[name], name + SUFFIX)
        return _first(name, [Path(beside).parent]) if beside else None

    def recording(self, name: str, language: str) -> str | None:
        """It is there."""
        return ""

    def speaks(self, language: str, voice: str) -> bool:
        """Yes."""
        return True

    def phrase_key(self, phrase: Phrase) -> str:
        """None is kept."""
        return ""

    def connection(self, name: str) -> str | None:
        """Any name, of any kind."""
        return ""

    def calendar(self, name: str) -> Collection[str] | None:
        """Any name, with any special day."""
        return ANY_DAY

    def sql_fault(self, connection: str, sql: str) -> str:
        """Nothing is asked."""
        return ""


class _AnyDay(Collection[str]):
    """A collection that holds every name."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


ANY_DAY: Collection[str] = _AnyDay()


class FolderWorld:
    """A project's folder and its settings, as `callwright.toml` has them, in plain dictionaries.

    Flows are found beside the caller, then in `folders.flows`; recorded sounds in `folders.sounds` as
    `recorded/LANGUAGE/NAME.wav`. Without a table `speech` every language can be spoken.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any] | None = None) -> None:
        settings = settings or {}
        folders: Mapping[str, str] = settings.get("folders", {})
        self._flows = folder / folders.get("flows", "flows")
        self._sounds = folder / folders.get("sounds", "sounds") / "recorded"
        self._connections: Mapping[str, Mapping[str, Any]] = settings.get("connections", {})
        self._calendars: Mapping[str, Mapping[str, Any]] = settings.get("calendars", {})
        self._speech: Collection[str] = settings.get("speech", {})

    def flow(self, name: str, beside: str) -> Source | None:
        """The file `NAME.flow.xml` beside the caller, else in the folder of flows."""
        return _first(name, [Path(beside).parent, self._flows] if beside else [self._flows])

    def recording(self, name: str, language: str) -> str | None:
        """Empty if there is a file for the language or for its base (`zh` for `zh-CN`)."""
        if Path(name).is_absolute() or ".." in Path(name).parts:
            return None
        for tag in (language, language.replace("_", "-").partition("-")[0]):
            if (self._sounds / tag / f"{name}.wav").is_file():
                return ""
        return None

    def speaks(self, language: str, voice: str) -> bool:
        """Whether the settings name a voice for the language or for its base."""
        base = language.replace("_", "-").partition("-")[0]
        return not self._speech or language in self._speech or base in self._speech

    def phrase_key(self, phrase: Phrase) -> str:
        """None is kept."""
        return ""

    def connection(self, name: str) -> str | None:
        """The kind that the settings give it."""
        found = self._connections.get(name)
        return None if found is None else str(found.get("kind", "database"))

    def calendar(self, name: str) -> Collection[str] | None:
        """The names that the settings give to days of the calendar."""
        found = self._calendars.get(name)
        if found is None:
            return None
        return {str(day["name"]) for day in found.get("days", ()) if day.get("name")}

    def sql_fault(self, connection: str, sql: str) -> str:
        """Nothing is asked: a check of a flow opens no connection."""
        return ""


def _first(name: str, folders: Iterable[Path]) -> Source | None:
    for folder in folders:
        path = folder / (name + SUFFIX)
        if path.is_file():
            return load(path, Report(str(path)))
    return None
