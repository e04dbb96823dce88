"""Knots of a graph: boxes each of which can be reached from every other one of the same knot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Onward = Mapping[str, Sequence[str]]
"""What each box leads to."""


def knots(part: Sequence[str], onward: Onward) -> list[frozenset[str]]:
    """The knots of two boxes and more among `part`, links to others left aside; time grows with the links.

    Two walks: the first backwards over the links tells in which order the second finds knot after knot
    (Sharir, Computers and Mathematics with Applications 7, 1981).
    """
    among = frozenset(part)
    behind: dict[str, list[str]] = {id_: [] for id_ in part}
    for id_ in part:
        for target in onward[id_]:
            if target in among:
                behind[target].append(id_)
    left = [id_ for _, walk in _walks(part, behind) for id_ in walk]
    return [frozenset(met) for met, _ in _walks(left[::-1], onward) if len(met) > 1]


def closing(part: Sequence[str], onward: Onward) -> set[tuple[str, str]]:
    """The links among `part` that close a circle of a walk depth first: without them there is none."""
    found = set()
    fresh = set(part)
    for root in part:
        if root not in fresh:
            continue
        fresh.discard(root)
        on_way = {root}
        way = [(root, iter(onward[root]))]
        while way:
            id_, targets = way[-1]
            target = next((to for to in targets if to in fresh or to in on_way), None)
            if target is None:
                way.pop()
                on_way.discard(id_)
            elif target in on_way:
                found.add((id_, target))
            else:
                fresh.discard(target)
                on_way.add(target)
                way.append((target, iter(onward[target])))
    return found


def _walks(order: Sequence[str], onward: Onward) -> Iterator[tuple[list[str], list[str]]]:
    """What each walk depth first meets of what none met before, and the same as it is left behind."""
    fresh = set(order)
    for root in order:
        if root not in fresh:
            continue
        fresh.discard(root)
        met, left = [root], []
        way = [(root, iter(onward[root]))]
        while way:
            id_, targets = way[-1]
            for target in targets:
                if target in fresh:
                    fresh.discard(target)
                    met.append(target)
                    way.append((target, iter(onward[target])))
                    break
            else:
                way.pop()
                left.append(id_)
        yield met, left
