"""The compiler: all that is wrong with a flow at once, and the release of one with which nothing is."""

from __future__ import annotations

from dataclasses import dataclass

from flows.gather import Given, gather
from flows.passes.after_hangup import check_after_hangup
from flows.passes.cycles import check_cycles
from flows.passes.declarations import check_declarations, check_unused
from flows.passes.expressions import check_expressions
from flows.passes.links import check_links
from flows.passes.outside import check_outside
from flows.passes.prompts import check_prompts
from flows.passes.reach import check_reach
from flows.passes.recursion import check_recursion
from flows.passes.release import release
from flows.passes.returning import check_returning, returned
from flows.passes.sql import check_sql
from flows.passes.unset import check_unset
from flows.problems import Problem, has_errors
from flows.program import Program
from flows.release import Release
from flows.uncollected import uncollected
from flows.world import EverythingWorld, World


@dataclass(frozen=True, slots=True)
class Compilation:
    """A release, None where an error stands in its way, and every problem in its fixed order."""

    release: Release | None
    problems: tuple[Problem, ...]


def compile_flow(given: Given, world: World | None = None) -> Compilation:
    """Compile a flow file, its bytes, or the document of an editor, with every flow that it calls."""
    world = world or EverythingWorld()
    with uncollected():
        program = examined(given, world)
        problems = program.all_problems
        return Compilation(None if has_errors(problems) else release(program, world), problems)


def check(given: Given, world: World | None = None) -> list[Problem]:
    """Every problem of a flow and of the flows that it calls."""
    return list(examined(given, world or EverythingWorld()).all_problems)


def examined(given: Given, world: World) -> Program:
    """The passes, one after the other: each adds its problems, and none keeps the next from its work."""
    with uncollected():
        return _examined(given, world)


def _examined(given: Given, world: World) -> Program:
    program = gather(given, world)
    readable = [unit for unit in program.units.values() if unit.readable]
    for unit in readable:
        check_declarations(unit)
        check_expressions(unit)
        check_unused(unit)
        check_links(unit)
        check_reach(unit)
        check_outside(unit, world)
        check_sql(unit, world)
    check_recursion(program)
    check_cycles(program)
    check_after_hangup(program)
    found = returned(program)
    check_returning(program, found)
    for unit in readable:
        check_unset(unit, found)
    check_prompts(program, world)
    return program
