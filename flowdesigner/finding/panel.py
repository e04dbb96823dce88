"""The panel that finds: a field, this flow or all open ones, and the places found."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.canvas.icons import pixmap
from flowdesigner.document.desk import FlowDocument
from flowdesigner.finding.search import MOST, Hit, places
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say, tongues
from flows.wording import node_label

_HIT = Qt.ItemDataRole.UserRole


class Finding(QWidget):
    """Searches while one types; what is found stays in step with the flows."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.field = _Field(self)
        self.all = QCheckBox()
        self.all.setChecked(True)
        self.count = QLabel()
        self.list = _List(self)
        follow(self.all, "setText", say("所有打开的流程", "All open flows"))
        words = say(
            "节点、标题、参数、提示音、变量；var:、flow:、sound: 查引用",
            "Nodes, titles, parameters, prompts, variables; var:, flow:, sound: for uses",
        )
        follow(self.field, "setPlaceholderText", words)
        follow(self.field, "setToolTip", words)
        follow(self.field, "setAccessibleName", say("查找", "Find"))
        follow(self.list, "setAccessibleName", say("找到的位置", "Places found"))
        above = QHBoxLayout()
        above.addWidget(self.field, 1)
        above.addWidget(self.all)
        above.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.field)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _: self._later.start())
        self.all.toggled.connect(lambda _: self.search())
        self.list.itemActivated.connect(lambda item, _: self.go(item))
        workspace.document_opened.connect(self._opened)
        for signal in (workspace.document_closed, workspace.current_changed):
            signal.connect(lambda _: self._soon())
        tongues().changed.connect(self.search)

    def _opened(self, document: FlowDocument) -> None:
        document.changed.connect(lambda _: self._soon())
        self._soon()

    def _soon(self) -> None:
        if self.field.text():
            self._later.start()

    def ask(self, typed: str) -> None:
        """Show what a search finds, as if it had been typed."""
        self.field.setText(typed)
        self.search()

    def search(self) -> None:
        """Search now."""
        self._later.stop()
        current = self._workspace.document
        documents = self._workspace.documents if self.all.isChecked() else [current] if current else []
        hits = places(documents, self.field.text())
        self.list.show_hits(hits)
        many = say("多于 {} 处", "More than {}", MOST) if len(hits) == MOST else say("{} 处", "{}", len(hits))
        self.count.setText(str(many) if self.field.text() else "")

    def go(self, item: QTreeWidgetItem | None) -> None:
        """Show a place."""
        hit = _hit(item)
        if hit is not None:
            self._workspace.reveal(hit.document, hit.node, hit.field)

    def first(self) -> None:
        """Enter in the field: the current place, else the first."""
        self.search()
        if self.list.currentItem() is None:
            self.list.step(1)
        self.go(self.list.currentItem())


class _Field(QLineEdit):
    def __init__(self, panel: Finding) -> None:
        super().__init__()
        self._panel = panel
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes to the place, up and down to the next."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._panel.first()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._panel.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class _List(QTreeWidget):
    def __init__(self, panel: Finding) -> None:
        super().__init__()
        self._panel = panel
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)

    def show_hits(self, hits: list[Hit]) -> None:
        """By flows, one line a place; the current place stays current."""
        before = _hit(self.currentItem())
        self.clear()
        heads: dict[FlowDocument, QTreeWidgetItem] = {}
        for hit in hits:
            if hit.document not in heads:
                head = QTreeWidgetItem([hit.document.name])
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                heads[hit.document] = head
                self.addTopLevelItem(head)
            heads[hit.document].addChild(_item(hit))
        self.expandAll()
        same = next((item for item in self._items() if before is not None and _hit(item) == before), None)
        if same is not None:
            self.setCurrentItem(same)
        self.resizeColumnToContents(0)

    def step(self, by: int) -> None:
        """The next place, or the one before."""
        items = self._items()
        hits, current = [_hit(item) for item in items], _hit(self.currentItem())
        number = hits.index(current) + by if current in hits else 0
        if 0 <= number < len(items):
            self.setCurrentItem(items[number])

    def _items(self) -> list[QTreeWidgetItem]:
        heads = filter(None, (self.topLevelItem(row) for row in range(self.topLevelItemCount())))
        items = (head.child(row) for head in heads for row in range(head.childCount()))
        return [item for item in items if item is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes to the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._panel.go(self.currentItem())
            return
        super().keyPressEvent(event)


def _item(hit: Hit) -> QTreeWidgetItem:
    node = hit.document.flow.nodes.get(hit.node)
    place = node_label(node) if node is not None else hit.field
    field = hit.field if node is not None else ""
    item = QTreeWidgetItem([" · ".join(filter(None, (place, field))), " ".join(hit.words.split())])
    if node is not None:
        item.setIcon(0, pixmap(node.type, 18, 2.0))
    item.setToolTip(1, hit.words)
    item.setData(0, _HIT, hit)
    return item


def _hit(item: QTreeWidgetItem | None) -> Hit | None:
    value = item.data(0, _HIT) if item is not None else None
    return value if isinstance(value, Hit) else None
