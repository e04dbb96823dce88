"""Makes ready what the first calls of a release would otherwise make ready while somebody waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from engine.program import program_of
from flows.release import Release
from nodes.declare import Use, uses
from nodes.errors import DeclarationError, ExpressionError, NodeFailure
from nodes.language.compiled import expression, template
from nodes.patterns import compile_pattern


def prepare(release: Release) -> None:
    """Plan every node, and compile every expression, template and pattern; of use on any thread.

    What is wrong in a node is its own to say, when it runs.
    """
    program = program_of(release)
    for name, flow in release.flows.items():
        with suppress(NodeFailure):
            nodes = program.flow(name).nodes
            for compiled in flow.nodes.values():
                nodes[compiled.id]
                with suppress(DeclarationError):
                    for use in uses(compiled.node):
                        _compile(use)


def _compile(use: Use) -> None:
    for kind, text in _texts(use):
        with suppress(ExpressionError):
            if kind == "expression":
                expression(text)
            elif kind == "pattern":
                compile_pattern(text)
            elif "{" in text:
                template(text)


def _texts(use: Use) -> Iterator[tuple[str, str]]:
    """The texts of a parameter with what each is: expression, template or pattern."""
    if use.kind == "prompt" and use.value is not None:
        for _, segment in use.value.segments():
            if segment.kind in ("say", "value"):
                yield "template" if segment.kind == "say" else "expression", segment.text
    elif use.kind in ("expression", "template", "pattern") and use.value:
        yield use.kind, use.value
