"""Step one of the layered layout: which column each box stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flows.drawing.graph import Link, Shape
from flows.drawing.knots import closing, knots

ROUNDS = 3
"""How often boxes are drawn towards what follows them; more changes little."""

MOST_KNOTTED = 200_000
"""Boxes looked at while knots are taken apart; bounds the time where one lies in the other many times."""

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
    until no circle is left. Knots within knots beyond `MOST_KNOTTED` are cut where a walk closes a circle.
    """
    behind: dict[str, list[str]] = {id_: [] for id_ in ids}
    for id_, targets in onward.items():
        for target in targets:
            behind[target].append(id_)
    back: set[_Arrow] = set()
    left = MOST_KNOTTED
    waiting = [sorted(ids, key=met.__getitem__)]
    while waiting:
        part = waiting.pop()
        left -= len(part)
        if left < 0:
            back |= closing(part, onward)
            continue
        for knot in knots(part, onward):
            head = _head(knot, onward, behind, met, start)
            back |= {(id_, head) for id_ in behind[head] if id_ in knot}
            waiting.append(sorted(knot - {head}, key=met.__getitem__))
    return back


def _head(
    knot: frozenset[str],
    onward: Mapping[str, Sequence[str]],
    behind: Mapping[str, Sequence[str]],
    met: Mapping[str, int],
    start: str,
) -> str:
    """The box of a knot with which it begins."""
    if start in knot:
        return start
    entered = [id_ for id_ in knot if not knot.issuperset(behind[id_])]
    if not entered:
        return min(knot, key=met.__getitem__)
    returns = {id_: sum(source in knot for source in behind[id_]) for id_ in entered}
    return min(entered, key=lambda id_: (-returns[id_], met[id_]))


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
