"""The drawing of a flow as a file: SVG, PNG, PDF, a page for the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import lang, say
from flows.drawing.page import Sheet, page
from flows.drawing.picture import picture
from flows.drawing.svg import svg_bytes
from flows.gather import gather
from flows.model import Flow

FORMS = say(
    "图片 (*.png);;矢量图 (*.svg);;PDF 文档 (*.pdf);;网页 (*.html)",
    "Image (*.png);;Vector drawing (*.svg);;PDF document (*.pdf);;Page for a browser (*.html)",
)

SCALE = 2.0
"""Pixels of an image for one of the drawing."""

MOST_PIXELS = 60_000_000
"""A larger image is drawn smaller: 240 MB are needed for so many."""


def export(workspace: Workspace) -> None:
    """Ask for a name and write the drawing; its ending says as what."""
    document = workspace.document
    if document is None:
        return
    before = str((document.path or Path(document.flow.name)).parent / document.flow.name) + ".png"
    title = str(say("导出图形", "Export the drawing"))
    name, chosen = QFileDialog.getSaveFileName(workspace.filing.window, title, before, str(FORMS))
    if name:
        path = Path(name)
        if path.suffix.lower() not in WRITERS:
            path = path.with_name(path.name + _suffix(chosen))
        write(workspace, document, path)


def _suffix(chosen: str) -> str:
    return next((suffix for suffix in WRITERS if f"*{suffix}" in chosen), ".png")


def write(workspace: Workspace, document: FlowDocument, path: Path) -> bool:
    """Write the drawing of a flow to a file; whether that was possible, after saying so."""
    done = WRITERS[path.suffix.lower()](workspace, document, path)
    if done:
        workspace.tell(say("已导出 {}", "Exported {}", path))
    else:
        words = say(
            "{} 写不进去：检查目录、权限和磁盘空间。", "{} cannot be written: see folder, rights, disk.", path
        )
        workspace.tell(words)
    return done


def _svg(document: FlowDocument) -> bytes:
    return svg_bytes(picture(document.flow))


def _write_svg(_: Workspace, document: FlowDocument, path: Path) -> bool:
    return _save(path, _svg(document))


def _write_page(workspace: Workspace, document: FlowDocument, path: Path) -> bool:
    """With every flow that it enters, as they are drawn now where they are open."""
    flows = flows_of(workspace, document)
    pictures = [picture(each) for each in flows]
    sheets = [Sheet(drawn, each) for drawn, each in zip(pictures, flows, strict=True)]
    return _save(path, page(sheets, lang()))


def flows_of(workspace: Workspace, document: FlowDocument) -> list[Flow]:
    """A flow and all that it enters."""
    from flowdesigner.problems.surroundings import OpenFlows, copied, world_of

    flows = OpenFlows([(copied(each.flow, each.path), each.path) for each in workspace.documents])
    flow = copied(document.flow, document.path)
    program = gather(flow, world_of(document.path, flows))
    rest = [unit.flow for unit in program.units.values() if unit.readable and unit.name != flow.name]
    return [document.flow, *rest]


def _save(path: Path, data: bytes) -> bool:
    file = QSaveFile(str(path))
    return file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()


def _write_png(_: Workspace, document: FlowDocument, path: Path) -> bool:
    drawing = QSvgRenderer(QByteArray(_svg(document)))
    size = drawing.defaultSize()
    scale = min(SCALE, (MOST_PIXELS / max(size.width() * size.height(), 1)) ** 0.5)
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image.save(str(path))


def _write_pdf(_: Workspace, document: FlowDocument, path: Path) -> bool:
    """One page, as large as the drawing."""
    drawing = QSvgRenderer(QByteArray(_svg(document)))
    writer = QPdfWriter(str(path))
    writer.setTitle(document.name)
    size = QSizeF(drawing.defaultSize()) * 72 / 96
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    drawing.render(painter)
    return painter.end()


Writer = Callable[[Workspace, FlowDocument, Path], bool]
WRITERS: dict[str, Writer] = {
    ".png": _write_png,
    ".svg": _write_svg,
    ".pdf": _write_pdf,
    ".html": _write_page,
}
"""What writes a drawing, by the ending of the file's name."""
