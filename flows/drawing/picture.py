"""A flow as a picture: what is drawn where, before any file format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flows.drawing import look
from flows.drawing.content import Content, Mark, contents, words_of
from flows.drawing.graph import Arrangement, Link, Point, Route, Shape
from flows.drawing.hues import COLOUR, hue
from flows.drawing.layers import layered
from flows.drawing.layout import laid_out
from flows.drawing.search import routed
from flows.drawing.spread import spread
from flows.drawing.text import wrapped
from flows.model import Flow, Frame, Spot, Sticky
from flows.problems import Lang

LARGEST_BY_HAND = 200
"""Boxes that are drawn where their author put them; finding ways between more of them takes too long."""

FARTHEST = 100_000.0
"""Pixels from the origin at which a box can be; an author's place beyond is none."""

_NOTE_WIDTH = 190.0
_NOTE_LINES = 8


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box and its upper left corner, flags included."""

    content: Content
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Wire:
    """An arrow; `fault`: it is taken only when something goes wrong."""

    route: Route
    fault: bool = False
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note of the canvas, its words broken into lines; `hue` is empty if it has no colour of its own."""

    lines: Sequence[str]
    x: float
    y: float
    width: float
    height: float
    hue: str = ""


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A frame of the canvas; `hue` is empty if it has no colour of its own."""

    title: str
    x: float
    y: float
    width: float
    height: float
    hue: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole drawing. `lang` is the language of its own words."""

    name: str
    title: str
    language: str
    lang: Lang
    width: float
    height: float
    boxes: Sequence[PlacedBox] = ()
    wires: Sequence[Wire] = ()
    notes: Sequence[PlacedNote] = ()
    frames: Sequence[PlacedFrame] = field(default=())


def picture(flow: Flow, language: str = "", *, fresh: bool = False, boxes: Sequence[Content] = ()) -> Picture:
    """A flow as a picture, with prompts in `language` (else the flow's own).

    Boxes stand where the author put them, drawn apart if they would overlap; or in layers, if `fresh` or if
    a box has no place. `boxes`, if given, are drawn instead of the flow's own.
    """
    language = language or flow.language
    lang = words_of(language)
    drawn = list(boxes) or contents(flow, language, lang)
    placed = all(_drawable(flow.layout.spots.get(box.id)) for box in drawn)
    if fresh or not placed or len(drawn) > LARGEST_BY_HAND:
        arrangement, notes, frames = _in_layers(flow, drawn)
    else:
        arrangement, notes, frames = _by_hand(flow, drawn)
    wires = [Wire(route, *_kind(drawn, route.link)) for route in arrangement.routes]
    bare = Picture(
        flow.name,
        flow.title or flow.name,
        language,
        lang,
        0,
        0,
        [PlacedBox(box, *arrangement.spots[box.id]) for box in drawn],
        wires,
        notes,
        frames,
    )
    return _framed(bare)


def _drawable(spot: Spot | Sticky | Frame | None) -> bool:
    return spot is not None and abs(spot.x) <= FARTHEST and abs(spot.y) <= FARTHEST


def _kind(boxes: Sequence[Content], link: Link) -> tuple[bool, Mark]:
    """Whether an arrow is for faults, and its mark."""
    box = next(box for box in boxes if box.id == link.source)
    row = next(row for row in box.rows if row.y == link.port)
    return link.name in ("error", "hangup"), row.mark


def _links(boxes: Iterable[Content]) -> list[Link]:
    return [link for box in boxes for link in box.links]


def _in_layers(
    flow: Flow, boxes: Sequence[Content]
) -> tuple[Arrangement, list[PlacedNote], list[PlacedFrame]]:
    """Layers from left to right; notes below, no frames: they belong to the author's places."""
    arrangement = laid_out([box.shape for box in boxes], _links(boxes), flow.start)
    bottom = max((arrangement.spots[box.id][1] + box.height for box in boxes), default=0.0)
    right = max((x + look.BOX for x, _ in arrangement.spots.values()), default=look.BOX)
    bottom = max([bottom, *(y for route in arrangement.routes for _, y in route.points)])
    notes: list[PlacedNote] = []
    x, y, lowest = 0.0, bottom + 36.0, 0.0
    for sticky in flow.layout.notes:
        note = _note(sticky)
        if notes and x + note.width > right:
            x, y, lowest = 0.0, y + lowest + 16.0, 0.0
        notes.append(replace(note, x=x, y=y))
        x += note.width + 20.0
        lowest = max(lowest, note.height)
    return arrangement, notes, []


