"""Things moved, aligned and spread on the canvas, notes and frames: what each edit does to the parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from flowdesigner.document.bends import carried
from flowdesigner.document.folding import held, is_folded
from flowdesigner.document.parts import Part, Sheet
from flows.drawing.hues import COLOUR
from flows.model import Frame, Spot, Sticky

Point = tuple[float, float]
Size = tuple[float, float]
Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Direction = Literal["across", "down"]


def moved(sheet: Sheet, places: Mapping[str, Point]) -> list[Part]:
    """Nodes by id, notes and frames by key, put at their upper left corners; whole pixels.

    What is in a folded frame goes along with it.
    """
    parts: list[Part] = []
    places = _with_held(sheet, places)
    for key, (x, y) in places.items():
        x, y = float(round(x)), float(round(y))
        if key in sheet.flow.nodes:
            spot = sheet.flow.layout.spots.get(key)
            after = Spot(x, y)
            if spot is not None:
                dx, dy = x - spot.x, y - spot.y
                after = replace(carried(sheet.flow, spot, key, places, dx, dy), x=x, y=y)
            if spot != after:
                parts.append(Part("spot", key, spot, after))
        elif key in sheet.notes:
            note = sheet.notes[key]
            if (note.x, note.y) != (x, y):
                parts.append(Part("note", key, note, replace(note, x=x, y=y)))
        elif key in sheet.frames:
            frame = sheet.frames[key]
            if (frame.x, frame.y) != (x, y):
                parts.append(Part("frame", key, frame, replace(frame, x=x, y=y)))
    return parts


def _with_held(sheet: Sheet, places: Mapping[str, Point]) -> Mapping[str, Point]:
    whole = dict(places)
    for key, (x, y) in places.items():
        frame = sheet.frames.get(key)
        if frame is not None and is_folded(frame):
            dx, dy = round(x) - frame.x, round(y) - frame.y
            for each in held(sheet, [key]):
                thing = sheet.flow.layout.spots.get(each) or sheet.notes.get(each) or sheet.frames[each]
                whole[each] = (thing.x + dx, thing.y + dy)
    return whole


def note_added(sheet: Sheet, at: Point, text: str) -> Part:
    """A new note."""
    return Part("note", sheet.new_key(), None, Sticky(float(round(at[0])), float(round(at[1])), text))


def frame_added(sheet: Sheet, at: Point, size: Size, title: str) -> Part:
    """A new frame."""
    x, y, width, height = (float(round(each)) for each in (*at, *size))
    return Part("frame", sheet.new_key(), None, Frame(x, y, width, height, title))


def things_changed(sheet: Sheet, things: Mapping[str, Sticky | Frame | None]) -> list[Part]:
    """Notes and frames by key as they are to be; None removes."""
    parts: list[Part] = []
    for key, after in things.items():
        if key in sheet.notes:
            parts += _thing("note", key, sheet.notes[key], after, list(sheet.notes).index(key))
        elif key in sheet.frames:
            parts += _thing("frame", key, sheet.frames[key], after, list(sheet.frames).index(key))
    return parts


def _thing(
    kind: Literal["note", "frame"], key: str, before: object, after: object, at: int
) -> Iterable[Part]:
    if before != after:
        yield Part(kind, key, before, after, at)


def coloured(sheet: Sheet, keys: Iterable[str], colour: str) -> list[Part]:
    """Notes and frames in a colour; an empty one for that of the paper."""
    things: dict[str, Sticky | Frame | None] = {}
    for key in keys:
        thing = sheet.notes.get(key) or sheet.frames.get(key)
        if thing is not None:
            more = {name: value for name, value in thing.more.items() if name != COLOUR}
            things[key] = replace(thing, more={**more, COLOUR: colour} if colour else more)
    return things_changed(sheet, things)


def aligned(boxes: Mapping[str, tuple[Point, Size]], edge: Edge) -> dict[str, Point]:
    """Boxes with one edge, or their middles, in a line: that of the outermost, or of the mean."""
    places: dict[str, Point] = {}
    if not boxes:
        return places
    lefts, tops = ([at[0] for at, _ in boxes.values()], [at[1] for at, _ in boxes.values()])
    rights = [at[0] + size[0] for at, size in boxes.values()]
    bottoms = [at[1] + size[1] for at, size in boxes.values()]
    across = (min(lefts) + max(rights)) / 2
    down = (min(tops) + max(bottoms)) / 2
    for key, ((x, y), (width, height)) in boxes.items():
        places[key] = {
            "left": (min(lefts), y),
            "right": (max(rights) - width, y),
            "centre": (across - width / 2, y),
            "top": (x, min(tops)),
            "bottom": (x, max(bottoms) - height),
            "middle": (x, down - height / 2),
        }[edge]
    return places


def distributed(boxes: Mapping[str, tuple[Point, Size]], direction: Direction) -> dict[str, Point]:
    """Boxes with equal gaps between the first and the last; fewer than three stay."""
    axis = 0 if direction == "across" else 1
    order: Sequence[str] = sorted(boxes, key=lambda key: boxes[key][0][axis])
    if len(order) < 3:
        return {}
    first, last = boxes[order[0]], boxes[order[-1]]
    room = last[0][axis] - first[0][axis] - sum(boxes[key][1][axis] for key in order[:-1])
    gap = room / (len(order) - 1)
    at = first[0][axis]
    places: dict[str, Point] = {}
    for key in order:
        (x, y), size = boxes[key]
        places[key] = (at, y) if axis == 0 else (x, at)
        at += size[axis] + gap
    return places
