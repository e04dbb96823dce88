"""The page of changes: the list, and the same on the open drawings in colours, if wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.publishing.changes import Changes
from flowdesigner.theme import theme
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say


class ChangesPage(QWidget):
    """What would change in a document and in the flows that it enters."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._document: FlowDocument | None = None
        self.on_drawing = QCheckBox()
        self.on_drawing.setChecked(True)
        self.list = Changes()
        follow(self.on_drawing, "setText", say("在图上标出", "Show on the drawing"))
        tip = say("绿：新增；橙：不同", "Green: new; amber: different")
        follow(self.on_drawing, "setToolTip", tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.on_drawing)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.wanted.connect(self._go)
        self.on_drawing.toggled.connect(self._colour)
        theme().changed.connect(self._colour)
        workspace.document_opened.connect(self._colour)
        workspace.document_closed.connect(self._closed)

    def show_changes(self, document: FlowDocument | None, changes: object = None) -> None:
        """The changes of this document and of flows that it enters, None for none; others are forgotten."""
        self._document = document
        self.list.show_changes(changes)
        self._colour()

    def concerns(self, flow: str) -> bool:
        """Whether there are changes of that flow to look at."""
        return self._document is not None and any(each.get("flow") == flow for each in self.list.changes)

    def _colour(self, _: object = None) -> None:
        """On every open drawing of a flow that would change."""
        wanted = self._document is not None and self.on_drawing.isChecked()
        for document in self._workspace.documents:
            canvas = self._workspace.canvas_of(document)
            if canvas is not None:
                nodes, wires = self.list.colours(document.flow.name) if wanted else ({}, {})
                canvas.flow_scene.set_colours("changes", nodes, wires)

    def _closed(self, document: FlowDocument) -> None:
        if document is self._document:
            self._document = None
            self._colour()

    def _go(self, flow: str, node: str) -> None:
        document = self._document
        if document is None or not flow:
            return
        if flow != document.flow.name:
            document = self._workspace.open_flow(flow, document)
        if document is not None:
            self._workspace.reveal(document, node, edit=False)
