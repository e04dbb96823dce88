"""What a segment of a prompt says: fixed words, values with their readings, sounds."""

from __future__ import annotations

from collections.abc import Mapping

from nodes.clips import Part
from nodes.errors import BudgetExceeded
from nodes.language.budget import Run
from nodes.language.compiled import expression, guarded, template
from nodes.language.operators import written
from nodes.language.readings import WORDS
from nodes.prompts import Segment
from nodes.spoken import fixed_part, spoken_part

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
        self._put(fixed_part(text))

    def slot(self, value: object, reading: str) -> None:
        text = written(self._run, value)
        if reading in ("", WORDS):
            self._run.spend(1)
            self._run.sized(len(text))
            self._put(spoken_part(text))
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
    if segment.varies:
        return _value(segment, scope) if segment.kind == "value" else _say(segment.text, scope)
    part = segment.fixed()
    return [] if part is None else [part]


def _say(text: str, scope: Mapping[str, object]) -> list[Part]:
    work = template(text)

    def write(run: Run) -> list[Part]:
        out = _Speech(run)
        work(run, out)
        return out.parts

    return guarded(text, write, Run(scope))


def _value(segment: Segment, scope: Mapping[str, object]) -> list[Part]:
    work = expression(segment.text)

    def read(run: Run) -> list[Part]:
        out = _Speech(run)
        out.slot(work(run), segment.reading)
        return out.parts

    return guarded(segment.text, read, Run(scope))
