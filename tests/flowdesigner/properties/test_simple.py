"""Editors of short values: text, numbers, yes or no, choices, names, keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flowdesigner.properties.choices import WORDS
from flowdesigner.properties.keypad import KeysEditor
from flowdesigner.properties.kinds import MAKERS
from flowdesigner.properties.picker import TYPES, FlowEditor, PickEditor, VariableEditor
from flowdesigner.properties.simple import ChoiceEditor, NumberEditor, TextEditor, YesNoEditor
from flows.model import FlowNode
from nodes.declare import Parameter, parameters
from nodes.registry import node_types
from tests.flowdesigner.properties.desk import Desk, press, project, type_in

Desks = Callable[..., Desk]


def everything_declared() -> list[Parameter]:
    """All parameters and columns of the product's node types."""
    own = [each for each in node_types().values() if each.__module__.startswith("nodes.")]
    found = [parameter for cls in own for parameter in parameters(cls)]
    return [*found, *(column for parameter in found for column in parameter.columns)]


def test_every_kind_has_its_editor() -> None:
    assert {each.kind for each in everything_declared()} <= MAKERS.keys()


def test_every_choice_has_its_words() -> None:
    words = {
        choice
        for each in everything_declared()
        for choice in each.choices
        if choice.replace("_", "").isalpha()
    }
    assert words - WORDS.keys() == {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"}


def test_a_text_is_typed_and_emptied_to_its_default(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("talk", "language", params={"language": "en"}))
    at.select("talk")
    editor = at.editor("voice")
    assert isinstance(editor, TextEditor)
    type_in(editor.line, "ann")
    assert at.node("talk").params["voice"] == "ann"
    editor.line.selectAll()
    press(editor.line, Qt.Key.Key_Delete)
    assert "voice" not in at.node("talk").params
    assert at.steps == 0


def test_a_text_with_a_default_of_its_own_can_be_empty_or_the_default(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("box", "record", params={"beep": "%(100,0,400)"}))
    at.select("box")
    editor = at.editor("beep")
    assert isinstance(editor, TextEditor)
    editor.line.selectAll()
    press(editor.line, Qt.Key.Key_Delete)
    assert at.node("box").params["beep"] == ""
    assert editor.line.placeholderText() == "(empty)"
    assert at.panel.form is not None
    at.panel.form.fields["beep"].reset.click()
    assert "beep" not in at.node("box").params
    assert editor.line.placeholderText() == "%(300,0,800)"
    assert at.steps == 2


def test_numbers_count_by_the_arrow_keys_from_their_default(desk: Desks) -> None:
    at = desk()
    at.select("main")
    editor = at.editor("attempts")
    assert isinstance(editor, NumberEditor)
    assert editor.line.placeholderText() == "3"
    editor.line.setFocus()
    press(editor.line, Qt.Key.Key_Up)
    assert at.node("main").params["attempts"] == "4"
    for _ in range(9):
        press(editor.line, Qt.Key.Key_Down)
    assert at.node("main").params["attempts"] == "0"
    assert at.steps == 1


def test_a_number_that_is_none_is_kept_and_does_not_count(desk: Desks) -> None:
    at = desk()
    at.document.flow.nodes["main"].params["attempts"] = "many"
    at.select("main")
    editor = at.editor("attempts")
    assert isinstance(editor, NumberEditor)
    press(editor.line, Qt.Key.Key_Up)
    assert editor.line.text() == "many"
    assert at.node("main").params["attempts"] == "many"


def test_yes_and_no_write_only_what_differs_from_the_default(desk: Desks) -> None:
    at = desk()
    at.select("main")
    editor = at.editor("type_ahead")
    assert isinstance(editor, YesNoEditor)
    assert at.panel.form is not None
    at.panel.form.unfold()
    assert editor.box.isChecked()
    editor.box.click()
    assert at.node("main").params["type_ahead"] == "no"
    press(editor.box, Qt.Key.Key_Space)
    assert "type_ahead" not in at.node("main").params


def test_a_yes_that_is_neither_is_shown_as_it_is(desk: Desks) -> None:
    at = desk()
    at.document.flow.nodes["main"].params["type_ahead"] = "perhaps"
    at.select("main")
    editor = at.editor("type_ahead")
    assert isinstance(editor, YesNoEditor)
    assert "perhaps" in editor.box.text()
    assert editor.box.checkState() == Qt.CheckState.PartiallyChecked


def test_a_choice_is_chosen_and_an_unknown_one_kept(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("bye", "hangup", params={"cause": "SOLAR_FLARE"}))
    at.select("bye")
    editor = at.editor("cause")
    assert isinstance(editor, ChoiceEditor)
    assert editor.box.currentText() == "SOLAR_FLARE"
    busy = editor.box.findData("USER_BUSY")
    assert editor.box.itemText(busy) == "busy (USER_BUSY)"
    editor.box.activated.emit(busy)
    assert at.node("bye").params["cause"] == "USER_BUSY"
    editor.box.activated.emit(editor.box.findData("NORMAL_CLEARING"))
    assert "cause" not in at.node("bye").params


def test_a_choice_in_which_nodes_differ_chooses_nothing(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("bye", "hangup", params={"cause": "USER_BUSY"}))
    at.select("bye", "end")
    editor = at.editor("cause")
    assert isinstance(editor, ChoiceEditor)
    assert editor.box.currentIndex() == -1
    editor.box.activated.emit(editor.box.findData("NO_ANSWER"))
    assert [at.node(id_).params["cause"] for id_ in ("bye", "end")] == ["NO_ANSWER", "NO_ANSWER"]
    assert editor.box.currentData() == "NO_ANSWER"


def test_the_tab_key_goes_down_the_form(desk: Desks) -> None:
    at = desk()
    at.select("main")
    at.panel.focus_field("main", "choices[1].exit")
    focused = at.panel.focusWidget()
    assert focused is not None
    names = []
    for _ in range(5):
        press(focused, Qt.Key.Key_Tab)
        focused = at.panel.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName() or focused.property("text"))
    assert names == ["Keys", "Keypad", "Remove", "Choices: + Add a row", "More settings (11)"]
    press(focused, Qt.Key.Key_Backtab)
    assert at.panel.focusWidget() is at.editor("choices").first


