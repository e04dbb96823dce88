"""The main window: documents in the middle, panels around them, menus above, sentences below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMdiArea

from flowdesigner.actions.book import Book
from flowdesigner.actions.standard import ACTIONS
from flowdesigner.palette.quick_add import QuickAdd
from flowdesigner.problems.checker import Checker
from flowdesigner.problems.marks import Marks
from flowdesigner.window.docks import Docks
from flowdesigner.window.menus import build
from flowdesigner.window.panels import PANELS
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say

SIZE = QSize(1440, 900)

TOLD_FOR = 8000
"""Milliseconds that a sentence stays in the status bar."""


class MainWindow(QMainWindow):
    """The window of one designer. What panels and actions need of it is in `workspace`."""

    def __init__(self) -> None:
        super().__init__()
        self.workspace = Workspace(self)
        area = self.workspace.area
        area.setViewMode(QMdiArea.ViewMode.TabbedView)
        area.setTabsClosable(True)
        area.setTabsMovable(True)
        area.setDocumentMode(True)
        self.setCentralWidget(area)
        self.resize(SIZE)
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)
        QuickAdd(self.workspace)
        self.checker = Checker(self.workspace)
        Marks(self.workspace)
        self.docks = Docks(self, self.workspace, PANELS)
        self.book = Book(self.workspace, self, (*ACTIONS, *self.docks.actions()))
        self.menus = build(self, self.book)
        self.workspace.told.connect(self.tell)
        follow(self, "setWindowTitle", say("Callwright 设计器", "Callwright designer"))
        self.statusBar()

    def tell(self, sentence: Say) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(str(sentence), TOLD_FOR)

    def offer_back(self) -> None:
        """Offer what a designer left behind that was lost."""
        for document in self.workspace.filing.offered_back():
            self.workspace.add(document)

    # --- events

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
        """Close every document, unless its author wants to stay."""
        for page in self.workspace.pages:
            if not page.close():
                event.ignore()
                return
        self.checker.end()
        event.accept()
