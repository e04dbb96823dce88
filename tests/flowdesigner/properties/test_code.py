"""Expressions, templates and SQL: completion, the menu of what may be said, live faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flowdesigner.properties.code_edit import CodeEdit
from flowdesigner.properties.code_editors import (
    CodeEditor,
    ExpressionEditor,
    TemplateEditor,
    fault_range,
)
from flowdesigner.properties.offered import READING_WORDS, ROOTS, offered
from flowdesigner.properties.sql_editor import SqlEditor
from flowdesigner.words.say import speak
from flows.model import FlowNode
from flows.release import Variable
from nodes.errors import ExpressionError
from nodes.expressions import READINGS, check_expression
from nodes.facts import RESERVED, SYSTEM
from nodes.language.vocabulary import FILTERS, FUNCTIONS, TESTS
from tests.flowdesigner.properties.desk import CTRL, Desk, press, type_in

Desks = Callable[..., Desk]
VARIABLES = {"case_no": Variable("case_no", "text"), "age": Variable("age", "number")}


@pytest.mark.parametrize(
    ("before", "prefix", "among"),
    [
        ("ca", "ca", {"case_no", "call.caller"}),
        ("call.", "call.", {"call.caller", "call.language"}),
        ("age > 3 and c", "c", {"case_no", "call.id"}),
        ("case_no|", "", {"digits", "upper", "money"}),
        ("case_no | up", "up", {"upper"}),
        ("age is d", "d", {"defined"}),
        ("da", "da", {"date", "days_between"}),
        ("", "", {"case_no", "now", "max"}),
    ],
)
def test_what_may_follow_in_an_expression(before: str, prefix: str, among: set[str]) -> None:
    found, offers = offered(before, VARIABLES, template=False)
    assert found == prefix
    assert among <= {each.name for each in offers}
    assert all(each.help for each in offers)


@pytest.mark.parametrize("before", ["'ca", "Hello ca", "{{ case_no }} ca", "{{ 'x"])
def test_nothing_is_offered_in_words_and_quotes(before: str) -> None:
    assert offered(before, VARIABLES, template=True) == ("", [])


def test_a_slot_of_a_template_is_completed() -> None:
    prefix, offers = offered("Your number is {{ case", VARIABLES, template=True)
    assert (prefix, [each.name for each in offers]) == ("case", ["case_no"])


def test_every_reading_and_every_root_has_words() -> None:
    assert set(READINGS) == READING_WORDS.keys()
    assert ROOTS.keys() == RESERVED


@pytest.mark.parametrize(
    ("text", "marked"),
    [("age >= 60 and (", "age >= 60 and ("), ("a.__class__", "a.__class__"), ("nosuch(1)", "nosuch(1)")],
)
def test_what_is_underlined_is_part_of_the_text(text: str, marked: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_expression(text)
    begin, end = fault_range(caught.value, text)
    assert text[begin:end]
    assert text[begin:end] in marked


@pytest.mark.parametrize(
    ("what", "marked"),
    [
        ("wrong (character 3)", "cde"),
        ("wrong (line 2)", "fgh ij"),
        ("wrong (line 2, character 5)", "ij"),
        ("wrong", "abcde\nfgh ij"),
    ],
)
def test_a_place_in_words_is_a_range(what: str, marked: str) -> None:
    text = "abcde\nfgh ij"
    begin, end = fault_range(ExpressionError(what), text)
    assert text[begin:end] == marked


def branch(at: Desk, when: str = "") -> ExpressionEditor:
    """The expression of a condition."""
    at.add(FlowNode("if_", "condition", params={"branches": ({"exit": "yes", "when": when},)}))
    at.select("if_")
    at.panel.focus_field("if_", "branches[1].when")
    edit = at.panel.focusWidget()
    assert edit is not None
    editor = edit.parent()
    assert isinstance(editor, ExpressionEditor)
    return editor


def test_typing_offers_and_enter_takes(desk: Desks) -> None:
    at = desk()
    editor = branch(at)
    type_in(editor.edit, "call.ca")
    assert editor.edit.popup.isVisible()
    names = [
        editor.edit.completer.model().index(row, 0).data(Qt.ItemDataRole.UserRole)
        for row in range(editor.edit.completer.model().rowCount())
    ]
    assert names[0] == "call.caller"
    press(editor.edit, Qt.Key.Key_Return)
    assert at.rows("if_", "branches")[0]["when"] == "call.caller"
    assert not editor.edit.popup.isVisible()


def test_escape_closes_what_is_offered_and_control_space_opens_it(desk: Desks) -> None:
    at = desk()
    editor = branch(at)
    press(editor.edit, Qt.Key.Key_Space, CTRL)
    assert editor.edit.popup.isVisible()
    press(editor.edit, Qt.Key.Key_Escape)
    assert not editor.edit.popup.isVisible()
    assert editor.text == ""


def test_a_function_that_is_taken_stands_open(desk: Desks) -> None:
    at = desk()
    editor = branch(at)
    type_in(editor.edit, "days_b")
    press(editor.edit, Qt.Key.Key_Tab)
    assert editor.text == "days_between()"
    type_in(editor.edit, "x")
    assert editor.text == "days_between(x)"
    editor.edit.popup.hide()


def test_a_fault_is_underlined_and_said_in_both_languages(desk: Desks) -> None:
    at = desk()
    editor = branch(at, "age >= (")
    assert "ends too early" in editor.words.text()
    assert editor.edit.extraSelections()
    speak("zh_CN")
    editor = branch(at, "age >= (")
    assert "结尾过早" in editor.words.text()
    editor.edit.selectAll()
    type_in(editor.edit, "1 == 1")
    editor.check()
    assert editor.words.isHidden()
    assert not editor.edit.extraSelections()


def test_a_fault_is_not_said_twice(desk: Desks) -> None:
    at = desk()
    editor = branch(at, "age >= (")
    form = editor.parent()
    assert form is not None
    assert form.words.isHidden()  # type: ignore[attr-defined]


def actions(menu: QMenu) -> dict[str, QAction]:
    """Every action of a menu and the menus below it, by the path of titles."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        below = action.menu()
        title = action.text().split("   ")[0]
        if isinstance(below, QMenu):
            found |= {f"{title}/{path}": each for path, each in actions(below).items()}
        else:
            found[title] = action
    return found


