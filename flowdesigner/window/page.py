"""One document in the middle of the window: its canvas in a tab or a free window, its title with a star."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMdiSubWindow

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.hits import Hit
from flowdesigner.document.desk import FlowDocument
from flowdesigner.words.qt import rename_menu
from flowdesigner.words.say import say, tongues


class Page(QMdiSubWindow):
    """One document with its canvas. `may_close` is asked before anything is lost."""

    menu_opening = Signal(object, object)
    """The menu (QMenu) of the right button on a Hit is about to be shown: add to it."""
    closed = Signal()
    """It is gone for good; its document is closed."""

    def __init__(self, document: FlowDocument, may_close: Callable[[Page], bool]) -> None:
        super().__init__()
        self.document = document
        self.may_close = may_close
        self.gone = False
        """It is closed; Qt lists it until it has time to delete it."""
        self.canvas = Canvas(document)
        self.setWidget(self.canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.canvas.menu_wanted.disconnect(self.canvas.show_menu)
        self.canvas.menu_wanted.connect(self._show_menu)
        document.title_changed.connect(self.retitle)
        document.changed.connect(self.retitle)
        tongues().changed.connect(self.retitle)
        tongues().changed.connect(self._rename_menu)
        self.retitle()

    def retitle(self, _: object = None) -> None:
        """The title, with a star while there is something to save; the file as a tooltip of the tab."""
        if self.gone:
            return
        read_only = say("（只读）", " (read-only)") if self.document.file.read_only else ""
        self.setWindowTitle(f"{self.document.name}{read_only}[*]")
        self.setWindowModified(self.document.modified)
        self.setToolTip(str(self.document.path or ""))

    def _rename_menu(self) -> None:
        if not self.gone:
            rename_menu(self.systemMenu())

    def _show_menu(self, hit: Hit, where: QPoint) -> None:
        menu = self.canvas.menu(hit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opening.emit(hit, menu)
        menu.popup(where)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask before anything is lost."""
        if self.gone:
            event.accept()
            return
        if not self.may_close(self):
            event.ignore()
            return
        self.gone = True
        self.document.close()
        # It is the window's, not the page's: without this it would live on and look at a view that is gone.
        self.canvas.minimap.hide()
        self.canvas.minimap.deleteLater()
        event.accept()
        self.closed.emit()
