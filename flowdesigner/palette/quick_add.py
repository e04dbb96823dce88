"""The list of node types that pops up at the mouse: double-click, Tab, or a wire dropped into the empty."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.hits import Hit
from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.wire_edits import Wire
from flowdesigner.palette.type_list import SearchLine, TypeList
from flowdesigner.palette.uses import USES
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say

WIDTH, HEIGHT = 260, 340


class Popup(QFrame):
    """The list with its search field; it is gone after a choice, Esc, or a click elsewhere."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = TypeList(workspace.memory.counts(USES))
        self.search = SearchLine(self.list)
        self.search.setPlaceholderText(str(say("查找节点：名称或拼音首字母", "Find a node")))
        self.search.setAccessibleName(str(say("查找节点", "Find a node")))
        self.list.setAccessibleName(str(say("节点类型", "Node types")))
        self.list.itemClicked.connect(lambda _: self.list.choose_current())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.resize(WIDTH, HEIGHT)
        self.setFocusProxy(self.search)

    def pop_up(self, where: QPoint) -> None:
        """Show it at a point of the screen, wholly on it."""
        screen = QGuiApplication.screenAt(where) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        place = QRect(where, self.size())
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        self.move(max(place.left(), room.left()), max(place.top(), room.top()))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class QuickAdd(QObject):
    """Offers the list on every canvas, and adds what is chosen where it was asked for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.popup: Popup | None = None
        """The one that is open."""
        workspace.document_opened.connect(self._opened)
        workspace.menu_opening.connect(self._menu)

    def _opened(self, document: FlowDocument) -> None:
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            canvas.quick_add_wanted.connect(lambda at, wire: self.ask(canvas, at, wire))

    def ask(self, canvas: Canvas, at: QPointF, after: Wire | None, splice: Wire | None = None) -> None:
        """Pop up; `after`: the exit to wire to the new node, `splice`: the wire to put it into."""
        popup = Popup(self._workspace, canvas)
        self.popup = popup
        popup.destroyed.connect(self._gone)

        def add(type_id: str) -> None:
            popup.close()
            canvas.attempt(lambda: self._add(canvas, type_id, at, after, splice))
            canvas.setFocus()

        popup.list.chosen.connect(add)
        popup.pop_up(canvas.viewport().mapToGlobal(canvas.mapFromScene(at)))

    def _gone(self) -> None:
        self.popup = None

    def _add(
        self, canvas: Canvas, type_id: str, at: QPointF, after: Wire | None, splice: Wire | None
    ) -> None:
        document = canvas.document
        if after is None and splice is None and document.selection.current:
            # Asked for by a key with a node selected: it goes on from there.
            canvas.reveal([document.add_after_current(type_id)])
        else:
            document.add_node(type_id, (at.x(), at.y()), after=after, splice=splice)

    def _menu(self, document: FlowDocument, hit: Hit, menu: QMenu) -> None:
        canvas = self._workspace.canvas_of(document)
        if canvas is None or not hit.part.startswith("wire"):
            return
        at = canvas.middle()
        action = menu.addAction(str(say("插入节点…", "Put a node in…")))
        action.triggered.connect(lambda: self.ask(canvas, at, None, hit.wire))
