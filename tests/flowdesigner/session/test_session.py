"""What is remembered: values, recent files, places, the last session; the log of faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMdiArea, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from flowdesigner.session.crash import Faults, log_file
from flowdesigner.session.memory import Memory, memory_file
from flowdesigner.session.places import Places
from flowdesigner.session.program import callwright
from flowdesigner.session.recent import Recent
from flowdesigner.theme import dress, theme
from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak, tongue
from flowdesigner.words.tongue import Tongue


def test_values_outlive_a_start() -> None:
    memory = Memory()
    memory.keep("texts", ["a", "b"])
    memory.keep("flag", True)
    memory.count("uses", "play")
    memory.count("uses", "play")
    again = Memory()
    assert again.texts("texts") == ["a", "b"] and again.flag("flag") and again.counts("uses") == {"play": 2}
    other = Memory()
    other.keep("mine", "x")
    memory.keep("yours", "y")
    assert Memory().text("mine") == "x", "another designer's values stay"


@pytest.mark.parametrize("content", ["", "[", "[1]", '{"texts": 3, "flag": "x", "uses": [1], "records": {}}'])
def test_a_bad_file_is_no_reason_to_fail(content: str) -> None:
    memory_file().write_text(content)
    memory = Memory()
    assert memory.texts("texts") == [] and not memory.flag("flag") and memory.counts("uses") == {}
    assert memory.records("records") == [] and memory.text("texts", "other") == "other"


def test_a_folder_that_cannot_be_made_is_none_either(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = Memory(tmp_path / "file" / "below" / "designer.json")
    memory.keep("a", "b")
    assert memory.text("a") == "b"


def test_recent_files(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    recent = Recent(workspace)
    document = workspace.open(file)
    assert document is not None and recent.files == [file]
    document.save_as(tmp_path / "other.flow.xml")
    assert [each.name for each in recent.files] == ["other.flow.xml", "small.flow.xml"]
    menu = QMenu()
    recent.fill(menu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["other.flow.xml", "small.flow.xml", "Pin other.flow.xml", "Clear the list"]
    next(action for action in menu.actions() if action.text().startswith("Pin")).trigger()
    file.unlink()
    recent.fill(menu)
    assert menu.actions()[0].text() == "★ other.flow.xml" and not menu.actions()[1].isEnabled()
    recent.forget()
    assert [each.name for each in recent.files] == ["other.flow.xml"]
    recent.pin(recent.files[0])
    assert recent.files == []


def test_back_and_forward(workspace: Workspace, file: Path, qtbot: QtBot) -> None:
    places = Places(workspace)
    first = workspace.open(file)
    assert first is not None

    def visit(id_: str) -> None:
        first.selection.set([id_])
        qtbot.wait(1)

    visit("welcome")
    visit("ask")
    second = workspace.new()
    qtbot.wait(1)
    places.go(-1)
    assert workspace.document is first and first.selection.current == "ask"
    places.go(-1)
    assert first.selection.current == "welcome"
    places.go(1)
    places.go(1)
    assert workspace.document is second and not places.can_go(1)
    workspace.close(second)
    assert not places.can_go(1) and places.can_go(-1)


def test_the_last_session_comes_back(qtbot: QtBot, file: Path, tmp_path: Path) -> None:
    window = MainWindow()
    window.begin([file])
    document = window.workspace.document
    canvas = window.workspace.canvas
    assert document is not None and canvas is not None
    document.selection.set(["ask"])
    canvas.zoom_to(0.5)
    window.workspace.run("window.tabs")
    window.docks.docks["history"].show()
    speak("zh_TW")
    window.close()
    speak("en")
    again = MainWindow()
    again.begin([])
    found = again.workspace.document
    assert found is not None and found.path == file and found.selection.current == "ask"
    seen = again.workspace.canvas
    assert seen is not None and seen.scale_now == pytest.approx(0.5)
    assert again.workspace.area.viewMode() == QMdiArea.ViewMode.SubWindowView
    assert again.docks.docks["history"].isVisible() and tongue() == "zh_TW"
    again.close()
    file.unlink()
    third = MainWindow()
    third.begin([])
    assert [each.path for each in third.workspace.documents] == [None], "what is gone is left out"
    third.close()
    for each in (window, again, third):
        each.deleteLater()


def test_looks_are_remembered(window: MainWindow) -> None:
    window.workspace.run("view.dark")
    assert json.loads(memory_file().read_text())["shade"] == "dark" == theme().shade
    window.workspace.run("view.dark")
    assert theme().shade == "light"


def test_a_fault_is_written_and_told_once(qapp: QApplication, tmp_path: Path) -> None:
    faults = Faults(tmp_path / "logs" / "designer.log")
    for _ in range(2):
        try:
            raise ValueError("broken")
        except ValueError as error:
            faults.take(type(error), error, error.__traceback__)
    assert faults.file.read_text().count("ValueError: broken") == 2
    boxes = [each for each in qapp.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]
    assert len(boxes) == 1 and str(faults.file) in boxes[0].text()
    boxes[0].close()
    faults.close()
    assert log_file().name == "designer.log"


def test_the_command_line_is_run_by_the_same_python() -> None:
    program, arguments = callwright(["check", "x"])
    assert "python" in Path(program).name and arguments[-2:] == ["check", "x"]


@pytest.mark.parametrize("system", ["zh_CN", "zh_TW", "en"])
def test_dark_is_kept_where_the_system_speaks_another_language(
    system: Tongue, window: MainWindow, qapp: QApplication
) -> None:
    speak("zh_CN")
    window.workspace.run("view.dark")
    kept = memory_file().read_text()
    window.close()
    dress(qapp, "light")
    speak(system)
    memory_file().write_text(kept)
    again = MainWindow()
    again.begin([])
    try:
        assert (theme().shade, tongue()) == ("dark", "zh_CN")
    finally:
        again.close()
        dress(qapp, "light")


def test_the_window_is_as_large_as_it_was(window: MainWindow) -> None:
    window.begin([])
    # A larger one would be cut to the screen that the tests are without.
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    size = window.size()
    window.close()
    again = MainWindow()
    again.begin([])
    try:
        assert again.size() == size
    finally:
        again.close()


def test_what_is_behind_the_flows_wears_the_shade(window: MainWindow) -> None:
    area = window.workspace.area
    assert area.background().color().lightnessF() > 0.9
    window.workspace.run("view.dark")
    assert area.background().color().lightnessF() < 0.2
    window.workspace.run("view.dark")
    assert area.background().color().lightnessF() > 0.9
