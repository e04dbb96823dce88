"""How a drawing is spread over sheets of paper: on one while it can be read there, else over a grid."""

from __future__ import annotations

import math
from dataclasses import dataclass

NATURAL = 25.4 / 96
"""Millimetres of a pixel of a drawing at its own size (CSS: 96 to the inch)."""
MOST_SCALE = 1.25
"""A small flow is not blown up beyond this."""
LEAST_SCALE = 0.6
"""Smaller than this the words in a node cannot be read: a flow is spread over several sheets instead."""
OVERLAP = 8.0
"""Millimetres that neighbouring sheets have in common, to put them together."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet: its place in the grid from 0, and the part of the drawing on it, in its pixels."""

    row: int
    column: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The sheets, row by row; `scale`: millimetres of a pixel of the drawing."""

    scale: float
    rows: int
    columns: int
    tiles: tuple[Tile, ...]


def spread(width: float, height: float, room_width: float, room_height: float) -> Spread:
    """A drawing, in pixels, on sheets with so much room, in millimetres."""
    width, height = max(width, 1.0), max(height, 1.0)
    fit = min(room_width / (width * NATURAL), room_height / (height * NATURAL))
    if fit >= LEAST_SCALE:
        scale = min(fit, MOST_SCALE) * NATURAL
        return Spread(scale, 1, 1, (Tile(0, 0, 0.0, 0.0, width, height),))
    columns, step_x = _steps(width * LEAST_SCALE * NATURAL, room_width)
    rows, step_y = _steps(height * LEAST_SCALE * NATURAL, room_height)
    # As large as so many sheets hold, but not larger than it is.
    filled = min((room_width + (columns - 1) * step_x) / width, (room_height + (rows - 1) * step_y) / height)
    scale = min(filled, NATURAL)
    tiles = tuple(
        Tile(
            row,
            column,
            column * step_x / scale,
            row * step_y / scale,
            min(room_width / scale, width - column * step_x / scale),
            min(room_height / scale, height - row * step_y / scale),
        )
        for row in range(rows)
        for column in range(columns)
    )
    return Spread(scale, rows, columns, tiles)


def _steps(length: float, room: float) -> tuple[int, float]:
    """How many sheets a length needs, and how far each begins behind the one before; in millimetres."""
    if length <= room:
        return 1, room
    step = max(room - OVERLAP, room / 2)
    return math.ceil((length - room) / step) + 1, step
