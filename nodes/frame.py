"""One flow in progress within a call: its variables, and what its nodes remember."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Frame:
    """One level of the flow stack.

    `declared` maps each declared variable to its type (nodes/values.py); `variables` holds those that are
    set. `keys` maps a global key to the node it leads to. `memory` holds what a node keeps from visit to
    visit, by node id; all of it must be JSON (the position of a call travels as JSON).
    """

    flow: str
    node: str
    declared: Mapping[str, str]
    keys: Mapping[str, str]
    variables: dict[str, object] = field(default_factory=dict)
    memory: dict[str, dict[str, object]] = field(default_factory=dict)