def _by_hand(flow: Flow, boxes: Sequence[Content]) -> tuple[Arrangement, list[PlacedNote], list[PlacedFrame]]:
    """Where the author put things, drawn apart; arrows find their ways around boxes and notes."""
    shapes = [box.shape for box in boxes]
    spots = {box.id: (flow.layout.spots[box.id].x, flow.layout.spots[box.id].y - box.top) for box in boxes}
    notes = [_note(sticky) for sticky in flow.layout.notes if _drawable(sticky)]
    for number, note in enumerate(notes):
        # A space is in no node's id.
        name = f"note {number}"
        shapes.append(Shape(name, note.width, note.height, 0, 0))
        spots[name] = (note.x, note.y)
    places = spread(shapes, spots)
    links = _links(boxes)
    layer, _ = layered([box.shape for box in boxes], links, flow.start)
    back = [layer[link.target] <= layer[link.source] for link in links]
    routes = routed(shapes, places, links, back)
    stuck = [
        replace(note, x=places[f"note {number}"][0], y=places[f"note {number}"][1])
        for number, note in enumerate(notes)
    ]
    own = {box.id: places[box.id] for box in boxes}
    return (
        Arrangement(own, routes),
        stuck,
        [_frame(frame, flow, own, boxes) for frame in flow.layout.frames if _drawable(frame)],
    )


def _frame(frame: Frame, flow: Flow, places: dict[str, Point], boxes: Sequence[Content]) -> PlacedFrame:
    """A frame around the boxes that its author put into it; as it was, if there were none."""
    inside = [
        box
        for box in boxes
        if frame.x <= flow.layout.spots[box.id].x <= frame.x + frame.width
        and frame.y <= flow.layout.spots[box.id].y <= frame.y + frame.height
    ]
    if not inside:
        width, height = max(frame.width, 1), max(frame.height, 1)
        return PlacedFrame(frame.title, frame.x, frame.y, width, height, hue(frame.more.get(COLOUR, "")))
    left = min(places[box.id][0] for box in inside) - 14
    top = min(places[box.id][1] for box in inside) - 30
    right = max(places[box.id][0] for box in inside) + look.BOX + 14
    bottom = max(places[box.id][1] + box.height for box in inside) + 14
    return PlacedFrame(frame.title, left, top, right - left, bottom - top, hue(frame.more.get(COLOUR, "")))


def _note(sticky: Sticky) -> PlacedNote:
    lines = [
        line
        for paragraph in sticky.text.splitlines() or [""]
        for line in wrapped(paragraph, _NOTE_WIDTH - 20, look.WORDS, _NOTE_LINES) or [""]
    ]
    height = 16 + look.WORDS_LINE * len(lines)
    return PlacedNote(lines, sticky.x, sticky.y, _NOTE_WIDTH, height, hue(sticky.more.get(COLOUR, "")))


def _framed(bare: Picture) -> Picture:
    """The picture moved into its margins, below its title; and its size."""
    xs = [x for box in bare.boxes for x in (box.x, box.x + look.BOX)]
    ys = [y for box in bare.boxes for y in (box.y, box.y + box.content.height)]
    areas: list[PlacedNote | PlacedFrame] = [*bare.notes, *bare.frames]
    for area in areas:
        xs += [area.x, area.x + area.width]
        ys += [area.y, area.y + area.height]
    for wire in bare.wires:
        xs += [x for x, _ in wire.route.points]
        ys += [y for _, y in wire.route.points]
    left, top = min(xs, default=0.0) - look.MARGIN, min(ys, default=0.0) - look.MARGIN - look.HEADING
    return replace(
        bare,
        width=max(xs, default=0.0) + look.MARGIN - left,
        height=max(ys, default=0.0) + look.MARGIN - top,
        boxes=[replace(box, x=box.x - left, y=box.y - top) for box in bare.boxes],
        wires=[replace(wire, route=_shifted(wire.route, left, top)) for wire in bare.wires],
        notes=[replace(note, x=note.x - left, y=note.y - top) for note in bare.notes],
        frames=[replace(frame, x=frame.x - left, y=frame.y - top) for frame in bare.frames],
    )


def _shifted(route: Route, left: float, top: float) -> Route:
    return replace(route, points=tuple((x - left, y - top) for x, y in route.points))
