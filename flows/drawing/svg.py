"""A picture as SVG: complete in itself, and with classes by which a page can give it another look."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from flows.drawing import look
from flows.drawing.picture import Picture
from flows.drawing.svg_box import draw_box
from flows.drawing.svg_notes import draw_frame, draw_note
from flows.drawing.svg_parts import Pen, n
from flows.drawing.svg_wire import draw_wire


def svg(picture: Picture, *, heading: bool = True) -> etree._Element:
    """The drawing as an `<svg>` element; `heading`: with the flow's title above it."""
    root = etree.Element(
        "{http://www.w3.org/2000/svg}svg",
        nsmap={None: "http://www.w3.org/2000/svg"},  # type: ignore[dict-item]
    )
    values: Mapping[str, str] = {
        "viewBox": f"0 0 {n(picture.width)} {n(picture.height)}",
        "width": n(picture.width),
        "height": n(picture.height),
        "font-family": look.FONT,
        "class": "flow",
        "data-flow": picture.name,
        "role": "img",
    }
    for name, value in values.items():
        root.set(name, value)
    pen = Pen(root)
    pen.text_element("title", picture.title)
    pen.rect(0, 0, picture.width, picture.height, "canvas", fill=look.PAPER)
    if heading:
        _heading(pen, picture)
    for frame in picture.frames:
        draw_frame(pen, frame)
    wires = pen.group("wires")
    # Arrows that lead on stand above those that lead back, faults and marks above both.
    for wire in sorted(picture.wires, key=lambda wire: (bool(wire.mark), wire.fault, not wire.route.back)):
        draw_wire(wires, wire)
    for note in picture.notes:
        draw_note(pen, note)
    for box in picture.boxes:
        draw_box(pen, box)
    return root


def _heading(pen: Pen, picture: Picture) -> None:
    group = pen.group("heading")
    group.text(look.MARGIN, look.MARGIN + 8, picture.title, 18, "heading-title", fill=look.INK, weight=700)
    name = picture.name if picture.title != picture.name else ""
    group.text(look.MARGIN, look.MARGIN + 27, name, look.WORDS, "heading-name", fill=look.QUIET)


def svg_bytes(picture: Picture) -> bytes:
    """The drawing as a file."""
    found: bytes = etree.tostring(svg(picture), encoding="UTF-8", xml_declaration=True)
    return found
