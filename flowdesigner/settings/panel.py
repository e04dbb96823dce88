"""The panel of the flow as a whole: its settings above, its variables below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from flowdesigner.settings.form import FlowForm
from flowdesigner.settings.variables import Variables
from flowdesigner.window.workspace import Workspace


class Settings(QWidget):
    """Follows the flow in front."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.form = FlowForm(workspace)
        self.variables = Variables(workspace)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.form)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(scroll)
        split.addWidget(self.variables)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(split)
        self.setFocusProxy(self.form.title)
        for each in (self.form, self.variables):
            workspace.current_changed.connect(each.follow_document)
            each.follow_document(workspace.document)
        workspace.field_wanted.connect(self._field_wanted)

    def _field_wanted(self, document: object, node: str, field: str) -> None:
        """Something of the flow itself is to be shown: come to the front, at a variable with its row."""
        if node or not field or document is not self._workspace.document:
            return
        self._workspace.show_panel("flow")
        if field.startswith("variable "):
            self.variables.mark(field.removeprefix("variable "))
