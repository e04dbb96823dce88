"""Sound files brought into a project: imported or recorded, kept as sounds/recorded/LANGUAGE/NAME."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from flowdesigner.document.errors import reason
from flowdesigner.properties.project import ENDINGS, Project
from flowdesigner.sound.decode import pcm_of
from flowdesigner.sound.errors import SoundFault
from flowdesigner.words.say import say
from sounds.wav import wav_bytes

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


class NotKept(SoundFault):
    """A sound that could not be brought into the project."""


def sound_name(text: str) -> str:
    """A text as the name of a sound: letters of any script, digits, `-`, `_` and `.`."""
    return _NOT_IN_NAMES.sub("_", text.strip()).strip("._-")[:100]


def folder_of(project: Project, language: str) -> Path:
    """Where the recordings of a language belong. Raises NotKept for a flow that was never saved."""
    folder = project.sounds_folder
    if folder is None:
        raise NotKept(
            say(
                "请先保存流程：录音放在它所在的项目里。",
                "Save the flow first: its project keeps the recordings.",
            )
        )
    return folder / language


def import_sound(file: Path, language: str, project: Project) -> str:
    """Copy a sound file into the project; its name there. Raises SoundFault.

    A file of the same name and content is not copied again; another content gets another name.
    """
    folder = folder_of(project, language)
    if file.suffix.lower() not in ENDINGS:
        raise NotKept(
            say("{} 不是声音文件（{}）。", "{} is no sound file ({}).", file.name, " ".join(ENDINGS))
        )
    pcm_of(file)
    base = sound_name(file.stem) or "sound"
    name, number = base, 1
    while (taken := _taken(folder, name)) is not None and not _same(taken, file):
        number += 1
        name = f"{base}_{number}"
    if taken is None:
        _kept(folder, lambda: shutil.copyfile(file, folder / f"{name}{file.suffix.lower()}"))
    return name


def keep_recording(pcm: bytes, name: str, language: str, project: Project) -> str:
    """Keep what was recorded under a name that is free; that name. Raises SoundFault."""
    folder = folder_of(project, language)
    base = sound_name(name) or "recording"
    name, number = base, 1
    while _taken(folder, name) is not None:
        number += 1
        name = f"{base}_{number}"
    _kept(folder, lambda: (folder / f"{name}.wav").write_bytes(wav_bytes(pcm)))
    return name


def _kept(folder: Path, write: object) -> None:
    assert callable(write)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write()
    except OSError as error:
        raise NotKept(say("{} 无法写入：{}", "{} cannot be written: {}", folder, reason(error))) from error


def _taken(folder: Path, name: str) -> Path | None:
    return next((path for end in ENDINGS if (path := folder / f"{name}{end}").is_file()), None)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False
