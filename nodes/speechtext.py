"""What a segment of a prompt says: fixed words, values with their readings, sounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import category

from nodes.clips import Part
from nodes.errors import BudgetExceeded
from nodes.language.budget import Run
from nodes.language.compiled import LONG, expression, guarded, template
from nodes.language.operators import written
from nodes.language.readings import WORDS
from nodes.prompts import Segment

MAX_PARTS = 500
"""The most parts that one segment may say: nobody listens longer."""


class _Speech:
    """Writes a template as parts of speech."""

    __slots__ = ("_run", "parts")

    def __init__(self, run: Run) -> None:
        self._run = run
        self.parts: list[Part] = []

    def fixed(self, text: str) -> None:
        self._run.spend(1)
        self._run.sized(len(text))
        self._put(_fixed(text))

    def slot(self, value: object, reading: str) -> None:
        text = written(self._run, value)
        if reading in ("", WORDS):
            self._run.spend(1)
            self._run.sized(len(text))
            self._put(_words(text))
        elif text.strip():
            self._run.spend(1)
            self._put(Part("value", text.strip(), reading))

    def _put(self, part: Part | None) -> None:
        if part is None:
            return
        if len(self.parts) == MAX_PARTS:
            raise BudgetExceeded(
                f"a prompt has more than {MAX_PARTS} parts",
                cure="say less at once",
                zh=f"一段提示音超过 {MAX_PARTS} 个部分",
                cure_zh="一次少说一些",
            )
        self.parts.append(part)


def speech_parts(segment: Segment, scope: Mapping[str, object]) -> list[Part]:
    """What `segment` says now. Raises ExpressionError.

    Each piece of its own text and each slot is a part of its own, so that fixed words are the same parts
    at each call and need to be spoken only once. An empty value gives no part.
    """
    if segment.kind == "say":
        return _say(segment.text, scope)
    if segment.kind == "value":
        return _value(segment, scope)
    return [Part(segment.kind, segment.text, ms=segment.ms)]


def _say(text: str, scope: Mapping[str, object]) -> list[Part]:
    if "{" not in text:
        part = _fixed(text)
        return [part] if part else []
    work = template(text)

    def write() -> list[Part]:
        run = Run(scope)
        out = _Speech(run)
        work(run, out)
        return out.parts

    return guarded(text, write)


def _value(segment: Segment, scope: Mapping[str, object]) -> list[Part]:
    work = expression(segment.text)

    def read() -> list[Part]:
        run = Run(scope)
        out = _Speech(run)
        out.slot(work(run), segment.reading)
        return out.parts

    return guarded(segment.text, read)


_SILENT_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"})
_SPOKEN_MARKS = frozenset("%‰@#&*％＠＃＆＊")


_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")


def _words(text: str) -> Part | None:
    words = spoken(text)
    return Part("text", words) if words else None


_short_words = lru_cache(maxsize=4_096)(_words)


def _fixed(text: str) -> Part | None:
    """The part for words of the author's, the same at each call; a caller's own are never kept."""
    return (_short_words if len(text) <= LONG else _words)(text)


def spoken(text: str) -> str:
    """`text` as it is spoken: blanks and line ends as one blank, none between Chinese characters.

    Empty if nothing but punctuation stands in it.
    """
    words = _BETWEEN_HAN.sub("", " ".join(text.split()))
    return "" if all(map(_silent, words)) else words


def _silent(character: str) -> bool:
    return category(character) in _SILENT_CATEGORIES and character not in _SPOKEN_MARKS
