"""Back and forward through the places where the author was: a flow, and a node of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace

MOST = 100
"""Places that are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A flow, and the node that was current in it, empty for none."""

    document: FlowDocument
    node: str


class Places(QObject):
    """The places of one window, in the order they were visited; `changed`: one can or cannot go on."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._places: list[Place] = []
        self._at = -1
        self._going = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._note)
        workspace.document_opened.connect(self._opened)
        workspace.document_closed.connect(self._closed)
        workspace.current_changed.connect(self._moved)

    def _opened(self, document: FlowDocument) -> None:
        document.selection.current_changed.connect(self._moved)

    def _moved(self, _: object) -> None:
        # What one click does, such as opening a flow and showing a node of it, is one place.
        if not self._going:
            self._later.start(0)

    def _note(self) -> None:
        document = self._workspace.document
        if document is None:
            return
        place = Place(document, document.selection.current)
        if 0 <= self._at < len(self._places) and self._places[self._at] == place:
            return
        if not place.node and self._places and self._places[self._at].document is document:
            return
        self._places = [*self._places[: self._at + 1], place][-MOST:]
        self._at = len(self._places) - 1
        self.changed.emit()

    def _closed(self, document: FlowDocument) -> None:
        before = self._places[: self._at + 1]
        self._places = [place for place in self._places if place.document is not document]
        self._at = sum(place.document is not document for place in before) - 1
        self.changed.emit()

    def can_go(self, step: int) -> bool:
        """Whether there is a place so many steps on (1) or back (-1)."""
        return 0 <= self._at + step < len(self._places)

    def go(self, step: int) -> None:
        """Go there; nodes that are gone are passed over as their flow."""
        if self._later.isActive():
            self._later.stop()
            self._note()
        if not self.can_go(step):
            return
        self._at += step
        place = self._places[self._at]
        self._going = True
        self._workspace.reveal(place.document, place.node, edit=False)
        self._going = False
        self.changed.emit()
