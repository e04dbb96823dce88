"""Says on an empty canvas how to begin; gone with the first node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from flowdesigner.theme import colours, theme
from flowdesigner.words.say import follow, say

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView

BEGIN = say(
    "双击这里，添加第一个节点；也可以双击左边“节点”里的一种。",
    "Double-click here to add the first node, or double-click a type in Nodes on the left.",
)


class Hint(QLabel):
    """Lies over the view, not on its viewport, which would carry it along; the mouse does not notice it."""

    def __init__(self, view: FlowView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        follow(self, "setText", BEGIN)
        view.document.changed.connect(self._show)
        view.document.loaded.connect(self._show)
        theme().changed.connect(self._dress)
        self._dress()
        self._show()

    def _dress(self) -> None:
        self.setStyleSheet(f"color: {colours().quiet}")

    def _show(self, _: object = None) -> None:
        self.setVisible(not self._view.document.flow.nodes)

    def place(self) -> None:
        """Over the middle of the view."""
        self.setGeometry(self._view.viewport().geometry())
