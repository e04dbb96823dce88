"""What calls reached of their flows: nodes, exits and prompts, counted from journals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from engine.events import Event, Heard, LegHeard, NodeEntered, NodeLeft
from flows.release import CompiledNode, Release
from nodes.declare import uses
from nodes.prompts import Segment, Variant, base
from nodes.spoken import spoken

Sort = Literal["node", "exit", "prompt"]
SORTS: tuple[Sort, ...] = ("node", "exit", "prompt")


class Point(NamedTuple):
    """Something of a flow that a call can reach.

    `name` is empty for a node, that of an exit, or the parameter of a prompt, whose variant is told by
    `language` and `attempt` (its `try`).
    """

    sort: Sort
    flow: str
    node: str
    name: str = ""
    language: str = ""
    attempt: int = 0

    def __str__(self) -> str:
        """`main`, `main.no_input`, `main.silence zh-CN 2`."""
        place = f"{self.node}.{self.name}" if self.name else self.node
        again = str(self.attempt) if self.attempt > 1 else ""
        return " ".join(filter(None, (place, self.language, again)))


class _Wording(NamedTuple):
    """A prompt's variant and how it sounds."""

    point: Point
    language: str
    pattern: re.Pattern[str]


class Map:
    """Everything that calls can reach in a release.

    A node that is switched off counts for nothing, nor does an exit that leads nowhere.
    """

    def __init__(self, release: Release) -> None:
        """Find the points."""
        self.points: list[Point] = []
        self._wordings: dict[tuple[str, str], list[_Wording]] = {}
        self._known: dict[tuple[str, str, str, str], tuple[Point, ...]] = {}
        for flow in release.flows.values():
            for node in flow.nodes.values():
                if node.enabled:
                    self._add(flow.name, flow.language, node)

    def _add(self, flow: str, language: str, node: CompiledNode) -> None:
        self.points.append(Point("node", flow, node.id))
        self.points += [Point("exit", flow, node.id, name) for name in node.exits]
        wordings = self._wordings[flow, node.id] = list(_wordings(flow, language, node))
        self.points += [wording.point for wording in wordings]

    def reached(self, events: Iterable[Event]) -> set[Point]:
        """What one call reached."""
        found: set[Point] = set()
        flow = ""
        for event in events:
            if isinstance(event, NodeEntered):
                flow = event.flow
                found.add(Point("node", flow, event.node))
            elif isinstance(event, NodeLeft):
                found.add(Point("exit", event.flow, event.node, event.exit))
            elif isinstance(event, Heard | LegHeard):
                found.update(self._heard(flow, event.node, event.text, event.language))
        return found

    def _heard(self, flow: str, node: str, text: str, language: str) -> tuple[Point, ...]:
        """The variants that sound like `text`; a prompt may also be a part of what sounds in one go."""
        key = (flow, node, text, language)
        if key not in self._known:
            plain = _plain(text)
            near = [
                wording
                for wording in self._wordings.get((flow, node), ())
                if not language or base(wording.language) == base(language)
            ]
            whole = [wording.point for wording in near if wording.pattern.fullmatch(plain)]
            found = whole or [wording.point for wording in near if wording.pattern.search(plain)]
            self._known[key] = tuple(found)
        return self._known[key]


def _wordings(flow: str, language: str, node: CompiledNode) -> Iterator[_Wording]:
    for use in uses(node.node):
        if use.kind == "prompt":
            for variant in use.value.variants:
                pattern = _pattern(variant)
                # A tone or a silence has no words by which a journal could tell that it was heard.
                if pattern.pattern:
                    point = Point("prompt", flow, node.id, use.place, variant.language, variant.try_)
                    yield _Wording(point, variant.language or language, pattern)


_SLOT = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def _pattern(variant: Variant) -> re.Pattern[str]:
    return re.compile("".join(map(_sounds, variant.segments)), re.DOTALL)


def _sounds(segment: Segment) -> str:
    """How a segment sounds; after a statement of a template nothing is certain."""
    if segment.kind == "sound":
        return re.escape(_plain(segment.text))
    if segment.kind == "value":
        return ".*"
    if segment.kind != "say":
        return ""
    fixed, _, rest = segment.text.partition("{%")
    pieces = []
    for number, piece in enumerate(_SLOT.split(fixed)):
        words = re.escape(_plain(piece))
        pieces.append((".*" if number else "") + (words if spoken(piece) else f"(?:{words})?"))
    return "".join(pieces) + (".*" if rest else "")


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


@dataclass(slots=True)
class Coverage:
    """How often the points of some flows were reached."""

    counts: Counter[Point] = field(default_factory=Counter)
    """Every point that could be reached, with 0 where no call came."""

    def expect(self, points: Iterable[Point]) -> None:
        """Note what could be reached."""
        for point in points:
            self.counts.setdefault(point, 0)

    def add(self, reached: Iterable[Point]) -> None:
        """Count what one call reached; what nobody expected counts for nothing."""
        for point in reached:
            if point in self.counts:
                self.counts[point] += 1

    @property
    def flows(self) -> list[str]:
        """The names of the flows, in the order they were met."""
        return list(dict.fromkeys(point.flow for point in self.counts))

    def tally(self, flow: str = "", sort: Sort | None = None) -> Tally:
        """How many points of a flow (empty: of all) and of a sort were reached."""
        counts = [
            count
            for point, count in self.counts.items()
            if flow in ("", point.flow) and sort in (None, point.sort)
        ]
        return Tally(sum(map(bool, counts)), len(counts))

    def missed(self, flow: str = "", sort: Sort | None = None) -> list[Point]:
        """The points that no call reached."""
        return [
            point
            for point, count in self.counts.items()
            if not count and flow in ("", point.flow) and sort in (None, point.sort)
        ]

    def of(self, flow: str) -> Mapping[Point, int]:
        """The points of one flow with their counts."""
        return {point: count for point, count in self.counts.items() if point.flow == flow}


class Tally(NamedTuple):
    """So many of so many."""

    reached: int
    all: int

    @property
    def percent(self) -> float:
        """From 0 to 100; 100 where there is nothing to reach."""
        return 100.0 * self.reached / self.all if self.all else 100.0
