"""What a segment of a prompt says: fixed words, values with their readings, sounds."""

from __future__ import annotations

from collections.abc import Mapping

from nodes.clips import Part
from nodes.language.budget import Run
from nodes.language.compiled import expression, guarded, template
from nodes.language.operators import written
from nodes.prompts import Segment


class _Speech:
    """Writes a template as parts of speech."""

    __slots__ = ("_run", "parts")

    def __init__(self, run: Run) -> None:
        self._run = run
        self.parts: list[Part] = []

    def fixed(self, text: str) -> None:
        self._run.spend(1)
        self._run.sized(len(text))
        if words := spoken(text):
            self.parts.append(Part("text", words))

    def slot(self, value: object, reading: str) -> None:
        text = written(self._run, value)
        if not reading:
            self.fixed(text)
        elif text.strip():
            self._run.spend(1)
            self.parts.append(Part("value", text.strip(), reading))


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
        words = spoken(text)
        return [Part("text", words)] if words else []
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


def spoken(text: str) -> str:
    """`text` as it is spoken: blanks and line ends as one blank; empty if nothing in it can be said."""
    words = " ".join(text.split())
    return words if any(character.isalnum() for character in words) else ""