# --- names


def test_a_variable_is_picked_or_declared_at_once(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    editor = at.editor("into")
    assert isinstance(editor, VariableEditor)
    editor.box.fill()
    assert [editor.box.name_at(n) for n in range(editor.box.count())] == ["who", "digits"]
    assert "text" in editor.box.itemText(0)
    editor.box.activated.emit(0)
    assert at.node("ask").params["into"] == "who"
    editor.box.line.selectAll()
    type_in(editor.box.line, "age")
    editor.box.completer().popup().hide()  # type: ignore[union-attr]
    assert at.node("ask").params["into"] == "age"
    assert editor.button.isVisible()
    numbers = list(TYPES).index("number")
    editor.button.menu().actions()[numbers].trigger()
    assert at.document.flow.variables["age"].type == "number"
    assert not editor.button.isVisible()


def test_a_name_that_no_variable_may_have_is_not_offered_to_be_declared(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    editor = at.editor("into")
    assert isinstance(editor, VariableEditor)
    editor.box.line.selectAll()
    type_in(editor.box.line, "1st")
    assert not editor.button.isVisible()
    editor.box.line.selectAll()
    type_in(editor.box.line, "call")
    editor.button.menu().actions()[0].trigger()
    assert any("system variable" in words for words in at.said)


def test_connections_calendars_languages_and_flows_of_the_project_are_offered(
    desk: Desks, tmp_path_factory: pytest.TempPathFactory
) -> None:
    at = desk()
    at.document.save_as(project(tmp_path_factory.mktemp("project")))
    at.add(
        FlowNode("web", "http"),
        FlowNode("open", "hours"),
        FlowNode("talk", "language"),
        FlowNode("go", "subflow"),
    )
    for id_, name, offered in (
        ("web", "connection", ["crm", "cases"]),
        ("open", "calendar", ["office"]),
        ("talk", "language", ["en", "zh", "zh-CN"]),
        ("go", "flow", ["other", "small"]),
    ):
        at.select(id_)
        editor = at.editor(name)
        assert isinstance(editor, PickEditor)
        editor.box.fill()
        found = [editor.box.name_at(n) for n in range(editor.box.count())]
        assert set(offered[:2]) <= set(found), id_
        editor.put(offered[0])
        assert at.node(id_).params[name] == offered[0]


def test_a_name_is_found_by_any_part_of_it(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    editor = at.editor("into")
    assert isinstance(editor, VariableEditor)
    editor.box.line.setFocus()
    editor.box.fill()
    completer = editor.box.completer()
    assert completer is not None
    completer.setCompletionPrefix("igi")
    assert completer.currentCompletion().startswith("digits")
    editor._completed(completer.currentCompletion())
    assert at.node("ask").params["into"] == "digits"


def test_a_flow_is_opened_by_its_button(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("go", "subflow"))
    at.select("go")
    editor = at.editor("flow")
    assert isinstance(editor, FlowEditor)
    assert not editor.button.isEnabled()
    type_in(editor.box.line, "missing")
    assert editor.button.isEnabled()
    editor.button.click()
    assert any("missing" in words for words in at.said)


# --- keys


def test_keys_are_pressed_on_the_keypad_and_on_the_keyboard(desk: Desks) -> None:
    at = desk()
    at.select("ask")
    assert at.panel.form is not None
    at.panel.form.unfold()
    editor = at.editor("accept")
    assert isinstance(editor, KeysEditor)
    editor.button.click()
    assert editor.pad is not None
    assert editor.pad.keys["5"].isChecked()
    assert not editor.pad.keys["*"].isChecked()
    editor.pad.keys["*"].click()
    assert at.node("ask").params["accept"] == "0123456789*"
    press(editor.pad, Qt.Key.Key_5)
    assert at.node("ask").params["accept"] == "012346789*"
    QApplication.processEvents()
    editor.pad.close()


def test_any_key_and_no_key_have_words_of_their_own(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    editor = at.editor("interrupt")
    assert isinstance(editor, KeysEditor)
    assert editor.line.text() == "none"
    editor.press("1")
    assert at.node("welcome").params["interrupt"] == "1"
    editor.press("1")
    assert at.node("welcome").params["interrupt"] == "none"
    editor.put("any")
    editor.press("#")
    assert at.node("welcome").params["interrupt"] == "0123456789*"


def test_patterns_of_keys_are_written_one_key_after_the_other(desk: Desks) -> None:
    at = desk()
    at.select("main")
    at.panel.focus_field("main", "choices[1].keys")
    line = at.panel.focusWidget()
    assert line is not None
    editor = line.parent()
    assert isinstance(editor, KeysEditor)
    editor.button.click()
    editor.press("2")
    editor.press("2")
    assert at.rows("main", "choices")[0]["keys"] == "122"
    assert editor.pad is not None
    editor.pad.close()
