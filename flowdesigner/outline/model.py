"""The tree of a flow as Qt asks for it: rows made when looked at, titles in the language in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from flowdesigner.canvas.icons import pixmap
from flowdesigner.outline.plan import Plan, Row
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, both, lang, say
from flows.drawing.content import keys_of
from flows.model import Flow, FlowNode
from flows.wording import first_value, first_words, type_title

Index = QModelIndex | QPersistentModelIndex

ICON = 18
_ROOTS = {
    "start": say("来电", "A call comes"),
    "hangup": say("挂机时", "On hang-up"),
    "error": say("出错时", "On an error"),
    "lost": say("走不到的节点", "Nothing leads here"),
}
_KEY = say("任何时候按 {}", "Key {} at any time")
_OPEN = say("{}：未连接", "{}: leads nowhere")


class OutlineModel(QAbstractItemModel):
    """Shows one flow; `show` takes another, or the same after a change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = Plan(Flow(""))
        self._before = self.plan

    def show(self, flow: Flow) -> None:
        """Plan anew. Views forget which rows were open: they ask for them again."""
        self.beginResetModel()
        # Qt holds pointers to rows until it has taken the reset in.
        self._before = self.plan
        # The document takes nodes away before views hear of it, and these may ask at any time.
        self.plan = Plan(replace(flow, nodes=dict(flow.nodes)))
        self.endResetModel()

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a row below another."""
        rows = self.plan.rows(self.row_at(parent))
        return self.createIndex(row, column, rows[row]) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The index above."""
        row = self.row_at(index)
        return self.index_of(row.above) if row is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many rows stand below."""
        return len(self.plan.rows(self.row_at(parent)))

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008, N802
        """Whether any do, without making them."""
        return self.plan.has_rows(self.row_at(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """One."""
        return 1

    def row_at(self, index: Index) -> Row | None:
        """The row of an index; None for the root."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Row) else None

    def index_of(self, row: Row | None) -> QModelIndex:
        """The index of a row."""
        return self.createIndex(row.number, 0, row) if row is not None else QModelIndex()

    def index_of_node(self, id_: str) -> QModelIndex:
        """Where a node stands."""
        return self.index_of(self.plan.step(id_))

    # --- what a row says

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, icon, colour and tooltip of a row."""
        row = self.row_at(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            node = self.plan.flow.nodes.get(row.node)
            return said(node, self.plan.flow) if node is not None else None
        if role == Qt.ItemDataRole.DecorationRole and row.kind in ("step", "link"):
            return QIcon(pixmap(self.plan.flow.nodes[row.node].type, ICON, 2.0))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row)
        if role == Qt.ItemDataRole.FontRole:
            return _face(row)
        return None

    def _colour(self, row: Row) -> QColor | None:
        if row.kind == "link":
            return QColor(colours().selected)
        if row.kind == "open":
            return QColor(colours().fault)
        if row.kind == "way" or (row.kind == "step" and not self.plan.flow.nodes[row.node].enabled):
            return QColor(colours().quiet)
        return None

    def text(self, row: Row) -> str:
        """What a row says."""
        if row.kind in ("start", "lost"):
            return str(_ROOTS[row.kind])
        if row.kind == "handler":
            return str(_ROOTS.get(row.exit) or Say(_KEY.zh, _KEY.en, (row.exit,)))
        node = self.plan.flow.nodes[row.node]
        if row.kind in ("way", "open"):
            key = keys_of(node).get(row.exit, "")
            name = f"{key}  {row.exit}" if key else row.exit
            return str(Say(_OPEN.zh, _OPEN.en, (name,))) if row.kind == "open" else name
        return f"↪ {node_title(node)}" if row.kind == "link" else node_title(node)


def node_title(node: FlowNode) -> str:
    """A node by its title; without one by its type and id."""
    title = both(type_title(node.type, "zh"), type_title(node.type, "en"))
    return node.title or (f"{title} {node.id}" if node.id != node.type else title)


def said(node: FlowNode, flow: Flow) -> str:
    """What a node says or does, for a tooltip."""
    lines = [node.id, first_words(node, flow.language) or first_value(node, lang()), node.note]
    return "\n".join(filter(None, lines))


def _face(row: Row) -> QFont | None:
    if row.kind in ("start", "handler", "lost"):
        face = QFont()
        face.setBold(True)
        return face
    if row.kind in ("way", "open"):
        face = QFont()
        face.setItalic(True)
        return face
    return None
