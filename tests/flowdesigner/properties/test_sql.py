"""Trying a statement in the form: values, rows, what is wrong and where, "Stop"."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flowdesigner.properties.sql_editor import SqlEditor
from flowdesigner.properties.sql_run import Outcome, outcome_of
from flowdesigner.properties.sql_trial import SqlTrial
from flowdesigner.properties.sql_values import TrialValue, example_of
from flowdesigner.words.say import say, speak
from flows.model import Flow, FlowNode
from flows.release import Variable
from flows.write import save
from tests.flowdesigner.properties.desk import Desk, press

Desks = Callable[..., Desk]
BOUND = "SELECT id, note FROM cases WHERE id >= :least ORDER BY id"
VARIABLES = {"age": Variable("age", "number"), "no": Variable("no", "text"), "vip": Variable("vip", "yesno")}
HANGS = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def asked(tmp_path: Path, desk: Desks) -> Desk:
    """A project with the connection `cases` and the table `cases`; its node `find` is shown."""
    with sqlite3.connect(tmp_path / "cases.sqlite") as made:
        made.execute("CREATE TABLE cases (id INTEGER, note TEXT)")
        made.executemany("INSERT INTO cases VALUES (?, ?)", [(1, None), (2, "半夜噪音"), (3, "c")])
    made.close()
    (tmp_path / "callwright.toml").write_text(
        '[connections.cases]\nurl = "sqlite:///cases.sqlite"\n', encoding="utf-8"
    )
    find = FlowNode("find", "query", params={"connection": "cases", "sql": BOUND})
    find.params["values"] = ({"name": "least", "value": "1 + 1"},)
    flow = Flow("small", language="en", start="find", nodes={"find": find})
    save(flow, tmp_path / "small.flow.xml")
    at = desk(flow)
    document = at.workspace.open(tmp_path / "small.flow.xml")
    assert document is not None
    at.document = document
    at.select("find")
    return at


def opened(at: Desk) -> tuple[SqlEditor, SqlTrial]:
    """The editor and the trial that its button opens."""
    editor = at.editor("sql")
    assert isinstance(editor, SqlEditor)
    editor.button.click()
    assert editor.trial is not None
    return editor, editor.trial


def ran(trial: SqlTrial, qtbot: QtBot) -> list[list[str]]:
    """The rows, once the answer is there."""
    qtbot.waitUntil(lambda: not trial.run_.running, timeout=30_000)
    table = trial.table
    cells = [
        [table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())
    ]
    return [[cell.text() if cell else "" for cell in row] for row in cells]


def test_values_are_asked_and_rows_are_shown(asked: Desk, qtbot: QtBot) -> None:
    editor, trial = opened(asked)
    assert "cases" in trial.hint.text()
    box, line = trial.values.lines["least"]
    assert (box.currentData(), line.text()) == ("number", "2")
    line.clear()
    press(line, Qt.Key.Key_1)
    press(line, Qt.Key.Key_Return)
    assert trial.run_.running and trial.stop_button.isEnabled() and not trial.start_button.isEnabled()
    assert ran(trial, qtbot) == [["1", "NULL"], ["2", "半夜噪音"], ["3", "c"]]
    assert "Rows: 3" in trial.state.text() and "ms" in trial.state.text()
    trial.close()
    assert editor.trial is None
    _, again = opened(asked)
    assert again.values.values() == {"least": TrialValue("number", "1")}
    again.close()


def test_the_trial_follows_what_is_typed_and_goes_with_its_node(asked: Desk) -> None:
    other = asked.document.add_node("hangup")
    asked.select("find")
    editor, trial = opened(asked)
    asked.document.set_param("find", "sql", "SELECT :a, :b")
    assert list(trial.values.lines) == ["a", "b"]
    asked.document.set_param("find", "connection", "other")
    assert "other" in trial.hint.text()
    asked.document.set_param("find", "sql", "SELECT 1")
    assert trial.values.isHidden()
    asked.select(other)
    assert editor.trial is None


def test_the_trial_goes_with_the_form_that_opened_it(asked: Desk, qtbot: QtBot) -> None:
    _, trial = opened(asked)
    closed: list[int] = []
    trial.finished.connect(closed.append)
    speak("zh_CN")
    qtbot.waitUntil(lambda: len(closed) == 1)
    opened(asked)[1].close()


def test_a_change_is_counted_and_taken_back(asked: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    asked.document.set_param("find", "sql", "DELETE FROM cases")
    _, trial = opened(asked)
    trial.run()
    ran(trial, qtbot)
    assert "would change: 3" in trial.state.text()
    with sqlite3.connect(tmp_path / "cases.sqlite") as made:
        assert made.execute("SELECT count(*) FROM cases").fetchone() == (3,)
    made.close()
    trial.close()


@pytest.mark.parametrize(
    ("tongue", "says"), [("en", "no such column"), ("zh_CN", "没有这一列"), ("zh_TW", "沒有這一列")]
)
def test_what_is_wrong_is_marked_where_it_is(asked: Desk, qtbot: QtBot, tongue: str, says: str) -> None:
    speak(tongue)  # type: ignore[arg-type]
    asked.document.set_param("find", "sql", "SELECT id,\n  notes FROM cases")
    editor, trial = opened(asked)
    trial.run()
    ran(trial, qtbot)
    assert says in trial.state.text()
    marks = editor.edit.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["notes"]
    assert says in editor.words.text()
    trial.close()
    asked.document.set_param("find", "sql", "SELECT id FROM cases")
    assert editor.words.isHidden() and not editor.edit.extraSelections()


def test_what_is_not_the_statements_fault_is_said_in_the_trial_alone(asked: Desk, qtbot: QtBot) -> None:
    asked.document.set_param("find", "connection", "nosuch")
    editor, trial = opened(asked)
    trial.run()
    ran(trial, qtbot)
    assert "no database connection is called 'nosuch'" in trial.state.text()
    assert "there are: cases" in trial.state.text()
    assert not editor.edit.extraSelections()
    asked.document.set_param("find", "connection", "")
    trial.run()
    assert "Choose the node's connection first" in trial.state.text()
    trial.close()


def test_a_number_that_is_none_is_not_sent(asked: Desk) -> None:
    _, trial = opened(asked)
    trial.values.lines["least"][1].setText("two")
    trial.run()
    assert not trial.run_.running and ":least is no number" in trial.state.text()
    trial.close()


def test_a_flow_without_a_file_has_no_connections(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("find", "query", params={"connection": "cases", "sql": "SELECT 1"}))
    at.select("find")
    _, trial = opened(at)
    trial.run()
    assert "Save the flow" in trial.state.text()
    trial.close()


def test_what_hangs_is_stopped(asked: Desk, qtbot: QtBot) -> None:
    node = asked.node("find")
    trial = SqlTrial(asked.panel.around, node, command=HANGS)
    qtbot.addWidget(trial)
    trial.show()
    trial.run()
    assert trial.run_.running and not trial.bar.isHidden()
    trial.stop_button.click()
    assert not trial.run_.running and trial.start_button.isEnabled()
    assert trial.state.text() == "Stopped."
    trial.run()
    trial.close()
    assert not trial.run_.running


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("age + 1", TrialValue("number", "13")),
        ("no", TrialValue("text", "12345")),
        ("vip", TrialValue("yes")),
        ("none", TrialValue("nothing")),
        ("nosuch(", TrialValue("text", "")),
        ("today", TrialValue("text", "2026-01-15")),
        ("1.50", TrialValue("number", "1.5")),
    ],
)
def test_examples_stand_in_for_what_the_node_binds(source: str, value: TrialValue) -> None:
    node = FlowNode("find", "query", params={"values": ({"name": "a", "value": source},)})
    assert example_of("a", node, VARIABLES) == value
    assert example_of("b", node, VARIABLES) == TrialValue()


@pytest.mark.parametrize(
    ("value", "option"),
    [
        (TrialValue("text", "a=b"), "n=a=b"),
        (TrialValue("number", " 42 "), "n:=42"),
        (TrialValue("yes", "x"), "n:=true"),
        (TrialValue("no"), "n:=false"),
        (TrialValue("nothing"), "n:=null"),
    ],
)
def test_a_value_is_an_option(value: TrialValue, option: str) -> None:
    assert value.option("n") == option


def test_an_answer_that_cannot_be_read_is_said(qtbot: QtBot) -> None:
    assert "cannot be read" in outcome_of(b"[]", 0, None).fault
    why = say("已结束：{}", "ended: {}", "error: boom")
    assert outcome_of(b"", 3, why) == Outcome(fault="error: boom")
