"""The colours of notes and frames: a hue for each name in the file, and how a drawing mixes it with paper."""

from __future__ import annotations

import re
from collections.abc import Mapping

HUES: Mapping[str, str] = {
    "yellow": "#e0b000",
    "green": "#22a35a",
    "blue": "#2f7fe6",
    "purple": "#8457d6",
    "red": "#dc4650",
    "grey": "#7b8794",
}
"""By the name that stands in the file, as `#rrggbb`."""

COLOUR = "colour"
"""The attribute of a note or a frame in the file that says its colour."""

NOTE_SHARE, NOTE_EDGE, FRAME_SHARE = 0.2, 0.5, 0.16
"""How much of the hue is in a note's paper and edge, and in the area of a frame, 0 to 1."""

_OWN = re.compile("#[0-9a-fA-F]{6}")


def hue(colour: str) -> str:
    """The hue `#rrggbb` of a name, or of an author's own `#rrggbb`; empty for none, and for one not known."""
    return HUES.get(colour) or (colour if _OWN.fullmatch(colour) else "")
