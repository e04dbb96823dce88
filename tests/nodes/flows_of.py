"""Puts nodes together into flows, for tests of types that show only beside others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.release import CompiledFlow, CompiledNode, Release, Variable
from tests.nodes.case import node_of

Nodes = Mapping[str, tuple[str, Mapping[str, Any], Mapping[str, str]]]
"""Node id to type, parameters and exits; the first is the start."""


def flow_of(
    name: str, nodes: Nodes, variables: Mapping[str, str] | None = None, inputs: str = ""
) -> CompiledFlow:
    """A flow of `nodes`; `variables` maps name to type or `type=value`, `inputs` names those handed in."""
    compiled = {
        node_id: CompiledNode(node_id, node_of(type_id, params), exits)
        for node_id, (type_id, params, exits) in nodes.items()
    }
    declared = {}
    for variable, written in (variables or {}).items():
        type_, is_set, value = written.partition("=")
        given = value if is_set else None
        declared[variable] = Variable(variable, type_, input=variable in inputs.split(), value=given)
    return CompiledFlow(name, name, "en", next(iter(nodes)), compiled, declared)


def release_of(*flows: CompiledFlow) -> Release:
    """A release of `flows`; the first is the main one."""
    return Release("test", flows[0].name, {flow.name: flow for flow in flows})
