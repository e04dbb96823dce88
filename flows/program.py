"""What the passes work on: a flow with its nodes bound to their types, and every flow that it calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.codes.table import Code
from flows.model import Flow, FlowNode
from flows.problems import Problem, Report, arranged
from nodes.contract import Exit, Node
from nodes.declare import Use


@dataclass(slots=True)
class BoundNode:
    """A node as written and as its type sees it; `uses` are its values with their kinds.

    Values that are empty are left out; `kinds` has the others by kind.
    """

    written: FlowNode
    node: Node
    exits: Mapping[str, Exit]
    uses: tuple[Use, ...]
    kinds: Mapping[str, tuple[Use, ...]]

    @property
    def id(self) -> str:
        """The id of the node."""
        return self.written.id

    def values(self, kind: str) -> tuple[Use, ...]:
        """The values of one kind that are not empty."""
        return self.kinds.get(kind, ())

    @property
    def first_exit(self) -> str:
        """The exit by which it is passed while it is disabled, empty if it has none."""
        return next(iter(self.exits), "")

    def taken(self) -> Mapping[str, Exit]:
        """The declared exits that can be taken: all, but only the first of a disabled node."""
        if self.written.enabled:
            return self.exits
        return {name: exit_ for name, exit_ in self.exits.items() if name == self.first_exit}


@dataclass(slots=True)
class Way:
    """One way on: an exit of a node that leads to a node. `declared` is None for `error` and `hangup`."""

    exit: str
    to: str
    declared: Exit | None = None


@dataclass(slots=True)
class Read:
    """One reading of variables: by an expression or template in `place` of a node.

    `needs` are the names that must have a value then.
    """

    place: str
    line: int
    names: frozenset[str]
    needs: frozenset[str]


@dataclass(slots=True)
class Unit:
    """One flow of a program. `nodes` holds only those that could be bound.

    The passes add what they find: `ways` on from each node, the nodes that are `reachable`, what is `reads`.
    """

    name: str
    flow: Flow
    report: Report
    nodes: dict[str, BoundNode] = field(default_factory=dict)
    readable: bool = True
    """Whether its file gave a flow; if not, it stands here empty, so that its callers can go on."""
    ways: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    reachable: set[str] = field(default_factory=set)
    reads: dict[str, tuple[Read, ...]] = field(default_factory=dict)

    def add(
        self,
        code: Code,
        bound: BoundNode,
        place: str = "",
        *,
        line: int = 0,
        zh: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        """Note a problem of a node, at its parameter `place`; `values` as for `Report.add`."""
        line = line or bound.written.line_of(place)
        self.report.add(code, line, node=bound.id, parameter=place, severity=None, zh=zh, **values)

    def roots(self) -> list[str]:
        """Where a call may begin in this flow: its start, then its handlers."""
        found = [self.flow.start, *(to for _, to in self.flow.handlers())]
        return [name for name in dict.fromkeys(found) if name in self.flow.nodes]

    @property
    def whole(self) -> bool:
        """Whether every node could be bound."""
        return len(self.nodes) == len(self.flow.nodes)


@dataclass(slots=True)
class Program:
    """A flow and, by name, all flows that it may enter; `main` is the name of the first."""

    main: str = ""
    units: dict[str, Unit] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    """Names of flows that are referred to and not to be found."""
    problems: list[Problem] = field(default_factory=list)
    """Those of reading the files."""

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """All that was found so far, in its fixed order."""
        found = [*self.problems]
        for unit in self.units.values():
            found += unit.report.problems
        return arranged(found)
