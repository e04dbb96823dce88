"""Actions: the command palette, the sheet of keys, menus, keys that no two have, the drawing as a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from flowdesigner.actions.command_palette import CommandPalette
from flowdesigner.actions.drawing import flows_of
from flowdesigner.window.main import MainWindow
from flowdesigner.words.say import speak
from flows.write import save
from tests.flowdesigner.problems.test_checker import caller, inner


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    own = [action for id_, action in window.book.actions.items() if not id_.startswith("canvas.")]
    keys = Counter(QKeySequence(each).toString() for action in own for each in action.keys)
    assert [each for each, count in keys.items() if count > 1] == []
    assert "" not in keys, "every key is one that Qt knows"


def test_no_action_of_the_window_takes_a_key_of_the_canvas(window: MainWindow) -> None:
    actions = window.book.actions.items()
    canvas = {QKeySequence(k).toString() for id_, a in actions if id_.startswith("canvas.") for k in a.keys}
    own = {QKeySequence(k).toString() for id_, a in actions if not id_.startswith("canvas.") for k in a.keys}
    assert canvas & own == set()


def test_the_command_palette_does_what_is_chosen(window: MainWindow) -> None:
    window.workspace.run("help.commands")
    (palette,) = window.findChildren(CommandPalette)
    QTest.keyClicks(palette.field, "new")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert len(window.workspace.documents) == 1


@pytest.mark.parametrize(
    ("typed", "id_"), [("qxtc", ""), ("bc", "file.save"), ("查找", "edit.find"), ("find", "edit.find")]
)
def test_commands_are_found_in_any_language(typed: str, id_: str, window: MainWindow) -> None:
    window.workspace.new()
    palette = CommandPalette(window.book, window)
    palette.show_answers(typed)
    first = palette.list.topLevelItem(0)
    assert first is not None and (first.data(0, Qt.ItemDataRole.UserRole) or "") == id_
    assert first.isDisabled() == (not id_)
    palette.close()


def test_a_grey_command_is_not_done(window: MainWindow) -> None:
    palette = CommandPalette(window.book, window)
    palette.show_answers("save as")
    item = palette.list.topLevelItem(0)
    assert item is not None and item.isDisabled() and item.text(1) == "Ctrl+Shift+S"
    palette.choose(item)
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert not window.workspace.run("file.save_as") and not window.workspace.run("no.such")


def test_the_sheet_lists_every_key(window: MainWindow) -> None:
    window.workspace.run("help.keys")
    sheet = window.sheet
    assert sheet is not None and sheet.isVisible()
    text = sheet.page.toPlainText()
    for entry in window.book.entries():
        if entry.keys:
            assert entry.title in text and entry.keys[0] in text, entry.id
    sheet.field.setText("find")
    assert "Save as" not in sheet.page.toPlainText()
    sheet.field.clear()
    speak("zh_CN")
    assert "双击空白处" in sheet.page.toPlainText() and sheet.windowTitle() == "快捷键"
    sheet.close()


def test_menus_show_the_canvas_keys_as_text(window: MainWindow, file: Path) -> None:
    assert window.book.made["canvas.undo"].text() == "Undo\tCtrl+Z"
    assert window.book.made["canvas.undo"].shortcut().isEmpty()
    document = window.workspace.open(file)
    assert document is not None
    document.add_node("play")
    window.menus["edit"].aboutToShow.emit()
    assert window.book.made["canvas.undo"].isEnabled() and not window.book.made["canvas.redo"].isEnabled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not document.modified, "undo works wherever the focus is"


def test_tabs_in_turn(window: MainWindow, file: Path) -> None:
    first = window.workspace.open(file)
    second = window.workspace.new()
    window.workspace.run("window.next")
    assert window.workspace.document is first
    window.workspace.run("window.previous")
    assert window.workspace.document is second
    window.workspace.run("file.close")
    assert window.workspace.documents == [first]


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".html"])
def test_the_drawing_as_a_file(
    ending: str, window: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workspace.open(file)
    target = tmp_path / f"drawing{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.workspace.run("file.export")
    data = target.read_bytes()
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".html": b"<!DOCTYPE"}
    assert data.lower().startswith(begins[ending].lower())
    if ending == ".png":
        image = QImage(str(target))
        assert image.width() > 800 and image.pixelColor(1, 1) == Qt.GlobalColor.white
    assert "Exported" in window.statusBar().currentMessage()


def test_a_drawing_that_cannot_be_written(
    window: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workspace.open(file)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a"), "SVG (*.svg)")
    )
    window.workspace.run("file.export")
    assert "a.svg cannot be written" in window.statusBar().currentMessage()


def test_a_page_holds_the_flows_it_enters_as_drawn(window: MainWindow, tmp_path: Path) -> None:
    save(caller(), tmp_path / "outer.flow.xml")
    save(inner("done"), tmp_path / "inner.flow.xml")
    outer, other = (window.workspace.open(tmp_path / f"{name}.flow.xml") for name in ("outer", "inner"))
    assert outer is not None and other is not None
    other.set_attribute("title", "Unsaved")
    assert [each.title for each in flows_of(window.workspace, outer)] == ["", "Unsaved"]
