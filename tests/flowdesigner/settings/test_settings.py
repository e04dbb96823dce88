"""The flow as a whole: its settings, and its variables in a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from flowdesigner.document.desk import FlowDocument
from flowdesigner.finding.panel import Finding
from flowdesigner.settings.panel import Settings
from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flowdesigner.words.tongue import Tongue
from flows.release import Variable


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Settings:
    made = Settings(workspace)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def document(panel: Settings, workspace: Workspace, file: Path) -> FlowDocument:
    made = workspace.open(file)
    assert made is not None
    return made


def choose(field: QComboBox, data: str) -> None:
    field.setCurrentIndex(field.findData(data))
    field.activated.emit(field.currentIndex())


def test_typing_a_title_is_one_step(panel: Settings, document: FlowDocument) -> None:
    QTest.keyClicks(panel.form.title, "Hotline")
    assert document.flow.title == "Hotline" and document.stack.count() == 1
    document.stack.undo()
    assert panel.form.title.text() == ""
    panel.form.language.setEditText("zh-CN")
    panel.form.about.setPlainText("For all")
    assert document.flow.language == "zh-CN" and document.flow.about == "For all"


def test_start_and_handlers(panel: Settings, document: FlowDocument) -> None:
    choose(panel.form.start, "main")
    choose(panel.form.events["hangup"], "ask")
    choose(panel.form.events["error"], "")
    assert (document.flow.start, document.flow.on_hangup, document.flow.on_error) == ("main", "ask", "")
    panel.form.key.setCurrentText("9")
    panel.form.refresh()
    choose(panel.form.on_key, "end")
    assert document.flow.keys["9"] == "end"
    document.rename("main", "menu")
    assert panel.form.start.currentData() == "menu"


def names(panel: Settings) -> list[str]:
    table = panel.variables.table
    return [table.item(row, 0).text() for row in range(table.rowCount())]  # type: ignore[union-attr]


def test_variables_are_declared_renamed_and_removed(panel: Settings, document: FlowDocument) -> None:
    variables = panel.variables
    assert names(panel) == ["who", "digits"]
    variables.table.item(0, 0).setText("whom")  # type: ignore[union-attr]
    assert "whom" in document.flow.variables
    assert "{{ whom }}" in document.flow.nodes["welcome"].prompts["prompt"].variants[0].segments[0].text
    variables.add.click()
    assert names(panel) == ["whom", "digits", "value"]
    assert variables.current == "value"
    variables.remove.click()
    assert "value" not in document.flow.variables


def test_a_name_that_cannot_be_is_refused(
    panel: Settings, document: FlowDocument, workspace: Workspace, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.told) as told:
        panel.variables.table.item(0, 0).setText("call")  # type: ignore[union-attr]
    assert "call is a system variable" in str(told.args[0]) and names(panel) == ["who", "digits"]


def test_type_value_and_marks(panel: Settings, document: FlowDocument) -> None:
    table = panel.variables.table
    types = table.cellWidget(0, 1)
    assert isinstance(types, QComboBox)
    types.setCurrentText("number")
    types.activated.emit(types.currentIndex())
    table.item(0, 2).setText("7")  # type: ignore[union-attr]
    table.item(0, 3).setCheckState(Qt.CheckState.Checked)  # type: ignore[union-attr]
    table.item(0, 4).setCheckState(Qt.CheckState.Checked)  # type: ignore[union-attr]
    who = document.flow.variables["who"]
    assert (who.type, who.value, who.input, who.sensitive) == ("number", "7", True, True)
    speak("zh_CN")
    assert table.horizontalHeaderItem(0).text() == "名称"  # type: ignore[union-attr]


def test_without_a_flow_there_is_nothing_to_edit(
    panel: Settings, document: FlowDocument, workspace: Workspace
) -> None:
    workspace.close(document)
    assert not panel.form.isEnabled() and names(panel) == []


def test_where_used(window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    panel = window.workspace.panel("flow")
    assert isinstance(panel, Settings)
    panel.variables.table.setCurrentCell(1, 0)
    panel.variables.used.click()
    finding = window.workspace.panel("find")
    assert finding is not None and finding.field.text() == "var:digits"  # type: ignore[attr-defined]


def test_a_declaration_that_was_found_is_shown(window: MainWindow, file: Path) -> None:
    workspace = window.workspace
    workspace.open(file)
    wanted: list[str] = []
    workspace.panel_wanted.connect(lambda name, _: wanted.append(name))
    panel, finding = workspace.panel("flow"), workspace.panel("find")
    assert isinstance(panel, Settings) and isinstance(finding, Finding)
    panel.variables.table.setCurrentCell(-1, -1)
    finding.ask("digits")
    head = finding.list.topLevelItem(0)
    assert head is not None
    items = [head.child(row) for row in range(head.childCount())]
    finding.go(next(item for item in items if item and item.text(0) == "variable digits"))
    assert panel.variables.current == "digits" and wanted == ["flow"]


@pytest.mark.parametrize("tongue", ["zh_CN", "zh_TW", "en"])
def test_names_of_variables_are_read_whole_in_a_narrow_panel(
    tongue: Tongue, panel: Settings, document: FlowDocument
) -> None:
    speak(tongue)
    document.add_variable(Variable("a_long_name_of_ours", "text"))
    panel.resize(300, 600)
    panel.show()
    table, header = panel.variables.table, panel.variables.table.horizontalHeader()
    assert names(panel)[-1] == "a_long_name_of_ours"
    assert header.sectionSize(0) >= table.sizeHintForColumn(0)
    for column in range(table.columnCount()):
        assert header.sectionSize(column) >= header.sectionSizeHint(column), column
