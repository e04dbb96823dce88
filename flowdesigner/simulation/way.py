"""The way a call went, from its journal: which flows it is in, which nodes and exits of each it passed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]


@dataclass(slots=True)
class Way:
    """Takes journal entries in order. `here`: flow and node where it is now."""

    flows: list[str] = field(default_factory=list)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    exits: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    here: tuple[str, str] = ("", "")

    def take(self, entry: Entry) -> None:
        """One more entry."""
        kind, flow, node = entry.get("kind"), str(entry.get("flow", "")), str(entry.get("node", ""))
        if kind == "node_entered":
            self.here = flow, node
            self.nodes.setdefault(flow, set()).add(node)
        elif kind == "node_left":
            self.exits.setdefault(flow, set()).add((node, str(entry.get("exit", ""))))
        elif kind == "flow_entered":
            del self.flows[max(int(entry.get("depth", len(self.flows) + 1)) - 1, 0) :]
            self.flows.append(flow)
        elif kind == "flow_left" and flow in self.flows:
            del self.flows[self.flows.index(flow) :]


def way_of(journal: Iterable[Entry]) -> Way:
    """The way that a whole journal went."""
    way = Way()
    for entry in journal:
        way.take(entry)
    return way
