"""Fonts, pens and brushes of the canvas, made once for each theme and language."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen, QStaticText, QTextOption

from flowdesigner.theme import font


@lru_cache(maxsize=32)
def type_face(pixels: float, bold: bool = False, tongue: str = "zh_CN") -> QFont:
    """A font by the height of its type in pixels."""
    made = font(10.0, tongue)
    made.setPixelSize(round(pixels))
    made.setBold(bold)
    return made


@lru_cache(maxsize=256)
def pen(colour: str, width: float = 1.0, dashed: bool = False) -> QPen:
    """A pen with round ends."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@lru_cache(maxsize=256)
def brush(colour: str) -> QBrush:
    """A brush."""
    return QBrush(QColor(colour))


def static(text: str, face: QFont) -> QStaticText:
    """A text that is laid out once."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    made.setTextOption(option)
    made.prepare(font=face)
    return made


NO_PEN = QPen(Qt.PenStyle.NoPen)
NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)
