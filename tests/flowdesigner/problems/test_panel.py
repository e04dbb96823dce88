"""The panel of problems: listed, filtered, gone to, mended; badges and the menu of a node."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.hits import Hit
from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.marks import Marks
from flowdesigner.problems.panel import Problems
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flows.compiler import check


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Problems:
    made = Problems(workspace)
    qtbot.addWidget(made)
    Marks(workspace)
    return made


@pytest.fixture
def document(panel: Problems, workspace: Workspace, file: Path) -> FlowDocument:
    """A flow with an error at a node, and a warning at another."""
    made = workspace.open(file)
    assert made is not None
    made.add_node("play")
    made.unwire([("main", "no_input")])
    compiled(workspace, made)
    return made


def compiled(workspace: Workspace, document: FlowDocument) -> None:
    flow = document.flow
    flow.file = str(document.path)
    workspace.set_problems(document, tuple(check(flow)))


def listed(panel: Problems) -> list[str]:
    rows = (panel.list.topLevelItem(row) for row in range(panel.list.topLevelItemCount()))
    return [row.text(0) for row in rows if row is not None]


def make_current(panel: Problems, code: str) -> None:
    panel.list.setCurrentItem(panel.list.topLevelItem(listed(panel).index(code)))  # type: ignore[arg-type]


def test_errors_come_first_and_can_be_filtered(panel: Problems, document: FlowDocument) -> None:
    every = listed(panel)
    assert {"CW403", "CW405"} <= set(every) and every.index("CW403") < every.index("CW405")
    panel.warnings.click()
    assert "CW405" not in listed(panel) and "CW403" in listed(panel)
    panel.errors.click()
    assert listed(panel) == []
    panel.warnings.click()
    assert "CW405" in listed(panel)


def test_enter_goes_to_node_and_field(
    panel: Problems, document: FlowDocument, workspace: Workspace, qtbot: QtBot
) -> None:
    make_current(panel, "CW405")
    with qtbot.waitSignal(workspace.field_wanted) as wanted:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert wanted.args[:2] == [document, "play"] and document.selection.current == "play"


def test_a_fix_has_a_button(panel: Problems, document: FlowDocument, workspace: Workspace) -> None:
    make_current(panel, "CW403")
    assert panel.cure.text().startswith("Cure: ")
    buttons = [each for each in panel.findChildren(QPushButton) if each.isVisibleTo(panel)]
    assert buttons[0].text() == "Lead no_input to end"
    buttons[0].click()
    assert document.flow.nodes["main"].exits["no_input"] == "end"
    compiled(workspace, document)
    assert "CW403" not in listed(panel)


def test_the_menu_has_all_fixes(panel: Problems, document: FlowDocument) -> None:
    assert panel.menu() is None
    make_current(panel, "CW403")
    menu = panel.menu()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Go to the node", "Lead no_input to end", "Lead no_input to a new hang-up"]
    menu.actions()[-1].trigger()
    assert document.flow.nodes["main"].exits["no_input"] == "hangup"


def test_words_in_the_language(panel: Problems, document: FlowDocument) -> None:
    speak("zh_CN")
    assert panel.errors.text().startswith("错误") and panel.all.text() == "所有打开的流程"
    make_current(panel, "CW405")
    item = panel.list.currentItem()
    assert item is not None and "到不了" in item.text(1) and panel.cure.text().startswith("解决：")
    speak("zh_TW")
    assert panel.errors.text().startswith("錯誤")


def test_all_open_flows(panel: Problems, document: FlowDocument, workspace: Workspace) -> None:
    other = workspace.new()
    compiled(workspace, other)
    assert "CW405" not in listed(panel)
    panel.all.click()
    assert "CW405" in listed(panel) and not panel.list.isColumnHidden(3)
    workspace.close(other)
    panel.all.click()
    assert "CW405" in listed(panel)


def test_nothing_is_wrong(panel: Problems, workspace: Workspace) -> None:
    document = workspace.new()
    document.add_node("hangup")
    workspace.set_problems(document, ())
    assert panel.cure.text() == "No problems." and panel.errors.text() == "Errors 0"


def test_badges_on_nodes(document: FlowDocument, workspace: Workspace) -> None:
    canvas = workspace.canvas
    assert canvas is not None
    badges = canvas.flow_scene.lights.badges
    assert badges["main"][0].kind == "error" and "CW405" in badges["play"][0].tip
    assert "end" not in badges
    workspace.set_badges(document, "test", {"main": [badges["play"][0]]})
    assert len(canvas.flow_scene.lights.badges["main"]) == 2
    workspace.set_problems(document, ())
    assert set(canvas.flow_scene.lights.badges) == {"main"}


def test_fixes_in_the_menu_of_a_node(document: FlowDocument, workspace: Workspace) -> None:
    menu = QMenu()
    workspace.menu_opening.emit(document, Hit("body", "play"), menu)
    texts = [action.text() for action in menu.actions()]
    assert "Delete play" in texts
    next(action for action in menu.actions() if action.text() == "Delete play").trigger()
    assert "play" not in document.flow.nodes
