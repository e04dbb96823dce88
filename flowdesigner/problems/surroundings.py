"""What the compiler may ask about the surroundings of open flows: project, settings, unsaved neighbours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from flowdesigner.session.project import Settings, project_of
from flows.errors import WriteError
from flows.model import Flow, Layout
from flows.read import SUFFIX
from flows.release import Phrase
from flows.source import Source
from flows.world import ANY_DAY, EverythingWorld, FolderWorld, World
from flows.write import write
from sounds.packed import Packs
from sounds.settings import BUILTIN


def copied(flow: Flow, file: Path | None) -> Flow:
    """The flow as it is now, for another thread: its nodes are never changed in place, its tables are."""
    return replace(
        flow,
        variables=dict(flow.variables),
        keys=dict(flow.keys),
        nodes=dict(flow.nodes),
        layout=Layout(),
        file=str(file) if file else flow.name + SUFFIX,
        lines={},
    )


class OpenFlows:
    """The open flows as they are drawn: by their files, and by name those that have no file yet."""

    def __init__(self, flows: Collection[tuple[Flow, Path | None]]) -> None:
        self._by_file = {file: flow for flow, file in flows if file is not None}
        self._by_name = {flow.name: flow for flow, file in flows if file is None}

    def of(self, name: str, folders: Collection[Path]) -> Source | None:
        """The open flow that `name` means in these folders, the first folder first; None if none is open."""
        for folder in folders:
            file = folder / (name + SUFFIX)
            if file in self._by_file:
                return _source(self._by_file[file])
            if file.is_file():
                return None
        return _source(self._by_name[name]) if name in self._by_name else None


def _source(flow: Flow) -> Source | None:
    try:
        return Source(write(flow), flow.file)
    except WriteError:
        return None


class ProjectWorld(FolderWorld):
    """A project's folder as the command line sees it, with the open flows as they are drawn.

    Calendars may be kept in the store as well, which is not asked while one types: `calendars` are the names
    that it holds, None while nobody knows them, and then any calendar may be there.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        flows: OpenFlows,
        calendars: Collection[str] | None = None,
    ) -> None:
        tables = ("folders", "connections", "calendars", "speech")
        plain = {name: settings[name] for name in tables if isinstance(settings.get(name), dict)}
        super().__init__(folder, plain)
        self._open = flows
        self._kept = calendars
        self._packs = Packs((self._sounds.parent / "packed", BUILTIN))

    def flow(self, name: str, beside: str) -> Source | None:
        """The flow that is open, else the file."""
        folders = [Path(beside).parent, self._flows] if beside else [self._flows]
        return self._open.of(name, folders) or super().flow(name, beside)

    def recording(self, name: str, language: str) -> str | None:
        """A recorded sound of the project, or one that ships with Callwright."""
        found = super().recording(name, language)
        return "" if found is None and self._packs.by_name(name, language) is not None else found

    def calendar(self, name: str) -> Collection[str] | None:
        """A calendar of the settings, else one that the store may hold."""
        found = super().calendar(name)
        if found is None and (self._kept is None or name in self._kept):
            return ANY_DAY
        return found


class NewFlowWorld:
    """The surroundings of a flow that has no file yet: nobody knows them, so everything may be there."""

    def __init__(self, flows: OpenFlows) -> None:
        self._open = flows
        self._rest = EverythingWorld()

    def flow(self, name: str, beside: str) -> Source | None:
        """An open flow that has no file either."""
        return self._open.of(name, ())

    def recording(self, name: str, language: str) -> str | None:
        """It may be there."""
        return self._rest.recording(name, language)

    def speaks(self, language: str, voice: str) -> bool:
        """It may."""
        return self._rest.speaks(language, voice)

    def phrase_key(self, phrase: Phrase) -> str:
        """None is kept."""
        return self._rest.phrase_key(phrase)

    def connection(self, name: str) -> str | None:
        """It may be there."""
        return self._rest.connection(name)

    def calendar(self, name: str) -> Collection[str] | None:
        """It may be there."""
        return self._rest.calendar(name)

    def sql_fault(self, connection: str, sql: str) -> str:
        """Nothing is asked."""
        return ""


def world_of(file: Path | None, flows: OpenFlows, calendars: Collection[str] | None = None) -> World:
    """The surroundings of a flow with that file."""
    found = project_of(file)
    if found is None:
        return NewFlowWorld(flows)
    return ProjectWorld(*found, flows, calendars)
