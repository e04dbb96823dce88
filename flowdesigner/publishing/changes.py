"""What a publication would change: in words, each line leading to its node, and as colours on the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from flowdesigner.theme import colours, theme
from flowdesigner.words.say import both, follow, say

_PLACE = Qt.ItemDataRole.UserRole


def sign(change: Mapping[str, Any]) -> str:
    """`+` for what is new, `-` for what is gone, `~` for what differs (flows.diff.changes)."""
    kind = str(change.get("kind", ""))
    return "+" if kind.endswith("_added") else "-" if kind.endswith("_removed") else "~"


def colour_of(mark: str) -> str:
    """The colour of a sign in the shade in force."""
    wanted = colours()
    return {"+": wanted.good, "-": wanted.fault}.get(mark, wanted.warning)


class Changes(QListWidget):
    """The changes; a line of each."""

    wanted = Signal(str, str)
    """(flow, node): a line was activated."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[Mapping[str, Any]] = []
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        follow(self, "setAccessibleName", say("改动", "Changes"))
        self.itemActivated.connect(self._activated)
        self.itemClicked.connect(self._activated)
        theme().changed.connect(self._again)

    def show_changes(self, changes: object) -> None:
        """The changes of `callwright publish --json`."""
        self.changes = (
            [each for each in changes if isinstance(each, dict)] if isinstance(changes, list) else []
        )
        self._again()

    def _again(self) -> None:
        self.clear()
        for change in self.changes:
            mark, message = sign(change), str(change.get("message", ""))
            item = QListWidgetItem(f"{mark} {both(message, message)}")
            item.setForeground(QColor(colour_of(mark)))
            item.setToolTip(str(change.get("flow", "")))
            item.setData(_PLACE, (str(change.get("flow", "")), str(change.get("node", ""))))
            self.addItem(item)

    def colours(self, flow: str) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
        """The colours of a flow's nodes, and of the wires of exits that lead elsewhere now."""
        nodes: dict[str, str] = {}
        wires: dict[tuple[str, str], str] = {}
        for change in self.changes:
            node = str(change.get("node", ""))
            if change.get("flow") != flow or not node or change.get("aspect") == "layout":
                continue
            mark = "+" if change.get("kind") == "node_added" else "~"
            if nodes.get(node) != colour_of("+"):
                nodes[node] = colour_of(mark)
            if str(change.get("kind", "")).startswith("exit"):
                wires[node, str(change.get("place", ""))] = colour_of(sign(change))
        return nodes, wires

    def _activated(self, item: QListWidgetItem) -> None:
        flow, node = item.data(_PLACE)
        self.wanted.emit(flow, node)
