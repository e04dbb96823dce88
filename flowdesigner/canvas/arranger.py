"""Puts nodes in layers: small flows at once, large ones in the background while the window goes on."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping

from PySide6.QtCore import QObject, Qt, Signal

from flowdesigner.document.arranging import layered, to_arrange
from flowdesigner.document.document import Document
from flowdesigner.document.folding import folded
from flows.model import Flow

AT_ONCE = 400
"""Nodes that are arranged at once: that takes less than a fifth of a second."""

Places = Mapping[str, tuple[float, float]]


class Arranger(QObject):
    """Arranges a document. `done` tells the ids asked for; `given_up` that it was edited meanwhile."""

    done = Signal(object)
    given_up = Signal()
    _found = Signal(object, int, object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._thread: threading.Thread | None = None
        self._found.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether it is at work in the background."""
        return self._thread is not None

    def arrange(self, ids: Collection[str] = ()) -> None:
        """Put all nodes, or these, in layers; nothing while it is at work already."""
        if self.busy:
            return
        ids = frozenset(ids)
        flow, inside = self._document.flow, folded(self._document.sheet)
        if len(ids or flow.nodes) <= AT_ONCE:
            self._document.auto_layout(ids)
            self.done.emit(ids)
            return
        drawn = to_arrange(flow, inside, ids)
        only_start = Flow(flow.name, start=flow.start)

        def work() -> None:
            places = layered(only_start, drawn, inside)
            try:
                self._found.emit(ids, stamp, places)
            except RuntimeError:
                # The window was closed meanwhile.
                return

        stamp = self._document.stack.index()
        self._thread = threading.Thread(target=work, daemon=True)
        self._thread.start()

    def _finish(self, ids: frozenset[str], stamp: int, places: Places) -> None:
        self._thread = None
        sheet = self._document.sheet
        if self._document.stack.index() != stamp or not places.keys() <= {*sheet.flow.nodes, *sheet.frames}:
            self.given_up.emit()
            return
        self._document.auto_layout(ids, places)
        self.done.emit(ids)
