"""A project on disk: its settings, its flows, and the world in which the compiler sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from callwright.bilingual import nearest
from callwright.errors import BadThing, Misuse
from callwright.folders import listable
from callwright.settings import Settings, load
from callwright.words import tongue, words
from flows.compiler import Compilation, compile_flow
from flows.problems import Problem
from flows.release import Phrase, Release
from flows.world import FolderWorld

SUFFIX = ".flow.xml"


def settings_near(config: str | None, path: Path | None) -> Settings:
    """The settings of `config`, or of the project that `path` lies in."""
    start = None if path is None else path if path.is_dir() else path.absolute().parent
    return load(config, start)


class ProjectWorld(FolderWorld):
    """A project with its sounds, those that ship with Callwright included.

    `keys`: the sounds count as part of a release, so that another voice makes another release.
    """

    def __init__(self, settings: Settings, plain: Mapping[str, Any], *, keys: bool) -> None:
        from callwright.voices import sound_settings
        from sounds.library import Library

        super().__init__(settings.folder, plain)
        self._library = Library(sound_settings(settings))
        self._keys = keys
        self._settings = settings

    def phrase_key(self, phrase: Phrase) -> str:
        """The key of the sound that the phrase's voice makes, by the settings in force."""
        from sounds.phrases import Phrase as SpokenPhrase

        if not self._keys:
            return ""
        return self._library.key(SpokenPhrase(phrase.text, phrase.language, phrase.voice))

    def recording(self, name: str, language: str) -> str | None:
        """The SHA-256 of a recorded sound's content, empty where no keys are kept."""
        from sounds.errors import SoundError

        try:
            if not self._keys:
                library = self._library
                there = library.recordings.find(name, language) or library.packs.by_name(name, language)
                return None if there is None else ""
            found = self._library.recorded(name, language)
        except SoundError:
            return None
        return None if found is None else hashlib.sha256(found.read_bytes()).hexdigest()

    def calendar(self, name: str) -> Collection[str] | None:
        """The special days of a calendar of the settings, else of the store, which is asked only then."""
        found = super().calendar(name)
        if found is None and name in self._kept:
            return {str(day["name"]) for day in self._kept[name].get("days", ()) if day.get("name")}
        return found

    @cached_property
    def _kept(self) -> Mapping[str, Mapping[str, Any]]:
        from callwright.calendar_files import kept_calendars

        return kept_calendars(self._settings)


def world_of(settings: Settings, *, sounding: bool = False) -> FolderWorld:
    """What the compiler may ask about the surroundings of the project's flows.

    `sounding`: the sounds count as part of a release, as they do for one that is published.
    """
    known = settings.file is not None
    plain = {
        "folders": settings.folders.model_dump(),
        "connections": {name: {"kind": c.kind} for name, c in settings.connections.items()},
        "calendars": settings.calendars,
        "speech": {name: {} for name in settings.speech} if known else {},
    }
    return ProjectWorld(settings, plain, keys=sounding)


def flow_files(paths: Iterable[str]) -> list[Path]:
    """The flow files that `paths` mean: files as they are, folders searched. Raises BadThing for none."""
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            listable(path)
            inside = sorted(path.rglob("*" + SUFFIX))
            if not inside:
                raise BadThing(
                    words(zh=f"{path} 中没有 *{SUFFIX} 文件", en=f"there is no *{SUFFIX} file in {path}"),
                    words(
                        zh="给出流程文件或其所在文件夹", en="name a flow file, or a folder that holds some"
                    ),
                )
            found += inside
        else:
            if path.suffix in (".yaml", ".yml"):
                raise Misuse(
                    words(zh=f"{path} 是通话脚本，不是流程", en=f"{path} is a call script, not a flow"),
                    f"callwright simulate FLOW --script {path}",
                )
            found.append(path)
    return list(dict.fromkeys(found))


def flow_file(name: str, settings: Settings) -> Path:
    """The file of a flow given as a path, or by its name in the project's folder of flows.

    Raises BadThing if there is neither, naming the flows that there are.
    """
    path = Path(name)
    if path.is_file():
        return path
    folder = settings.path(settings.folders.flows)
    beside = folder / (name + SUFFIX)
    if beside.is_file():
        return beside
    known = sorted(file.name.removesuffix(SUFFIX) for file in folder.glob("*" + SUFFIX))
    near = nearest(name.removesuffix(SUFFIX), known)
    raise BadThing(
        words(zh=f"没有流程“{name}”", en=f"there is no flow '{name}'")
        + (words(zh=f"，是否为“{near}”？", en=f"; is '{near}' meant?") if near else ""),
        words(zh=f"{folder} 中有：", en=f"in {folder} there are: ") + ", ".join(known)
        if known
        else words(
            zh="写流程文件的路径，或先 callwright new NAME", en="name a flow file, or: callwright new NAME"
        ),
    )


def compiled(path: Path, settings: Settings, *, sounding: bool = False) -> Compilation:
    """The flow compiled in its project's world."""
    return compile_flow(path, world_of(settings, sounding=sounding))


def release_of(path: Path, settings: Settings) -> Release:
    """The release of a flow without errors, the one that a publish would make, with the same digest.

    Raises BadThing with its problems otherwise.
    """
    compilation = compiled(path, settings, sounding=True)
    if compilation.release is None:
        raise BadThing(problem_lines([p for p in compilation.problems if p.severity == "error"], path))
    return compilation.release


def problem_lines(problems: Sequence[Problem], path: Path) -> str:
    """The problems of a flow as one message."""
    first = words(zh=f"{path} 有错误：", en=f"{path} has errors:")
    cure = "    " + words(zh="解决：", en="cure: ")
    return "\n".join([first, *(f"{p.text(tongue())}\n{cure}{p.cure(tongue())}" for p in problems)])
