"""The colours that an author can give to notes and frames: one hue each, mixed with the paper in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from flowdesigner.canvas.pens import brush, pen
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, say
from flows.drawing.hues import hue

TINTS: dict[str, Say] = {
    "yellow": say("黄色", "yellow"),
    "green": say("绿色", "green"),
    "blue": say("蓝色", "blue"),
    "purple": say("紫色", "purple"),
    "red": say("红色", "red"),
    "grey": say("灰色", "grey"),
}
"""By the name that stands in the file: what it is called."""


@lru_cache(maxsize=256)
def mixed(hue_: str, paper: str, share: float) -> str:
    """A paper with a share of a hue in it, 0 to 1."""
    one, other = QColor(hue_), QColor(paper)
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts)).name()


def swatch(name: str) -> QIcon:
    """A round patch of a colour for a menu; an empty one for none."""
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(colours().border, 2.0))
    painter.setBrush(brush(hue(name) or colours().body))
    painter.drawEllipse(4, 4, 24, 24)
    painter.end()
    return QIcon(picture)
