"""The pass `expressions`: every expression, template and pattern is understood and reads known names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flows.codes import prompts as spoken
from flows.codes import values as codes
from flows.codes.table import Code
from flows.passes.texts import Written, texts
from flows.problems import short
from flows.program import BoundNode, Read, Unit
from nodes.errors import ExpressionError
from nodes.expressions import (
    READINGS,
    attribute_paths,
    bare_values,
    expression_names,
    template_names,
)
from nodes.patterns import compile_pattern
from nodes.system import RESERVED, known_attributes

_GUARDS = ("default", "is")
"""Without one of these words in it, a text needs every name that it reads."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a text was found to be; `wrong` if it was not understood."""

    names: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    paths: tuple[tuple[str, ...], ...] = ()
    bare: tuple[str, ...] = ()
    wrong: ExpressionError | None = None


def check_expressions(unit: Unit) -> None:
    """Check every text of a flow; what each node reads is left in `unit.reads`."""
    asked: dict[tuple[str, bool, bool], _Asked] = {}
    for bound in unit.nodes.values():
        found = tuple(
            read for written in texts(bound) if (read := _read(written, bound, unit, asked)) is not None
        )
        if found:
            unit.reads[bound.id] = found
        for use in bound.values("pattern"):
            try:
                compile_pattern(use.value)
            except ExpressionError as reason:
                _refused(codes.BAD_PATTERN, reason, bound, use.place, bound.written.line_of(use.place), unit)


def _ask(written: Written) -> _Asked:
    """Everything that the checks want to know of a text."""
    names = template_names if written.template else expression_names
    try:
        found = names(written.text)
        return _Asked(
            found,
            names(written.text, needed=True) if any(word in written.text for word in _GUARDS) else found,
            tuple(attribute_paths(written.text, written.template)) if found & RESERVED else (),
            tuple(bare_values(written.text)) if written.speech else (),
        )
    except ExpressionError as reason:
        return _Asked(wrong=reason)


def _read(
    written: Written, bound: BoundNode, unit: Unit, asked: dict[tuple[str, bool, bool], _Asked]
) -> Read | None:
    """What a text reads, None where it reads nothing or is wrong; texts that occur again are asked once."""
    if written.template and "{" not in written.text:
        return None
    key = (written.text, written.template, written.speech)
    known = asked.get(key) or asked.setdefault(key, _ask(written))
    if known.wrong is not None:
        code = codes.BAD_TEMPLATE if written.template else codes.BAD_EXPRESSION
        _refused(code, known.wrong, bound, written.place, written.line, unit)
        return None
    _complain(known, written, bound, unit)
    own = unit.flow.variables.keys() - RESERVED
    return Read(written.place, written.line, known.names & own, known.needs & own) if known.names else None


def _complain(known: _Asked, written: Written, bound: BoundNode, unit: Unit) -> None:
    """Names that do not exist, and values of which nobody says how to read them."""

    def add(code: Code, **values: Any) -> None:
        unit.add(code, bound, written.place, line=written.line, **values)

    declared = unit.flow.variables
    for name in sorted(known.names - declared.keys() - RESERVED):
        guess = unit.report.hint(name, {*declared, *RESERVED})
        add(codes.UNKNOWN_NAME, name=short(name), **guess)
    for path in known.paths:
        parts = known_attributes(path[0]) if path[0] in RESERVED and len(path) > 1 else None
        if parts is not None and path[1] not in parts:
            guess = unit.report.hint(path[1], parts)
            add(codes.UNKNOWN_ATTRIBUTE, path=short(".".join(path[:2])), **guess)
    for value in known.bare:
        add(spoken.BARE_VALUE, value=short(value), readings=", ".join(READINGS))


def _refused(
    code: Code, reason: ExpressionError, bound: BoundNode, place: str, line: int, unit: Unit
) -> None:
    words = {"reason": reason.zh, "cure": reason.cure_zh}
    unit.add(code, bound, place, line=line, zh=words, reason=reason.what, cure=reason.cure)
