"""The panel with the steps that can be undone; a click goes back or forward to one."""

from __future__ import annotations

from PySide6.QtWidgets import QUndoView

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say


class History(QUndoView):
    """The undo stack of the flow in front."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        follow(self, "setEmptyLabel", say("打开时的样子", "As it was opened"))
        follow(self, "setAccessibleName", say("历史", "History"))
        workspace.current_changed.connect(self._follow)
        self._follow(workspace.document)

    def _follow(self, document: FlowDocument | None) -> None:
        if document is not None:
            self.setStack(document.stack)
        self.setEnabled(document is not None)
