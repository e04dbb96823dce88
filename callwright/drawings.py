"""Documents as `render` and `diff` read them: drawn as far as they can be understood."""

from __future__ import annotations

from pathlib import Path

from callwright.errors import BadThing
from callwright.output import log
from callwright.projects import flow_file, problem_lines, settings_near, world_of
from callwright.words import words
from flows.gather import gather
from flows.model import Flow
from flows.problems import has_errors
from flows.read import read


def document(name: str, config: str | None) -> Flow:
    """The document of a flow given as a path or a name. Raises BadThing with the problems of its file."""
    path = flow_file(name, settings_near(config, Path(name)))
    loaded = read(path)
    if loaded.flow is None:
        raise BadThing(problem_lines(loaded.problems, path))
    _warn(has_errors(loaded.problems), path)
    return loaded.flow


def documents(name: str, config: str | None) -> dict[str, Flow]:
    """The document of a flow and of every flow that it enters, by name, itself first. Raises BadThing."""
    settings = settings_near(config, Path(name))
    path = flow_file(name, settings)
    program = gather(path, world_of(settings))
    if not program.units:
        raise BadThing(problem_lines(program.problems, path))
    _warn(has_errors(program.problems), path)
    return {unit.name: unit.flow for unit in program.units.values() if unit.readable}


def _warn(faulty: bool, path: Path) -> None:
    if faulty:
        text = words(
            zh=f"{path} 有错误，未能完整读取：用 callwright check 查看",
            en=f"{path} has errors and was not read wholly: see callwright check",
        )
        log.print(text, style="yellow", markup=False)
