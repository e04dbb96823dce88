"""Find over all open flows, and where a variable, a flow or a sound is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from flowdesigner.finding.matching import Texts, score
from flowdesigner.finding.panel import Finding
from flowdesigner.finding.search import places
from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flows.write import save
from nodes.prompts import Prompt, Segment, Variant
from tests.flowdesigner.problems.test_checker import caller

FOUND = {
    "hello": [("welcome", "prompt")],
    "ASK": [("ask", ""), ("", "frame")],
    "var:who": [("welcome", "prompt")],
    "var:digits": [("ask", "into")],
    "a note": [("", "note")],
    "": [],
    "nothing of the sort": [],
}


@pytest.mark.parametrize("typed", FOUND)
def test_places(typed: str, workspace: Workspace, file: Path) -> None:
    workspace.open(file)
    assert [(hit.node, hit.field) for hit in places(workspace.documents, typed)] == FOUND[typed]


def test_sounds_and_flows(workspace: Workspace, tmp_path: Path) -> None:
    save(caller(), tmp_path / "outer.flow.xml")
    document = workspace.open(tmp_path / "outer.flow.xml")
    assert document is not None
    id_ = document.add_node("play")
    document.set_prompt(id_, "prompt", Prompt((Variant("", (Segment("sound", "chime"),)),)))
    assert [hit.node for hit in places([document], "flow:inner")] == ["enter"]
    assert [hit.node for hit in places([document], "sound:chime")] == [id_]
    assert places([document], "sound:chim") == []


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Finding:
    made = Finding(workspace)
    qtbot.addWidget(made)
    return made


def pressed(key: Qt.Key) -> QKeyEvent:
    """A key that comes to a widget by itself: with QTest the canvas, which has the focus, would take it."""
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_enter_goes_to_the_first_place(
    panel: Finding, workspace: Workspace, file: Path, qtbot: QtBot
) -> None:
    document = workspace.open(file)
    assert document is not None
    QTest.keyClicks(panel.field, "main")
    with qtbot.waitSignal(workspace.field_wanted) as wanted:
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert wanted.args == [document, "main", ""] and document.selection.current == "main"
    document.set_title("ask", "main thing")
    qtbot.waitUntil(lambda: panel.count.text() == "2")
    panel.field.keyPressEvent(pressed(Qt.Key.Key_Down))
    panel.list.keyPressEvent(pressed(Qt.Key.Key_Return))
    assert document.selection.current == "ask"
    panel.field.keyPressEvent(pressed(Qt.Key.Key_Up))
    panel.first()
    assert document.selection.current == "main"


def test_this_flow_or_all(panel: Finding, workspace: Workspace, file: Path) -> None:
    workspace.open(file)
    workspace.new()
    panel.ask("ask")
    assert panel.count.text() == "2"
    panel.all.setChecked(False)
    assert panel.count.text() == "0"


def test_ctrl_f_and_where_used(window: MainWindow, tmp_path: Path) -> None:
    save(caller(), tmp_path / "outer.flow.xml")
    outer = window.workspace.open(tmp_path / "outer.flow.xml")
    window.workspace.run("edit.find")
    finding = window.workspace.panel("find")
    assert isinstance(finding, Finding) and finding.isVisible()
    inner = window.workspace.new()
    inner.set_attribute("name", "inner")
    window.workspace.run("edit.where_used")
    finding.first()
    assert window.workspace.document is outer and outer is not None and outer.selection.current == "enter"


SCORES = [
    ("play", "zh", True),
    ("bofang", "zh", False),
    ("", "zh", True),
    ("播 放", "zh", True),
    ("xyz", "zh", False),
]


@pytest.mark.parametrize(("typed", "_", "found"), SCORES)
def test_score(typed: str, _: str, found: bool) -> None:
    assert bool(score(typed, Texts("播放", "Play", "play", "help"))) == found
