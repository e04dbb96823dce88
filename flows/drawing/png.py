"""A picture as pixels, by resvg, which comes with the extra [draw]."""

from __future__ import annotations

from flows.drawing.picture import Picture
from flows.drawing.svg import svg_bytes

MOST_PIXELS = 60_000_000
"""A larger picture is drawn smaller: 240 MB are needed for so many."""


def scale_of(picture: Picture, scale: float) -> float:
    """`scale`, or the largest at which the picture has no more than MOST_PIXELS."""
    pixels: float = picture.width * picture.height
    most: float = (MOST_PIXELS / pixels) ** 0.5
    return min(scale, most)


def png_bytes(picture: Picture, scale: float = 2.0) -> bytes:
    """A PNG file, `scale` pixels for one of the SVG. Raises ModuleNotFoundError without resvg_py."""
    import resvg_py

    zoom = scale_of(picture, scale)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg_bytes(picture).decode(),
            width=round(picture.width * zoom),
            height=round(picture.height * zoom),
            background="#ffffff",
        )
    )
