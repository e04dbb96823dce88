"""The icons of node types, as parts of a drawing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lxml import etree

SIZE = 24.0
"""Icons are drawn on a square of this size."""


@cache
def _icon(name: str) -> bytes | None:
    path = files("nodes") / "icons" / f"{name}.svg"
    return path.read_bytes() if name.isidentifier() and path.is_file() else None


def icon(type_id: str, category: str) -> list[etree._Element]:
    """The shapes of a type's icon: its own, else that of its category; none for an unknown type."""
    data = _icon(type_id) or _icon(category)
    return list(etree.fromstring(data)) if data else []
