"""The pass `declarations`: variables as they are declared, and the nodes that set them."""

from __future__ import annotations

from flows.codes import values as codes
from flows.problems import short
from flows.program import Unit
from nodes.errors import ValueMismatch
from nodes.system import RESERVED
from nodes.values import coerce


def check_declarations(unit: Unit) -> None:
    """Names that are reserved, first values of another type, results for variables that nobody declared."""
    report, declared = unit.report, unit.flow.variables
    for name, variable in declared.items():
        line = unit.flow.line_of(f"variable {name}")
        if name in RESERVED:
            report.add(codes.RESERVED_NAME, line, parameter=name, name=name)
        if variable.value is not None:
            try:
                coerce(variable.value, variable.type)
            except ValueMismatch:
                value = short(variable.value)
                report.add(codes.BAD_VALUE, line, parameter=name, name=name, value=value, type=variable.type)
    for bound in unit.nodes.values():
        for use in bound.values("variable"):
            if use.value not in declared:
                guess = report.hint(use.value, declared)
                unit.add(codes.UNDECLARED, bound, use.place, name=use.value, **guess)


def check_unused(unit: Unit) -> None:
    """Variables that no expression reads and no node sets; silent where some nodes are not understood."""
    if not unit.whole:
        return
    used = {name for reads in unit.reads.values() for read in reads for name in read.names}
    used |= {use.value for bound in unit.nodes.values() for use in bound.values("variable")}
    for name in unit.flow.variables:
        if name not in used and name not in RESERVED:
            line = unit.flow.line_of(f"variable {name}")
            unit.report.add(codes.UNUSED, line, parameter=name, name=name)
