"""The way into a sub-flow, above the documents: the flows from which one came, each to go back to."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say


class Crumbs(QWidget):
    """Shown only where there is a way to show."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 2, 6, 2)
        self._row.setSpacing(2)
        follow(self, "setAccessibleName", say("来路", "The way here"))
        workspace.current_changed.connect(self.show_way)
        workspace.callers_changed.connect(self.show_way)
        self.show_way()

    def way(self) -> list[tuple[FlowDocument, str]]:
        """The flows from the first caller to the one in front, each with the node that was left there."""
        document = self._workspace.document
        if document is None:
            return []
        found = [(document, "")]
        while (caller := self._workspace.callers.get(found[0][0])) is not None:
            if caller[0] in [each for each, _ in found]:
                break
            found.insert(0, caller)
        return found

    def show_way(self, _: object = None) -> None:
        """Show the flows as buttons; the last is the one in front."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        way = self.way()
        for number, (document, node) in enumerate(way):
            if number:
                self._row.addWidget(QLabel("›"))
            button = QToolButton()
            button.setText(document.name)
            button.setAutoRaise(True)
            button.setEnabled(number < len(way) - 1)
            button.clicked.connect(partial(self._go, document, node))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(len(way) > 1)

    def _go(self, document: FlowDocument, node: str, _: bool = False) -> None:
        self._workspace.reveal(document, node, edit=False)
