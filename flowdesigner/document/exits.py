"""The exits of a node as an editor shows them: those of its type, of its rows, and those that are wired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.model import FlowNode
from flows.passes.bind import IMPLICIT, bind_node
from flows.problems import Report
from flows.wording import declared
from nodes.prompts import Prompt
from nodes.registry import node_types


class _Kept:
    """What was found for a node: nodes are not changed in place, so it holds as long as the node does."""

    def __init__(self) -> None:
        self.names: dict[int, tuple[FlowNode, tuple[str, ...], bool]] = {}

    def of(self, node: FlowNode) -> tuple[tuple[str, ...], bool]:
        found = self.names.get(id(node))
        if found is None or found[0] is not node:
            if len(self.names) > LARGEST:
                self.names.clear()
            found = (node, *_asked(node))
            self.names[id(node)] = found
        return found[1:]


LARGEST = 50_000
"""Nodes whose exits are kept: more than two flows of the largest size."""

_kept = _Kept()


def exit_names(node: FlowNode) -> tuple[str, ...]:
    """The exits in the order that the type declares, then those that only the file has.

    Works for a node whose parameters are not finished: what its type gives for the others, and its rows.
    """
    return _kept.of(node)[0]


def is_bound(node: FlowNode) -> bool:
    """Whether the parameters of a node are complete and right, so that its exits are all there are."""
    return _kept.of(node)[1]


def free_exit(node: FlowNode) -> str:
    """The first exit that leads nowhere yet, empty if all do or there is none."""
    return next((name for name in exit_names(node) if name not in node.exits), "")


def main_exit(node: FlowNode) -> str:
    """The exit by which a call usually goes on: the first that is wired, empty without one."""
    return next((name for name in exit_names(node) if name in node.exits and name not in IMPLICIT), "")


def _asked(node: FlowNode) -> tuple[tuple[str, ...], bool]:
    bound = bind_node(node, Report("")) if node.type in node_types() else None
    names = tuple(bound.exits) if bound else _guessed(node)
    return tuple(dict.fromkeys([*names, *_of_rows(node), *node.exits])), bound is not None


def _of_rows(node: FlowNode) -> list[str]:
    tables = (value for value in node.params.values() if not isinstance(value, str))
    names = (row.get("exit") for table in tables for row in table)
    return [name for name in names if isinstance(name, str) and name]


def _guessed(node: FlowNode) -> tuple[str, ...]:
    """What the type says with what it can take: a menu without choices still has its `no_input`."""
    cls = node_types().get(node.type)
    if cls is None:
        return ()
    values: dict[str, Any] = {}
    for field, parameter in zip(cls.model_fields, declared(node.type).values(), strict=True):
        values[field] = parameter.default if not parameter.required else _empty(parameter.form)
    try:
        return tuple(exit_.name for exit_ in cls.model_construct(**values).exits())
    except (AttributeError, TypeError, ValueError, KeyError):
        return ()


def _empty(form: str) -> object:
    return {"rows": (), "prompt": Prompt()}.get(form, "")


def lines_to(nodes: Mapping[str, FlowNode], target: str) -> list[tuple[str, str]]:
    """The wires that lead to a node, as (node id, exit)."""
    return [(node.id, name) for node in nodes.values() for name, to in node.exits.items() if to == target]