def test_the_menu_puts_in_variables_system_variables_and_functions(desk: Desks) -> None:
    at = desk()
    editor = branch(at)
    offers = actions(editor.menu())
    for path, text in (
        ("Variables/who", "who"),
        ("System variables/call/call.caller", "whocall.caller"),
        ("Functions/min", "whocall.callermin()"),
    ):
        offers[path].trigger()
        assert editor.text == text
    assert "the caller's number" in offers["System variables/call/call.caller"].toolTip()
    offers["Filters (change the value before them)/upper"].trigger()
    assert editor.text == "whocall.callermin(|upper)"
    assert at.rows("if_", "branches")[0]["when"] == editor.text


def test_the_menu_forgets_no_system_variable_and_no_function(desk: Desks) -> None:
    at = desk()
    offers = {path.rpartition("/")[2] for path in actions(branch(at).menu())}
    assert {fact.path for fact in SYSTEM} <= offers
    assert {*FUNCTIONS, *FILTERS, *TESTS} <= offers


def test_numbers_of_lines_are_offered_in_quotes() -> None:
    values = {"line.number": lambda: ["12345", "12000", "400"]}
    prefix, offers = offered("line.number == '12", VARIABLES, template=False, values=values)
    assert (prefix, [each.insert for each in offers]) == ("12", ["12345", "12000"])
    assert offered("line.name == '12", VARIABLES, template=False, values=values) == ("", [])
    assert offered("{{ line.number != '", VARIABLES, template=True, values=values)[1]


def test_a_value_is_put_into_speech_with_its_reading(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    at.panel.focus_field("welcome", "prompt")
    edit = at.panel.focusWidget()
    assert edit is not None
    editor = edit.parent()
    assert isinstance(editor, TemplateEditor)
    editor.edit.selectAll()
    offers = actions(editor.menu())
    offers["Variables/digits/digit by digit"].trigger()
    assert at.prompt("welcome").variants[0].segments[0].text == "{{ digits|digits }}"


def test_a_template_takes_a_value_without_reading(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("log", "log"))
    at.select("log")
    editor = at.editor("text")
    assert isinstance(editor, TemplateEditor)
    actions(editor.menu())["System variables/now"].trigger()
    assert at.node("log").params["text"] == "{{ now }}"


def test_enter_ends_a_single_line_and_begins_another_in_a_long_text(desk: Desks) -> None:
    at = desk()
    editor = branch(at, "1")
    press(editor.edit, Qt.Key.Key_Return)
    assert editor.text == "1"
    at.add(FlowNode("find", "query"))
    at.select("find")
    sql = at.editor("sql")
    assert isinstance(sql, SqlEditor)
    type_in(sql.edit, "SELECT 1")
    before = sql.edit.sizeHint().height()
    for _ in range(5):
        press(sql.edit, Qt.Key.Key_Return)
    assert at.node("find").params["sql"] == "SELECT 1" + "\n" * 5
    assert sql.edit.sizeHint().height() > before


def test_what_is_pasted_into_a_single_line_is_one(desk: Desks) -> None:
    at = desk()
    editor = branch(at)
    mime = QMimeData()
    mime.setText("1 ==\n1")
    editor.edit.insertFromMimeData(mime)
    assert editor.text == "1 == 1"


def test_sql_is_coloured(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("find", "query", params={"sql": "SELECT a FROM b WHERE c = :number -- why"}))
    at.select("find")
    editor = at.editor("sql")
    assert isinstance(editor, CodeEditor)
    QApplication.processEvents()
    formats = editor.edit.document().firstBlock().layout().formats()
    text = editor.text
    marked = {text[each.start : each.start + each.length] for each in formats}
    assert {"SELECT", "FROM", "WHERE", ":number", "-- why"} <= marked
    colours = {each.format.foreground().color().name() for each in formats}
    assert len(colours) >= 3


@pytest.mark.parametrize("width", range(100, 140, 4))
def test_nothing_is_cut_off_beside_a_scroll_bar(width: int, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch()
    around.resize(width, 500)
    edit = CodeEdit(lines=2)
    edit.show_text("For the result of a complaint press 3, for information press 4. " * 5)
    layout.insertWidget(0, edit)
    around.show()
    room = edit.document().documentMargin() * 2
    qtbot.waitUntil(lambda: edit.verticalScrollBar().isVisible())
    qtbot.waitUntil(
        lambda: edit.document().firstBlock().layout().lineAt(0).width() == edit.viewport().width() - room
    )
