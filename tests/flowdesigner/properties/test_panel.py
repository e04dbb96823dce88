"""The panel: what it follows, the head, problems, focus, languages, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.palette.kinds import kinds
from flowdesigner.properties.code_editors import ExpressionEditor
from flowdesigner.properties.helps import help_of, plain, rich, type_help
from flowdesigner.properties.simple import TextEditor
from flowdesigner.theme import dress
from flowdesigner.words.say import TONGUES, speak
from flowdesigner.words.tongue import Tongue
from flows.model import FlowNode
from flows.problems import Problem
from flows.wording import declared
from nodes.registry import node_types
from tests.flowdesigner.flows import small
from tests.flowdesigner.properties.desk import CTRL, Desk, press, type_in
from tests.flows.build import play, prompt

Desks = Callable[..., Desk]


def test_follows_selection_and_document(desk: Desks) -> None:
    at = desk()
    assert at.panel.nothing.isVisible()
    at.select("welcome")
    assert at.panel.header.id.text() == "welcome"
    at.select("main")
    assert at.panel.header.id.text() == "main"
    other = at.workspace.add(FlowDocument(small()))
    assert at.panel.nothing.isVisible()
    other.selection.set(["end"])
    assert at.panel.header.id.text() == "end"
    at.workspace.bring(at.document)
    assert at.panel.header.id.text() == "main"
    at.document.selection.clear()
    assert at.panel.nothing.isVisible()


def test_a_form_is_built_once_for_a_type(desk: Desks) -> None:
    at = desk()
    at.add(play("again", "end", prompt(_="Again.")))
    at.select("welcome")
    form = at.panel.form
    at.select("main")
    assert at.panel.form is not form
    at.select("again")
    assert at.panel.form is form


def test_title_is_typed_as_one_step_and_taken_back(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    type_in(at.panel.header.title, "Hello")
    assert at.node("welcome").title == "Hello"
    assert at.steps == 1
    at.undo()
    assert at.panel.header.title.text() == ""


def test_leaving_a_field_begins_another_step(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    type_in(at.panel.header.title, "A")
    type_in(at.panel.header.note, "B")
    assert at.node("welcome").note == "B"
    assert at.steps == 2


def test_id_is_renamed_with_its_wires(desk: Desks) -> None:
    at = desk()
    at.select("main")
    at.panel.header.id.selectAll()
    type_in(at.panel.header.id, "choose")
    assert "main" in at.document.flow.nodes
    press(at.panel.header.id, Qt.Key.Key_Return)
    assert at.node("welcome").exits["done"] == "choose"
    assert at.document.selection.current == "choose"
    at.undo()
    at.select("main")
    assert at.panel.header.id.text() == "main"
    assert at.node("welcome").exits["done"] == "main"


@pytest.mark.parametrize("wrong", ["end", "1st", "with blank"])
def test_a_refused_id_is_put_back_and_said(desk: Desks, wrong: str) -> None:
    at = desk()
    at.select("main")
    at.panel.header.id.setText(wrong)
    press(at.panel.header.id, Qt.Key.Key_Return)
    assert at.panel.header.id.text() == "main"
    assert at.said
    assert at.panel.told.isVisible()


def test_escape_puts_the_id_back(desk: Desks) -> None:
    at = desk()
    at.select("main")
    type_in(at.panel.header.id, "x")
    press(at.panel.header.id, Qt.Key.Key_Escape)
    assert at.panel.header.id.text() == "main"
    assert at.steps == 0


def test_switched_off_and_sensitive(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    at.panel.header.enabled.click()
    at.panel.header.sensitive.click()
    assert (at.node("ask").enabled, at.node("ask").sensitive) == (False, True)
    assert at.steps == 2
    at.undo()
    assert not at.panel.header.sensitive.isChecked()


def test_help_of_type_and_fields_can_be_put_away(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    assert "Play a prompt" in at.panel.header.help.text()
    assert at.panel.form is not None
    field = at.panel.form.fields["interrupt"]
    assert not field.help.isHidden()
    at.panel.header.help_button.click()
    assert field.help.isHidden()
    assert at.panel.header.help.isHidden()


@pytest.mark.parametrize("tongue", TONGUES)
def test_no_help_shows_the_marks_of_code(tongue: Tongue, qapp: QApplication) -> None:
    speak(tongue)
    helps = [help_of(parameter) for each in node_types() for parameter in declared(each).values()]
    helps += [type_help(each) for each in node_types()]
    marked = [each for each in helps if "`" in each]
    assert marked
    for words in helps:
        shown = QTextDocument()
        shown.setHtml(rich(words))
        assert "`" not in rich(words) + plain(words)
        assert shown.toPlainText() == plain(words)
    assert all("<code>" in rich(each) for each in marked)
    assert not any("`" in kind.help for kind in kinds())


# --- problems, focus, languages


def test_what_binding_finds_stands_at_its_field_at_once(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    editor = at.editor("attempts")
    assert isinstance(editor, TextEditor)
    assert at.panel.form is not None
    at.panel.form.unfold()
    type_in(editor.line, "many")
    assert "many" in at.faults("attempts") or "number" in at.faults("attempts")
    at.undo()
    assert at.faults("attempts") == ""


def test_what_the_compiler_found_stands_at_its_field(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    found = Problem("CW999", "warning", "", 1, "welcome", "interrupt", "不好", "is odd", "改", "change it")
    other = Problem("CW999", "error", "", 1, "main", "prompt", "不好", "is bad", "改", "change it")
    at.workspace.set_problems(at.document, (found, other))
    assert "is odd; change it" in at.faults("interrupt")
    assert at.faults("prompt") == ""
    at.workspace.set_problems(at.document, ())
    assert at.faults("interrupt") == ""


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("choices[1].keys", QLineEdit),
        ("attempts", QLineEdit),
        ("type_ahead", QCheckBox),
        ("prompt", QPlainTextEdit),
        ("exit one", QComboBox),
        ("id", QLineEdit),
        ("", QLineEdit),
    ],
)
def test_a_field_that_is_wanted_gets_the_focus(desk: Desks, field: str, kind: type[QWidget]) -> None:
    at = desk()
    at.workspace.field_wanted.emit(at.document, "main", field)
    QApplication.processEvents()
    assert at.document.selection.current == "main"
    focused = at.panel.focusWidget()
    assert focused is not None
    assert isinstance(focused, kind) or isinstance(focused.parent(), kind)
    assert focused.isVisible()


def test_a_node_that_is_gone_is_not_wanted(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    at.panel.focus_field("gone", "prompt")
    assert at.document.selection.current == "welcome"


def test_switching_language_and_colours_shows_all_anew(desk: Desks, qapp: QApplication) -> None:
    at = desk()
    at.select("main")
    assert at.panel.form is not None
    assert "Choices" in at.panel.form.fields["choices"].title.text()
    speak("zh_CN")
    assert "选项" in at.panel.form.fields["choices"].title.text()
    assert at.panel.header.type.text() == "菜单"
    assert "按键" in at.panel.form.fields["first_seconds"].help.text()
    speak("zh_TW")
    assert "選項" in at.panel.form.fields["choices"].title.text()
    dress(qapp, "dark")
    try:
        assert at.panel.header.id.text() == "main"
    finally:
        dress(qapp, "light")


def test_the_form_is_empty_once_its_node_is_removed(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    at.document.remove(["ask"])
    assert at.panel.nothing.isVisible()
    at.undo()
    at.select("ask")
    assert at.panel.header.id.text() == "ask"


def test_undo_keeps_focus_and_cursor(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("if_vip", "condition", params={"branches": ({"exit": "vip", "when": "who == 'you'"},)}))
    at.select("if_vip")
    at.panel.focus_field("if_vip", "branches[1].when")
    edit = at.panel.focusWidget()
    assert isinstance(edit, QPlainTextEdit)
    assert isinstance(edit.parent(), ExpressionEditor)
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    type_in(edit, "se")
    assert at.rows("if_vip", "branches")[0]["when"] == "whose == 'you'"
    assert edit.textCursor().position() == 5
    at.undo()
    assert edit.toPlainText() == "who == 'you'"
    assert at.panel.focusWidget() is edit


def test_undo_in_a_field_is_that_of_the_document(desk: Desks) -> None:
    at = desk()
    at.select("main")
    undone = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), at.panel)
    undone.activated.connect(at.document.stack.undo)
    at.panel.form.unfold()  # type: ignore[union-attr]
    for place in ("choices[1].keys", "into", "prompt", "title"):
        at.panel.focus_field("main", place)
        field = at.panel.focusWidget()
        assert field is not None
        before = at.node("main")
        type_in(field, "z")
        assert at.node("main") != before, place
        press(field, Qt.Key.Key_Escape)
        press(field, Qt.Key.Key_Z, CTRL)
        assert at.node("main") == before, place
        assert not at.document.modified


def test_the_flow_of_a_node_is_opened(desk: Desks, tmp_path: Path) -> None:
    at = desk()
    at.document.save_as(tmp_path / "small.flow.xml")
    other = FlowDocument(small())
    other.save_as(tmp_path / "other.flow.xml")
    other.close()
    at.add(FlowNode("go", "subflow", params={"flow": "other"}))
    at.select("go")
    at.panel.around.flow_wanted.emit("other")
    assert [each.flow.name for each in at.workspace.documents] == ["small", "other"]


def test_a_menu_of_many_choices_shows_some_at_first(desk: Desks) -> None:
    at = desk()
    rows = tuple({"exit": f"c{number}", "keys": f"{number}"} for number in range(90))
    at.add(FlowNode("long", "menu", params={"choices": rows}))
    at.select("long")
    editor = at.editor("choices")
    assert len(editor.forms) == 40  # type: ignore[attr-defined]
    editor.focus_place("[85].keys")
    assert len(editor.forms) == 90  # type: ignore[attr-defined]


def test_an_exit_says_what_it_means(desk: Desks) -> None:
    at = desk()
    at.document.unwire([("main", "no_input")])
    at.select("main")
    row, own = at.panel.exits.rows["no_input"], at.panel.exits.rows["one"]
    assert row.box.line.placeholderText() == "No key was pressed (leads nowhere)"
    assert row.label.toolTip() == "No key was pressed" and own.label.toolTip() == ""
    speak("zh_CN")
    assert at.panel.exits.rows["no_input"].box.line.placeholderText() == "一直没有按键（未连接）"
