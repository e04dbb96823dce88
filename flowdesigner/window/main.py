"""The main window: documents in the middle, panels around them, menus above, sentences below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from flowdesigner.actions.book import CANVAS, Book
from flowdesigner.actions.sheet import Sheet
from flowdesigner.actions.standard import ACTIONS
from flowdesigner.canvas.commands import COMMANDS
from flowdesigner.palette.quick_add import QuickAdd
from flowdesigner.problems.checker import Checker
from flowdesigner.problems.marks import Marks
from flowdesigner.projects.actions import PROJECTS
from flowdesigner.properties.hearing import Hearing
from flowdesigner.session import restore
from flowdesigner.session.places import Places
from flowdesigner.session.recent import Recent
from flowdesigner.theme import colours, theme
from flowdesigner.window.crumbs import Crumbs
from flowdesigner.window.docks import Docks
from flowdesigner.window.menus import build
from flowdesigner.window.own_actions import own_actions
from flowdesigner.window.panels import PANELS
from flowdesigner.window.tabs import show_tabs
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues

SIZE = QSize(1440, 900)

TOLD_FOR = 8000
"""Milliseconds that a sentence stays in the status bar."""

EVERYWHERE = ("undo", "redo", "duplicate", "zoom_in", "zoom_out", "zoom_100", "fit", "arrange")
"""Commands of the canvas whose keys work in the panels too, where these have no use for them."""


class MainWindow(QMainWindow):
    """The window of one designer. What panels and actions need of it is in `workspace`."""

    def __init__(self) -> None:
        super().__init__()
        self.workspace = Workspace(self)
        self.sheet: Sheet | None = None
        self._closed = False
        self.checker = Checker(self.workspace)
        self.places = Places(self.workspace)
        self.recent = Recent(self.workspace)
        QuickAdd(self.workspace)
        Marks(self.workspace)
        self._middle()
        self.resize(SIZE)
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)
        self.docks = Docks(self, self.workspace, PANELS)
        self.book = Book(
            self.workspace, self, (*PROJECTS, *ACTIONS, *own_actions(self), *self.docks.actions())
        )
        self.menus = build(self, self.book)
        self._recent_menu()
        self.workspace.told.connect(self.tell)
        tongues().changed.connect(self._looks)
        theme().changed.connect(self._looks)
        follow(self, "setWindowTitle", say("Callwright 设计器", "Callwright designer"))
        self.statusBar()

    def _middle(self) -> None:
        area = self.workspace.area
        area.setBackground(QColor(colours().paper))
        show_tabs(area)
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Crumbs(self.workspace))
        layout.addWidget(area, 1)
        self.setCentralWidget(middle)

    def _recent_menu(self) -> None:
        menu = self.menus["file"]
        before: QAction = self.book.made["file.save"]
        menu.insertMenu(before, self.recent.menu(menu))
        menu.insertSeparator(before)

    def begin(self, files: Sequence[Path]) -> None:
        """Show the window as it was left, what was lost, and `files`, else those of the last session."""
        restore.wear(self.workspace)
        restored = restore.restore_window(self, self.workspace)
        self.show()
        if not restored:
            self.resize(SIZE.boundedTo(self.screen().availableSize()))
            self.docks.size()
        for document in self.workspace.filing.offered_back():
            self.workspace.add(document)
        for file in files:
            self.workspace.open(file)
        if not files:
            restore.restore_files(self.workspace)
        if not self.workspace.documents:
            self.workspace.new()

    def _looks(self) -> None:
        self.workspace.area.setBackground(QColor(colours().paper))
        restore.keep_looks(self.workspace, theme().shade)

    def tell(self, sentence: Say) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(str(sentence), TOLD_FOR)

    def show_sheet(self) -> None:
        """Show the sheet of keys."""
        if self.sheet is None:
            self.sheet = Sheet(self.book, self)
        self.sheet.write()
        self.sheet.show()
        self.sheet.raise_()

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys that no panel wanted: Esc leaves for the drawing, undo and the like mean the same anywhere."""
        if event.key() == Qt.Key.Key_Escape and self.book.run("go.drawing"):
            return
        pressed = QKeySequence(event.keyCombination())
        for command in COMMANDS:
            if command.id in EVERYWHERE and any(QKeySequence(keys) == pressed for keys in command.keys):
                self.book.run(CANVAS + command.id)
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files may be dropped anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open the files."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.workspace.open(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Back in front: look whether the files are as they were."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            for document in self.workspace.documents:
                document.file.look()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close every document, unless its author wants to stay; then nothing of the window runs on."""
        restore.keep(self, self.workspace)
        for page in self.workspace.pages:
            if not page.close():
                event.ignore()
                return
        self.checker.end()
        if not self._closed:
            self._closed = True
            self.workspace.closing.emit()
            for hearing in self.findChildren(Hearing):
                hearing.stop()
            tongues().changed.disconnect(self._looks)
            theme().changed.disconnect(self._looks)
        event.accept()
