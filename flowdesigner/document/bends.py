"""The bends that an author gave to a wire: kept with the place of the node where it begins, as `via_EXIT`."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from flowdesigner.document.parts import Part
from flows.model import Flow, Spot

Point = tuple[float, float]
_PREFIX = "via_"


def bends(spot: Spot | None, exit_: str) -> tuple[Point, ...]:
    """The bends of an exit's wire; none if nobody gave any, or what is written cannot be read."""
    written = spot.more.get(_PREFIX + exit_, "") if spot is not None else ""
    found = []
    for pair in written.split():
        x, _, y = pair.partition(",")
        try:
            point = float(x), float(y)
        except ValueError:
            return ()
        if not all(map(math.isfinite, point)):
            return ()
        found.append(point)
    return tuple(found)


def bent(flow: Flow, id_: str, exit_: str, points: Sequence[Point]) -> list[Part]:
    """The wire of an exit with these bends and no others."""
    before = flow.layout.spots.get(id_)
    if before is None:
        return []
    more = {name: value for name, value in before.more.items() if name != _PREFIX + exit_}
    if points:
        more[_PREFIX + exit_] = " ".join(f"{round(x)},{round(y)}" for x, y in points)
    after = replace(before, more=more)
    return [Part("spot", id_, before, after)] if after != before else []


def straight(spot: Spot, exits: Collection[str] | None = None) -> Spot:
    """The place without the bends of these exits, or of all."""
    gone = None if exits is None else {_PREFIX + exit_ for exit_ in exits}
    more = {
        name: value
        for name, value in spot.more.items()
        if not name.startswith(_PREFIX) or (gone is not None and name not in gone)
    }
    return replace(spot, more=more) if more != spot.more else spot


def carried(flow: Flow, spot: Spot, id_: str, moving: Iterable[str], dx: float, dy: float) -> Spot:
    """The place of a node that is moved, with the bends of wires to other nodes that move as well."""
    along = set(moving)
    more = dict(spot.more)
    for exit_, to in flow.nodes[id_].exits.items():
        points = bends(spot, exit_)
        if points and to in along:
            more[_PREFIX + exit_] = " ".join(f"{round(x + dx)},{round(y + dy)}" for x, y in points)
    return replace(spot, more=more) if more != spot.more else spot
