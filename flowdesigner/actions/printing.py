"""The drawing of a flow on paper: a head with name, date and number on each sheet, below it the drawing."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime
from typing import cast

from PySide6.QtCore import QByteArray, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPagedPaintDevice, QPageLayout, QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer

from flowdesigner.actions.pages import Spread, Tile, spread
from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say, tongue
from flows.drawing.picture import picture
from flows.drawing.svg import svg_bytes

MARGIN = 10.0
"""Millimetres around all on a sheet."""
HEAD = 9.0
"""Millimetres of the head, with the room below it."""
HEAD_POINTS = 9.0
PROBE = 3000
"""Pixels of the longer side of a small picture of the whole, in which is looked for empty sheets."""
PAPER = 250
"""Anything darker is ink, of 255."""
INK, LINE = "#1c2733", "#9aa7b5"
PAGE = say("第 {} 页，共 {} 页", "Page {} of {}")
PLACE = say("（第 {} 行第 {} 列）", "(row {}, column {})")


def print_(workspace: Workspace) -> None:
    """Ask for a printer and print the drawing of the flow in front."""
    document = workspace.document
    if document is None:
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(document, printer)
    dialog = QPrintDialog(printer, workspace.filing.window)
    sheets = len(spread_on(printer, drawing_of(document)).tiles)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, sheets > 1)
    dialog.setMinMax(1, sheets)
    if not dialog.exec():
        return
    if not print_to(document, printer, datetime.now()):
        workspace.tell(say("打印机没有接受。", "The printer does not take it."))


def prepare(document: FlowDocument, printer: QPrinter) -> None:
    """Name the work, and turn the paper as the drawing needs the fewest sheets."""
    printer.setDocName(document.name)
    printer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    drawing = drawing_of(document)
    ways = (QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape)
    sheets = {}
    for way in ways:
        printer.setPageOrientation(way)
        laid = spread_on(printer, drawing)
        sheets[way] = (len(laid.tiles), -laid.scale)
    printer.setPageOrientation(min(ways, key=lambda way: sheets[way]))


def drawing_of(document: FlowDocument) -> QSvgRenderer:
    """The drawing of the flow as it is now."""
    return QSvgRenderer(QByteArray(svg_bytes(picture(document.flow))))


def spread_on(device: QPagedPaintDevice, drawing: QSvgRenderer) -> Spread:
    """How a drawing is spread over sheets of a device; those on which nothing would stand are left out."""
    room = device.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    size = drawing.defaultSize()
    laid = spread(size.width(), size.height(), room.width(), room.height() - HEAD)
    if len(laid.tiles) == 1:
        return laid
    scale = min(1.0, PROBE / max(size.width(), size.height()))
    probe = QImage(size * scale, QImage.Format.Format_Grayscale8)
    probe.fill(Qt.GlobalColor.white)
    painter = QPainter(probe)
    drawing.render(painter)
    painter.end()
    return replace(laid, tiles=tuple(each for each in laid.tiles if _inked(probe, each, scale)))


def _inked(probe: QImage, tile: Tile, scale: float) -> bool:
    """Whether anything of a small picture of the whole stands on a sheet."""
    left, top = int(tile.x * scale), int(tile.y * scale)
    width, height = math.ceil(tile.width * scale), math.ceil(tile.height * scale)
    part = probe.copy(left, top, min(width, probe.width() - left), min(height, probe.height() - top))
    lines = (cast(memoryview, part.constScanLine(row))[: part.width()] for row in range(part.height()))
    return any(min(line, default=PAPER) < PAPER for line in lines)


def print_to(document: FlowDocument, printer: QPrinter, when: datetime) -> bool:
    """Print the sheets that are wanted; whether the printer took them."""
    drawing = drawing_of(document)
    laid = spread_on(printer, drawing)
    wanted = range(1, len(laid.tiles) + 1)
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        wanted = range(printer.fromPage(), min(printer.toPage(), len(laid.tiles)) + 1)
    painter = QPainter()
    if not wanted or not painter.begin(printer):
        return False
    for number in wanted:
        if number != wanted[0] and not printer.newPage():
            painter.end()
            return False
        _sheet(painter, document, drawing, laid, number, when)
    return painter.end()


def _sheet(
    painter: QPainter,
    document: FlowDocument,
    drawing: QSvgRenderer,
    laid: Spread,
    number: int,
    when: datetime,
) -> None:
    """One sheet, the first is 1."""
    tile = laid.tiles[number - 1]
    device = painter.device()
    unit = device.logicalDpiX() / 25.4
    painter.save()
    _head(painter, QRectF(0, 0, device.width(), HEAD * unit), document, laid, number, when)
    painter.translate(0, HEAD * unit)
    pixel = laid.scale * unit
    painter.setClipRect(QRectF(0, 0, tile.width * pixel, tile.height * pixel))
    size = drawing.defaultSize()
    whole = QRectF(-tile.x * pixel, -tile.y * pixel, size.width() * pixel, size.height() * pixel)
    drawing.render(painter, whole)
    painter.restore()


def _head(
    painter: QPainter, room: QRectF, document: FlowDocument, laid: Spread, number: int, when: datetime
) -> None:
    """Name and title on the left, date and number of the sheet on the right, a line below."""
    font = QFont(painter.font())
    font.setPointSizeF(HEAD_POINTS)
    painter.setFont(font)
    painter.setPen(QColor(INK))
    words = QRectF(room.left(), room.top(), room.width(), room.height() * 0.6)
    right = "   ".join([date_words(when), *number_words(laid, number)])
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, right)
    left = words.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(right) * 1.05, 0)
    flow = document.flow
    name = f"{flow.title}  ({flow.name})" if flow.title else flow.name
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(left.width()))
    painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, shown)
    painter.setPen(QPen(QColor(LINE), room.height() / 60))
    line = words.bottom()
    painter.drawLine(QPointF(room.left(), line), QPointF(room.right(), line))


def date_words(when: datetime) -> str:
    """Date and time as the language in force writes them."""
    shown = QLocale(tongue()).toString(when.date(), QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]
    return f"{shown} {when:%H:%M}"


def number_words(laid: Spread, number: int) -> list[str]:
    """Which sheet it is, and where it lies; nothing where there is but one."""
    if len(laid.tiles) == 1:
        return []
    tile = laid.tiles[number - 1]
    place = say(PLACE.zh, PLACE.en, tile.row + 1, tile.column + 1)
    return [str(say(PAGE.zh, PAGE.en, number, len(laid.tiles))), str(place)]
