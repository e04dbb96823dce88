"""Which words of a text are spoken, and the part of speech that they make."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from nodes.clips import Part

_LONG = 500
"""Parts of texts of more characters than this are not kept, so that memory stays bounded."""

_SILENT_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"})
_SPOKEN_MARKS = frozenset("%‰@#&*％＠＃＆＊")

_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")


def spoken(text: str) -> str:
    """`text` as it is spoken: blanks and line ends as one blank, none between Chinese characters.

    Empty if nothing but punctuation stands in it.
    """
    words = _BETWEEN_HAN.sub("", " ".join(text.split()))
    return "" if all(map(_silent, words)) else words


def spoken_part(text: str) -> Part | None:
    """The part that speaks `text`; None if nothing in it is spoken."""
    words = spoken(text)
    return Part("text", words) if words else None


_short_part = lru_cache(maxsize=4_096)(spoken_part)


def fixed_part(text: str) -> Part | None:
    """As spoken_part, for words of the author's, the same at each call: a caller's own are never kept."""
    return (_short_part if len(text) <= _LONG else spoken_part)(text)


def _silent(character: str) -> bool:
    return category(character) in _SILENT_CATEGORIES and character not in _SPOKEN_MARKS
