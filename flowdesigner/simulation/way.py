"""The way a call went, from its journal: which flows it is in, what each node and wire of them had of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]


@dataclass(slots=True)
class Visits:
    """What a node had of a call. `times`: when it was entered, in seconds of the call.

    `inside`: the call is in it; `exit`: by which it was last left; `fault`: what last went wrong in it;
    `values`: what it last set each variable to, as the journal has it.
    """

    times: list[float] = field(default_factory=list)
    inside: bool = False
    exit: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(slots=True)
class Way:
    """Takes journal entries in order. `here`: flow and node where it is now.

    `visits` by flow and node; `travelled`: how often each exit was taken, by flow, node and exit.
    """

    flows: list[str] = field(default_factory=list)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    exits: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    here: tuple[str, str] = ("", "")
    visits: dict[tuple[str, str], Visits] = field(default_factory=dict)
    travelled: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """One more entry."""
        kind, flow, node = entry.get("kind"), str(entry.get("flow", "")), str(entry.get("node", ""))
        if kind == "node_entered":
            self.here = flow, node
            self.nodes.setdefault(flow, set()).add(node)
            visits = self._visits(flow, node)
            visits.times.append(_seconds(entry))
            visits.inside = True
        elif kind == "node_left":
            self._left(flow, node, str(entry.get("exit", "")))
        elif kind == "variable_set":
            self._visits(flow, node).values[str(entry.get("name", ""))] = entry.get("value")
        elif kind == "node_failed":
            self._visits(flow, node).fault = str(entry.get("message", ""))
        elif kind == "call_finished" and self.here in self.visits:
            self.visits[self.here].inside = False
        elif kind == "flow_entered":
            del self.flows[max(int(entry.get("depth", len(self.flows) + 1)) - 1, 0) :]
            self.flows.append(flow)
        elif kind == "flow_left" and flow in self.flows:
            del self.flows[self.flows.index(flow) :]

    def _visits(self, flow: str, node: str) -> Visits:
        return self.visits.setdefault((flow, node), Visits())

    def _left(self, flow: str, node: str, exit_: str) -> None:
        self.exits.setdefault(flow, set()).add((node, exit_))
        visits = self._visits(flow, node)
        visits.exit, visits.inside = exit_, False
        way = flow, node, exit_
        self.travelled[way] = self.travelled.get(way, 0) + 1


def _seconds(entry: Entry) -> float:
    found = entry.get("t")
    return float(found) if isinstance(found, int | float) else 0.0


def way_of(journal: Iterable[Entry]) -> Way:
    """The way that a whole journal went."""
    way = Way()
    for entry in journal:
        way.take(entry)
    return way
