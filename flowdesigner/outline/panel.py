"""The panel with the tree of the flow in front: selection both ways, links, renaming, a menu of its own."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QVBoxLayout, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.parts import Parts
from flowdesigner.outline.menu import row_menu
from flowdesigner.outline.model import OutlineModel
from flowdesigner.outline.plan import Row
from flowdesigner.theme import theme
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say, tongues

_DRAWING = ("spot", "note", "frame", "variable")

OPEN_BELOW = 2
"""So many levels are open when a flow is shown for the first time."""


class Outline(QWidget):
    """Follows the document in front."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._document: FlowDocument | None = None
        self._selecting = False
        self.model = OutlineModel(self)
        self.tree = _Tree(self)
        self.tree.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.tree)
        self.setFocusProxy(self.tree)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        self.tree.doubleClicked.connect(self._opened)
        self.tree.customContextMenuRequested.connect(self._menu)
        workspace.current_changed.connect(self._follow)
        tongues().changed.connect(self.refresh)
        theme().changed.connect(self.refresh)
        self._follow(workspace.document)

    # --- following the document

    def _follow(self, document: FlowDocument | None) -> None:
        if self._document is not None:
            self._document.changed.disconnect(self._changed)
            self._document.loaded.disconnect(self._loaded)
            self._document.selection.current_changed.disconnect(self._current)
        self._document = document
        if document is not None:
            document.changed.connect(self._changed)
            document.loaded.connect(self._loaded)
            document.selection.current_changed.connect(self._current)
            self.model.show(document.flow)
        self.tree.setEnabled(document is not None)
        self._open_first()

    def _open_first(self) -> None:
        self.tree.expandToDepth(OPEN_BELOW - 1)
        if self._document is not None:
            self._current(self._document.selection.current)

    def _loaded(self) -> None:
        self.refresh()

    def _changed(self, parts: Parts) -> None:
        if any(part.kind not in _DRAWING for part in parts):
            self._later.start(0)

    def refresh(self) -> None:
        """Show the flow as it is now; what was open stays open."""
        if self._document is None:
            return
        self._later.stop()
        opened = self._opened_rows(QModelIndex())
        at = self.tree.verticalScrollBar().value()
        self.model.show(self._document.flow)
        self._open_again(QModelIndex(), opened)
        self.tree.verticalScrollBar().setValue(at)
        self._current(self._document.selection.current)

    def _opened_rows(self, above: QModelIndex) -> set[tuple[str, str, str]]:
        found: set[tuple[str, str, str]] = set()
        waiting = [above]
        while waiting:
            each = waiting.pop()
            for number in range(self.model.rowCount(each)):
                index = self.model.index(number, 0, each)
                row = self.model.row_at(index)
                if row is not None and self.tree.isExpanded(index):
                    found.add(_name(row))
                    waiting.append(index)
        return found

    def _open_again(self, above: QModelIndex, names: set[tuple[str, str, str]]) -> None:
        waiting = [above]
        while waiting:
            each = waiting.pop()
            for number in range(self.model.rowCount(each)):
                index = self.model.index(number, 0, each)
                row = self.model.row_at(index)
                if row is not None and _name(row) in names:
                    self.tree.setExpanded(index, True)
                    waiting.append(index)

    # --- selection, both ways

    def _current(self, id_: str) -> None:
        """The canvas selected a node: make its row current."""
        row = self.row
        if self._selecting or (row is not None and row.node == id_ and row.kind == "step"):
            return
        index = self.model.index_of_node(id_)
        self._selecting = True
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.tree.selectionModel().setCurrentIndex(index, flags)
            self.tree.scrollTo(index)
        else:
            self.tree.selectionModel().clear()
        self._selecting = False

    def _chosen(self, index: QModelIndex) -> None:
        """A row was chosen: select its node on the canvas, without taking the focus."""
        row = self.model.row_at(index)
        if self._selecting or row is None or self._document is None or not self.tree.isVisible():
            return
        canvas = self._workspace.canvas_of(self._document)
        if canvas is not None and row.node in self._document.flow.nodes:
            self._selecting = True
            canvas.reveal([row.node])
            self._selecting = False

    @property
    def row(self) -> Row | None:
        """The row that is current."""
        return self.model.row_at(self.tree.currentIndex())

    # --- what can be done

    def _opened(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.go(row)

    def go(self, row: Row) -> None:
        """A link: to where its node stands; a step: its properties, or the flow it enters."""
        if self._document is None:
            return
        if row.kind == "link":
            self.tree.setCurrentIndex(self.model.index_of_node(row.node))
        elif row.kind == "step":
            self._workspace.activate(self._document, row.node)

    def rename(self) -> None:
        """Edit the title of the current step on the canvas."""
        canvas = self._workspace.canvas
        if canvas is not None and self.row is not None and self.row.kind in ("step", "link"):
            canvas.edit(self.row.node)

    def delete(self) -> None:
        """Delete the current step, joining its neighbours; take off the wire of an exit."""
        row, document = self.row, self._document
        if row is None or document is None:
            return
        if row.kind == "step":
            document.remove([row.node], heal=True)
        elif row.kind == "way":
            document.unwire([(row.node, row.exit)])

    def menu(self) -> QMenu | None:
        """The menu of the current row."""
        if self.row is None or self._document is None:
            return None
        return row_menu(self, self._workspace, self._document, self.row)

    def _menu(self, where: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.tree.viewport().mapToGlobal(where))


class _Tree(QTreeView):
    def __init__(self, panel: Outline) -> None:
        super().__init__()
        self._panel = panel
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        follow(self, "setAccessibleName", say("流程的步骤", "Steps of the flow"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes there, F2 renames, Del deletes."""
        row = self._panel.row
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self._panel.go(row)
        elif event.key() == Qt.Key.Key_F2:
            self._panel.rename()
        elif event.key() == Qt.Key.Key_Delete:
            self._panel.delete()
        else:
            super().keyPressEvent(event)


def _name(row: Row) -> tuple[str, str, str]:
    return row.kind, row.node, row.exit
