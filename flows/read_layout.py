"""`<layout>` to where things are drawn."""

from __future__ import annotations

import math

from flows.element import Element
from flows.model import Frame, Layout, Spot, Sticky
from flows.reading import SPACE, Reading


def read_layout(element: Element, layout: Layout, reading: Reading) -> None:
    """Fill `layout` from a `<layout>` element."""
    layout.extras.attributes = reading.unknown_attributes(element, ())
    reading.no_text(element)
    for child in element.children:
        if child.tag == "at":
            reading.container(child, (), tuple(child.attributes))
            node = reading.required(child, "node")
            if node in layout.spots:
                reading.twice(child, f"at {node}")
            elif node:
                x, y = _number(child, "x", reading), _number(child, "y", reading)
                layout.spots[node] = Spot(x, y, _more(child, ("node", "x", "y")))
        elif child.tag == "note":
            x, y = _number(child, "x", reading), _number(child, "y", reading)
            layout.notes.append(Sticky(x, y, reading.text(child), _more(child, ("x", "y"))))
        elif child.tag == "frame":
            reading.container(child, (), tuple(child.attributes))
            layout.frames.append(_frame(child, reading))
        else:
            layout.extras.elements = reading.kept(child, layout.extras.elements)


def _frame(element: Element, reading: Reading) -> Frame:
    x, y = _number(element, "x", reading), _number(element, "y", reading)
    width, height = _number(element, "width", reading), _number(element, "height", reading)
    more = _more(element, ("x", "y", "width", "height", "title"))
    return Frame(x, y, width, height, element.attributes.get("title", ""), more)


def _number(element: Element, name: str, reading: Reading) -> float:
    written = reading.required(element, name)
    try:
        number = float(written or "0")
    except ValueError:
        number = math.nan
    if math.isfinite(number) and len(written) <= 32:
        return number
    reading.bad(element, name, zh="数", en="a number")
    return 0.0


def _more(element: Element, known: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in element.attributes.items() if name not in known and name != SPACE}
