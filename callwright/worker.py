"""`callwright simulate --worker`: calls of a flow for another program, by JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from callwright.projects import compiled
from callwright.settings import Settings
from callwright.words import tongue
from flows.problems import Problem
from flows.release import Release
from simulator.given import Given
from simulator.interactive.wire import FlowProblem, Problems
from simulator.interactive.worker import Worker


def release_for(path: Path, settings: Settings) -> Release | None:
    """The release of a flow; its problems are written as a line, and after an error there is none."""
    compilation = compiled(path, settings, sounding=True)
    if compilation.problems:
        _write(compilation.problems)
    return compilation.release


def _write(problems: tuple[Problem, ...]) -> None:
    told = Problems(problems=tuple(FlowProblem.model_validate(each.to_json(tongue())) for each in problems))
    sys.stdout.buffer.write(told.model_dump_json().encode() + b"\n")
    sys.stdout.buffer.flush()


def serve(release: Release, given: Callable[[], Given], *, speed: float, sounds: bool) -> None:
    """Take commands from standard input and write notices to standard output until the input ends."""
    worker = Worker(
        release,
        given,
        sys.stdout.buffer,
        language=tongue(),
        speed=speed,
        program=f"callwright {version('callwright')}",
        sounds=sounds,
    )
    worker.serve(sys.stdin.buffer)
