"""The compiler: everything that is wrong with a flow at once, and the release of one with which nothing is."""

from __future__ import annotations

from dataclasses import dataclass

from flows.gather import Given, gather
from flows.passes.release import release
from flows.problems import Problem, has_errors
from flows.program import Program
from flows.release import Release
from flows.world import EverythingWorld, World


@dataclass(frozen=True, slots=True)
class Compilation:
    """A release, None where an error stands in its way, and every problem in its fixed order."""

    release: Release | None
    problems: tuple[Problem, ...]


def compile_flow(given: Given, world: World | None = None) -> Compilation:
    """Compile a flow file, its bytes, or the document of an editor, with every flow that it calls."""
    world = world or EverythingWorld()
    program = examined(given, world)
    problems = program.all_problems
    return Compilation(None if has_errors(problems) else release(program, world), problems)


def check(given: Given, world: World | None = None) -> list[Problem]:
    """Every problem of a flow and of the flows that it calls."""
    return list(examined(given, world or EverythingWorld()).all_problems)


def examined(given: Given, world: World) -> Program:
    """The passes, one after the other; each adds its problems and none stops the next."""
    return gather(given, world)
