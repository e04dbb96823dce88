"""Writes pictures as small PNG files of at most 256 colours, the same bytes for the same picture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter

MOST = 256
KEPT = 0xF8
"""The bits of a channel that tell colours apart: what differs less is one colour."""


def write_png(image: QImage, path: Path) -> None:
    """Write a picture; transparency is white. Raises OSError."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    table = _table(plain)
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    small.setText("", "")
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(small):
        raise OSError(f"{path} cannot be written: {writer.errorString()}")


def _table(image: QImage) -> list[int]:
    """The colours most used; of those that nearly are one, the one most used."""
    pixels = memoryview(image.constBits()).cast("I")
    counted = Counter(pixels)
    merged: Counter[int] = Counter()
    first: dict[int, int] = {}
    mask = KEPT << 16 | KEPT << 8 | KEPT
    for colour, number in counted.most_common():
        merged[colour & mask] += number
        first.setdefault(colour & mask, colour | 0xFF000000)
    return [first[each] for each, _ in merged.most_common(MOST)]
