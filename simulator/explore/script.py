"""Writes explored calls as cases of a file of call scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from engine.events import CallFinished
from simulator.explore.call import Tried
from simulator.explore.choice import Target
from simulator.steps import HangUp, Hear, Press, Say, Silence, Step

MOST_PATH = 12
"""Nodes that the expected path of a case names."""

WIDTH = 110


@dataclass(frozen=True, slots=True)
class Written:
    """One case: its name, and what stands in the file."""

    name: str
    case: dict[str, Any]


def written(name: str, tried: Tried, exits: Sequence[Target]) -> Written:
    """The case of a call; of its path it expects `exits`."""
    case: dict[str, Any] = {"name": name}
    given = tried.plan.to_yaml()
    if given:
        case["given"] = given
    steps = [_step(step) for step in without_end(tried.steps)]
    if steps:
        case["steps"] = steps
    case["expect"] = {"result": _result(tried)}
    path = [f"{node}.{name}" for _, node, name in exits]
    if path:
        case["expect"]["path"] = path[:MOST_PATH]
    return Written(name, case)


def file_text(cases: Iterable[Written], about: str = "") -> str:
    """A file of call scripts that holds `cases`."""
    parts = [_yaml(_Lines(about=about)) + "\n"] if about else []
    parts.append("cases:\n")
    return "".join(parts) + "\n".join(_yaml([each.case]) for each in cases)


def _result(tried: Tried) -> str:
    last = tried.events[-1]
    return last.result if isinstance(last, CallFinished) else tried.outcome.result


def without_end(steps: Sequence[Step]) -> Sequence[Step]:
    """`steps` up to the last that is more than silence: what follows happens by itself."""
    place = len(steps)
    while place and isinstance(steps[place - 1], Silence | Hear):
        place -= 1
    return steps[:place]


def _step(step: Step) -> _Lines | str:
    """A step as a script has it."""
    match step:
        case Hear():
            return _Lines(hear=step.match.part)
        case Silence():
            return "silence"
        case Say():
            return _Lines(say=step.seconds)
        case Press():
            return _Lines(press=step.keys, **_when(step))
        case HangUp(during=None, waiting=False, after=0.0):
            return "hang up"
        case HangUp():
            return _Lines({"hang up": None, **_when(step)})
    raise TypeError(f"an explored caller takes no step {type(step).__name__}")


def _when(step: Press | HangUp) -> dict[str, Any]:
    """When a step is done, where that is not as usual."""
    more: dict[str, Any] = {}
    if step.during is not None:
        more["during"] = step.during.part
    if isinstance(step, HangUp) and step.waiting:
        more["waiting"] = True
    if isinstance(step, Press) and step.at_once:
        more["at_once"] = True
    if step.after and not (isinstance(step, Press) and not step.at_once):
        more["after"] = round(step.after, 3)
    return more


def _yaml(data: Any) -> str:
    """`data` as YAML; what is innermost stands in one line."""
    text: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH
    )
    return text


class _Lines(dict[str, Any]):
    """A mapping that is written a line a key."""


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which a script may not hold, and keys of a telephone in double quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True


def _lines(dumper: yaml.SafeDumper, data: _Lines) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text in double quotes where it would be read as something else."""
    tag = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    plain = tag == "tag:yaml.org,2002:str"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, None if plain else '"')


_Dumper.add_representer(_Lines, _lines)
_Dumper.add_representer(str, _text)
