"""Tables: rows typed, added, removed, moved by keyboard and mouse, their faults beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flowdesigner.properties.rowstack import RowFrame
from flowdesigner.properties.table import TableEditor
from flows.model import FlowNode, Row
from nodes.prompts import Prompt
from tests.flowdesigner.properties.desk import ALT, CTRL, Desk, press, type_in

Desks = Callable[..., Desk]


def values(at: Desk) -> TableEditor:
    """The table of a `set` node with three rows."""
    rows = tuple({"name": name, "value": "1"} for name in ("a", "b", "c"))
    at.add(FlowNode("put", "set", params={"values": rows}))
    at.select("put")
    editor = at.editor("values")
    assert isinstance(editor, TableEditor)
    return editor


def names(at: Desk) -> list[object]:
    """The first column."""
    return [row.get("name") for row in at.rows("put", "values")]


def test_a_cell_is_typed_as_one_step_and_keeps_the_cursor(desk: Desks) -> None:
    at = desk()
    values(at)
    at.panel.focus_field("put", "values[2].value")
    edit = at.panel.focusWidget()
    assert edit is not None
    type_in(edit, "23")
    assert at.rows("put", "values")[1]["value"] in ("123", "231")
    assert at.panel.focusWidget() is edit
    assert at.steps == 1


def test_rows_are_added_by_button_and_key(desk: Desks) -> None:
    at = desk()
    editor = values(at)
    editor.add_button.click()
    assert names(at) == ["a", "b", "c", None]
    focused = at.panel.focusWidget()
    assert focused is not None
    type_in(focused, "d")
    assert names(at)[-1] == "d"
    press(focused, Qt.Key.Key_Return, CTRL)
    assert len(names(at)) == 5


def test_rows_move_and_go_by_keys_with_the_focus(desk: Desks) -> None:
    at = desk()
    values(at)
    at.panel.focus_field("put", "values[1].value")
    focused = at.panel.focusWidget()
    assert focused is not None
    press(focused, Qt.Key.Key_Down, ALT)
    assert names(at) == ["b", "a", "c"]
    focused = at.panel.focusWidget()
    assert focused is not None
    press(focused, Qt.Key.Key_Down, ALT)
    assert names(at) == ["b", "c", "a"]
    focused = at.panel.focusWidget()
    assert focused is not None
    press(focused, Qt.Key.Key_Down, ALT)
    assert names(at) == ["b", "c", "a"]
    press(focused, Qt.Key.Key_Delete, ALT)
    assert names(at) == ["b", "c"]
    at.undo()
    assert names(at) == ["b", "c", "a"]


def test_a_row_is_dragged_to_another_place(desk: Desks) -> None:
    at = desk()
    editor = values(at)
    QApplication.processEvents()
    first, last = editor.stack.frames[0], editor.stack.frames[2]
    handle = first.handle
    target = handle.mapFromGlobal(last.mapToGlobal(QPoint(5, last.height() - 2)))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(handle, target)
    assert editor.stack._line == 3
    editor.stack.grab()
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=target)
    assert names(at) == ["b", "c", "a"]
    assert at.steps == 1


def test_a_row_goes_by_its_button(desk: Desks) -> None:
    at = desk()
    editor = values(at)
    editor.stack.frames[0].more.click()
    assert names(at) == ["b", "c"]
    for _ in range(2):
        editor.stack.frames[0].more.click()
    assert "values" not in at.node("put").params
    assert at.panel.focusWidget() is editor.add_button


def test_the_menu_of_a_row_does_the_same(desk: Desks) -> None:
    at = desk()
    editor = values(at)
    frame = editor.stack.frames[1]
    assert isinstance(frame, RowFrame)
    frame.contextMenuEvent(None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    assert names(at) == ["b", "a", "c"]


def test_wires_follow_an_exit_that_is_renamed_in_a_row(desk: Desks) -> None:
    at = desk()
    at.select("main")
    at.panel.focus_field("main", "choices[1].exit")
    line = at.panel.focusWidget()
    assert line is not None
    type_in(line, "x")
    assert at.node("main").exits["onex"] == "ask"
    assert at.panel.exits.rows["onex"].to == "ask"


def test_the_fault_of_a_row_stands_in_it(desk: Desks) -> None:
    at = desk()
    at.document.flow.nodes["main"].params["choices"] = (
        {"exit": "one", "keys": "1"},
        {"exit": "2nd", "keys": "2"},
    )
    at.select("main")
    editor = at.editor("choices")
    assert isinstance(editor, TableEditor)
    assert editor.forms[0].words.isHidden()
    assert "2nd" in editor.forms[1].words.text()
    assert at.faults("choices") == ""


def test_an_empty_table_that_is_needed_says_so(desk: Desks) -> None:
    at = desk()
    at.select("main")
    editor = at.editor("choices")
    assert isinstance(editor, TableEditor)
    editor.remove(0)
    assert at.faults("choices")


def test_what_a_row_holds_besides_is_shown_and_kept(desk: Desks) -> None:
    at = desk()
    row: Row = {"name": "a", "value": "1", "colour": "red", "said": Prompt.say("Hi", "en")}
    at.add(FlowNode("put", "set", params={"values": (row,)}))
    at.select("put")
    editor = at.editor("values")
    assert isinstance(editor, TableEditor)
    assert {name: label.text() for name, label in editor.forms[0].raw.items()} == {
        "colour": "colour: red",
        "said": "said: en Hi",
    }
    at.panel.focus_field("put", "values[1].name")
    line = at.panel.focusWidget()
    assert line is not None
    type_in(line, "b")
    assert at.rows("put", "values")[0]["colour"] == "red"
    assert at.rows("put", "values")[0]["said"] == row["said"]


def test_many_columns_stand_below_each_other(desk: Desks) -> None:
    at = desk()
    at.add(FlowNode("which", "switch", params={"value": "who", "cases": ({"exit": "me", "equals": "me"},)}))
    at.select("which")
    editor = at.editor("cases")
    assert isinstance(editor, TableEditor)
    tops = [each.mapTo(editor, QPoint(0, 0)).y() for each in editor.forms[0].editors.values()]
    assert tops == sorted(set(tops))
    at.panel.focus_field("which", "cases[1].pattern")
    line = at.panel.focusWidget()
    assert line is not None
    type_in(line, "m.")
    assert at.rows("which", "cases") == ({"exit": "me", "equals": "me", "pattern": "m."},)
