"""Places for things that nobody has put anywhere, and everything put in layers when an author asks."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from flowdesigner.document import folding
from flowdesigner.document.bends import straight
from flowdesigner.document.boxes import boxes
from flowdesigner.document.layout_edits import moved
from flowdesigner.document.parts import Part, Sheet
from flows.drawing import look
from flows.drawing.content import Content
from flows.drawing.graph import Link, Shape
from flows.drawing.layout import laid_out
from flows.drawing.spread import spread
from flows.drawing.text import wrapped
from flows.model import Flow, Frame, Spot, Sticky

MOST_AT_ONCE = 1_000
"""Nodes of a flow without places that are put in layers when it is opened; more stand in columns at first."""

MOST_SPREAD = 200
"""Nodes of a flow whose places are looked at for overlaps when it is opened: every pair is."""

ACROSS, DOWN = look.BOX + 90.0, 40.0
NOTE_WIDTH = 190.0
NOTE_LINES = 40
"""Of a note: its width where it has none of its own, the lines that it shows at most."""

MARGIN = 24.0
"""Between nodes and the frame around them."""

Point = tuple[float, float]


def place(flow: Flow) -> None:
    """Give places to the nodes of a flow just read that have none, and draw apart what lies on each other."""
    spots = flow.layout.spots
    known = {id_: spot for id_, spot in spots.items() if id_ in flow.nodes}
    if len(known) == len(flow.nodes) > MOST_SPREAD:
        return
    drawn = boxes(flow)
    if len(known) < len(drawn):
        if known:
            spots.update(_beside(flow, drawn, known))
        elif len(drawn) <= MOST_AT_ONCE:
            spots.update({id_: Spot(x, y) for id_, (x, y) in layered(flow, drawn).items()})
        else:
            spots.update(_in_columns(flow, drawn))
    else:
        _draw_apart(flow, drawn)


def layered(
    flow: Flow, drawn: Mapping[str, Content], inside: Mapping[str, str] | None = None
) -> dict[str, Point]:
    """Places in layers from left to right for the boxes of `drawn`, by the wires between them.

    `inside`: by node the folded frame in which it is, whose box then gets a place instead.
    """
    inside = inside or {}
    links = [link for each in drawn.values() for link in each.links if link.target in drawn]
    shapes = [each.shape for each in drawn.values() if each.id not in inside]
    if folds := dict.fromkeys(inside[id_] for id_ in drawn if id_ in inside):
        shapes += [folding.shape(key) for key in folds]
        links = _folded_links(links, inside)
    arrangement = laid_out(shapes, links, inside.get(flow.start, flow.start))
    return {
        key: (float(round(x)), float(round(y + (drawn[key].top if key in drawn else 0.0))))
        for key, (x, y) in arrangement.spots.items()
    }


def _folded_links(links: Iterable[Link], inside: Mapping[str, str]) -> list[Link]:
    """Links from and to folded frames instead of what is in them; between the same two things once."""
    found: dict[tuple[str, str, str], Link] = {}
    for link in links:
        source, target = (inside.get(id_, id_) for id_ in (link.source, link.target))
        name, port = (link.name, link.port) if source == link.source else ("", folding.HEIGHT / 2)
        if source != target:
            found[source, target, name] = Link(source, port, target, name)
    return list(found.values())


def arranged(
    sheet: Sheet, ids: Collection[str] = (), places: Mapping[str, Point] | None = None
) -> list[Part]:
    """All nodes, or those of `ids`, put in layers: the upper left corner stays, notes and frames follow.

    `places` are those that `layered` found for them, if somebody asked it before.
    """
    flow, inside = sheet.flow, folding.folded(sheet)
    drawn = to_arrange(flow, inside, ids)
    if not drawn:
        return []
    places = layered(flow, drawn, inside) if places is None else places
    old = [flow.layout.spots.get(key) or sheet.frames.get(key) for key in places]
    dx = min((each.x for each in old if each), default=0.0) - min(x for x, _ in places.values())
    dy = min((each.y for each in old if each), default=0.0) - min(y for _, y in places.values())
    folds = {key: (x + dx, y + dy) for key, (x, y) in places.items() if key not in drawn}
    parts = moved(sheet, folds)
    after = dict(flow.layout.spots)
    for id_, (x, y) in places.items():
        if id_ in folds:
            continue
        spot = flow.layout.spots.get(id_)
        after[id_] = replace(straight(spot), x=x + dx, y=y + dy) if spot else Spot(x + dx, y + dy)
        if spot != after[id_]:
            parts.append(Part("spot", id_, spot, after[id_]))
    seen = {id_: each for id_, each in drawn.items() if id_ not in inside}
    if seen:
        parts += _frames_followed(sheet, seen, after, inside)
        if not ids:
            parts += _notes_below(sheet, seen, after, inside)
    return parts


def to_arrange(flow: Flow, inside: Mapping[str, str], ids: Collection[str]) -> dict[str, Content]:
    """The boxes to put in layers: all, or of these nodes those that are not folded away."""
    drawn = boxes(flow)
    return {id_: drawn[id_] for id_ in drawn if id_ in ids and id_ not in inside} if ids else drawn


def _frames_followed(
    sheet: Sheet, drawn: Mapping[str, Content], after: Mapping[str, Spot], inside: Mapping[str, str]
) -> list[Part]:
    """Frames around the nodes that were in them; folded ones have their places."""
    parts = []
    for key, frame in sheet.frames.items():
        within = members(sheet.flow, frame) - inside.keys()
        if not within & drawn.keys() or key in inside or folding.is_folded(frame):
            continue
        around = fitted(frame, within, after, boxes(sheet.flow))
        if around != frame:
            parts.append(Part("frame", key, frame, around))
    return parts


def fitted(
    frame: Frame, inside: Collection[str], spots: Mapping[str, Spot], drawn: Mapping[str, Content]
) -> Frame:
    """A frame around nodes, its title above them."""
    left = min(spots[id_].x for id_ in inside) - MARGIN
    top = min(spots[id_].y for id_ in inside) - 2 * MARGIN
    right = max(spots[id_].x for id_ in inside) + look.BOX + MARGIN
    bottom = max(spots[id_].y + drawn[id_].height - drawn[id_].top for id_ in inside) + MARGIN
    return replace(frame, x=left, y=top, width=right - left, height=bottom - top)


def members(flow: Flow, frame: Frame) -> set[str]:
    """The nodes whose upper left corner is in a frame."""
    return {
        id_
        for id_, spot in flow.layout.spots.items()
        if id_ in flow.nodes and _holds(frame, (spot.x, spot.y))
    }


def _holds(frame: Frame, at: Point) -> bool:
    return frame.x <= at[0] <= frame.x + frame.width and frame.y <= at[1] <= frame.y + frame.height


def _notes_below(
    sheet: Sheet, drawn: Mapping[str, Content], after: Mapping[str, Spot], inside: Mapping[str, str]
) -> list[Part]:
    """Notes in a row below all nodes: beside what they were, something else may stand now."""
    bottom = max(after[id_].y + each.height for id_, each in drawn.items()) + 2 * DOWN
    x = min(after[id_].x for id_ in drawn)
    parts = []
    for key, note in sheet.notes.items():
        if key in inside:
            continue
        below = replace(note, x=x, y=bottom)
        x += look.BOX + MARGIN
        if below != note:
            parts.append(Part("note", key, note, below))
    return parts


def _draw_apart(flow: Flow, drawn: Mapping[str, Content]) -> None:
    """Where boxes or notes lie on each other, the author's arrangement with room between them.

    Not with folded frames: what is in them may well lie below something else.
    """
    if any(map(folding.is_folded, flow.layout.frames)):
        return
    spots, notes = flow.layout.spots, flow.layout.notes
    shapes = [each.shape for each in drawn.values()]
    shapes += [Shape(f"#{number}", *note_size(note), 0, 0) for number, note in enumerate(notes)]
    before = {id_: (spots[id_].x, spots[id_].y - each.top) for id_, each in drawn.items()}
    before |= {f"#{number}": (note.x, note.y) for number, note in enumerate(notes)}
    if not _overlap(shapes, before):
        return
    after = spread(shapes, before)
    for id_, each in drawn.items():
        spots[id_] = replace(spots[id_], x=after[id_][0], y=after[id_][1] + each.top)
    for number, note in enumerate(notes):
        x, y = after[f"#{number}"]
        notes[number] = replace(note, x=x, y=y)
    for number, frame in enumerate(flow.layout.frames):
        inside = {id_ for id_ in drawn if _holds(frame, before[id_])}
        if inside:
            flow.layout.frames[number] = fitted(frame, inside, spots, drawn)


def _overlap(shapes: Sequence[Shape], places: Mapping[str, Point]) -> bool:
    rows = sorted((*places[shape.id][::-1], shape.width, shape.height) for shape in shapes)
    for number, (y, x, width, height) in enumerate(rows):
        for below, other, across, _ in rows[number + 1 :]:
            if below >= y + height:
                break
            if x < other + across and other < x + width:
                return True
    return False


def note_size(note: Sticky) -> tuple[float, float]:
    """Width and height of a note: as wide as `more["width"]` says, as high as its words."""
    try:
        width = min(max(float(note.more.get("width", NOTE_WIDTH)), 80.0), 800.0)
    except ValueError:
        width = NOTE_WIDTH
    return width, 16.0 + look.WORDS_LINE * len(note_lines(note, width))


def note_lines(note: Sticky, width: float) -> list[str]:
    """The words of a note as they are broken into lines."""
    paragraphs = note.text.splitlines() or [""]
    return [line for each in paragraphs for line in wrapped(each, width - 20, look.WORDS, NOTE_LINES) or [""]]


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
