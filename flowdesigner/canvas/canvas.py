"""The canvas of one document as a widget: view, minimap, commands."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QToolTip

from flowdesigner.canvas.arranger import Arranger
from flowdesigner.canvas.commands import COMMANDS
from flowdesigner.canvas.drops import DropView
from flowdesigner.canvas.grouping import COLOUR
from flowdesigner.canvas.hint import Hint
from flowdesigner.canvas.hits import Hit, hit
from flowdesigner.canvas.minimap import Minimap
from flowdesigner.canvas.scene import FlowScene
from flowdesigner.canvas.tints import swatch
from flowdesigner.document.document import Document
from flowdesigner.words.exits import exit_words
from flowdesigner.words.say import follow, say

MENU = {
    "node": (
        "properties rename switch make_start | cut copy paste duplicate | delete delete_heal | "
        "add_frame fold arrange zoom_selection"
    ),
    "wire": "delete",
    "note": "rename colours | cut copy paste duplicate | delete",
    "frame": "rename fold colours | cut copy paste duplicate | delete",
    "": "quick_add paste | add_note select_all | arrange fit | snap guides curves stubs",
}
"""The commands of the menu of the right button, by what is under the mouse."""


class Canvas(DropView):
    """The drawing of a document. `commands` are its actions by id, for menus and a command palette.

    `minimap` is for the window to place: a widget that covers part of the drawing would make each scroll
    paint all of it.
    """

    minimap: Minimap

    def __init__(self, document: Document) -> None:
        super().__init__(FlowScene(document), document)
        self.commands: dict[str, QAction] = {}
        self.minimap = Minimap(self)
        self.hint = Hint(self)
        self.arranger = Arranger(document, self)
        self.arranger.done.connect(self._arranged)
        self.arranger.given_up.connect(self._not_arranged)
        self._whole = True
        """All is shown, until somebody looks at a part: the window around is still being laid out."""
        for command in COMMANDS:
            self._command(command.id)
        document.selection.changed.connect(self._enable)
        document.stack.canUndoChanged.connect(self.commands["undo"].setEnabled)
        document.stack.canRedoChanged.connect(self.commands["redo"].setEnabled)
        self.menu_wanted.connect(self.show_menu)
        follow(self, "setAccessibleName", say("画布", "Canvas"))
        self.commands["undo"].setEnabled(document.stack.canUndo())
        self.commands["redo"].setEnabled(document.stack.canRedo())
        self._enable()

    def _command(self, id_: str) -> None:
        command = next(each for each in COMMANDS if each.id == id_)
        action = QAction(self)
        action.setObjectName(id_)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        # Only with the focus in the drawing: a key typed into a field never deletes a node.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self.run(id_))
        follow(action, "setText", command.name)
        self.addAction(action)
        self.commands[id_] = action

    def run(self, id_: str) -> None:
        """Do a command."""
        command = next(each for each in COMMANDS if each.id == id_)
        command.run(self)
        self._enable()

    def _enable(self, _: object = None) -> None:
        anything = bool(self.document.selection)
        for command in COMMANDS:
            action = self.commands[command.id]
            if command.id not in ("undo", "redo"):
                action.setEnabled(anything or not command.selected)
            if command.checked is not None:
                action.setChecked(command.checked(self))

    def menu(self, found: Hit) -> QMenu:
        """The menu of the right button on something; others may add to it before it is shown."""
        kind = "wire" if found.part.startswith("wire") or found.part == "port" else ""
        if not kind and found.key:
            scene = self.flow_scene
            kind = "node" if found.key in scene.nodes else "note" if found.key in scene.notes else "frame"
        menu = QMenu(self)
        for id_ in MENU[kind].split():
            if id_ == "|":
                menu.addSeparator()
            elif id_ == "colours":
                self._colours(menu)
            else:
                menu.addAction(self.commands[id_])
        return menu

    def _colours(self, menu: QMenu) -> None:
        below = menu.addMenu(str(say("颜色", "Colour")))
        for id_, action in self.commands.items():
            if id_.startswith(COLOUR):
                action.setIcon(swatch(id_.removeprefix(COLOUR)))
                below.addAction(action)

    def show_menu(self, found: Hit, where: QPoint) -> None:
        """Show the menu."""
        menu = self.menu(found)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def arrange(self, ids: Collection[str] = ()) -> None:
        """Put nodes in layers; large flows in the background."""
        self.arranger.arrange(ids)
        if self.arranger.busy:
            self.told.emit(say("正在布局，请稍候…", "Arranging…"))

    def _arranged(self, ids: Collection[str]) -> None:
        self.told.emit(say("布局完成。", "Arranged."))
        self.reveal(ids or self.document.flow.nodes.keys(), select=bool(ids))

    def _not_arranged(self) -> None:
        self.told.emit(say("流程已被修改，布局作废。", "The flow was edited meanwhile: not arranged."))

    def edit(self, key: str) -> None:
        """Edit a title or a note where it stands, once it can be seen."""
        self.ensureVisible(self.flow_scene.rect_of([key]), 20, 20)
        super().edit(key)

    def zoom(self, factor: float, at: QPoint | None = None) -> None:
        """Zoom, at somebody's wish."""
        self._whole = False
        super().zoom(factor, at)

    def reveal(self, keys: Collection[str], *, select: bool = True) -> None:
        """Go to nodes, notes and frames."""
        self._whole = False
        super().reveal(keys, select=select)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tell the minimap."""
        super().resizeEvent(event)
        self.hint.place()
        if self._whole and self.isVisible():
            self._show_whole()
        self.looked.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first time: show all."""
        super().showEvent(event)
        if self._whole:
            self._show_whole()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Whoever presses a button or turns the wheel looks at what is there; an exit says what it means."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            means = self.meaning(event.pos())
            if means:
                QToolTip.showText(event.globalPos(), means, self.viewport())
                return True
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._whole = False
        return super().viewportEvent(event)

    def meaning(self, at: QPoint) -> str:
        """What the exit at a point of the view means; empty where there is none, or its name says it."""
        found = hit(self.flow_scene, self.mapToScene(at))
        node = self.document.flow.nodes.get(found.key)
        if node is None or found.part not in ("port", "wire source"):
            return ""
        return str(exit_words(node, found.exit_) or "")

    def _show_whole(self) -> None:
        self.fit()
        self._whole = True
