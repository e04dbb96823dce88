"""A quick fix: what it is called, and the verb of the document that it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flowdesigner.document.desk import FlowDocument
from flowdesigner.words.say import Say
from flows.problems import Problem

Values = Mapping[str, str]
"""What stands in the places of a problem's words."""


@dataclass(frozen=True, slots=True)
class Fix:
    """`run` changes the document, one step of undo; it may raise Refused."""

    title: Say
    run: Callable[[], object]


Fixer = Callable[[FlowDocument, Problem, Values], Iterable[Fix]]
"""Finds the fixes of one sort of problem; none where what the problem names is not there any more."""
