"""The tree in step with the canvas: selection both ways, links, keys, the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from flowdesigner.document.desk import FlowDocument
from flowdesigner.outline.panel import Outline
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Outline:
    made = Outline(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def document(panel: Outline, workspace: Workspace, file: Path) -> FlowDocument:
    made = workspace.open(file)
    assert made is not None
    return made


def choose(panel: Outline, id_: str) -> None:
    panel.tree.setCurrentIndex(panel.model.index_of_node(id_))


def text(panel: Outline, index: QModelIndex) -> str:
    return str(panel.model.data(index))


def test_selection_both_ways(panel: Outline, document: FlowDocument) -> None:
    document.selection.set(["ask"])
    assert panel.row is not None and panel.row.node == "ask"
    assert panel.tree.isExpanded(panel.tree.currentIndex().parent())
    choose(panel, "end")
    assert document.selection.current == "end"
    document.selection.clear()
    assert panel.row is None or not panel.tree.selectionModel().selectedIndexes()


def test_a_link_leads_to_its_node(panel: Outline, document: FlowDocument) -> None:
    handler = panel.model.index(1, 0)
    assert text(panel, handler) == "On an error"
    link = panel.model.index(0, 0, handler)
    assert text(panel, link).startswith("↪ ")
    panel.tree.doubleClicked.emit(link)
    assert panel.row is not None and (panel.row.kind, panel.row.node) == ("step", "end")


def test_it_follows_edits_and_keeps_what_is_open(
    panel: Outline, document: FlowDocument, qtbot: QtBot
) -> None:
    choose(panel, "ask")
    document.set_title("ask", "Your number")
    qtbot.waitUntil(lambda: text(panel, panel.model.index_of_node("ask")) == "Your number")
    assert panel.tree.isExpanded(panel.model.index_of_node("ask").parent())
    document.remove(["ask"])
    qtbot.waitUntil(lambda: not panel.model.index_of_node("ask").isValid())
    document.stack.undo()
    qtbot.waitUntil(lambda: panel.model.index_of_node("ask").isValid())


def test_keys(panel: Outline, document: FlowDocument, workspace: Workspace, qtbot: QtBot) -> None:
    choose(panel, "ask")
    with qtbot.waitSignal(workspace.field_wanted) as wanted:
        QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert wanted.args == [document, "ask", ""]
    QTest.keyClick(panel.tree, Qt.Key.Key_F2)
    choose(panel, "ask")
    QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert "ask" not in document.flow.nodes and document.flow.nodes["main"].exits["one"] == "end"


def entry(menu: QMenu, *path: str) -> QMenu:
    """A menu below, by its titles."""
    for title in path:
        below = next(action.menu() for action in menu.actions() if action.text() == title)
        assert isinstance(below, QMenu)
        menu = below
    return menu


def trigger(menu: QMenu, title: str) -> None:
    next(action for action in menu.actions() if action.text() == title).trigger()


def test_the_menu_of_a_step(panel: Outline, document: FlowDocument) -> None:
    choose(panel, "welcome")
    menu = panel.menu()
    assert menu is not None
    trigger(entry(menu, "Add after it", "Sound out"), "Wait")
    assert document.flow.nodes["welcome"].exits == {"done": "wait"}
    document.stack.undo()
    panel.refresh()
    choose(panel, "main")
    menu = panel.menu()
    assert menu is not None
    trigger(entry(menu, "Lead to", "no_match"), "Hang up end")
    assert document.flow.nodes["main"].exits["no_match"] == "end"


def test_the_menu_of_an_exit(panel: Outline, document: FlowDocument) -> None:
    choose(panel, "ask")
    panel.tree.setCurrentIndex(panel.tree.currentIndex().parent())
    assert panel.row is not None and panel.row.kind == "way"
    menu = panel.menu()
    assert menu is not None
    trigger(menu, "Take the wire off")
    assert "one" not in document.flow.nodes["main"].exits
    panel.refresh()
    row = next(row for row in panel.model.plan.rows(panel.model.plan.step("main")) if row.kind == "open")
    assert panel.model.text(row) == "1  one: leads nowhere"
    panel.tree.setCurrentIndex(panel.model.index_of(row))
    menu = panel.menu()
    assert menu is not None
    trigger(entry(menu, "Add after it", "Sound out"), "Play")
    assert document.flow.nodes["main"].exits["one"] == "play"


def test_another_flow_and_another_language(
    panel: Outline, document: FlowDocument, workspace: Workspace
) -> None:
    speak("zh_CN")
    assert text(panel, panel.model.index(0, 0)) == "来电"
    other = workspace.new()
    assert panel.model.rowCount() == 0
    workspace.close(other)
    assert panel.model.rowCount() == 3
    workspace.close(document)
    assert not panel.tree.isEnabled() and panel.menu() is None


def test_what_is_gone_can_still_be_asked_about(panel: Outline, document: FlowDocument) -> None:
    """A view, or a screen reader, asks before the tree has heard that a node is gone."""
    index = panel.model.index_of_node("ask")
    before = text(panel, index)
    document.remove(["ask"])
    assert text(panel, index) == before and panel.model.hasChildren(index)
    assert panel.model.rowCount(index) and panel.model.parent(index).isValid()
    panel.refresh()
    assert not panel.model.index_of_node("ask").isValid()
