"""Places for things that nobody has put anywhere, and everything put in layers when an author asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import replace

from flowdesigner.document.boxes import boxes
from flowdesigner.document.parts import Part, Sheet
from flows.drawing import look
from flows.drawing.content import Content
from flows.drawing.layout import laid_out
from flows.drawing.spread import spread
from flows.model import Flow, Frame, Spot

MOST_AT_ONCE = 400
"""Nodes of a flow without places that are put in layers when it is opened; more stand in columns at first."""

MOST_SPREAD = 200
"""Nodes of a flow whose places are looked at for overlaps when it is opened: every pair is."""

ACROSS, DOWN = look.BOX + 90.0, 40.0
MARGIN = 24.0
"""Between nodes and the frame around them."""

Point = tuple[float, float]


def first_places(flow: Flow) -> dict[str, Spot]:
    """Places for the nodes that have none, or for all where some lie on others; empty if all is well."""
    drawn = boxes(flow)
    known = {id_: spot for id_, spot in flow.layout.spots.items() if id_ in flow.nodes}
    if len(known) == len(drawn):
        return _apart(flow, drawn) if len(drawn) <= MOST_SPREAD and _overlap(flow, drawn) else {}
    if known:
        return _beside(flow, drawn, known)
    if len(drawn) <= MOST_AT_ONCE:
        return {id_: Spot(x, y) for id_, (x, y) in layered(flow, drawn).items()}
    return _in_columns(flow, drawn)


def layered(flow: Flow, drawn: Mapping[str, Content]) -> dict[str, Point]:
    """Places in layers from left to right for the boxes of `drawn`, by the wires between them."""
    links = [link for each in drawn.values() for link in each.links if link.target in drawn]
    arrangement = laid_out([each.shape for each in drawn.values()], links, flow.start)
    return {
        id_: (float(round(x)), float(round(y + drawn[id_].top))) for id_, (x, y) in arrangement.spots.items()
    }


def arranged(sheet: Sheet, ids: Collection[str] = ()) -> list[Part]:
    """All nodes, or those of `ids`, put in layers: the upper left corner stays, notes and frames follow."""
    flow = sheet.flow
    drawn = {id_: each for id_, each in boxes(flow).items() if not ids or id_ in ids}
    if not drawn:
        return []
    places = layered(flow, drawn)
    old = {id_: spot for id_, spot in flow.layout.spots.items() if id_ in drawn}
    dx = min((spot.x for spot in old.values()), default=0.0) - min(x for x, _ in places.values())
    dy = min((spot.y for spot in old.values()), default=0.0) - min(y for _, y in places.values())
    parts: list[Part] = []
    after = dict(flow.layout.spots)
    for id_, (x, y) in places.items():
        spot = flow.layout.spots.get(id_)
        after[id_] = replace(spot, x=x + dx, y=y + dy) if spot else Spot(x + dx, y + dy)
        if spot != after[id_]:
            parts.append(Part("spot", id_, spot, after[id_]))
    parts += _frames_followed(sheet, drawn, after)
    if not ids:
        parts += _notes_below(sheet, drawn, after)
    return parts


def _frames_followed(sheet: Sheet, drawn: Mapping[str, Content], after: Mapping[str, Spot]) -> list[Part]:
    """Frames around the nodes that were in them."""
    parts = []
    for key, frame in sheet.frames.items():
        inside = members(sheet.flow, frame)
        if not inside & drawn.keys():
            continue
        held = [(after[id_], drawn.get(id_)) for id_ in inside if id_ in after]
        left = min(spot.x for spot, _ in held) - MARGIN
        top = min(spot.y for spot, _ in held) - MARGIN - look.FLAG
        right = max(spot.x for spot, _ in held) + look.BOX + MARGIN
        bottom = max(spot.y + (each.height - each.top if each else 0) for spot, each in held) + MARGIN
        fitted = replace(frame, x=left, y=top, width=right - left, height=bottom - top)
        if fitted != frame:
            parts.append(Part("frame", key, frame, fitted))
    return parts


def members(flow: Flow, frame: Frame) -> set[str]:
    """The nodes whose upper left corner is in a frame."""
    return {
        id_
        for id_, spot in flow.layout.spots.items()
        if id_ in flow.nodes
        and frame.x <= spot.x <= frame.x + frame.width
        and frame.y <= spot.y <= frame.y + frame.height
    }


def _notes_below(sheet: Sheet, drawn: Mapping[str, Content], after: Mapping[str, Spot]) -> list[Part]:
    """Notes in a row below all nodes: beside what they were, something else may stand now."""
    bottom = max(after[id_].y + each.height for id_, each in drawn.items()) + 2 * DOWN
    x = min(after[id_].x for id_ in drawn)
    parts = []
    for key, note in sheet.notes.items():
        moved = replace(note, x=x, y=bottom)
        x += look.BOX + MARGIN
        if moved != note:
            parts.append(Part("note", key, note, moved))
    return parts


def _overlap(flow: Flow, drawn: Mapping[str, Content]) -> bool:
    rows = sorted((flow.layout.spots[id_].y - each.top, id_) for id_, each in drawn.items())
    for number, (top, id_) in enumerate(rows):
        for below, other in rows[number + 1 :]:
            if below >= top + drawn[id_].height:
                break
            if abs(flow.layout.spots[id_].x - flow.layout.spots[other].x) < look.BOX:
                return True
    return False


def _apart(flow: Flow, drawn: Mapping[str, Content]) -> dict[str, Spot]:
    """The author's arrangement with room between the boxes."""
    shapes = [each.shape for each in drawn.values()]
    spots = flow.layout.spots
    places = spread(shapes, {id_: (spots[id_].x, spots[id_].y - each.top) for id_, each in drawn.items()})
    return {id_: replace(spots[id_], x=x, y=y + drawn[id_].top) for id_, (x, y) in places.items()}


