"""The icons of node types as pixmaps, drawn once for each size and screen."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nodes.registry import node_types

UNKNOWN = "unknown"
"""The icon of a type that is not installed."""

_UNKNOWN = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
<rect x="1" y="1" width="22" height="22" rx="6" fill="#8a94a1"/>
<path d="M9 9.2a3 3 0 1 1 4.4 2.6c-.9.5-1.4 1.1-1.4 2.2v.3" fill="none" stroke="#fff" stroke-width="1.8"
 stroke-linecap="round"/><circle cx="12" cy="17.6" r="1.2" fill="#fff"/></svg>"""


def category_of(type_id: str) -> str:
    """The category of a node type, empty for an unknown one."""
    cls = node_types().get(type_id)
    return cls.category if cls else ""


@cache
def icon_data(type_id: str) -> bytes:
    """The SVG of a type: its own, else that of its category, else a question mark."""
    for name in (type_id, category_of(type_id)):
        path = files("nodes") / "icons" / f"{name}.svg"
        if name.isidentifier() and path.is_file():
            return path.read_bytes()
    return _UNKNOWN


@lru_cache(maxsize=512)
def pixmap(type_id: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon of a type, `size` pixels of a screen whose pixels are `ratio` times as fine."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(icon_data(type_id))).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
