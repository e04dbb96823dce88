"""What is kept of simulated calls: a call script of them, and their sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from callwright.errors import Misuse
from callwright.output import log, write_file
from callwright.words import tongue, words
from flows.release import Release
from simulator.cases import play_cases
from simulator.given import Given
from simulator.script import parse_script
from simulator.track import Track
from simulator.writing.script import WrittenCase, file_of

SHOWN = 5
"""Texts that are named of those without a sound."""


def need_new(file: str | None, option: str) -> Path | None:
    """The file that `option` names. Raises Misuse if it is there already, or its folder is not.

    Whoever rings by hand shall not learn only after the call that it is not kept.
    """
    path = None if file is None else Path(file)
    if path is not None and path.is_file():
        raise Misuse(
            words(zh=f"{option} {path}：文件已存在", en=f"{option} {path}: the file is there already"),
            words(zh="换个名字，或先删除它", en="choose another name, or remove it first"),
        )
    if path is not None and not path.absolute().parent.is_dir():
        raise Misuse(
            words(zh=f"{option} {path}：没有这个文件夹", en=f"{option} {path}: there is no such folder"),
            words(zh="先建文件夹，或换个路径", en="make the folder first, or choose another path"),
        )
    return path


def keep_script(file: Path, cases: Sequence[WrittenCase], release: Release | None, base: Given) -> None:
    """Write `cases` as a call script and say whether it passes on `release`. Raises OutsideFailed."""
    text = file_of(cases)
    write_file(file, text.encode())
    notes = list(dict.fromkeys(note for case in cases for note in case.notes))
    log.print(words(zh=f"已写入 {file}", en=f"written: {file}"), markup=False)
    for note in notes:
        log.print(f"  {note.text(tongue())}", style="yellow", markup=False)
    if notes or release is None:
        return
    for result in play_cases(release, parse_script(text, str(file)), base):
        for difference in result.differences:
            log.print(difference.text(tongue()), style="yellow", markup=False)


def keep_sound(file: Path, track: Track) -> None:
    """Write what was heard and pressed as a WAV file, and say what has no sound. Raises OutsideFailed."""
    from simulator.audio import Lacking, sound_of
    from sounds.audio import to_wav

    lacking = Lacking()
    write_file(file, to_wav(sound_of(track, lacking)))
    seconds = track.ms / 1000
    log.print(
        words(zh=f"已写入 {file}（{seconds:.1f} 秒）", en=f"written: {file} ({seconds:.1f} s)"), markup=False
    )
    if lacking.texts:
        count = len(lacking.texts)
        log.print(
            words(
                zh=f"  {count} 句没有声音，用同样长的静音代替（装上语音引擎，或 callwright sounds build）：",
                en=f"  {count} texts have no sound and are silence of about their length (install a speech "
                "engine, or: callwright sounds build):",
            ),
            style="yellow",
        )
        for text in lacking.texts[:SHOWN]:
            log.print(f"    {text[:60]}", style="yellow", markup=False)
    for name, why in lacking.files.items():
        log.print(f"  {name}: {why}", style="yellow", markup=False)
