"""What `callwright test --json --coverage` printed: results of cases, and what calls reached of each flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """One case, or a script that could not be played. `words`: what was otherwise than scripted, by lines."""

    file: str
    case: str
    passed: bool
    line: int = 0
    flow: str = ""
    node: str = ""
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Results:
    """Takes lines one by one. `missed`: by flow the nodes never entered, and the exits never taken."""

    cases: list[Result] = field(default_factory=list)
    percent: dict[str, float] = field(default_factory=dict)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    exits: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    summary: Line | None = None

    def take(self, line: Line) -> None:
        """Take one line; what is not known is left out."""
        kind = line.get("kind")
        if kind == "case":
            self.cases.append(_case(line))
        elif kind in ("problem", "unused"):
            words = (str(line.get("message", "")),)
            self.cases.append(Result(str(line.get("file", "")), "", kind == "unused", words=words))
        elif kind == "coverage":
            self._cover(line)
        elif kind == "summary":
            self.summary = line

    def _cover(self, line: Line) -> None:
        flow = str(line.get("flow", ""))
        self.percent[flow] = float(line.get("percent", 0))
        self.nodes[flow], self.exits[flow] = set(), set()
        for missed in line.get("missed", ()):
            if missed.get("sort") == "node":
                self.nodes[flow].add(missed["node"])
            elif missed.get("sort") == "exit":
                self.exits[flow].add((missed["node"], missed["name"]))

    @property
    def failed(self) -> list[Result]:
        """What did not go as scripted."""
        return [case for case in self.cases if not case.passed]

    def colours(
        self,
        flow: str,
        nodes: Iterable[str],
        wires: Iterable[tuple[str, str]],
        good: str,
        part: str,
        bad: str,
    ) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        """Colours for a drawing: reached, reached with an exit left untried, never reached."""
        if flow not in self.percent:
            return {}, {}
        missed, untried = self.nodes[flow], self.exits[flow]
        partly = {node for node, _ in untried}
        by_node = {id_: bad if id_ in missed else part if id_ in partly else good for id_ in nodes}
        return by_node, {wire: bad if wire in untried or wire[0] in missed else good for wire in wires}


def _case(line: Line) -> Result:
    differences = [each for each in line.get("differences", ()) if isinstance(each, dict)]
    first = differences[0] if differences else {}
    return Result(
        str(line.get("file", "")),
        str(line.get("case", "")),
        bool(line.get("passed")),
        int(first.get("line") or line.get("line") or 0),
        str(first.get("flow") or line.get("flow") or ""),
        str(first.get("node") or ""),
        tuple(str(each.get("message", "")) for each in differences),
    )