def _beside(flow: Flow, drawn: Mapping[str, Content], known: Mapping[str, Spot]) -> dict[str, Spot]:
    """New nodes to the right of one that leads to them, else below everything; never on another."""
    spots = dict(known)
    found: dict[str, Spot] = {}
    before = {to: node.id for node in flow.nodes.values() for to in node.exits.values()}
    for id_ in drawn:
        if id_ in spots:
            continue
        source = spots.get(before.get(id_, ""))
        bottom = max(spot.y + drawn[each].height for each, spot in spots.items()) + DOWN
        start = (source.x + ACROSS, source.y) if source else (min(s.x for s in spots.values()), bottom)
        spots[id_] = found[id_] = free_place(start, drawn[id_].height, spots, drawn)
    return found


def free_place(start: Point, height: float, spots: Mapping[str, Spot], drawn: Mapping[str, Content]) -> Spot:
    """The first place from `start` downwards where a box of that height lies on no other."""
    x, y = start
    column = sorted(
        (spot.y, spot.y + drawn[id_].height + DOWN)
        for id_, spot in spots.items()
        if id_ in drawn and abs(spot.x - x) < look.BOX
    )
    for top, bottom in column:
        if top < y + height + DOWN and bottom > y:
            y = bottom
    return Spot(float(round(x)), float(round(y)))


def _in_columns(flow: Flow, drawn: Mapping[str, Content]) -> dict[str, Spot]:
    """Very large flows: a column for each number of steps from the start."""
    depth: dict[str, int] = {}
    for root in (flow.start, *drawn):
        if root not in drawn or root in depth:
            continue
        depth[root] = 0
        waiting = deque([root])
        while waiting:
            id_ = waiting.popleft()
            for to in flow.nodes[id_].exits.values():
                if to in drawn and to not in depth:
                    depth[to] = depth[id_] + 1
                    waiting.append(to)
    heights: dict[int, float] = {}
    spots = {}
    for id_, column in sorted(depth.items(), key=lambda item: item[1]):
        y = heights.get(column, 0.0)
        spots[id_] = Spot(ACROSS * column, float(round(y + drawn[id_].top)))
        heights[column] = y + drawn[id_].height + DOWN
    return spots
