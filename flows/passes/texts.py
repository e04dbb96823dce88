"""Every expression and template of a node with its place: parameters, rows, and segments of prompts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.program import BoundNode


@dataclass(slots=True)
class Written:
    """A text that is worked out when the node runs; `speech` if a caller hears it."""

    text: str
    place: str
    line: int
    template: bool
    speech: bool = False


def texts(bound: BoundNode) -> Iterator[Written]:
    """The expressions and templates of a node that are not empty, in the order of its parameters."""
    for use in bound.uses:
        if use.kind == "expression":
            yield Written(use.value, use.place, bound.written.line_of(use.place), False)
        elif use.kind == "template":
            yield Written(use.value, use.place, bound.written.line_of(use.place), True)
        elif use.kind == "prompt":
            for _, segment in use.value.segments():
                line = segment.line or bound.written.line_of(use.place)
                if segment.kind == "say":
                    yield Written(segment.text, use.place, line, True, True)
                elif segment.kind == "value":
                    yield Written(segment.text, use.place, line, False)
