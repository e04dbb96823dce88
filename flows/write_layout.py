"""Where things are drawn to the lines of `<layout>`."""

from __future__ import annotations

import math
from collections.abc import Iterator

from flows.errors import WriteError
from flows.markup import attributes, leaf, verbatim
from flows.model import Flow


def layout_lines(flow: Flow) -> Iterator[str]:
    """The lines of `<layout>`: nodes in the order of the flow, notes, frames, and what others keep there."""
    layout = flow.layout
    rank = {name: number for number, name in enumerate(flow.nodes)}
    yield f"  <layout{attributes(layout.extras.attributes)}>"
    for name in sorted(layout.spots, key=lambda name: (rank.get(name, len(rank)), name)):
        spot = layout.spots[name]
        yield f"    {leaf('at', {'node': name, 'x': _number(spot.x), 'y': _number(spot.y), **spot.more})}"
    for note in layout.notes:
        yield f"    {leaf('note', {'x': _number(note.x), 'y': _number(note.y), **note.more}, note.text)}"
    for frame in layout.frames:
        size = {name: _number(getattr(frame, name)) for name in ("x", "y", "width", "height")}
        yield f"    {leaf('frame', {**size, 'title': frame.title or None, **frame.more})}"
    for element in layout.extras.elements:
        yield f"    {verbatim(element)}"
    yield "  </layout>"


def _number(value: float) -> str:
    """A coordinate, without a decimal point where it is whole."""
    if not math.isfinite(value):
        raise WriteError(f"{value} is no place on a canvas")
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
