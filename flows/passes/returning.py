"""The pass `returning`: callers and called flows agree on return names, values in and values out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flows.codes import graph as codes
from flows.codes.table import Code
from flows.passes.calling import callees_first, calls, jumps, returns
from flows.program import BoundNode, Program, Unit
from nodes.rows import Value

Returned = dict[str, frozenset[str]]
"""The names by which a flow may return, each with the values that every such return gives."""


NO_GUESS: Mapping[str, Any] = MappingProxyType({})


def returned(program: Program) -> dict[str, Returned]:
    """What each flow may return; a flow that jumps away returns as the flows do that it jumps to."""
    found: dict[str, Returned] = {name: {} for name in program.units}
    units = callees_first(program)
    changed = True
    while changed:
        changed = False
        for unit in units:
            now = _returned(unit, found)
            if now != found[unit.name]:
                found[unit.name] = now
                changed = True
    return found


def _returned(unit: Unit, found: dict[str, Returned]) -> Returned:
    ways = [
        (node.name, frozenset(row.name for row in node.values))
        for bound, node in returns(unit)
        if bound.id in unit.reachable
    ]
    for bound, jump in jumps(unit):
        if bound.id in unit.reachable:
            ways += found.get(jump.flow, {}).items()
    names: Returned = {}
    for name, values in ways:
        names[name] = names[name] & values if name in names else values
    return names


def check_returning(program: Program, found: dict[str, Returned]) -> None:
    """Check every call and every jump against the flow that it enters."""
    for unit in program.units.values():
        for bound, call in calls(unit):
            target = program.units.get(call.flow)
            if target is not None and target.readable:
                _inputs(bound, call.in_, target, unit)
                if _understood(target, program):
                    _names(bound, [row.exit for row in call.returns], found[target.name], target, unit)
                    _outputs(bound, target, program, unit)
        for bound, jump in jumps(unit):
            target = program.units.get(jump.flow)
            if target is not None and target.readable:
                _inputs(bound, jump.in_, target, unit)


def _understood(unit: Unit, program: Program) -> bool:
    """Whether all that the flow may return is known: it and the flows that it jumps to are whole."""
    seen = {unit.name}
    waiting = [unit]
    while waiting:
        flow = waiting.pop()
        if not (flow.whole and flow.readable):
            return False
        for _, jump in jumps(flow):
            target = program.units.get(jump.flow)
            if target is None:
                return False
            if target.name not in seen:
                seen.add(target.name)
                waiting.append(target)
    return True


def _inputs(bound: BoundNode, rows: tuple[Value, ...], target: Unit, unit: Unit) -> None:
    inputs = {name: variable for name, variable in target.flow.variables.items() if variable.input}
    for number, row in enumerate(rows, 1):
        if row.name not in inputs:
            place = f"in[{number}].name"
            guess = unit.report.hint(row.name, inputs)
            _add(codes.NO_SUCH_INPUT, bound, place, target, row.name, unit, guess)
    given = {row.name for row in rows}
    for name, variable in inputs.items():
        if variable.value is None and name not in given:
            _add(codes.INPUT_MISSING, bound, "in", target, name, unit)


def _names(bound: BoundNode, rows: list[str], found: Returned, target: Unit, unit: Unit) -> None:
    for name in found:
        if name not in rows:
            _add(codes.RETURN_MISSING, bound, "returns", target, name, unit)
    for number, name in enumerate(rows, 1):
        if name not in found:
            place = f"returns[{number}].exit"
            guess = unit.report.hint(name, found)
            _add(codes.RETURN_NEVER, bound, place, target, name, unit, guess)


def _outputs(bound: BoundNode, target: Unit, program: Program, unit: Unit) -> None:
    given = _ever_given(target, program)
    for use in bound.uses:
        if use.parameter == "out" and use.column == "value" and use.value not in given:
            guess = unit.report.hint(use.value, given)
            _add(codes.NO_SUCH_OUTPUT, bound, use.place, target, use.value, unit, guess)


def _ever_given(unit: Unit, program: Program) -> set[str]:
    """The values that some return of the flow, or of one that it jumps to, gives."""
    given: set[str] = set()
    seen = {unit.name}
    waiting = [unit]
    while waiting:
        flow = waiting.pop()
        given |= {row.name for _, node in returns(flow) for row in node.values}
        for _, jump in jumps(flow):
            if jump.flow in program.units and jump.flow not in seen:
                seen.add(jump.flow)
                waiting.append(program.units[jump.flow])
    return given


def _add(
    code: Code,
    bound: BoundNode,
    place: str,
    target: Unit,
    name: str,
    unit: Unit,
    guess: Mapping[str, Any] = NO_GUESS,
) -> None:
    unit.add(code, bound, place, flow=target.name, name=name, **guess)
