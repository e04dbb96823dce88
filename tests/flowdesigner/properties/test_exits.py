"""The panel: exits, several nodes at once, what it does not know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from flowdesigner.properties.simple import TextEditor
from flows.model import Extras, FlowNode
from nodes.registry import node_types
from tests.flowdesigner.properties.desk import Desk, press, type_in
from tests.flows.build import play, prompt

Desks = Callable[..., Desk]


# --- exits


def test_exits_show_where_they_lead_and_jump_there(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    row = at.panel.exits.rows["done"]
    assert row.box.line.text() == "main"
    row.jump.click()
    assert at.document.selection.current == "main"


def test_an_exit_is_led_elsewhere_by_the_list(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    box = at.panel.exits.rows["done"].box
    box.fill()
    names = [box.name_at(number) for number in range(box.count())]
    assert names == ["", "welcome", "main", "ask", "end"]
    box.activated.emit(names.index("end"))
    assert at.node("welcome").exits["done"] == "end"
    box.activated.emit(0)
    assert "done" not in at.node("welcome").exits
    assert at.steps == 2


@pytest.mark.parametrize(("written", "leads"), [("end", "end"), ("nowhere_at_all", "main"), ("", "")])
def test_an_exit_is_led_by_writing_an_id(desk: Desks, written: str, leads: str) -> None:
    at = desk()
    at.select("welcome")
    line = at.panel.exits.rows["done"].box.line
    line.setFocus()
    line.selectAll()
    press(line, Qt.Key.Key_Delete)
    type_in(line, written)
    press(line, Qt.Key.Key_Escape)
    press(line, Qt.Key.Key_Return)
    assert at.node("welcome").exits.get("done", "") == leads
    assert at.panel.exits.rows["done"].box.line.text() == leads


def test_exits_that_every_node_has_are_folded_until_wired(desk: Desks) -> None:
    at = desk()
    at.select("welcome")
    assert not at.panel.exits.rows["error"].box.isVisible()
    at.panel.exits.others.click()
    assert at.panel.exits.rows["error"].box.isVisible()
    at.panel.exits.lead("error", "end")
    at.panel.exits.others.click()
    assert at.panel.exits.rows["error"].box.isVisible()
    assert not at.panel.exits.rows["hangup"].box.isVisible()


def test_a_new_choice_is_a_new_exit(desk: Desks) -> None:
    at = desk()
    at.select("main")
    at.document.set_param("main", "choices", ({"exit": "one", "keys": "1"}, {"exit": "two", "keys": "2"}))
    assert "two" in at.panel.exits.rows


# --- several nodes


def test_common_fields_of_several_nodes_are_edited_at_once(desk: Desks) -> None:
    at = desk()
    at.add(play("again", "end", prompt(_="Again.")))
    at.document.flow.nodes["welcome"].params["repeat"] = "2"
    at.select("welcome", "again")
    assert "2 nodes" in at.panel.header.type.text()
    assert not at.panel.header.id.isVisible()
    assert not at.panel.exits.isVisible()
    editor = at.editor("repeat")
    assert isinstance(editor, TextEditor)
    assert editor.line.text() == ""
    assert editor.line.placeholderText() == "(they differ)"
    type_in(editor.line, "3")
    assert (at.node("welcome").params["repeat"], at.node("again").params["repeat"]) == ("3", "3")
    assert at.steps == 1
    at.undo()
    assert at.node("welcome").params["repeat"] == "2"
    assert "repeat" not in at.node("again").params


def test_nodes_of_different_types_show_what_they_share(desk: Desks) -> None:
    at = desk()
    at.select("main", "ask")
    assert at.panel.form is not None
    assert "prompt" in at.panel.form.fields
    assert "they differ" in at.panel.form.fields["prompt"].title.text()
    assert "choices" not in at.panel.form.fields
    assert not at.panel.header.icon.isVisible()
    at.panel.header.enabled.click()
    assert not at.node("main").enabled
    assert not at.node("ask").enabled
    at.document.set_enabled(["main"], True)
    assert at.panel.header.enabled.checkState() == Qt.CheckState.PartiallyChecked


# --- what is not known


def test_unknown_parameters_are_shown_and_kept(desk: Desks) -> None:
    at = desk()
    node = play("odd", "end", prompt(_="Hi."))
    node.params["loudness"] = "11"
    node.prompts["jingle"] = prompt(en="la la")
    node.extras = Extras({"{urn:x}colour": "red"})
    at.add(node)
    at.select("odd")
    assert at.panel.form is not None
    for words in ("loudness = 11", "jingle en: la la", "colour = red"):
        assert words in at.panel.form.raw.text()
    at.document.set_param("odd", "repeat", "2")
    assert at.node("odd").params == {"interrupt": "none", "loudness": "11", "repeat": "2"}
    assert at.prompt("odd", "jingle") == prompt(en="la la")


def test_an_unknown_type_is_shown_raw(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("thing", "teleport", params={"to": "moon"}, exits={"there": "end"}))
    at.select("thing")
    assert at.panel.form is not None
    assert not at.panel.form.fields
    assert "to = moon" in at.panel.form.raw.text()
    assert "not installed" in at.panel.header.help.text()
    assert at.panel.exits.rows["there"].to == "end"


class Windows(QObject):
    """Notes every window that is shown, be it for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("type_id", sorted(node_types()))
def test_every_type_has_a_form_with_names_for_all(desk: Desks, qapp: QApplication, type_id: str) -> None:
    at = desk()
    at.add(FlowNode("it", type_id))
    windows = Windows()
    qapp.installEventFilter(windows)
    at.select("it")
    at.document.set_title("it", "It")
    qapp.removeEventFilter(windows)
    assert windows.shown == [], "a widget was shown before it had a place"
    assert at.panel.form is not None
    for field in at.panel.form.fields.values():
        assert field.title.text()
        assert field.editor.first.accessibleName(), field.parameter.name
    at.panel.form.unfold()
    for widget in at.panel.page.findChildren(QWidget):
        if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox) and widget.isVisible():
            assert widget.width() > 30, widget.accessibleName()
