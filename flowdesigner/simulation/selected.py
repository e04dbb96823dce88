"""What the call had at the node or wire that is selected: for those who do not point with a mouse."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.passed import node_words, wire_words
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.words.say import follow, say, tongues


class Selected(QPlainTextEdit):
    """The same words as at the pointer, followed while the call goes on."""

    def __init__(self, simulations: Simulations) -> None:
        super().__init__()
        self._simulations = simulations
        self._workspace = simulations.workspace
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        follow(self, "setAccessibleName", say("通话在选中处的经过", "What the call had where you selected"))
        follow(
            self,
            "setPlaceholderText",
            say(
                "通话中或重放时，这里显示选中的节点或连线的经过：何时进入、出口、变量。",
                "During a call or while a trace is played: what the selected node or wire had of it.",
            ),
        )
        self._workspace.document_opened.connect(self._opened)
        for document in self._workspace.documents:
            self._opened(document)
        for signal in (self._workspace.current_changed, simulations.changed, simulations.shown_changed):
            signal.connect(lambda _: self.show_selected())
        simulations.played_changed.connect(self.show_selected)
        tongues().changed.connect(self.show_selected)
        self.show_selected()

    def _opened(self, document: FlowDocument) -> None:
        document.selection.changed.connect(self.show_selected)
        document.selection.current_changed.connect(lambda _: self.show_selected())

    def show_selected(self) -> None:
        """As it is now; what stays the same keeps its cursor."""
        text = "\n".join(self._lines())
        if text != self.toPlainText():
            self.setPlainText(text)

    def _lines(self) -> list[str]:
        document, way = self._workspace.document, self._simulations.way
        if document is None or way is None:
            return []
        name, selection = document.flow.name, document.selection
        if selection.current:
            return [selection.current, *node_words(way, name, selection.current)]
        return [
            line
            for wire in sorted(selection.wires)
            for line in (".".join(wire), *wire_words(way, name, wire))
        ]
