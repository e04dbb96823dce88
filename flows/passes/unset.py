"""The pass `unset`: no variable is read where some path from a start or a handler has not set it.

What is surely set travels along the ways as a set of bits, one a variable; where ways meet, what both have
set is left. Exits say whether their nodes set variables (`Exit.sets`); a called flow sets what every return
by that name gives; an exit that `NAME is defined` leads to proves its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flows.codes import values as codes
from flows.passes.forward import forward
from flows.passes.proofs import proven
from flows.passes.returning import Returned
from flows.program import BoundNode, Read, Unit, Way
from nodes.logic.subflow import Subflow


class _Bits:
    """Variables as bits of a whole number."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bit = {name: 1 << number for number, name in enumerate(names)}
        self.all = (1 << len(self._bit)) - 1

    def of(self, names: Iterable[str]) -> int:
        """The bits of those of `names` that are variables."""
        bits = 0
        for name in names:
            bits |= self._bit.get(name, 0)
        return bits


def check_unset(unit: Unit, returned: dict[str, Returned]) -> None:
    """Report each place of a flow that reads a variable which may not be set yet."""
    declared = unit.flow.variables
    bits = _Bits(declared)
    given = bits.of(
        name for name, variable in declared.items() if variable.input or variable.value is not None
    )
    if given == bits.all:
        return

    def leave(name: str, fact: int) -> Callable[[Way], int]:
        bound = unit.nodes.get(name)
        # What a node that was not understood sets is not known: nothing is made of it.
        if bound is None:
            return lambda way: bits.all
        sets = {exit_: bits.of(names) for exit_, names in _sets(bound, returned).items()}
        return lambda way: fact | sets.get(way.exit, 0)

    facts = forward(unit, dict.fromkeys(unit.roots(), given), leave, int.__and__)
    for name, fact in facts.items():
        bound = unit.nodes.get(name)
        if bound is not None and bound.written.enabled:
            _check(bound, fact, bits, unit)


def _sets(bound: BoundNode, returned: dict[str, Returned]) -> dict[str, set[str]]:
    """For each exit of a node the variables that are surely set behind it."""
    if not bound.written.enabled:
        return {}
    node = bound.node
    if isinstance(node, Subflow):
        flow = returned.get(node.flow)
        if flow is None:
            return {name: {row.into for row in node.out} for name in bound.exits}
        return {
            name: {row.into for row in node.out if row.value in flow.get(name, frozenset())}
            for name in bound.exits
        }
    found: dict[str, set[str]] = {}
    if into := {use.value for use in bound.values("variable")}:
        found = {name: set(into) for name, exit_ in bound.exits.items() if exit_.sets}
    for name, names in proven(bound).items():
        found.setdefault(name, set()).update(names)
    return found


def _check(bound: BoundNode, fact: int, bits: _Bits, unit: Unit) -> None:
    """The reads of a node; a row of a table sees what the rows before it have set."""
    reads = unit.reads.get(bound.id, ())
    if not any(bits.of(read.needs) & ~fact for read in reads):
        return
    for read in reads:
        now = fact | bits.of(_rows_before(bound, read))
        for name in sorted(read.needs):
            if bits.of([name]) & ~now:
                zh, en = _how(name, unit)
                unit.add(codes.UNSET, bound, read.place, line=read.line, zh={"how": zh}, name=name, how=en)


def _rows_before(bound: BoundNode, read: Read) -> set[str]:
    """The variables that earlier rows of the same table set."""
    table, _, rest = read.place.partition("[")
    if not rest:
        return set()
    number = int(rest.partition("]")[0])
    return {use.value for use in bound.values("variable") if use.parameter == table and 0 < use.row < number}


def _how(name: str, unit: Unit) -> tuple[str, str]:
    """A word more where no node sets the variable at all."""
    setters = (use.value == name for bound in unit.nodes.values() for use in bound.values("variable"))
    return ("", "") if any(setters) else ("：没有节点给它赋值", ": no node sets it")
