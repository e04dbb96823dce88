"""Writes out the bare digits of a text as the words that a caller should hear."""

import re

from sounds.errors import ReadingError
from sounds.language import first_part
from sounds.reading import spoken

_ZH = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    r"|(?P<year>\d{4})(?=年)"
    r"|(?P<time>\d{1,2}[:：]\d{2})(?!\d)"
    r"|(?P<percent>\d+(?:\.\d+)?)[%％]"
    r"|(?P<digits>0\d+|\d{5,})"
    r"|(?P<count>\d+)(?=[个位次天周条件项种元人家张名级])"
    r"|(?P<number>\d+(?:\.\d+)?)",
    re.ASCII,
)
_EN = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    r"|(?P<time>\d{1,2}:\d{2})(?!\d)"
    r"|(?P<percent>\d+(?:\.\d+)?)%"
    r"|(?P<ordinal>\d+)(?:st|nd|rd|th)\b"
    r"|(?P<digits>0\d+|\d{5,})"
    r"|(?P<number>\d+(?:\.\d+)?)",
    re.ASCII,
)

# An English reader takes a lone A for the article; "eigh" is read as the letter.
_LETTER_A = re.compile(r"^A$|(?<=\b[A-Z] )A\b|\bA(?= [A-Z](?![\w'-]))")


def speakable(text: str, language: str) -> str:
    """The text with its bare digits in words: 请按1 -> 请按一, 12345 -> 幺二三四五.

    A guess, as every reading of free text: typed slots say what a number is. Five digits and more, or a
    leading zero, are read one by one. A language other than zh and en is left to its engine.
    """
    prefix = first_part(language)
    pattern = {"zh": _ZH, "en": _EN}.get(prefix)
    if prefix == "en":
        text = _LETTER_A.sub("eigh", text)
    return text if pattern is None else pattern.sub(lambda found: _words(found, prefix), text)


def _words(found: re.Match[str], language: str) -> str:
    """One run of digits in words; a year is digits with 一; what cannot be read stays as it is."""
    kind = found.lastgroup or "number"
    value = found[kind]
    try:
        if kind == "year":
            return spoken("digits", value, language).replace("幺", "一")
        return spoken(kind, value, language)
    except ReadingError:
        return spoken("digits", re.sub(r"\D", "", value), language)
