"""The texts of a node with their places, laid out when they are painted for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText

from flowdesigner.canvas.pens import static, type_face
from flowdesigner.words.say import tongue
from flows.drawing import look
from flows.drawing.content import Content
from flows.drawing.text import wrapped

LARGE = 21.0
"""The size of the type of a title that is read from afar."""


class Placed(NamedTuple):
    """A text and its upper left corner, from that of the frame."""

    text: QStaticText
    at: QPointF
    face: QFont


class KeyBox(NamedTuple):
    """The keys of an exit in their little box."""

    box: QRectF
    text: Placed


class Texts:
    """`title`, `kind`, `words`, exits with their keys, flags; `large`: the title as it is read from afar."""

    def __init__(self, content: Content) -> None:
        bold = type_face(look.TITLE, True, tongue())
        plain, small = type_face(look.WORDS, False, tongue()), type_face(look.SMALL, False, tongue())
        strong = type_face(look.SMALL, True, tongue())
        left = look.SIDE + look.ICON + 9
        y = 9.0
        self.title = [
            _line(line, left, y + number * look.TITLE_LINE, look.TITLE_LINE, bold)
            for number, line in enumerate(content.title)
        ]
        y += len(content.title) * look.TITLE_LINE
        self.kind = _line(content.kind, left, y, 13.0, small)
        self.words_box = QRectF()
        self.words: list[Placed] = []
        if content.words:
            top = look.head(len(content.title), 0) - 3
            height = 8 + len(content.words) * look.WORDS_LINE
            self.words_box = QRectF(look.SIDE, top, look.BOX - 2 * look.SIDE, height)
            self.words = [
                _line(line, look.SIDE + look.INSET, top + 4 + n * look.WORDS_LINE, look.WORDS_LINE, plain)
                for n, line in enumerate(content.words)
            ]
        self.large = [
            _line(line, 52.0, 6.0 + number * LARGE * 1.25, LARGE * 1.25, type_face(LARGE, True, tongue()))
            for number, line in enumerate(wrapped(_joined(content.title), look.BOX - 60, LARGE, 2, bold=True))
        ]
        self.exits: list[Placed] = []
        self.keys: list[KeyBox] = []
        for row in content.rows:
            self._row(row.label, row.keys, row.y - content.top, plain, strong)
        self.flags: list[Placed] = []
        x = 8.0
        for flag in content.flags:
            wide = QFontMetricsF(strong).horizontalAdvance(flag.text)
            at = x + (flag.width - wide) / 2
            self.flags.append(_line(flag.text, at, -look.FLAG + 2, 16.0, strong))
            x += flag.width + look.FLAG_GAP

    def _row(self, label: str, keys: str, y: float, plain: QFont, strong: QFont) -> None:
        right = look.BOX - look.SIDE
        wide = QFontMetricsF(plain).horizontalAdvance(label)
        self.exits.append(_line(label, right - wide, y - look.ROW / 2, look.ROW, plain))
        if keys:
            across = max(QFontMetricsF(strong).horizontalAdvance(keys) + 10, 18.0)
            box = QRectF(right - wide - 8 - across, y - 7, across, 14)
            inside = QFontMetricsF(strong).horizontalAdvance(keys)
            text = _line(keys, box.center().x() - inside / 2, box.top(), box.height(), strong)
            self.keys.append(KeyBox(box, text))


def _joined(lines: Sequence[str]) -> str:
    """A title that was broken into lines, whole again: Latin was broken at a blank, Chinese anywhere."""
    whole = ""
    for line in lines:
        blank = " " if whole and whole[-1].isascii() and line[:1].isascii() else ""
        whole += blank + line
    return whole


def _line(text: str, x: float, top: float, height: float, face: QFont) -> Placed:
    """A text in the middle of a line of that height."""
    own = QFontMetricsF(face).height()
    return Placed(static(text, face), QPointF(x, top + (height - own) / 2), face)
