"""The panel with the small map of the flow in front."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace


class Navigator(QStackedWidget):
    """Shows the minimap of the canvas in front."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._nothing = QWidget()
        self.addWidget(self._nothing)
        self.setMinimumSize(160, 110)
        workspace.document_opened.connect(self._opened)
        workspace.current_changed.connect(self._show)

    def _opened(self, document: FlowDocument) -> None:
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            self.addWidget(canvas.minimap)

    def _show(self, document: FlowDocument | None) -> None:
        canvas = self._workspace.canvas_of(document) if document is not None else None
        shown = canvas.minimap if canvas is not None else self._nothing
        self.setCurrentWidget(shown)
        self.setFocusProxy(shown)
