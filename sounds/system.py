"""The prompts of Callwright's own: their names and texts, from the files under builtin/."""

from functools import cache
from pathlib import Path

from sounds.language import first_part
from sounds.recorded import read_texts
from sounds.settings import BUILTIN


def texts_file(language: str) -> Path:
    """The file of a language's own prompts; English where there is none."""
    return BUILTIN / ("zh-CN.txt" if first_part(language) == "zh" else "en.txt")


@cache
def _texts(path: Path) -> dict[str, str]:
    return dict(read_texts(path))


def names() -> tuple[str, ...]:
    """The names of all own prompts."""
    return tuple(_texts(texts_file("en")))


def system_prompts(language: str) -> list[tuple[str, str]]:
    """The (name, text) pairs of a language's own prompts."""
    return list(_texts(texts_file(language)).items())


def system_text(name: str, language: str) -> str:
    """The text of an own prompt ("sorry", "please_wait" ...); raises KeyError if there is none such."""
    return _texts(texts_file(language))[name]
