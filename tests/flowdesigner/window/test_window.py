"""The main window: documents in tabs, saving, closing, files that others change, work offered back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from flowdesigner.document.desk import new_document, work_left
from flowdesigner.start import NO_DISPLAY, no_display, start
from flowdesigner.window.filing import Filing
from flowdesigner.window.main import MainWindow
from flowdesigner.words.qt import QtWords
from flowdesigner.words.say import speak
from flowdesigner.words.tongue import Tongue
from flows.read import read
from flows.write import save
from tests.flowdesigner.flows import small
from tests.flowdesigner.robot import answer

Button = QMessageBox.StandardButton


def saved(window: MainWindow, save_as: bool = False) -> bool:
    """Save the document in front."""
    (document,) = window.workspace.documents
    filing = window.workspace.filing
    return filing.save_as(document) if save_as else filing.save(document)


def offer_back(window: MainWindow) -> None:
    """As at the start."""
    for document in window.workspace.filing.offered_back():
        window.workspace.add(document)


def test_open_twice_is_one_document(window: MainWindow, file: Path) -> None:
    assert window.workspace.open(file) and window.workspace.open(file)
    window.workspace.new()
    assert len(window.workspace.documents) == 2 and window.workspace.document is window.workspace.documents[1]
    assert window.workspace.open(file) and window.workspace.document is window.workspace.documents[0]


def test_a_broken_file_says_why(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "broken.flow.xml"
    path.write_text("<flow")
    answer(Button.Ok)
    assert not window.workspace.open(path) and window.workspace.documents == []


def test_edit_star_save(window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    (page,) = window.workspace.pages
    assert not page.isWindowModified()
    page.document.set_attribute("title", "Hotline")
    assert page.isWindowModified() and page.windowTitle() == "Hotline[*]"
    assert saved(window) and not page.isWindowModified()
    found = read(file).flow
    assert found is not None and found.title == "Hotline"


def test_save_asks_for_a_name(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.workspace.new()
    (page,) = window.workspace.pages
    page.document.add_node("hangup")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert not saved(window)
    name = str(tmp_path / "mine.flow.xml")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    assert saved(window) and read(name).faithful
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x"), ""))
    answer(Button.Ok)
    assert not saved(window, save_as=True) and page.document.path == Path(name)


@pytest.mark.parametrize(
    ("button", "closed"), [(Button.Cancel, False), (Button.Discard, True), (Button.Save, True)]
)
def test_closing_asks(button: Button, closed: bool, window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    (page,) = window.workspace.pages
    page.document.set_attribute("title", "Hotline")
    answer(button)
    page.close()
    assert (window.workspace.pages == []) == closed
    found = read(file).flow
    assert found is not None and (found.title == "Hotline") == (button == Button.Save)


def test_a_file_changed_by_others(window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    (document,) = window.workspace.documents
    other = small()
    other.title = "Other"
    save(other, file)
    document.file.look()
    assert document.flow.title == "Other", "nothing unsaved: read at once"
    document.set_attribute("title", "Mine")
    other.title = "Third"
    save(other, file)
    answer(Button.No)
    document.file.look()
    assert document.flow.title == "Mine"
    answer(Button.Cancel)
    assert not saved(window)
    other.title = "Fourth"
    save(other, file)
    answer(Button.Yes)
    document.file.look()
    assert document.flow.title == "Fourth" and not document.modified


def test_work_is_offered_back(window: MainWindow, folder: Path) -> None:
    lost = new_document("lost")
    lost.add_node("menu")
    (lock,) = folder.glob("*.lock")
    lost._recovery._lock.unlock()  # type: ignore[union-attr]
    assert not lock.exists() and len(work_left()) == 1
    answer(Button.No)
    offer_back(window)
    assert len(work_left()) == 1, "kept for another time"
    answer(Button.Yes)
    offer_back(window)
    assert [document.flow.name for document in window.workspace.documents] == ["lost"]
    assert window.workspace.documents[0].modified and work_left() == []


def test_menus_speak_the_language(window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    same = ("tongue.", "canvas.move", "canvas.walk")
    made = {id_: each for id_, each in window.book.made.items() if not id_.startswith(same)}
    texts = {id_: action.text() for id_, action in made.items()}
    speak("zh_TW")
    assert all(action.text() != texts[id_] for id_, action in made.items())
    assert window.windowTitle() == "Callwright 設計器"
    window.book.made["canvas.select_all"].trigger()
    assert window.workspace.documents[0].selection.keys >= set(small().nodes)
    window.book.made["view.dark"].trigger()
    window.book.made["view.dark"].trigger()


def test_qt_speaks_the_language_too(window: MainWindow) -> None:
    application = QApplication.instance()
    assert application is not None
    words = QtWords(application)
    box = QMessageBox(window)
    box.setStandardButtons(Button.Cancel | Button.Discard)
    english = [button.text() for button in box.buttons()]
    speak("zh_TW")
    other = QMessageBox(window)
    other.setStandardButtons(Button.Cancel | Button.Discard)
    assert [button.text() for button in other.buttons()] != english
    speak("en")
    third = QMessageBox(window)
    third.setStandardButtons(Button.Cancel | Button.Discard)
    assert [button.text() for button in third.buttons()] == english
    words.deleteLater()


DISPLAYS = {
    "none": ("linux", {}, True),
    "X": ("linux", {"DISPLAY": ":0"}, False),
    "Wayland": ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
    "offscreen": ("linux", {"QT_QPA_PLATFORM": "offscreen:configfile=x"}, False),
    "Windows": ("win32", {}, False),
    "macOS": ("darwin", {}, False),
}


@pytest.mark.parametrize("name", DISPLAYS)
def test_no_display_is_said(name: str) -> None:
    platform, environment, missing = DISPLAYS[name]
    assert bool(no_display(platform, environment)) == missing
    if missing:
        assert "设计器" in no_display(platform, {**environment, "LANG": "zh_CN.UTF-8"})


def test_start_without_a_display(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("flowdesigner.start.no_display", lambda: "no display")
    assert start([]) == NO_DISPLAY and capsys.readouterr().err == "no display\n"


@pytest.mark.parametrize("way", ["Esc", "the action"])
def test_back_to_the_drawing_from_a_field(way: str, window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    window.workspace.show_panel("find")
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    if way == "Esc":
        QTest.keyClick(field, Qt.Key.Key_Escape)
    else:
        window.book.run("go.drawing")
    assert window.focusWidget() is window.workspace.canvas


def test_it_fits_a_small_screen(window: MainWindow) -> None:
    window.resize(1280, 720)
    QApplication.processEvents()
    assert window.size() == QSize(1280, 720)
    assert window.docks.docks["properties"].width() >= 320 and window.docks.docks["palette"].width() >= 200


@pytest.mark.parametrize("tongue", ["zh_CN", "zh_TW", "en"])
def test_it_can_be_made_as_small_as_an_old_screen(tongue: Tongue, window: MainWindow, file: Path) -> None:
    speak(tongue)
    window.workspace.open(file)
    window.resize(1024, 700)
    QApplication.processEvents()
    assert window.size() == QSize(1024, 700)


def test_questions_begin_at_the_flows_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    inside = QWidget()
    qtbot.addWidget(inside)
    monkeypatch.chdir(tmp_path)
    assert Filing(inside).folder == "", "no project"
    (tmp_path / "callwright.toml").write_text('[folders]\nflows = "drawn"\n', encoding="utf-8")
    assert Filing(inside).folder == "", "no such folder"
    (tmp_path / "drawn").mkdir()
    assert Filing(inside).folder == str(tmp_path / "drawn")


def test_questions_go_on_where_the_last_file_was_saved(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.workspace.new()
    (tmp_path / "far").mkdir()
    name = str(tmp_path / "far" / "mine.flow.xml")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    assert saved(window) and window.workspace.filing.folder == str(tmp_path / "far")
