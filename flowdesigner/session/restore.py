"""The last session brought back: which files were open, what was seen of each, where the panels were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QMainWindow, QMdiArea

from flowdesigner.document.desk import FlowDocument
from flowdesigner.theme import Shade, dress
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import TONGUES, speak, tongue

VERSION = 1
"""Counts up when the panels are others than before, so that an old arrangement is not taken for theirs."""

OPEN, CURRENT, WINDOW, DOCKS, TABS, SHADE, TONGUE = (
    "open files",
    "current file",
    "window",
    "docks",
    "tabs",
    "shade",
    "language",
)


def keep_looks(workspace: Workspace, shade: Shade) -> None:
    """Remember language and light or dark, as the author chose them."""
    workspace.memory.keep(TONGUE, tongue())
    workspace.memory.keep(SHADE, shade)


def wear(workspace: Workspace) -> None:
    """The language and the shade that the author chose; without a choice those of the desktop."""
    # Both are read first: a switch of one is remembered, and with it the other as it is then.
    wanted, shade = workspace.memory.text(TONGUE), workspace.memory.text(SHADE)
    for each in TONGUES:
        if each == wanted:
            speak(each)
    application = QApplication.instance()
    if shade in ("light", "dark") and isinstance(application, QApplication):
        dress(application, "dark" if shade == "dark" else "light")


def keep(window: QMainWindow, workspace: Workspace) -> None:
    """Remember the session, before the window is closed."""
    memory = workspace.memory
    memory.keep(OPEN, [_seen(workspace, each) for each in workspace.documents if each.path is not None])
    current = workspace.document.path if workspace.document is not None else None
    memory.keep(CURRENT, str(current or ""))
    memory.keep(TABS, workspace.area.viewMode() == QMdiArea.ViewMode.TabbedView)
    memory.keep(WINDOW, _text(window.saveGeometry()))
    memory.keep(DOCKS, _text(window.saveState(VERSION)))


def restore_window(window: QMainWindow, workspace: Workspace) -> bool:
    """Put the panels where they were; False if nothing is remembered, or of another version."""
    memory = workspace.memory
    if not memory.flag(TABS, True):
        workspace.area.setViewMode(QMdiArea.ViewMode.SubWindowView)
    layout = window.layout()
    if layout is not None:
        # Until it has counted the panels anew it takes the window for wider than any screen.
        layout.activate()
    window.restoreGeometry(_bytes(memory.text(WINDOW)))
    return window.restoreState(_bytes(memory.text(DOCKS)), VERSION)


def restore_files(workspace: Workspace) -> None:
    """Open the files that were open; those that are gone are left out without a word."""
    memory = workspace.memory
    for record in memory.records(OPEN):
        path = Path(str(record.get("file", "")))
        if path.is_file():
            document = workspace.open(path)
            if document is not None:
                _look(workspace, document, record)
    current = memory.text(CURRENT)
    document = workspace.opened(Path(current)) if current else None
    if document is not None:
        workspace.bring(document)


def _seen(workspace: Workspace, document: FlowDocument) -> dict[str, Any]:
    canvas = workspace.canvas_of(document)
    assert canvas is not None
    middle = canvas.seen().center()
    return {
        "file": str(document.path),
        "scale": canvas.scale_now,
        "x": middle.x(),
        "y": middle.y(),
        "node": document.selection.current,
    }


def _look(workspace: Workspace, document: FlowDocument, record: dict[str, Any]) -> None:
    canvas = workspace.canvas_of(document)
    if canvas is None:
        return
    node = str(record.get("node", ""))
    if node in document.flow.nodes:
        document.selection.set([node])
    numbers = [record.get(name) for name in ("scale", "x", "y")]
    scale, x, y = (float(each) if isinstance(each, int | float) else 0.0 for each in numbers)
    if scale > 0:
        canvas.zoom_to(scale)
        canvas.centerOn(x, y)


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
