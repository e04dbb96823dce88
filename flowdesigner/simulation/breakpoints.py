"""The nodes before which simulated calls hold, by flow; shown as dots on the drawings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from flowdesigner.canvas.hits import Hit
from flowdesigner.canvas.lights import Badge
from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.parts import Parts
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, say, tongues

POINTS = "simulation.breakpoints"
"""What is remembered between two starts: `flow node`, one a line."""
TITLE = say("断点", "Breakpoint")
FROM_HERE = say("从此节点继续", "Go on from this node")


class Breakpoints(QObject):
    """`all` are (flow, node); kept when a node is renamed, gone with the node."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        kept = (text.split(" ") for text in workspace.memory.texts(POINTS))
        self.all: frozenset[tuple[str, str]] = frozenset(
            (each[0], each[1]) for each in kept if len(each) == 2
        )
        workspace.document_opened.connect(self._opened)
        workspace.menu_opening.connect(self._menu)
        tongues().changed.connect(self.show)
        for document in workspace.documents:
            self._opened(document)

    def toggle(self, document: FlowDocument, node: str) -> None:
        """Set one, or take it away."""
        if node in document.flow.nodes:
            self._set(self.all ^ {(document.flow.name, node)})

    def clear(self) -> None:
        """None any more."""
        self._set(frozenset())

    def _set(self, points: frozenset[tuple[str, str]]) -> None:
        if points == self.all:
            return
        self.all = points
        self._workspace.memory.keep(POINTS, [f"{flow} {node}" for flow, node in sorted(points)])
        self.show()
        self.changed.emit()

    def show(self) -> None:
        """Draw the dots."""
        for document in self._workspace.documents:
            nodes = [node for flow, node in self.all if flow == document.flow.name]
            badges = {node: (Badge("breakpoint", tip=str(TITLE)),) for node in nodes}
            self._workspace.set_badges(document, "breakpoints", badges)

    def _opened(self, document: FlowDocument) -> None:
        document.changed.connect(lambda parts: self._edited(document, parts))
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            canvas.flow_scene.margins = True
            canvas.margin_clicked.connect(lambda node: self.toggle(document, node))
        self.show()

    def _edited(self, document: FlowDocument, parts: Parts) -> None:
        gone = {part.key: part.before for part in parts if part.kind == "node" and part.after is None}
        new = {part.key: part.after for part in parts if part.kind == "node" and part.before is None}
        name = document.flow.name
        for old in gone:
            if (name, old) in self.all:
                # A node that was renamed is gone under one id and new under another.
                renamed = next(iter(new), "") if len(gone) == len(new) == 1 else ""
                more = {(name, renamed)} if renamed else set()
                self._set((self.all - {(name, old)}) | more)

    def _menu(self, document: FlowDocument, hit: Hit, menu: QMenu) -> None:
        if hit.key not in document.flow.nodes or hit.part.startswith("wire"):
            return
        there = (document.flow.name, hit.key) in self.all
        title: Say = say("取消断点", "Remove the breakpoint") if there else say("设断点", "Set a breakpoint")
        menu.addSeparator()
        menu.addAction(f"{title}\tF9").triggered.connect(lambda: self.toggle(document, hit.key))
        menu.addAction(f"{FROM_HERE}\tCtrl+F10").triggered.connect(lambda: self._workspace.run("call.here"))
