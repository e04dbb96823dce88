"""A flow and every flow that it may enter, read and bound."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from flows import bounds
from flows.codes import file as codes
from flows.errors import WriteError
from flows.model import Flow
from flows.passes.bind import bind
from flows.problems import Report
from flows.program import Program, Unit
from flows.read import SUFFIX, Loaded, read
from flows.source import Source
from flows.world import World
from flows.write import write

Given = Path | str | Source | Flow
"""What can be compiled: a file, its bytes, or the document of an editor."""


def gather(given: Given, world: World) -> Program:
    """Read the flow given and follow its references; what cannot be read stands in the problems."""
    program = Program()
    loaded = _load(given)
    program.problems += loaded.problems
    if loaded.flow is None:
        return program
    program.main = loaded.flow.name
    waiting = deque([_unit(program.main, loaded.flow, program)])
    while waiting:
        unit = waiting.popleft()
        for name in references(unit):
            if name in program.units or name in program.missing:
                continue
            source = world.flow(name, unit.flow.file)
            if source is None:
                program.missing.add(name)
                continue
            found = read(source)
            program.problems += found.problems
            if len(program.units) == bounds.FLOWS:
                words = {"what": "流程"}
                unit.report.add(codes.TOO_MANY, unit.flow.line, zh=words, what="flows", limit=bounds.FLOWS)
                return program
            flow = found.flow or Flow(name, file=source.file)
            waiting.append(_unit(name, flow, program, readable=found.flow is not None))
    return program


def references(unit: Unit) -> list[str]:
    """The names of the flows that a flow refers to, each once, in order."""
    uses = (use.value for bound in unit.nodes.values() for use in bound.values("flow"))
    return list(dict.fromkeys(uses))


def _unit(name: str, flow: Flow, program: Program, readable: bool = True) -> Unit:
    unit = Unit(name, flow, Report(flow.file), readable=readable)
    program.units[name] = unit
    bind(unit)
    return unit


def _load(given: Given) -> Loaded:
    """The document of what was given. That of an editor is written and read back: one way for all."""
    if not isinstance(given, Flow):
        return read(given)
    file = given.file or given.name + SUFFIX
    try:
        return read(Source(write(given), file))
    except WriteError as reason:
        report = Report(file)
        report.add(codes.NOT_XML, node=reason.node, reason=str(reason))
        return Loaded(None, tuple(report.problems))
