"""A release made ready to run: what the runner asks of flows and nodes at every step, worked out once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from weakref import ref

from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.call import Call
from nodes.contract import Step
from nodes.errors import NodeFailure, ValueMismatch
from nodes.values import coerce

_STRUCTURED = ("list", "row", "rows")


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """A node and what follows from its declaration: its exits by sort, and whether a position is kept.

    What is read at every visit is read from here: a model's own attributes are slow to find.
    """

    compiled: CompiledNode
    type_id: str
    run: Callable[[Call], Step]
    caller: frozenset[str]
    """Exits that the caller caused."""
    capped: frozenset[str]
    """Exits that the node itself counts and caps."""
    first: str
    """The exit by which it leaves where it is switched off."""
    waits: bool
    """It waits for the caller or for time."""
    keeps: bool
    """The position is kept before it: it waits, plays, or has an effect."""
    effect: bool
    """Something outside the call changes: the position must be on its way before that."""


class PlannedNodes(dict[str, PlannedNode]):
    """The nodes of a flow by id, each planned when it is first asked for; NodeFailure if there is none."""

    def __init__(self, flow: CompiledFlow) -> None:
        super().__init__()
        self._flow = flow

    def __missing__(self, node_id: str) -> PlannedNode:
        """Plan the node. Raises NodeFailure if the flow has none of that id."""
        compiled = self._flow.nodes.get(node_id)
        if compiled is None:
            raise NodeFailure(f"flow '{self._flow.name}' has no node '{node_id}': compile it again")
        planned = self[node_id] = _plan(compiled)
        return planned


@dataclass(frozen=True, slots=True)
class PlannedFlow:
    """A flow with the types and first values of its variables."""

    flow: CompiledFlow
    declared: Mapping[str, str]
    sensitive: frozenset[str]
    initial: Mapping[str, object]
    nodes: PlannedNodes

    def variables(self, values: Mapping[str, object], *, inputs_only: bool = True) -> dict[str, object]:
        """The variables of a fresh frame, `values` handed in. Raises NodeFailure or ValueMismatch."""
        variables = {name: _fresh(value) for name, value in self.initial.items()}
        for name, value in values.items():
            variable = self.flow.variables.get(name)
            if variable is None or (inputs_only and not variable.input):
                raise NodeFailure(f"flow '{self.flow.name}' has no input variable '{name}': declare it")
            variables[name] = coerce(value, variable.type)
        return variables


class Program:
    """A release, ready to run any number of calls."""

    def __init__(self, release: Release) -> None:
        self._release_flows = release.flows
        self.has_secrets = any(_has_secrets(flow) for flow in release.flows.values())
        self.minds_hangups = any(_minds_hangups(flow) for flow in release.flows.values())
        """Whether something is to be done when the caller hangs up."""
        self._flows: dict[str, PlannedFlow] = {}

    def flow(self, name: str) -> PlannedFlow:
        """The flow `name`. Raises NodeFailure if the release has none."""
        planned = self._flows.get(name)
        if planned is None:
            flow = self._release_flows.get(name)
            if flow is None:
                raise NodeFailure(f"the release holds no flow '{name}': compile and publish it again")
            planned = self._flows[name] = _plan_flow(flow)
        return planned


def program_of(release: Release) -> Program:
    """The program of `release`, prepared at its first call and kept as long as the release."""
    key = id(release)
    found = _programs.get(key)
    if found is None or found[0]() is not release:
        # The release is not held here: one that nobody calls any more takes its program along.
        found = _programs[key] = ref(release, lambda _: _programs.pop(key, None)), Program(release)
    return found[1]


_programs: dict[int, tuple[ref[Release], Program]] = {}


def _plan(compiled: CompiledNode) -> PlannedNode:
    exits, kind = compiled.node.exits(), type(compiled.node)
    return PlannedNode(
        compiled,
        kind.type_id,
        compiled.node.run,
        frozenset(exit_.name for exit_ in exits if exit_.caller),
        frozenset(exit_.name for exit_ in exits if exit_.capped),
        exits[0].name if exits else "",
        kind.waits,
        kind.waits or kind.effect or kind.media,
        kind.effect,
    )


def _plan_flow(flow: CompiledFlow) -> PlannedFlow:
    variables = flow.variables.values()
    return PlannedFlow(
        flow,
        {variable.name: variable.type for variable in variables},
        frozenset(variable.name for variable in variables if variable.sensitive),
        {variable.name: _first(variable) for variable in variables if variable.value is not None},
        PlannedNodes(flow),
    )


def _first(variable: Variable) -> object:
    """The first value of a variable; lists and rows are written as JSON."""
    if variable.type not in _STRUCTURED:
        return coerce(variable.value, variable.type)
    try:
        return coerce(json.loads(variable.value or "null"), variable.type)
    except ValueError as reason:
        raise ValueMismatch(f"the first value of '{variable.name}' is no JSON {variable.type}") from reason


def _fresh(value: object) -> object:
    """A first value for one call; what cannot change is the same for all."""
    return copy.deepcopy(value) if isinstance(value, list | dict) else value


def _has_secrets(flow: CompiledFlow) -> bool:
    return any(variable.sensitive for variable in flow.variables.values()) or any(
        node.sensitive for node in flow.nodes.values()
    )


def _minds_hangups(flow: CompiledFlow) -> bool:
    return bool(flow.on_hangup) or any("hangup" in node.exits for node in flow.nodes.values())
