"""The pass `links`: every exit leads to a node, and every node leads on or ends its flow."""

from __future__ import annotations

from flows.codes import graph as codes
from flows.model import FlowNode
from flows.passes.bind import IMPLICIT
from flows.problems import short
from flows.program import BoundNode, Unit, Way


def check_links(unit: Unit) -> None:
    """Check start, handlers and exits; the ways that exist are left in `unit.ways`."""
    flow, report = unit.flow, unit.report
    if flow.start not in flow.nodes:
        report.add(codes.NO_START, flow.line, start=short(flow.start))
    for handler, to in flow.handlers():
        if to not in flow.nodes:
            guess = report.hint(to, flow.nodes)
            line = flow.line_of(f"on {handler}")
            report.add(codes.HANDLER_NOWHERE, line, handler=handler, to=short(to), **guess)
    for written in flow.nodes.values():
        bound = unit.nodes.get(written.id)
        for exit_, to in written.exits.items():
            if to not in flow.nodes:
                guess = report.hint(to, flow.nodes)
                line = written.line_of(f"exit {exit_}")
                report.add(codes.NOWHERE, line, node=written.id, exit=exit_, to=short(to), **guess)
        if bound is not None:
            _declared(bound, unit)
        unit.ways[written.id] = _ways(written, bound, unit)


def _declared(bound: BoundNode, unit: Unit) -> None:
    """The exits as written against those that the node has."""
    written, report = bound.written, unit.report
    taken = bound.taken()
    for exit_ in written.exits:
        if exit_ not in bound.exits and exit_ not in IMPLICIT:
            guess = report.hint(exit_, {*bound.exits, *IMPLICIT})
            line = written.line_of(f"exit {exit_}")
            unit.add(codes.NO_SUCH_EXIT, bound, line=line, exit=exit_, **guess)
    open_ = [name for name in taken if name not in written.exits]
    if taken and len(open_) == len(taken):
        unit.add(codes.DEAD_END, bound, exits=", ".join(taken))
        return
    for exit_ in open_:
        unit.add(codes.UNWIRED, bound, exit=exit_)


def _ways(written: FlowNode, bound: BoundNode | None, unit: Unit) -> tuple[Way, ...]:
    """The exits that can be taken and lead to a node; all that are written, of a node not understood."""
    there = {exit_: to for exit_, to in written.exits.items() if to in unit.flow.nodes}
    if bound is None:
        return tuple(Way(exit_, to) for exit_, to in there.items())
    taken = bound.taken()
    implicit = IMPLICIT if written.enabled else ()
    return tuple(
        Way(exit_, to, taken.get(exit_)) for exit_, to in there.items() if exit_ in taken or exit_ in implicit
    )
