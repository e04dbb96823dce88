"""Says which exits follow from values that are known: conditions and switches worked out, as in a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from engine.program import program_of
from flows.release import CompiledFlow, Release
from nodes.audio.language import LanguageNode
from nodes.audio.play import Play
from nodes.audio.wait import Wait
from nodes.call import Call
from nodes.contract import Node
from nodes.errors import NodesError
from nodes.expressions import evaluate
from nodes.logic.condition import Condition
from nodes.logic.log import Log
from nodes.logic.milestone import Milestone
from nodes.logic.set import Set
from nodes.logic.switch import Switch
from nodes.values import coerce
from simulator.explore.choice import Target

MOST_STEPS = 20
"""Nodes that are looked ahead."""

_PASSED: dict[type[Node], str] = {
    Play: "done",
    Wait: "done",
    LanguageNode: "next",
    Log: "next",
    Milestone: "next",
}
"""Nodes that a call passes, and how."""


class _Values:
    """What a condition or a switch asks of a call."""

    def __init__(self, scope: Mapping[str, object]) -> None:
        self._scope = scope

    def evaluate(self, expression: str) -> object:
        """As Call.evaluate."""
        return evaluate(expression, self._scope)


def foreseen(
    release: Release, flow: CompiledFlow, start: str, values: Mapping[str, object], aims: Iterable[Target]
) -> tuple[Target, ...]:
    """The exits of conditions and switches that a call takes from `start` on; `aims` if none is known.

    `values` are those of variables that were just filled; the others have their first values. The way
    is followed as long as nobody has a say in it.
    """
    taken: list[Target] = []
    seen: set[str] = set()
    scope = _scope(release, flow, values)
    here = start
    while here in flow.nodes and here not in seen and flow.nodes[here].enabled and len(seen) < MOST_STEPS:
        seen.add(here)
        try:
            exit_ = _exit(flow.nodes[here].node, scope)
        except NodesError:
            break
        if not exit_:
            break
        if isinstance(flow.nodes[here].node, Condition | Switch):
            taken.append((flow.name, here, exit_))
        here = flow.nodes[here].exits.get(exit_, "")
    return tuple(taken) or tuple(sorted(aims))


def _exit(node: Node, scope: dict[str, object]) -> str:
    """The exit that `node` takes with these values, which a `set` changes; empty where that is not known."""
    if isinstance(node, Condition | Switch):
        return node.run(cast(Call, _Values(scope)))
    if isinstance(node, Set):
        for row in node.values:
            scope[row.name] = evaluate(row.value, scope)
        return "next"
    return _PASSED.get(type(node), "")


def _scope(release: Release, flow: CompiledFlow, values: Mapping[str, object]) -> dict[str, object]:
    scope = dict(program_of(release).flow(flow.name).initial)
    for name, value in values.items():
        variable = flow.variables.get(name)
        try:
            scope[name] = coerce(value, variable.type) if variable else value
        except NodesError:
            scope.pop(name, None)
    return scope
