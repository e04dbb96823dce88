"""The table of prepared answers: edited, always the same as the text; what the last call did not ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QStyleOptionViewItem

from flowdesigner.simulation.answers_model import (
    ANSWER,
    ASKS,
    CONNECTION,
    DELAY,
    FAILS,
    NODE,
    SORT,
    TIMES,
    USED,
)
from flowdesigner.simulation.mocks import MocksPanel
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.verdicts import names, verdicts
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flows.release import Variable
from flows.write import save
from tests.flowdesigner.flows import small
from tests.flowdesigner.simulation.rung import LONG, callable_flow, held, opened
from tests.flows.build import node

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

StandardKey = QKeySequence.StandardKey
TEXT = """# mine
database:
  hotline:
  - {sql: SELECT, rows: [{no: 1, state: open}]}
  - {sql: UPDATE, changed: 2}
http:
  service:
  - {path: /cases, status: 404}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flow with a query, in a project with a connection of each kind."""
    flow = small()
    flow.nodes["look"] = node("look", "query", {}, {"connection": "hotline"})
    flow.nodes["send"] = node("send", "http", {}, {"connection": "service"})
    path = tmp_path / "flows" / "small.flow.xml"
    path.parent.mkdir()
    settings = (
        "[connections.hotline]\nurl = 'sqlite:///x'\n[connections.service]\nkind = 'http'\nurl = 'http://x'\n"
    )
    (tmp_path / "callwright.toml").write_text(settings)
    save(flow, path)
    return path


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot, file: Path) -> MocksPanel:
    """The panel of that flow, with TEXT."""
    made = MocksPanel(workspace)
    qtbot.addWidget(made)
    made.resize(1300, 240)
    made.show()
    opened(workspace, file)
    made.text.setPlainText(TEXT)
    made.check()
    return made


def cells(panel: MocksPanel, column: int) -> list[str]:
    """What stands in a column."""
    model = panel.view.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def put(panel: MocksPanel, row: int, column: int, text: str) -> None:
    """Type into a cell."""
    panel.view.model.setData(panel.view.model.index(row, column), text)


def given(panel: MocksPanel) -> dict[str, Any]:
    """What the next call gets."""
    assert not panel.given.mistakes, panel.status.text()
    return panel.given.value


def test_a_row_for_each_answer(panel: MocksPanel) -> None:
    assert cells(panel, SORT) == ["Database", "Database", "Web"]
    assert cells(panel, ASKS) == ["SELECT", "UPDATE", "/cases"]
    assert [text.strip() for text in cells(panel, ANSWER)] == ["1 row", "2 rows changed", "404"]
    speak("zh_CN")
    assert cells(panel, SORT)[0] == "数据库" and panel.tabs.tabText(0) == "表格"
    assert [text.strip() for text in cells(panel, ANSWER)] == ["1 行", "改了 2 行", "404"]


def test_what_is_typed_into_the_table_stands_in_the_text(panel: MocksPanel) -> None:
    put(panel, 0, NODE, "look")
    put(panel, 0, DELAY, "1.5")
    put(panel, 1, FAILS, "timeout")
    put(panel, 1, TIMES, "3")
    put(panel, 2, ASKS, "post /other")
    assert given(panel) == {
        "database": {
            "hotline": [
                {"sql": "SELECT", "rows": [{"no": 1, "state": "open"}], "node": "look", "seconds": 1.5},
                {"sql": "UPDATE", "changed": 2, "error": "timeout", "times": 3},
            ]
        },
        "http": {"service": [{"path": "/other", "status": 404, "method": "POST"}]},
    }
    assert panel.text.toPlainText().startswith("# mine\n")
    put(panel, 2, CONNECTION, "elsewhere")
    put(panel, 0, NODE, "")
    assert (
        list(given(panel)["http"]) == ["elsewhere"] and "node" not in given(panel)["database"]["hotline"][0]
    )
    panel.text.undo()
    panel.check()
    assert given(panel)["database"]["hotline"][0]["node"] == "look", "undone in the text"


def test_the_table_is_undone_by_its_keys(panel: MocksPanel, qtbot: QtBot) -> None:
    put(panel, 0, NODE, "look")
    put(panel, 0, NODE, "send")
    with qtbot.waitActive(panel):
        panel.activateWindow()
    panel.view.table.setFocus()
    for keys, node_ in ((StandardKey.Undo, "look"), (StandardKey.Undo, ""), (StandardKey.Redo, "look")):
        QTest.keySequence(panel.view.table, QKeySequence(keys))
        assert cells(panel, NODE)[0] == node_


def test_what_is_wrong_is_red_in_its_row(panel: MocksPanel) -> None:
    put(panel, 1, DELAY, "soon")
    assert not panel.apply.isEnabled() and "line 7" in panel.status.text()
    assert list(panel.view.model.faults) == [1] and "seconds" in panel.view.model.faults[1]
    index = panel.view.model.index(1, DELAY)
    assert index.data() == "soon" and index.data(Qt.ItemDataRole.ToolTipRole) == panel.view.model.faults[1]
    put(panel, 1, DELAY, "")
    assert panel.apply.isEnabled() and not panel.view.model.faults


def test_a_text_without_a_table(panel: MocksPanel) -> None:
    panel.text.setPlainText("database: [")
    panel.check()
    assert not panel.view.isEnabled() and "not YAML" in panel.status.text()
    panel.text.setPlainText("caller: '1'\n")
    panel.check()
    assert panel.view.isEnabled() and panel.view.model.rowCount() == 0
    assert panel.view.form.currentWidget() is panel.view.form.none


def test_add_remove_and_order(panel: MocksPanel) -> None:
    view = panel.view
    view._choose(0)
    QTest.mouseClick(view.buttons["down"], Qt.MouseButton.LeftButton)
    assert cells(panel, ASKS)[:2] == ["UPDATE", "SELECT"] and view.row == 1
    assert not view.buttons["down"].isEnabled(), "a neighbour of another connection"
    QTest.mouseClick(view.buttons["database"], Qt.MouseButton.LeftButton)
    assert view.row == 2 and cells(panel, CONNECTION) == ["hotline", "hotline", "hotline", "service"]
    QTest.mouseClick(view.buttons["http"], Qt.MouseButton.LeftButton)
    assert view.row == 4 and given(panel)["http"]["service"] == [{"path": "/cases", "status": 404}, {}]
    for _ in range(5):
        QTest.mouseClick(view.buttons["remove"], Qt.MouseButton.LeftButton)
    assert given(panel) == {} and panel.text.toPlainText() == "# mine\n"
    assert not view.buttons["remove"].isEnabled()
    QTest.mouseClick(view.buttons["http"], Qt.MouseButton.LeftButton)
    assert given(panel) == {"http": {"service": [{}]}}, "the project's connection"


def test_names_are_offered(panel: MocksPanel) -> None:
    assert panel.view.connections("database") == ["hotline"] and panel.view.connections("http") == ["service"]
    assert panel.view.nodes("database") == ["look"] and panel.view.nodes("http") == ["send"]
    model, delegate = panel.view.model, panel.view.table.itemDelegate()
    box = delegate.createEditor(panel, QStyleOptionViewItem(), model.index(2, FAILS))
    assert isinstance(box, QComboBox) and box.count() == 4
    box.setCurrentIndex(3)
    delegate.setModelData(box, model, model.index(2, FAILS))
    assert given(panel)["http"]["service"][0]["error"] == "timeout"
    box = delegate.createEditor(panel, QStyleOptionViewItem(), model.index(0, NODE))
    assert isinstance(box, QComboBox) and box.isEditable()
    assert [box.itemText(number) for number in range(box.count())] == ["", "look"]
    panel.view.table.edit(model.index(0, NODE))
    typed = panel.view.table.findChild(QComboBox)
    assert isinstance(typed, QComboBox) and typed.currentText() == ""
    line = typed.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "look")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert given(panel)["database"]["hotline"][0]["node"] == "look"


def test_the_grid_of_rows(panel: MocksPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    view, form = panel.view, panel.view.form
    view._choose(0)
    assert form.columns == ["no", "state"]
    item = form.grid.item(0, 0)
    assert item is not None and item.text() == "1"
    item.setText("0571")
    form.add_row()
    second = form.grid.item(1, 1)
    assert second is not None
    second.setText("办理中")
    rows = [{"no": "0571", "state": "open"}, {"no": "0571", "state": "办理中"}]
    assert given(panel)["database"]["hotline"][0]["rows"] == rows
    second.setText("")
    assert given(panel)["database"]["hotline"][0]["rows"][1] == {"no": "0571"}
    asked = iter([("days", True), ("since", True), ("no", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: next(asked))
    form.add_column()
    form.grid.setCurrentCell(0, form.columns.index("days"))
    form.rename_column()
    assert form.columns == ["no", "state", "since"]
    form.rename_column()
    assert form.columns == ["no", "state", "since"], "another column has that name"
    form.grid.setCurrentCell(0, 2)
    form.remove_column()
    form.grid.setCurrentCell(1, 0)
    form.remove_row()
    assert given(panel)["database"]["hotline"][0]["rows"] == [rows[0]]
    view._choose(1)
    assert form.changed.value() == 2
    form.changed.setValue(0)
    assert given(panel)["database"]["hotline"][1] == {"sql": "UPDATE", "changed": 0}


def test_the_first_row_asks_for_a_column(panel: MocksPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    panel.view._choose(1)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("", False))
    panel.view.form.add_row()
    assert "rows" not in given(panel)["database"]["hotline"][1]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("no", True))
    QTest.mouseClick(panel.view.form.verbs["row"], Qt.MouseButton.LeftButton)
    assert given(panel)["database"]["hotline"][1]["rows"] == [{"no": ""}]


def test_status_and_content_of_a_web_service(panel: MocksPanel) -> None:
    panel.view._choose(2)
    form = panel.view.form
    assert form.status.value() == 404
    form.status.setValue(200)
    form.content.setFocus()
    QTest.keyClicks(form.content, '{"state": ["open", 1]}')
    assert given(panel)["http"]["service"] == [{"path": "/cases", "data": {"state": ["open", 1]}}]
    assert form.content.toPlainText() == '{"state": ["open", 1]}', "what is typed stays as it is"
    form.content.setPlainText("")
    form.body.setPlainText("<ok/>")
    assert given(panel)["http"]["service"] == [{"path": "/cases", "body": "<ok/>"}]


def test_which_form_is_in_front_is_remembered(panel: MocksPanel, workspace: Workspace, qtbot: QtBot) -> None:
    panel.tabs.setCurrentWidget(panel.text)
    again = MocksPanel(workspace)
    qtbot.addWidget(again)
    assert again.tabs.currentWidget() is again.text
    panel.tabs.setCurrentWidget(panel.view)


# --- what the last call asked for


def answers(*sqls: str) -> dict[str, Any]:
    """Answers of one database."""
    return {"database": {"db": [{"sql": sql} for sql in sqls]}}


def test_verdicts() -> None:
    then = answers("a", "b", "b", "c")
    unused = [names(then)[1], names(then)[3]]
    assert verdicts(then, then, unused) == ["asked", "asked", "unused", "unused"]
    assert verdicts(answers("c", "d", "a"), then, unused) == ["unused", "", "asked"]
    assert verdicts({}, then, unused) == [] and verdicts(answers("a"), {}, []) == [""]


def test_what_no_node_asked_for_is_marked(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    flow = callable_flow()
    flow.variables["person"] = Variable("person", "row")
    flow.nodes["welcome"] = replace(flow.nodes["welcome"], exits={"done": "look"})
    asks = {"connection": "db", "sql": "SELECT name FROM people", "into": "person"}
    flow.nodes["look"] = node(
        "look", "query", dict.fromkeys(("row", "none", "failed", "timeout"), "main"), asks
    )
    file = tmp_path / "small.flow.xml"
    (tmp_path / "callwright.toml").write_text("[connections.db]\nurl = 'sqlite:///none.db'\n")
    save(flow, file)
    panel = MocksPanel(workspace)
    qtbot.addWidget(panel)
    document = opened(workspace, file)
    panel.text.setPlainText(
        "database:\n  db:\n  - {sql: people, rows: [{name: me}]}\n  - {sql: nobody, rows: [{name: x}]}\n"
    )
    panel.check()
    simulations = Simulations.of(workspace)
    simulations.set_sound(False)
    simulations.set_speed(0)
    simulations.toggle()
    call = simulations.simulation(document)
    qtbot.waitUntil(held(call), timeout=LONG)
    call.send("hang_up")
    qtbot.waitUntil(lambda: call.call.over is not None, timeout=LONG)
    assert cells(panel, USED) == ["asked", "unused"]
    assert "Answers not asked for in the last call: 1" in panel.status.text()
    font = panel.view.model.index(1, ASKS).data(Qt.ItemDataRole.FontRole)
    assert font.italic() and panel.view.model.index(0, ASKS).data(Qt.ItemDataRole.FontRole) is None
    put(panel, 1, ASKS, "somebody")
    assert cells(panel, USED) == ["asked", ""], "the call did not have that one"
    call.restart(hold=True)
    QApplication.processEvents()
    assert cells(panel, USED) == ["", ""]
    simulations.end()
