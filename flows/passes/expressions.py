"""The pass `expressions`: every expression, template and pattern is understood and reads known names."""

from __future__ import annotations

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


def check_expressions(unit: Unit) -> None:
    """Check every text of a flow; what each node reads is left in `unit.reads`."""
    for bound in unit.nodes.values():
        found = tuple(read for written in texts(bound) if (read := _read(written, bound, unit)) is not None)
        if found:
            unit.reads[bound.id] = found
        for use in bound.values("pattern"):
            try:
                compile_pattern(use.value)
            except ExpressionError as reason:
                _refused(codes.BAD_PATTERN, reason, bound, use.place, bound.written.line_of(use.place), unit)


def _read(written: Written, bound: BoundNode, unit: Unit) -> Read | None:
    """What a text reads, None where it reads nothing or is wrong."""
    if written.template and "{" not in written.text:
        return None
    names = template_names if written.template else expression_names
    try:
        found, needs = names(written.text), names(written.text, needed=True)
        paths = attribute_paths(written.text, written.template) if found & RESERVED else ()
    except ExpressionError as reason:
        code = codes.BAD_TEMPLATE if written.template else codes.BAD_EXPRESSION
        _refused(code, reason, bound, written.place, written.line, unit)
        return None
    declared = unit.flow.variables

    def add(code: Code, **values: Any) -> None:
        unit.add(code, bound, written.place, line=written.line, **values)

    for name in sorted(found - declared.keys() - RESERVED):
        guess = unit.report.hint(name, {*declared, *RESERVED})
        add(codes.UNKNOWN_NAME, name=short(name), **guess)
    for path in paths:
        known = known_attributes(path[0]) if path[0] in RESERVED and len(path) > 1 else None
        if known is not None and path[1] not in known:
            guess = unit.report.hint(path[1], known)
            add(codes.UNKNOWN_ATTRIBUTE, path=short(".".join(path[:2])), **guess)
    if written.speech:
        for value in bare_values(written.text):
            add(spoken.BARE_VALUE, value=short(value), readings=", ".join(READINGS))
    own = declared.keys() - RESERVED
    return Read(written.place, written.line, found & own, needs & own)


def _refused(
    code: Code, reason: ExpressionError, bound: BoundNode, place: str, line: int, unit: Unit
) -> None:
    words = {"reason": reason.zh, "cure": reason.cure_zh}
    unit.add(code, bound, place, line=line, zh=words, reason=reason.what, cure=reason.cure)
