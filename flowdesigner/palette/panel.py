"""The palette at the side of the window: drag a node out, or double-click to add it beside the selection."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from flowdesigner.document.errors import DocumentError
from flowdesigner.palette.type_list import SearchLine, TypeList
from flowdesigner.palette.uses import Uses
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.wording import type_title


class Palette(QWidget):
    """A search field above the list of types."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.uses = Uses(workspace)
        self.list = TypeList(self.uses.counts)
        self.search = SearchLine(self.list)
        follow(self.search, "setPlaceholderText", say("查找节点：名称或拼音首字母", "Find a node"))
        follow(self.search, "setAccessibleName", say("查找节点", "Find a node"))
        follow(self.list, "setAccessibleName", say("节点类型", "Node types"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.setFocusProxy(self.search)
        self.list.chosen.connect(self.add)
        tongues().changed.connect(self.list.show_again)
        self.uses.changed.connect(self._used)

    def add(self, type_id: str) -> None:
        """Add a node of a type behind the current one, or below all."""
        document, canvas = self._workspace.document, self._workspace.canvas
        if document is None or canvas is None:
            document = self._workspace.new()
            canvas = self._workspace.canvas_of(document)
        try:
            new = document.add_after_current(type_id)
        except DocumentError as error:
            self._workspace.tell(error.say)
            return
        if canvas is not None:
            canvas.reveal([new])
        title = Say(type_title(type_id, "zh"), type_title(type_id, "en"))
        self._workspace.tell(say("已添加：{}", "Added: {}", title))

    def _used(self) -> None:
        self.list.uses = self.uses.counts
        if not self.search.text():
            self.list.show_again()
