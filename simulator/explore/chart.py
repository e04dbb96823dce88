"""The ways of a release: where a call can go from each place, and how far each is from a goal."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.release import CompiledFlow, CompiledNode, Release
from nodes.channel import KEYS
from nodes.logic.jump import JumpNode
from nodes.logic.return_ import ReturnNode
from nodes.logic.subflow import Subflow
from simulator.explore.choice import Context, Spot, Target

MOST_CONTEXTS = 5_000
"""Places that a chart holds: a flow that is called from several nodes counts once for each."""

NEAR = 12
"""How many ways are followed to see what a value decides."""

DEEPEST = 8
"""Flows within flows that a chart follows."""

UNUSUAL = {
    **dict.fromkeys(
        ("busy", "no_answer", "rejected", "failed", "refused", "timeout", "no_match", "invalid"), 3
    ),
    "interrupted": 5,
    **dict.fromkeys(("no_input", "too_short", "hung_up_saved", "hangup"), 2),
    "error": 4,
}
"""How many steps a way counts that few calls go; nobody can make most nodes raise an error."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: where it leads, the exit that it is, if it is one, its length in steps."""

    to: Context
    takes: Target | None = None
    cost: int = 1


class Chart:
    """Every place of a release that its ways lead to, from the start of its main flow."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.ways: dict[Context, dict[str, Way]] = {}
        """The ways on from each place, by exit, `enter`, `return`, `hangup`, `error` or `key 0`."""
        self._back: dict[Context, list[tuple[Context, Way]]] = {}
        self._near: dict[Context, dict[Spot, int]] = {}
        main = release.flows[release.main]
        self.start: Context = ((main.name, main.start),)
        waiting: deque[Context] = deque([self.start])
        while waiting and len(self.ways) < MOST_CONTEXTS:
            context = waiting.popleft()
            if context in self.ways:
                continue
            ways = self.ways[context] = dict(self._ways(context))
            for way in ways.values():
                self._back.setdefault(way.to, []).append((context, way))
                waiting.append(way.to)

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Every exit that leads somewhere, of every node that is on, in the order of the files."""
        return tuple(
            (flow.name, node.id, name)
            for flow in self.release.flows.values()
            for node in flow.nodes.values()
            if node.enabled
            for name in node.exits
        )

    def node(self, context: Context) -> CompiledNode | None:
        """The node where the call stands."""
        flow = self.release.flows.get(context[-1][0]) if context else None
        return flow.nodes.get(context[-1][1]) if flow else None

    def near(self, context: Context) -> dict[Spot, int]:
        """The nodes that can be reached from a place, each with the fewest ways to it."""
        if context in self._near:
            return self._near[context]
        found = self._near[context] = {}
        waiting, seen = deque([(context, 0)]), {context}
        while waiting:
            here, ways = waiting.popleft()
            found.setdefault(here[-1], ways)
            for way in self.ways.get(here, {}).values():
                if way.to not in seen and ways < NEAR:
                    seen.add(way.to)
                    waiting.append((way.to, ways + 1))
        return found

    def distances(self, goals: Mapping[Target, int], closed: Collection[Target]) -> dict[Context, int]:
        """Steps from each place to the nearest goal; a place from which none can be reached is missing.

        `goals` are exits with what each costs beside the steps to it; ways by `closed` exits are not gone.
        """
        heap: list[tuple[int, int, Context]] = []
        order = 0
        for context, ways in self.ways.items():
            costs = [
                goals[way.takes] for way in ways.values() if way.takes is not None and way.takes in goals
            ]
            if costs:
                heap.append((1 + min(costs), order, context))
                order += 1
        return self._spread(heap, closed)

    def distances_to(self, places: Collection[Context]) -> dict[Context, int]:
        """Steps from each place to the nearest of `places`."""
        return self._spread([(0, order, place) for order, place in enumerate(places)], ())

    def _spread(self, heap: list[tuple[int, int, Context]], closed: Collection[Target]) -> dict[Context, int]:
        heapq.heapify(heap)
        order = len(heap)
        found: dict[Context, int] = {}
        while heap:
            distance, _, context = heapq.heappop(heap)
            if context in found:
                continue
            found[context] = distance
            for before, way in self._back.get(context, ()):
                if before not in found and way.takes not in closed:
                    order += 1
                    heapq.heappush(heap, (distance + way.cost, order, before))
        return found

    def _ways(self, context: Context) -> Iterator[tuple[str, Way]]:
        compiled = self.node(context)
        if compiled is None:
            return
        flow, id_ = context[-1]
        node = compiled.node
        if compiled.enabled:
            yield from self._handled(context)
        if compiled.enabled and isinstance(node, Subflow | JumpNode):
            called = self.release.flows.get(node.flow)
            if called is not None and len(context) < DEEPEST:
                below = context if isinstance(node, Subflow) else context[:-1]
                yield "enter", Way((*below, (called.name, called.start)))
        elif compiled.enabled and isinstance(node, ReturnNode):
            yield from self._returned(context, node.name)
        else:
            for name in _exits(compiled):
                if name not in ("error", "hangup"):
                    yield (
                        name,
                        Way(
                            (*context[:-1], (flow, compiled.exits[name])),
                            (flow, id_, name),
                            UNUSUAL.get(name, 1),
                        ),
                    )

    def _returned(self, context: Context, name: str) -> Iterator[tuple[str, Way]]:
        above = context[:-1]
        entered = self.node(above)
        if entered is not None and name in entered.exits:
            flow, id_ = above[-1]
            yield "return", Way((*above[:-1], (flow, entered.exits[name])), (flow, id_, name))

    def _handled(self, context: Context) -> Iterator[tuple[str, Way]]:
        """The ways by hang-up, error and global keys: the innermost that has a handler counts."""
        for level in range(len(context) - 1, -1, -1):
            flow = self.release.flows[context[level][0]]
            below = context[:level]
            for name, handler in (("hangup", flow.on_hangup), ("error", flow.on_error)):
                own = flow.nodes[context[level][1]].exits.get(name, "")
                if own:
                    yield name, Way((*below, (flow.name, own)), (*context[level], name), UNUSUAL[name])
                elif handler:
                    yield name, Way((*below, (flow.name, handler)), None, UNUSUAL[name])
            for key in KEYS:
                if key in flow.keys:
                    yield f"key {key}", Way((*below, (flow.name, flow.keys[key])))


def global_keys(release: Release, context: Context) -> dict[str, CompiledFlow]:
    """The keys that a flow on the stack handles for all its nodes, with the flow."""
    found: dict[str, CompiledFlow] = {}
    for name, _ in context:
        flow = release.flows[name]
        found.update(dict.fromkeys(flow.keys, flow))
    return found


def _exits(node: CompiledNode) -> list[str]:
    """The exits that lead somewhere; a node that is off has its first alone."""
    if node.enabled:
        return list(node.exits)
    declared = node.node.exits()
    return [declared[0].name] if declared and declared[0].name in node.exits else []
