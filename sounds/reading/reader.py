"""Reads a value of a kind in a language: the pieces in which it is spoken, and their text."""

import re
from collections.abc import Callable
from functools import cache
from types import ModuleType

from sounds.language import first_part
from sounds.reading import chinese, english, values
from sounds.reading.groups import case_groups, telephone_groups
from sounds.reading.kinds import kind_named
from sounds.reading.values import bad

PAUSES = frozenset({chinese.PAUSE, english.PAUSE})
"""The pieces that are a short silence, not a word."""

_SPELLABLE = re.compile(r"[0-9A-Za-z*#+\-_./@\s]+", re.ASCII)


def _voice(language: str) -> ModuleType:
    """The module that reads a language, chosen by its first part; English where there is none."""
    return chinese if first_part(language) == "zh" else english


def _spelled(value: object, voice: ModuleType, wanted: str) -> list[str]:
    """Every character by name, a pause where the value was written apart."""
    text = values.text_of(value)
    if not _SPELLABLE.fullmatch(text):
        raise bad(value, wanted, "use letters a to z, digits and * # + - _ . / @")
    return _grouped(text.split(), voice.digits, voice.PAUSE)


def _grouped(groups: list[str], say: Callable[[str], list[str]], pause: str) -> list[str]:
    """Groups read one after the other with a pause between."""
    pieces: list[str] = []
    for group in groups:
        pieces += [*([pause] if pieces else []), *say(group)]
    return pieces


def _digits(value: object, voice: ModuleType) -> list[str]:
    text = values.text_of(value)
    if not re.fullmatch(r"[0-9A-Za-z*#+\-./\s]+", text, re.ASCII):
        raise bad(value, "digits", "use 0 to 9; for text there is the kind letters")
    return _grouped([g for g in re.split(r"[-/\s]+", text) if g], voice.digits, voice.PAUSE)


def _ordinal(value: object, voice: ModuleType) -> list[str]:
    read_: list[str] = voice.ordinal(values.whole_of(value, "a place in an order"))
    return read_


def _money(value: object, voice: ModuleType) -> list[str]:
    read_: list[str] = voice.money(*values.money_of(value))
    return read_


def _percent(value: object, voice: ModuleType) -> list[str]:
    if isinstance(value, str):
        value = value.strip().removesuffix("%").removesuffix("％")
    read_: list[str] = voice.percent(values.decimal_of(value))
    return read_


_READERS: dict[str, Callable[[object, ModuleType], list[str]]] = {
    "digits": _digits,
    "telephone": lambda value, voice: _grouped(telephone_groups(value), voice.digits, voice.PAUSE),
    "number": lambda value, voice: voice.number(values.decimal_of(value)),
    "ordinal": _ordinal,
    "count": lambda value, voice: voice.count(values.decimal_of(value)),
    "money": _money,
    "date": lambda value, voice: voice.date_(values.date_of(value)),
    "time": lambda value, voice: voice.time_(values.time_of(value)),
    "datetime": lambda value, voice: voice.datetime_(values.date_of(value), values.time_of(value)),
    "case_number": lambda value, voice: _grouped(case_groups(value), voice.digits, voice.PAUSE),
    "percent": _percent,
    "duration": lambda value, voice: voice.duration(values.seconds_of(value)),
    "letters": lambda value, voice: _spelled(value, voice, "something to spell"),
}


def read(kind: str, value: object, language: str) -> tuple[str, ...]:
    """The pieces in which a value is spoken, each of `vocabulary(language)`.

    Nothing (None, '', blanks) is read as no piece at all. Only the first 200 characters of a text are
    looked at. Raises ValueError for an unknown kind, ReadingError for a value that is not of the kind.
    """
    reader = _READERS[kind_named(kind).name]
    return () if values.is_nothing(value) else tuple(reader(value, _voice(language)))


def spoken(kind: str, value: object, language: str) -> str:
    """The pieces of `read` as one text for a speech engine or a transcript."""
    text: str = _voice(language).join(read(kind, value, language))
    return text


@cache
def _pieces(voice: ModuleType) -> frozenset[str]:
    pieces: frozenset[str] = voice.vocabulary()
    return pieces


def vocabulary(language: str) -> frozenset[str]:
    """Every piece that `read` can give in a language, the pause included."""
    return _pieces(_voice(language))
