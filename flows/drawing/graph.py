"""What a layout is given and what it answers: boxes with sizes, links between them, places and routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Point = tuple[float, float]
"""x to the right, y downwards, in pixels at a scale of 1."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A box to place. `entry` is where links come in on its left side, `back` where links from behind do.

    Both are measured from its upper edge; `top` says whether links may come in from above as well.
    """

    id: str
    width: float
    height: float
    entry: float
    back: float
    top: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from the right side of `source`, `port` below its upper edge, to `target`."""

    source: str
    port: float
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a link from port to entry, horizontal and vertical in turn; `back`: it leads back."""

    link: Link
    points: tuple[Point, ...]
    back: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where every box stands (its upper left corner), and how every link runs."""

    spots: Mapping[str, Point] = field(default_factory=dict)
    routes: Sequence[Route] = ()


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The same line without corners that are none."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
