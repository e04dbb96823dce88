"""The words in which a prompt is heard: the text of its utterances, the same live and simulated."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nodes.clips import Part
from nodes.prompts import base
from sounds.errors import SoundError
from sounds.reading import read, spoken
from sounds.system import system_text

_SPOKEN = ("text", "value")
_WITHOUT_BLANKS = ("zh", "ja", "yue", "cmn", "th")


@lru_cache(maxsize=64)
def between(language: str) -> str:
    """What stands between words of `language` that are joined: nothing in Chinese, a blank in English."""
    return "" if base(language) in _WITHOUT_BLANKS else " "


def value_text(part: Part, language: str) -> str:
    """A value in words. One that its reading cannot read is read as letters, else stays as it is."""
    for reading in (part.reading, "letters"):
        try:
            return spoken(reading, part.text, language)
        except (SoundError, ValueError):
            continue
    return part.text


def value_pieces(part: Part, language: str) -> tuple[str, ...]:
    """A value as `value_text` reads it, in the pieces that have sounds of their own."""
    for reading in (part.reading, "letters"):
        try:
            return read(reading, part.text, language)
        except (SoundError, ValueError):
            continue
    return (part.text,)


def system_words(name: str, language: str) -> str:
    """The words of Callwright's own prompt `name`; the name itself if there is none such."""
    try:
        return system_text(name, language)
    except KeyError:
        return name


def part_text(part: Part, language: str) -> str:
    """What a transcript shows for `part`; nothing for a silence or a tone."""
    if part.kind == "value":
        return value_text(part, language)
    return part.text if part.kind in ("text", "sound") else ""


def utterances(parts: Sequence[Part], language: str) -> list[tuple[str, tuple[Part, ...]]]:
    """The parts in runs that are spoken in one breath, each with its text; other parts stand alone."""
    runs: list[tuple[Part, ...]] = []
    for part in parts:
        if runs and part.kind in _SPOKEN and runs[-1][0].kind in _SPOKEN:
            runs[-1] = (*runs[-1], part)
        else:
            runs.append((part,))
    return [(joined([part_text(part, language) for part in run], language), run) for run in runs]


def joined(texts: Sequence[str], language: str) -> str:
    """Texts one after the other as `language` writes them, blanks at their ends made one."""
    if len(texts) == 1:
        return texts[0].strip()
    return between(language).join(filter(None, map(str.strip, texts)))
