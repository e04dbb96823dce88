"""A whole window with every type of node and every panel in it, and everything that it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QTreeView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.main import MainWindow
from flowdesigner.window.panels import PANELS
from flows.model import Flow, FlowNode
from flows.release import Variable
from flows.wording import declared
from nodes.declare import Parameter
from nodes.prompts import Prompt, Segment, Variant
from nodes.registry import node_types

SPOKEN = Prompt(
    (Variant("", (Segment("say", "1"), Segment("value", "7", "digits"), Segment("silence", ms=9))),)
)
WORKED = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QAbstractSlider,
    QProgressBar,
)
"""What somebody works with, or what says how it stands: each has to have a name."""


def every_type() -> FlowDocument:
    """A flow with a node of each type, a prompt in it that takes one, a row in each table."""
    nodes = {}
    for name, cls in node_types().items():
        if not cls.__module__.startswith("nodes."):
            continue
        node = FlowNode(f"x_{name}", name)
        for parameter in parameters_of(name):
            if parameter.kind == "prompt":
                node.prompts[parameter.name] = SPOKEN
            elif parameter.kind == "rows":
                node.params[parameter.name] = ({"exit": "1"},)
        nodes[node.id] = node
    flow = Flow("x", language="zh-CN", start="x_play", nodes=nodes, variables={"v": Variable("v", "text")})
    return FlowDocument(flow)


def parameters_of(type_id: str) -> tuple[Parameter, ...]:
    """What a type declares."""
    return tuple(declared(type_id).values())


@dataclass(frozen=True)
class Said:
    """One text of a window: whose it is, which of its texts, and the words."""

    owner: str
    what: str
    words: str


def fill(window: MainWindow) -> FlowDocument:
    """Open the flow, show every panel."""
    document = window.workspace.add(every_type())
    for panel in PANELS:
        window.workspace.show_panel(panel.name, focus=False)
    QApplication.processEvents()
    return document


def widgets(window: QWidget) -> Iterator[QWidget]:
    """Every widget that is not an inner part of another."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not _inner(widget):
            yield widget


def _inner(widget: QWidget) -> bool:
    """Whether a widget is a part that Qt puts into another, which has the name."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    around, wholes = widget.parentWidget(), (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar)
    while around is not None and not isinstance(around, wholes):
        around = around.parentWidget()
    return around is not None


def name_of(widget: QWidget) -> str:
    """The name that a screen reader says."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name) if face is not None else ""


def path_of(widget: QWidget) -> str:
    """Where a widget is, for a message: classes from the outside."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


def said(window: QWidget) -> Iterator[Said]:
    """Every text that the window shows or tells."""
    for widget in widgets(window):
        where = path_of(widget)
        for what in ("windowTitle", "toolTip", "statusTip", "accessibleName", "accessibleDescription"):
            yield Said(where, what, getattr(widget, what)())
        yield from (Said(where, what, words) for what, words in _own(widget))
    for action in window.findChildren(QAction):
        for what in ("text", "toolTip", "statusTip"):
            yield Said(f"action {action.objectName()}", what, getattr(action, what)())


def _own(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QAbstractButton | QLabel):
        yield "text", widget.text()
    elif isinstance(widget, QGroupBox | QMenu):
        yield "title", widget.title()
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(number)) for number in range(widget.count()))
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        yield from (("item", widget.itemText(number)) for number in range(widget.count()))
    elif isinstance(widget, QTreeWidget):
        yield from (("item", words) for words in _items(widget))
    header = widget.header() if isinstance(widget, QTreeView) else None
    header = widget.horizontalHeader() if isinstance(widget, QTableView) else header
    if header is not None and header.isVisible():
        heads = (header.model().headerData(n, Qt.Orientation.Horizontal) for n in range(header.count()))
        yield from (("head", head) for head in heads if isinstance(head, str))


def _items(tree: QTreeWidget) -> Iterator[str]:
    waiting = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop()
        if isinstance(item, QTreeWidgetItem):
            yield from (item.text(column) for column in range(tree.columnCount()))
            waiting += [item.child(number) for number in range(item.childCount())]
