"""The trail of one call that is followed: a line an event, as it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from flowdesigner.live.event_words import sentence
from flowdesigner.words.say import follow, say, tongues

MOST = 2000
"""Lines that are kept; the first go."""

_FLOW, _NODE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Trail(QTreeWidget):
    """Seconds, node, what happened. A double click or Enter goes to the node."""

    node_wanted = Signal(str, str)
    """(flow, node)"""

    def __init__(self) -> None:
        super().__init__()
        self._events: list[Mapping[str, Any]] = []
        self._flow = ""
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setColumnWidth(1, 130)
        follow(self, "setAccessibleName", say("跟踪的通话", "The call that is followed"))
        self.itemActivated.connect(self._activated)
        tongues().changed.connect(self._again)
        self._heads()

    def begin(self, flow: str, events: Iterable[Mapping[str, Any]]) -> None:
        """Another call, with what is known of it so far."""
        self._flow = flow
        self._events = list(events)[-MOST:]
        self._again()

    def add(self, event: Mapping[str, Any]) -> None:
        """Something happened in the call."""
        self._events.append(event)
        if len(self._events) > MOST:
            del self._events[0]
            self.takeTopLevelItem(0)
        at_end = self.verticalScrollBar().value() == self.verticalScrollBar().maximum()
        self._line(event)
        if at_end:
            self.scrollToBottom()

    def _again(self) -> None:
        self.clear()
        self._heads()
        for event in self._events:
            self._line(event)
        self.scrollToBottom()

    def _heads(self) -> None:
        self.setHeaderLabels(
            [str(say("秒", "s")), str(say("节点", "Node")), str(say("发生了什么", "What happened"))]
        )

    def _line(self, event: Mapping[str, Any]) -> None:
        t = event.get("t")
        flow, node = str(event.get("flow") or self._flow), str(event.get("node") or "")
        self._flow = flow
        text = str(sentence(event))
        item = QTreeWidgetItem([f"{t:.1f}" if isinstance(t, int | float) else "", node, text])
        item.setTextAlignment(0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(2, text)
        item.setData(0, _FLOW, flow)
        item.setData(0, _NODE, node)
        self.addTopLevelItem(item)

    def _activated(self, item: QTreeWidgetItem) -> None:
        node = item.data(0, _NODE)
        if node:
            self.node_wanted.emit(item.data(0, _FLOW), node)
