"""The history of a flow as a table: when, what, which release, who, why; the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from flowdesigner.words.moments import local
from flowdesigner.words.say import Say, follow, say, tongues

KINDS: Mapping[str, Say] = {
    "publish": say("发布", "published"),
    "canary": say("试用", "trial"),
    "promote": say("转正", "promoted"),
    "rollback": say("回退", "rolled back"),
    "stop": say("结束试用", "trial ended"),
}
_DIGEST = Qt.ItemDataRole.UserRole


class History(QTreeWidget):
    """What was published, by whom and why."""

    chosen = Signal(str)
    """The release of the row that is chosen, empty for none."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Mapping[str, Any]] = []
        self.setColumnCount(5)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        follow(self, "setAccessibleName", say("发布记录", "History of publications"))
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.release))
        tongues().changed.connect(self._again)
        self._again()

    @property
    def release(self) -> str:
        """The release of the row that is chosen, empty for none."""
        items = self.selectedItems()
        return str(items[0].data(0, _DIGEST)) if items else ""

    def show_rows(self, rows: object) -> None:
        """What `callwright history --json` answered."""
        self._rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        self._again()

    def _again(self) -> None:
        self.clear()
        heads = (
            say("时间", "When"),
            say("种类", "What"),
            say("发布", "Release"),
            say("谁", "Who"),
            say("原因", "Why"),
        )
        self.setHeaderLabels([str(head) for head in heads])
        for row in self._rows:
            kind = str(row.get("kind", ""))
            digest = str(row.get("digest", ""))
            texts = [
                local(row.get("at"), "%m-%d %H:%M"),
                str(KINDS.get(kind, kind)),
                digest[:12],
                str(row.get("who", "")),
                _why(row),
            ]
            item = QTreeWidgetItem(texts)
            item.setData(0, _DIGEST, digest)
            item.setToolTip(2, digest)
            item.setToolTip(4, texts[4])
            self.addTopLevelItem(item)
        for column in range(4):
            self.resizeColumnToContents(column)


def _why(row: Mapping[str, Any]) -> str:
    details = row.get("details")
    details = details if isinstance(details, dict) else {}
    notes = [str(row.get("why") or "")]
    if details.get("percent"):
        notes.append(f"{details['percent']:g} %")
    if details.get("callers"):
        notes.append(str(say("名单 {}", "list {}", details["callers"])))
    if details.get("forced"):
        notes.append(str(say("强制", "forced")))
    return "; ".join(filter(None, notes))
