"""Expressions and templates: the one door to the language, for nodes, prompts and the compiler.

Written as in Jinja2 and read by its parser; what they may do, and how much of it, is decided in syntax,
sandbox and budget. Numbers are int or Decimal. Whatever stands in the scope is data and never evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nodes.language.analysis import (
    attribute_paths,
    bare_values,
    check_expression,
    check_template,
    expression_names,
    fixed_texts,
    proven_names,
    template_names,
)
from nodes.language.budget import Run
from nodes.language.compiled import expression, guarded, template
from nodes.language.operators import written
from nodes.language.readings import READINGS
from nodes.speechtext import speech_parts
from nodes.values import MAX_TEXT

__all__ = [
    "READINGS",
    "attribute_paths",
    "bare_values",
    "check_expression",
    "check_template",
    "evaluate",
    "expression_names",
    "fixed_texts",
    "proven_names",
    "render",
    "speech_parts",
    "template_names",
]


def evaluate(source: str, scope: Mapping[str, object]) -> object:
    """The value of the expression `source`; raises ExpressionError, and BudgetExceeded past the budget."""
    return guarded(source, expression(source), Run(scope))


class _Text:
    """Writes a template as text."""

    __slots__ = ("_escape", "_run", "length", "pieces")

    def __init__(self, run: Run, escape: Callable[[str], str] | None) -> None:
        self._run = run
        self._escape = escape
        self.pieces: list[str] = []
        self.length = 0

    def fixed(self, text: str) -> None:
        self._run.spend(1)
        self._run.sized(len(text))
        self._put(text)

    def slot(self, value: object, reading: str) -> None:
        text = written(self._run, value)
        self._put(self._escape(text) if self._escape else text)

    def _put(self, text: str) -> None:
        self.length += len(text)
        if self.length > MAX_TEXT:
            self._run.sized(self.length)
        self.pieces.append(text)


def render(source: str, scope: Mapping[str, object], escape: Callable[[str], str] | None = None) -> str:
    """The text of the template `source`; a reading in a slot changes nothing. Raises ExpressionError.

    `escape` is applied to what stands in slots and to nothing else, so that a value stays a value where the
    text means something to somebody else: in an address, in JSON.
    """
    work = template(source)

    def write(run: Run) -> str:
        out = _Text(run, escape)
        work(run, out)
        return "".join(out.pieces)

    return guarded(source, write, Run(scope))
