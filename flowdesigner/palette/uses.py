"""How often a node type was added by this author: the most used come first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.parts import Parts
from flowdesigner.window.workspace import Workspace

USES = "types used"
"""Under this name the designer's memory keeps the numbers."""


class Uses(QObject):
    """Counts nodes that are added one at a time, by whatever way; `changed` tells of it."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._memory = workspace.memory
        workspace.document_opened.connect(self._opened)

    @property
    def counts(self) -> Mapping[str, int]:
        """Uses by type."""
        return self._memory.counts(USES)

    def _opened(self, document: FlowDocument) -> None:
        document.changed.connect(self._changed)

    def _changed(self, parts: Parts) -> None:
        added = [part.after for part in parts if part.kind == "node" and part.before is None]
        removed = any(part.kind == "node" and part.after is None for part in parts)
        if len(added) == 1 and not removed:
            self._memory.count(USES, added[0].type)
            self.changed.emit()
