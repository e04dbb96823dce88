"""Step one of the layered layout: which column each box stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from flows.drawing.graph import Link, Shape

ROUNDS = 3
"""How often boxes are drawn towards what follows them; more changes little."""

_Arrow = tuple[str, str]


def layered(shapes: Sequence[Shape], links: Iterable[Link], start: str) -> tuple[dict[str, int], list[str]]:
    """The layer of every box from 0, and the order in which the boxes are met from `start` on.

    Links that close a circle lead back; all others lead to a later layer, as near as can be.
    """
    ids = [shape.id for shape in shapes]
    onward: dict[str, list[str]] = {id_: [] for id_ in ids}
    for link in sorted(links, key=lambda link: link.port):
        if link.source != link.target:
            onward[link.source].append(link.target)
    met = _met(ids, onward, start)
    back = _back(ids, onward, met, start)
    ahead = {id_: [to for to in onward[id_] if (id_, to) not in back] for id_ in ids}
    behind: dict[str, list[str]] = {id_: [] for id_ in ids}
    for id_, targets in ahead.items():
        for target in targets:
            behind[target].append(id_)
    layer = _drawn_together(_longest(ids, ahead, behind), ahead, behind)
    return layer, sorted(ids, key=_depth_first(ids, ahead, met).__getitem__)


def _met(ids: Sequence[str], onward: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    """When each box is met by a walk level by level: from the start, then from what nothing enters."""
    entered = {target for targets in onward.values() for target in targets}
    roots = [start] if start in onward else []
    roots += [id_ for id_ in ids if id_ not in entered]
    met: dict[str, int] = {}
    for root in (*roots, *ids):
        waiting = [] if root in met else [root]
        met.setdefault(root, len(met))
        for id_ in waiting:
            for target in onward[id_]:
                if target not in met:
                    met[target] = len(met)
                    waiting.append(target)
    return met


def _back(
    ids: Sequence[str], onward: Mapping[str, Sequence[str]], met: Mapping[str, int], start: str
) -> set[_Arrow]:
    """The links that lead back: in each knot of circles those to its head, then those of the knots within.

    The head is the start if it is in the knot, else where most links of the knot lead among the boxes by
    which it is entered: the menu to which services return. Without heads a knot falls into smaller ones,
    until no circle is left.
    """
    back: set[_Arrow] = set()
    waiting = [frozenset(ids)]
    while waiting:
        part = waiting.pop()
        graph: nx.DiGraph[str] = nx.DiGraph()
        for id_ in sorted(part, key=lambda id_: met[id_]):
            graph.add_node(id_)
        for id_ in graph:
            graph.add_edges_from((id_, to) for to in onward[id_] if to in part and (id_, to) not in back)
        for knot in nx.strongly_connected_components(graph):
            if len(knot) < 2:
                continue
            inside = [(id_, to) for id_ in knot for to in onward[id_] if to in knot]
            returns = Counter(to for id_, to in inside if (id_, to) not in back)
            entered = {to for id_ in ids if id_ not in knot for to in onward[id_]} & knot
            first = start if start in knot else min(knot, key=lambda id_: met[id_])
            heads = entered if entered and start not in knot else {first}
            head = min(heads, key=lambda id_: (-returns[id_], met[id_]))
            back |= {(id_, head) for id_ in knot if head in onward[id_]}
            waiting.append(frozenset(knot))
    return back


def _depth_first(
    ids: Sequence[str], ahead: Mapping[str, Sequence[str]], met: Mapping[str, int]
) -> dict[str, int]:
    """When each box is met by a walk along first exits to their end: what belongs together, together."""
    place: dict[str, int] = {}
    for root in sorted(ids, key=met.__getitem__):
        waiting = [root]
        while waiting:
            id_ = waiting.pop()
            if id_ not in place:
                place[id_] = len(place)
                waiting.extend(reversed(ahead[id_]))
    return place


def _longest(
    ids: Sequence[str], ahead: Mapping[str, Sequence[str]], behind: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Each box one layer after the last of those that lead to it."""
    left = {id_: len(behind[id_]) for id_ in ids}
    ready = [id_ for id_ in ids if not left[id_]]
    layer: dict[str, int] = dict.fromkeys(ready, 0)
    for id_ in ready:
        for target in ahead[id_]:
            layer[target] = max(layer.get(target, 0), layer[id_] + 1)
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    return layer


def _drawn_together(
    layer: dict[str, int], ahead: Mapping[str, Sequence[str]], behind: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """The same with boxes moved to the right where that shortens more links than it lengthens."""
    for _ in range(ROUNDS):
        for id_ in sorted(layer, key=lambda id_: -layer[id_]):
            if ahead[id_] and len(ahead[id_]) > len(behind[id_]):
                layer[id_] = max(layer[id_], min(layer[target] for target in ahead[id_]) - 1)
    first = min(layer.values(), default=0)
    return {id_: number - first for id_, number in layer.items()}
