"""Follows a fact forward along the ways of a flow until nothing changes any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from flows.program import Unit, Way

Fact = TypeVar("Fact")


def forward(
    unit: Unit,
    roots: Mapping[str, Fact],
    leave: Callable[[str, Fact], Callable[[Way], Fact]],
    join: Callable[[Fact, Fact], Fact],
) -> dict[str, Fact]:
    """The fact at the entry of each node that `roots` lead to.

    `leave(node, fact)` gives the fact behind each way of the node; `join` puts together what several ways
    bring, and must be monotone. Nodes are taken in reverse postorder, so that most flows settle in one round.
    """
    order = _reverse_postorder(unit, list(roots))
    rank = {name: number for number, name in enumerate(order)}
    facts: dict[str, Fact] = dict(roots)
    dirty = set(roots)
    while dirty:
        round_, dirty = sorted(dirty, key=rank.__getitem__), set()
        pending = set(round_)
        for name in order if len(round_) > 1 else round_:
            if name not in pending:
                continue
            pending.discard(name)
            behind = leave(name, facts[name])
            for way in unit.ways[name]:
                came = behind(way)
                if way.to in facts:
                    joined = join(facts[way.to], came)
                    if joined == facts[way.to]:
                        continue
                    came = joined
                facts[way.to] = came
                (pending if rank[way.to] > rank[name] else dirty).add(way.to)
        dirty |= pending
    return facts


def _reverse_postorder(unit: Unit, roots: list[str]) -> list[str]:
    """Every node that `roots` lead to, each before those behind it, circles apart."""
    seen: set[str] = set()
    done: list[str] = []
    for root in reversed(roots):
        if root in seen:
            continue
        seen.add(root)
        path = [(root, iter(unit.ways[root]))]
        while path:
            name, ways = path[-1]
            for way in ways:
                if way.to not in seen:
                    seen.add(way.to)
                    path.append((way.to, iter(unit.ways[way.to])))
                    break
            else:
                done.append(name)
                path.pop()
    return done[::-1]
