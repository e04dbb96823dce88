"""What nobody uses in a project: variables, called flows, recorded sounds; open flows as they are drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flowdesigner.document.variable_edits import uses_of
from flowdesigner.finding.search import prompts_of
from flowdesigner.properties.project import Project
from flowdesigner.session.project import flows_folder, settings_file
from flows.model import Flow
from flows.read import SUFFIX, read
from flows.wording import flow_of

Sort = Literal["variable", "flow", "sound"]


@dataclass(frozen=True, slots=True)
class Unused:
    """One thing that nobody uses. `where`: the flow of a variable, the language of a sound.

    `file`: that of the variable's flow, of the flow, of the sound.
    """

    sort: Sort
    name: str
    where: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and the flows that could not be read: they may use more."""

    found: tuple[Unused, ...]
    unread: tuple[str, ...]


def unused(file: Path | None, open_: Sequence[tuple[Flow, Path | None]]) -> Looked:
    """What nobody uses in the project around `file`; `open_` are flows that are open, with their files."""
    flows: list[tuple[Flow, Path | None]] = list(open_)
    unread: list[str] = []
    known = {path.resolve() for _, path in open_ if path is not None}
    for path in _files(file):
        if path.resolve() in known:
            continue
        flow = read(path).flow
        if flow is None:
            unread.append(path.name)
        else:
            flows.append((flow, path))
    found = (*_variables(flows), *_flows(flows), *_sounds(file, [flow for flow, _ in flows]))
    return Looked(found, tuple(unread))


def _files(file: Path | None) -> Iterator[Path]:
    """The flows beside a flow and in the folder of its project, each once."""
    folders = dict.fromkeys(filter(None, [file.parent if file else None, flows_folder(file)]))
    seen: set[Path] = set()
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def _variables(flows: Iterable[tuple[Flow, Path | None]]) -> Iterator[Unused]:
    for flow, path in flows:
        for name in flow.variables:
            if not uses_of(flow, name):
                yield Unused("variable", name, flow.name, path)


def _flows(flows: Collection[tuple[Flow, Path | None]]) -> Iterator[Unused]:
    """Flows that are made to be called, for they return, and that nobody calls."""
    entered = {flow_of(node) for flow, _ in flows for node in flow.nodes.values()}
    for flow, path in flows:
        returns = any(node.type == "return" for node in flow.nodes.values())
        if returns and flow.name not in entered:
            yield Unused("flow", flow.name, "", path)


def _sounds(file: Path | None, flows: Iterable[Flow]) -> Iterator[Unused]:
    project = Project()
    project.file = file
    folder = project.sounds_folder
    if folder is None or not folder.is_dir():
        return
    used = {name.removesuffix(".wav") for flow in flows for name in _played(flow)}
    settings = settings_file(file)
    written = settings.read_text(encoding="utf-8", errors="replace") if settings else ""
    for language in sorted(each.name for each in folder.iterdir() if each.is_dir()):
        for name in project.sounds(language):
            path = project.sound(name, language)
            if (
                name not in used
                and name not in written
                and path is not None
                and path.parent.is_relative_to(folder / language)
            ):
                yield Unused("sound", name, language, path)


def _played(flow: Flow) -> Iterator[str]:
    for node in flow.nodes.values():
        for _, prompt in prompts_of(node):
            yield from (segment.text for _, segment in prompt.segments() if segment.kind == "sound")
