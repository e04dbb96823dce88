"""The signs on the buttons of the phone and of the trace, drawn in the colour of the window's text."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from flowdesigner.theme import colours

_LINE = 'fill="none" stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_SIGNS = {
    "start": '<path d="M7 4.5v15l12.5-7.5z" fill="{good}"/>',
    "stop": '<rect x="5.5" y="5.5" width="13" height="13" rx="2" fill="{fault}"/>',
    "pause": '<rect x="6" y="5" width="4" height="14" rx="1" fill="{ink}"/>'
    '<rect x="14" y="5" width="4" height="14" rx="1" fill="{ink}"/>',
    "go": '<rect x="5" y="5" width="3" height="14" rx="1" fill="{ink}"/>'
    '<path d="M11 5v14l9-7z" fill="{good}"/>',
    "step": f'<path d="M4 9c3-5 10-5 14 0" {_LINE}/><path d="M18.6 3.8v5.6H13" {_LINE}/>'
    '<circle cx="11" cy="17" r="3" fill="{ink}"/>',
    "back": f'<path d="M20 9c-3-5-10-5-14 0" {_LINE}/><path d="M5.4 3.8v5.6H11" {_LINE}/>'
    '<circle cx="13" cy="17" r="3" fill="{ink}"/>',
    "restart": f'<path d="M18.5 9.5a7 7 0 1 0 .5 4.5" {_LINE}/><path d="M19.5 4v6H14" {_LINE}/>',
    "record": f'<circle cx="12" cy="12" r="8" {_LINE}/><circle cx="12" cy="12" r="4.2" fill="{{fault}}"/>',
}
SIZE = 20


def sign(name: str, ratio: float = 2.0) -> QIcon:
    """The icon of that name; make it anew when the theme changes."""
    wanted = colours()
    icon = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, wanted.ink), (QIcon.Mode.Disabled, wanted.border)):
        pale = mode == QIcon.Mode.Disabled
        good, fault = (wanted.border,) * 2 if pale else (wanted.good, wanted.fault)
        drawn = _SIGNS[name].format(ink=ink, good=good, fault=fault)
        data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{drawn}</svg>'
        pixmap = QPixmap(QSize(round(SIZE * ratio), round(SIZE * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(data.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap, mode)
    return icon
