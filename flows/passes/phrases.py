"""What a program says that is known before any call: its phrases and its recorded sounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.program import BoundNode, Program
from flows.release import Phrase
from nodes.expressions import fixed_texts
from nodes.prompts import Segment, base
from nodes.spoken import spoken


def phrases(program: Program) -> tuple[Phrase, ...]:
    """Every fixed text of every prompt, in each language and voice that may speak it; sorted, each once."""
    voices = _voices(program)
    found = {
        Phrase(text, language, voice)
        for language, segment in _segments(program)
        if segment.kind == "say"
        for text in _fixed(segment.text)
        for voice in voices.get(base(language), ("",))
    }
    return tuple(sorted(found, key=lambda phrase: (phrase.language, phrase.voice, phrase.text)))


def _fixed(text: str) -> Iterable[str]:
    """The words of a text that are the same at every call."""
    if "{" in text:
        return fixed_texts(text)
    words = spoken(text)
    return (words,) if words else ()


def recordings(program: Program) -> tuple[tuple[str, str], ...]:
    """Every recorded sound with a language that it may be played in; sorted, each once."""
    found = {(segment.text, language) for language, segment in _segments(program) if segment.kind == "sound"}
    return tuple(sorted(found))


def spoken_languages(program: Program) -> tuple[str, ...]:
    """The languages that a call of the program may be in: the main flow's, then those that nodes choose."""
    main = program.units[program.main].flow.language
    chosen = (use.value for bound in _nodes(program) for use in bound.values("language"))
    return tuple(dict.fromkeys((main, *chosen)))


def _nodes(program: Program) -> Iterator[BoundNode]:
    return (bound for unit in program.units.values() for bound in unit.nodes.values())


def _segments(program: Program) -> Iterator[tuple[str, Segment]]:
    """Every segment of every prompt; one written in no language once for each that a call may be in."""
    languages = spoken_languages(program)
    for unit in program.units.values():
        for bound in unit.nodes.values():
            for use in bound.values("prompt"):
                for variant, segment in use.value.segments():
                    for language in (variant.language,) if variant.language else languages:
                        yield language, segment


def _voices(program: Program) -> dict[str, tuple[str, ...]]:
    """The voices that may speak each language, by its base: the usual one, and those that nodes choose."""
    voices: dict[str, set[str]] = {}
    for bound in _nodes(program):
        for use in bound.values("language"):
            voice = getattr(bound.node, "voice", "")
            voices.setdefault(base(use.value), {""}).add(voice if isinstance(voice, str) else "")
    return {language: tuple(sorted(chosen)) for language, chosen in voices.items()}
