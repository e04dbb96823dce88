"""The exits of a node: where each leads, to be changed by a picker, and a jump there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from flowdesigner.document.document import Document
from flowdesigner.document.exits import exit_names
from flowdesigner.properties.around import Around
from flowdesigner.properties.picker import NameBox
from flowdesigner.theme import colours
from flowdesigner.words.exits import exit_words
from flowdesigner.words.say import Say, say
from flows.model import FlowNode
from flows.passes.bind import IMPLICIT

NOWHERE = say("（未连接）", "(leads nowhere)")
UNWIRED = say("{}（未连接）", "{} (leads nowhere)")
JUMP = say("转到 {}", "Go to {}")
OTHERS = say("错误与挂机的出口", "Exits for errors and hang-up")


class ExitRow:
    """The widgets of one exit."""

    def __init__(self, table: ExitsTable, name: str) -> None:
        self.table, self.name = table, name
        self.to = ""
        self.label = QLabel(name)
        self.box = NameBox(lambda: [("", str(NOWHERE)), *table.around.nodes()])
        self.box.setAccessibleName(name)
        self.label.setBuddy(self.box)
        self.jump = QToolButton()
        self.jump.setText("→")
        self.box.activated.connect(lambda number: table.lead(name, self.box.name_at(number)))
        self.box.line.editingFinished.connect(self._finished)
        completer = self.box.completer()
        if completer is not None:
            completer.activated.connect(lambda shown: table.lead(name, self.box.name_of(shown)))
        self.jump.clicked.connect(lambda: table.around.node_wanted.emit(self.to))

    def show(self, to: str, title: str, means: Say | None) -> None:
        """Where it leads; while it leads nowhere, what it means."""
        self.to = to
        words = say(UNWIRED.zh, UNWIRED.en, means) if means is not None else NOWHERE
        self.box.line.setPlaceholderText(str(words))
        self.label.setToolTip(str(means or ""))
        self.box.setToolTip(str(means or ""))
        shown = f"{to}   {title}" if title and title != to else to
        if self.box.line.text() != shown:
            self.box.line.setText(shown)
            self.box.line.setCursorPosition(0)
        self.jump.setEnabled(bool(to))
        self.jump.setToolTip(str(say(JUMP.zh, JUMP.en, to)) if to else "")
        self.jump.setAccessibleName(str(say(JUMP.zh, JUMP.en, to)))

    def _finished(self) -> None:
        """What was written: an id, the beginning of an entry, or nothing."""
        written = self.box.line.text().strip()
        self.table.lead(self.name, self.box.name_of(written).partition("   ")[0])


class ExitsTable(QWidget):
    """A line for each exit; those that every node has are folded away while they are not wired."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.node: FlowNode | None = None
        self.rows: dict[str, ExitRow] = {}
        self._grid_of = QWidget()
        self.others = QToolButton()
        self.others.setText(str(OTHERS))
        self.others.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.others.setCheckable(True)
        self.others.setAutoRaise(True)
        self.others.toggled.connect(self._fold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._grid_of)
        layout.addWidget(self.others)
        self._lay = layout
        self._fold(False)

    def show_node(self, node: FlowNode) -> None:
        """Show where the exits of a node lead."""
        self.node = node
        names = list(dict.fromkeys([*exit_names(node), *IMPLICIT]))
        if names != list(self.rows):
            self._build(names)
        nodes = self.around.document.flow.nodes if self.around.document else {}
        for name, row in self.rows.items():
            to = node.exits.get(name, "")
            row.show(to, nodes[to].title if to in nodes else "", exit_words(node, name))
        self._fold(self.others.isChecked())

    def _build(self, names: list[str]) -> None:
        self._lay.removeWidget(self._grid_of)
        self._grid_of.hide()
        self._grid_of.deleteLater()
        self._grid_of = QWidget()
        grid = QGridLayout(self._grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.rows = {}
        for number, name in enumerate(names):
            row = self.rows[name] = ExitRow(self, name)
            grid.addWidget(row.label, number, 0)
            grid.addWidget(row.box, number, 1)
            grid.addWidget(row.jump, number, 2)
        self._lay.insertWidget(0, self._grid_of)

    def _fold(self, open_: bool) -> None:
        self.others.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        worn = colours()
        for name, row in self.rows.items():
            visible = open_ or name not in IMPLICIT or bool(row.to)
            for widget in (row.label, row.box, row.jump):
                widget.setVisible(visible)
            row.label.setStyleSheet(f"color: {worn.quiet}" if name in IMPLICIT else "")
        self.others.setVisible(any(not row.to for name, row in self.rows.items() if name in IMPLICIT))

    def lead(self, exit_: str, to: str) -> None:
        """Lead an exit to a node, or nowhere; what is no node is put back."""
        if self.node is None or self.node.exits.get(exit_, "") == to:
            if self.node is not None:
                self.show_node(self.node)
            return
        id_ = self.node.id
        verb = partial(_led, id_=id_, exit_=exit_, to=to)
        if not self.around.do(verb) and self.around.document is not None:
            self.show_node(self.around.document.flow.nodes[id_])


def _led(document: Document, id_: str, exit_: str, to: str) -> None:
    document.settle()
    if to:
        document.wire(id_, exit_, to)
    else:
        document.unwire([(id_, exit_)])
