"""How often calls came by: counts of nodes and exits, of engines or of a heat map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Counts:
    """What happened at one node."""

    entered: int = 0
    errors: int = 0
    hangups: int = 0
    exits: Counter[str] = field(default_factory=Counter)
    median_seconds: float | None = None

    def add(self, other: Counts) -> None:
        """Count what another engine counted, too."""
        self.entered += other.entered
        self.errors += other.errors
        self.hangups += other.hangups
        self.exits.update(other.exits)


Place = tuple[str, str, str]
"""Release, flow, node."""


def read(listed: Iterable[Any], release: str = "") -> dict[Place, Counts]:
    """The answer of `/counts`, or the `nodes` of a release of `callwright heat --json`.

    What is neither is left out.
    """
    found: dict[Place, Counts] = {}
    for each in listed:
        if not isinstance(each, dict):
            continue
        place = (str(each.get("release", release)), str(each.get("flow", "")), str(each.get("node", "")))
        exits = each.get("exits")
        median = each.get("median_seconds")
        found[place] = Counts(
            _number(each.get("entered")),
            _number(each.get("errors")),
            _number(each.get("hangups")),
            Counter({str(name): _number(count) for name, count in exits.items()})
            if isinstance(exits, dict)
            else Counter(),
            float(median) if isinstance(median, int | float) else None,
        )
    return found


def together(each: Iterable[dict[Place, Counts]]) -> dict[Place, Counts]:
    """The counts of several engines as one."""
    whole: dict[Place, Counts] = {}
    for counts in each:
        for place, own in counts.items():
            whole.setdefault(place, Counts()).add(own)
    return whole


def of_flow(counts: dict[Place, Counts], release: str, flow: str) -> dict[str, Counts]:
    """The nodes of one flow of a release by id."""
    return {node: own for (digest, name, node), own in counts.items() if (digest, name) == (release, flow)}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
