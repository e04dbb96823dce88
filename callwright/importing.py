"""Puts imported flows into a project: which importer, files written all or none, recordings copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from callwright.errors import BadThing, Misuse, OutsideFailed
from callwright.projects import SUFFIX
from callwright.words import reason, words
from flows.errors import WriteError
from flows.imports.imported import Imported
from flows.model import Flow
from flows.read import read
from flows.source import Source
from flows.write import replace_file, write

ORIGINS = ("ivr", "twilio")
"""Where flows may come from: menus of FreeSWITCH's `ivr`, flows of Twilio Studio."""

RATES = ("8000", "16000", "32000", "48000")
"""Folders in which FreeSWITCH's sound packages keep a recording, by its rate."""


def origin_of(path: Path) -> str:
    """The importer for a file, by the ending of its name. Raises Misuse."""
    found = {".xml": "ivr", ".json": "twilio"}.get(path.suffix.lower())
    if found is None:
        raise Misuse(
            words(zh=f"看不出 {path} 是什么文件", en=f"the name of {path} does not say what it is"),
            words(zh="用 --from ivr 或 --from twilio 说明", en="say it with --from ivr or --from twilio"),
        )
    return found


def imported(
    path: Path, origin: str, language: str, phrases: Sequence[Path], variables: Mapping[str, str]
) -> Imported:
    """The flows of a file, by one of ORIGINS."""
    if origin == "ivr":
        from flows.imports.ivr import import_ivr

        return import_ivr(path, language=language, phrases=phrases, variables=variables)
    from flows.imports.twilio import import_twilio

    return import_twilio(path, language=language)


def write_flows(flows: Iterable[Flow], folder: Path, *, force: bool) -> list[Path]:
    """Write each flow as NAME.flow.xml into `folder`, all of them or none; the files.

    Raises BadThing if one is there already and may not be replaced, OutsideFailed if one cannot be written.
    """
    files = {folder / (flow.name + SUFFIX): _bytes(flow) for flow in flows}
    there = [path for path in files if path.exists()]
    if there and not force:
        names = ", ".join(map(str, there))
        raise BadThing(
            words(zh=f"已经存在：{names}", en=f"there already: {names}"),
            words(
                zh="换一个文件夹，或用 --force 覆盖", en="name another folder, or replace them with --force"
            ),
        )
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            replace_file(path, data)
            made.append(path)
    except OSError as error:
        for path in set(made) - set(there):
            path.unlink(missing_ok=True)
        raise OutsideFailed(f"{folder}: {reason(error)}", _cure()) from error
    return list(files)


def _cure() -> str:
    return words(
        zh="检查路径、目录权限和磁盘空间", en="look at the path, its rights and the room on the disk"
    )


def _bytes(flow: Flow) -> bytes:
    """The file of a flow, which reads back as the same flow. Raises BadThing."""
    try:
        data = write(flow)
    except WriteError as error:
        raise BadThing(f"{flow.name}: {error}") from error
    loaded = read(Source(data))
    if not loaded.faithful:
        first = next(problem for problem in loaded.problems if problem.severity == "error")
        raise BadThing(f"{flow.name}: {first.en}")
    return data


def copy_recordings(
    recordings: Iterable[tuple[str, str]], source: Path, target: Path, *, force: bool
) -> list[str]:
    """Copy the recordings that `source` has to `target`, a folder for one language; the names copied.

    A recording (its name here, its file in the document) may lie in a folder for its rate, as FreeSWITCH's
    sounds do. One that is there already stays unless `force`. Raises OutsideFailed.
    """
    copied: list[str] = []
    for name, file in recordings:
        found = _recording(source, file)
        if found is None:
            continue
        path = target / f"{name}{found.suffix}"
        try:
            if force or not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(found, path)
        except OSError as error:
            raise OutsideFailed(f"{path}: {reason(error)}", _cure()) from error
        copied.append(name)
    return copied


def _recording(source: Path, file: str) -> Path | None:
    """The file below `source` that a document calls `file`."""
    relative = Path(file.lstrip("/"))
    if ".." in relative.parts or not relative.name:
        return None
    names = [relative.name] if relative.suffix else [f"{relative.name}.wav"]
    folders = [source / relative.parent, *(source / relative.parent / rate for rate in RATES)]
    return next((folder / name for folder in folders for name in names if (folder / name).is_file()), None)
