"""Pieces of SVG: rectangles, circles, lines and words with a look and a class."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

SVG = "http://www.w3.org/2000/svg"


def n(value: float) -> str:
    """A number as short as it can be written: two digits behind the point at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


class Pen:
    """Draws into one element."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def _add(self, tag: str, class_: str, values: dict[str, object]) -> etree._Element:
        child = etree.SubElement(self.element, f"{{{SVG}}}{tag}")
        if class_:
            child.set("class", class_)
        for name, value in values.items():
            if value is not None and value != "":
                written = n(value) if isinstance(value, int | float) else str(value)
                child.set(name.rstrip("_").replace("_", "-"), written)
        return child

    def group(self, class_: str, **values: object) -> Pen:
        """A group; what is drawn with the answer is in it."""
        return Pen(self._add("g", class_, values))

    def rect(self, x: float, y: float, width: float, height: float, class_: str, **values: object) -> None:
        """A rectangle."""
        self._add("rect", class_, {"x": x, "y": y, "width": width, "height": height, **values})

    def circle(self, x: float, y: float, r: float, class_: str, **values: object) -> None:
        """A circle."""
        self._add("circle", class_, {"cx": x, "cy": y, "r": r, **values})

    def path(self, d: str, class_: str, **values: object) -> None:
        """A line as `d` describes it."""
        self._add("path", class_, {"d": d, **values})

    def text(
        self, x: float, y: float, words: str, size: float, class_: str, *, weight: int = 0, **values: object
    ) -> None:
        """Words from x on, their foot at y."""
        if words:
            look = {"x": x, "y": y, "font-size": size, "font-weight": weight or None, **values}
            self._add("text", class_, look).text = words

    def text_element(self, tag: str, words: str) -> None:
        """An element that holds words for machines or as a tool tip."""
        self._add(tag, "", {}).text = words

    def put(self, elements: Iterable[etree._Element]) -> None:
        """Take elements that are drawn already."""
        self.element.extend(elements)
