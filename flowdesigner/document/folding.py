"""Frames that are folded to one box: what is in them, and what folding and unfolding changes.

A folded frame says `folded`, what is in it `hidden`, both in the layout of the file: so a thing that is put
later where the frame would be, were it unfolded, does not vanish in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, TypeVar

from flowdesigner.document.parts import Part, Sheet
from flows.drawing import look
from flows.drawing.graph import Shape
from flows.model import Flow, FlowNode, Frame, Layout, Spot, Sticky

FOLDED, HIDDEN = "folded", "hidden"
WIDTH, HEIGHT = look.BOX, 58.0
"""The size of a folded frame."""

Thing = Spot | Sticky | Frame
Kind = TypeVar("Kind", bound=Thing)


def is_folded(frame: Frame) -> bool:
    """Whether a frame is drawn as one box."""
    return frame.more.get(FOLDED) == "yes"


def shape(key: str) -> Shape:
    """The box of a folded frame for a layout."""
    return Shape(key, WIDTH, HEIGHT, look.ENTRY, look.ENTRY + look.BACK)


def within(sheet: Sheet, key: str) -> set[str]:
    """What stands in a frame: nodes and notes by their upper left corners, frames as a whole."""
    frame = sheet.frames[key]
    found = set()
    for other, _, thing in _things(sheet):
        if other != key and _holds(frame, thing):
            found.add(other)
    return found


def folded(sheet: Sheet) -> dict[str, str]:
    """Of everything that is folded away: the outermost frame in which it is, which is drawn in its place."""
    owners = _owners(sheet)
    drawn = {}
    for key in owners:
        outer = owners[key]
        while outer in owners:
            outer = owners[outer]
        drawn[key] = outer
    return drawn


def held(sheet: Sheet, keys: Iterable[str]) -> set[str]:
    """What goes along with folded frames among `keys`: all that is folded away in them."""
    owners = _owners(sheet)
    found, size = set(keys), 0
    begun = frozenset(found)
    while len(found) > size:
        size = len(found)
        found |= {key for key, owner in owners.items() if owner in found}
    return found - begun


def folding(sheet: Sheet, keys: Iterable[str], on: bool) -> list[Part]:
    """Frames folded, or unfolded; those that are already are left as they are."""
    things: dict[str, Thing] = {}
    owners = _owners(sheet)
    for key in keys:
        frame = sheet.frames.get(key)
        if frame is None or is_folded(frame) is on:
            continue
        if on:
            inside = within(sheet, key) - owners.keys()
        else:
            inside = {other for other, owner in owners.items() if owner == key}
        for other in inside:
            things[other] = _marked(things.get(other) or _thing(sheet, other), HIDDEN, on)
        things[key] = _marked(things.get(key) or frame, FOLDED, on)
    return [_part(sheet, key, thing) for key, thing in things.items()]


def shown(layout: Layout) -> Layout:
    """A layout in which nothing says that it is folded away without a folded frame around it."""
    sheet = Sheet(Flow("", nodes={id_: FlowNode(id_, "") for id_ in layout.spots}, layout=layout))
    owners = _owners(sheet)

    def each(key: str, thing: Kind) -> Kind:
        return thing if key in owners or HIDDEN not in thing.more else _marked(thing, HIDDEN, False)

    return replace(
        layout,
        spots={id_: each(id_, spot) for id_, spot in layout.spots.items()},
        notes=[each(key, note) for key, note in sheet.notes.items()],
        frames=[each(key, frame) for key, frame in sheet.frames.items()],
    )


def _owners(sheet: Sheet) -> dict[str, str]:
    """The smallest folded frame around each thing that is hidden; what has none is not hidden after all."""
    frames = {key: frame for key, frame in sheet.frames.items() if is_folded(frame)}
    if not frames:
        return {}
    order = sorted(frames, key=lambda key: (_area(frames[key]), key))
    owners = {}
    for key, _, thing in _things(sheet):
        if thing.more.get(HIDDEN) != "yes":
            continue
        # A frame is in a larger one only, or none would be the outermost of two on the same place.
        larger = order[order.index(key) + 1 :] if key in frames else order
        owner = next((each for each in larger if each != key and _holds(frames[each], thing)), "")
        if owner:
            owners[key] = owner
    return owners


def _things(sheet: Sheet) -> Iterator[tuple[str, Literal["spot", "note", "frame"], Thing]]:
    for id_, spot in sheet.flow.layout.spots.items():
        if id_ in sheet.flow.nodes:
            yield id_, "spot", spot
    for key, note in sheet.notes.items():
        yield key, "note", note
    for key, frame in sheet.frames.items():
        yield key, "frame", frame


def _thing(sheet: Sheet, key: str) -> Thing:
    return sheet.flow.layout.spots.get(key) or sheet.notes.get(key) or sheet.frames[key]


def _part(sheet: Sheet, key: str, after: Thing) -> Part:
    kind: Literal["spot", "note", "frame"] = "frame"
    if isinstance(after, Spot):
        kind = "spot"
    elif isinstance(after, Sticky):
        kind = "note"
    return Part(kind, key, _thing(sheet, key), after)


def _marked(thing: Kind, mark: str, on: bool) -> Kind:
    more = {name: value for name, value in thing.more.items() if name != mark}
    return replace(thing, more={**more, mark: "yes"} if on else more)


def _holds(frame: Frame, thing: Thing) -> bool:
    right, bottom = frame.x + frame.width, frame.y + frame.height
    if isinstance(thing, Frame):
        inside = thing.x + thing.width <= right and thing.y + thing.height <= bottom
        if not inside or _area(thing) >= _area(frame):
            return False
    return frame.x <= thing.x <= right and frame.y <= thing.y <= bottom


def _area(frame: Frame) -> float:
    return frame.width * frame.height
