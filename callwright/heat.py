"""Counts, from the journals, where the calls of a flow went: visits, exits, errors, hang-ups, seconds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.store.steps import CallSteps

Place = tuple[str, str]
"""A flow and a node of it."""

STEP = math.log(1.02)
SHORTEST = 0.001
"""Seconds below which a node took no time."""


class Seconds:
    """How long something took, each time: counted in classes 2 % wide, so that memory has a bound."""

    def __init__(self) -> None:
        self._classes: Counter[int] = Counter()

    def add(self, seconds: float) -> None:
        """One more time."""
        self._classes[round(math.log(seconds / SHORTEST) / STEP) if seconds > SHORTEST else -1] += 1

    @property
    def median(self) -> float | None:
        """The middle one, to within 1 % of itself; None of none."""
        half = (self._classes.total() + 1) // 2
        for number in sorted(self._classes):
            half -= self._classes[number]
            if half <= 0:
                return 0.0 if number < 0 else round(SHORTEST * math.exp(number * STEP), 2)
        return None


@dataclass(slots=True)
class NodeHeat:
    """What happened at one node: calls that came, by which exits they left, errors, callers who hung up."""

    entered: int = 0
    errors: int = 0
    hangups: int = 0
    exits: Counter[str] = field(default_factory=Counter)
    seconds: Seconds = field(default_factory=Seconds)

    def to_json(self, place: Place) -> dict[str, Any]:
        """The node for programs."""
        return {
            "flow": place[0],
            "node": place[1],
            "entered": self.entered,
            "exits": dict(self.exits),
            "errors": self.errors,
            "hangups": self.hangups,
            "median_seconds": self.seconds.median,
        }


class ReleaseHeat:
    """The calls of one release, node by node."""

    def __init__(self, release: str) -> None:
        self.release = release
        self.calls = 0
        self.ended = 0
        self.nodes: dict[Place, NodeHeat] = {}

    def add(self, call: CallSteps) -> None:
        """Count a call."""
        self.calls += 1
        self.ended += call.ended
        at: Place | None = None
        since: float | None = None
        for event in call.events:
            kind, t = event["kind"], event["t"]
            if since is not None and at is not None and kind != "node_failed":
                # A node ends when it is left, and at the latest when the call goes on elsewhere or ends.
                self._at(at).seconds.add(max(t - since, 0.0))
                since = None
            if kind == "node_entered":
                at, since = (event["flow"], event["node"]), t
                self._at(at).entered += 1
            elif kind == "node_left":
                self._at((event["flow"], event["node"])).exits[event["exit"]] += 1
            elif kind == "node_failed":
                self._at((event["flow"], event["node"])).errors += 1
            elif kind == "hung_up" and event["by"] == "caller":
                self._at((at[0] if at else "", event["node"])).hangups += 1

    def _at(self, place: Place) -> NodeHeat:
        found = self.nodes.get(place)
        if found is None:
            found = self.nodes[place] = NodeHeat()
        return found

    def flow(self, name: str) -> dict[str, NodeHeat]:
        """The nodes of one flow by id."""
        return {node: heat for (flow, node), heat in self.nodes.items() if flow == name}

    def ordered(self) -> Iterator[tuple[Place, NodeHeat]]:
        """Every node, those with the most visits first."""
        yield from sorted(self.nodes.items(), key=lambda item: (-item[1].entered, item[0]))


def counted(calls: Iterable[CallSteps]) -> Mapping[str, ReleaseHeat]:
    """The calls by release, those with the most calls first; `calls` is read once."""
    found: dict[str, ReleaseHeat] = {}
    for call in calls:
        if call.release not in found:
            found[call.release] = ReleaseHeat(call.release)
        found[call.release].add(call)
    return dict(sorted(found.items(), key=lambda item: (-item[1].calls, item[0])))
