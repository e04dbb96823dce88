"""A workspace with one flow and the panel of properties, and what a hand does there."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.properties.editor import Editor
from flowdesigner.properties.properties import Properties
from flowdesigner.window.workspace import Workspace
from flows.model import Flow, FlowNode, Row
from nodes.prompts import Prompt
from tests.flowdesigner.flows import small

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """The panel beside a document."""

    def __init__(self, flow: Flow | None = None) -> None:
        self.workspace = Workspace()
        self.document = self.workspace.add(FlowDocument(flow or small()))
        self.panel = Properties(self.workspace)
        self.said: list[str] = []
        self.workspace.told.connect(lambda sentence: self.said.append(str(sentence)))

    def add(self, *nodes: FlowNode) -> None:
        """More nodes, before anything is shown."""
        for node in nodes:
            self.document.flow.nodes[node.id] = node

    def select(self, *ids: str) -> None:
        """Select nodes."""
        self.document.selection.set(ids)
        QApplication.processEvents()

    def node(self, id_: str) -> FlowNode:
        """A node as it is now."""
        return self.document.flow.nodes[id_]

    def rows(self, id_: str, name: str) -> tuple[Row, ...]:
        """A table of a node."""
        value = self.node(id_).params.get(name, ())
        assert not isinstance(value, str)
        return value

    def prompt(self, id_: str, name: str = "prompt") -> Prompt:
        """A prompt of a node."""
        return self.node(id_).prompts[name]

    def editor(self, name: str) -> Editor:
        """The editor of a parameter of the node that is shown."""
        assert self.panel.form is not None
        return self.panel.form.fields[name].editor

    def faults(self, name: str) -> str:
        """What is said to be wrong below a field."""
        assert self.panel.form is not None
        label = self.panel.form.fields[name].faults
        return "" if label.isHidden() else label.text()

    def undo(self) -> None:
        """Take the last step back."""
        self.document.stack.undo()
        QApplication.processEvents()

    @property
    def steps(self) -> int:
        """Steps of undo."""
        return self.document.stack.count()


def child(widget: QWidget, kind: type[QWidget]) -> QWidget:
    """The first widget of a kind."""
    return cast(QWidget, widget.findChild(kind))


def type_in(widget: QWidget, text: str) -> None:
    """Type over what is selected, or at the cursor."""
    widget.setFocus()
    QTest.keyClicks(widget, text)
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()


def project(folder: Path) -> Path:
    """A project with a flow, settings, a calendar, connections and a recording; the path of its flow."""
    flows = folder / "flows"
    flows.mkdir(parents=True)
    (folder / "callwright.toml").write_text(
        '[project]\nlanguage = "en"\n[connections.crm]\nkind = "http"\nurl = "http://127.0.0.1"\n'
        '[connections.cases]\nurl = "sqlite:///cases.sqlite"\n[calendars.office]\n[speech.zh]\n',
        encoding="utf-8",
    )
    (flows / "other.flow.xml").write_text("<flow/>", encoding="utf-8")
    (folder / "sounds" / "recorded" / "en").mkdir(parents=True)
    return flows / "small.flow.xml"
