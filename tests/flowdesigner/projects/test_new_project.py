"""A new project from the menu: what is asked, what is refused, what is made by the real command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from flowdesigner.document.desk import open_document
from flowdesigner.projects.actions import beside_projects, new_project
from flowdesigner.projects.new_project import NewProject
from flowdesigner.publishing import asked
from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak

PATIENCE = 60_000
"""Milliseconds."""


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> NewProject:
    made = NewProject(tmp_path)
    qtbot.addWidget(made)
    return made


def test_it_says_what_will_be_there(dialog: NewProject, tmp_path: Path) -> None:
    assert dialog.sentence.text() == f"The folder will be {tmp_path / 'my-hotline'}"
    assert dialog.make.isEnabled() and dialog.make.isDefault() and dialog.whole.isChecked()
    (tmp_path / "mine").mkdir()
    dialog.name.setText("mine")
    assert dialog.make.isEnabled()


@pytest.mark.parametrize(
    ("name", "folder", "said"),
    [
        ("", "", "It needs a name."),
        ("a/b", "", "There is no / and no \\ in a name."),
        ("..", "", "is there already, and not empty"),
        ("full", "", "is there already, and not empty"),
        ("file", "", "is there already, and not empty"),
        ("mine", "nowhere", "There is no folder"),
        ("mine", "file", "There is no folder"),
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_begins(
    dialog: NewProject, tmp_path: Path, name: str, folder: str, said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs").touch()
    (tmp_path / "file").touch()
    dialog.folder.setText(str(tmp_path / folder))
    dialog.name.setText(name)
    assert said in dialog.sentence.text()
    assert not dialog.make.isEnabled()
    dialog.begin()
    assert dialog.asked is None
    for nowhere in ("", "~nobody-of-that-name/x"):
        dialog.folder.setText(nowhere)
        assert not dialog.make.isEnabled()


def test_the_folder_can_be_chosen(
    dialog: NewProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    for answer in (str(tmp_path / "below"), ""):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, answer=answer: answer)
        dialog.choose.click()
        assert dialog.target == tmp_path / "below" / "my-hotline"


@pytest.mark.parametrize(("empty", "first"), [(True, "main"), (False, "hotline-12345")])
def test_the_command_line_makes_it_and_its_flow_opens(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, empty: bool, first: str
) -> None:
    dialog = new_project(workspace)
    dialog.folder.setText(str(tmp_path))
    dialog.name.setText("热线")
    if empty:
        dialog.empty.click()
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE):
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.asked is not None and not dialog.make.isEnabled() and not dialog.bar.isHidden()
    assert workspace.document is not None
    assert workspace.document.path == tmp_path / "热线" / "flows" / f"{first}.flow.xml"
    assert 'name = "热线"' in (tmp_path / "热线" / "callwright.toml").read_text(encoding="utf-8")
    workspace.new()
    assert beside_projects(workspace) == tmp_path
    workspace.closing.emit()


def test_what_the_command_line_refuses_is_said(qtbot: QtBot, dialog: NewProject, tmp_path: Path) -> None:
    speak("zh_CN")
    dialog.name.setText("a b")
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.asked is None, timeout=PATIENCE)
    assert "“a b”不能作项目名" in dialog.sentence.text()
    assert dialog.make.isEnabled() and dialog.bar.isHidden()
    assert list(tmp_path.glob("a b")) == []


def test_cancel_stops_what_is_being_made_before_it_closes(
    qtbot: QtBot, dialog: NewProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (sys.executable, ["-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(asked, "callwright", lambda _: slow)
    dialog.show()
    dialog.begin()
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    cancel.click()
    assert dialog.asked is None and dialog.isVisible()
    assert dialog.sentence.text() == f"Stopped. What was written by then is in {tmp_path / 'my-hotline'}."
    cancel.click()
    assert not dialog.isVisible()


def test_menu_palette_and_keys_know_it(window: MainWindow) -> None:
    titles = [action.text() for action in window.menus["file"].actions()]
    assert "New project…" in titles and "Open project…" in titles
    keys = {entry.id: entry.keys for entry in window.book.entries()}
    assert keys["file.new_project"] == ("Ctrl+Alt+N",) and keys["file.open_project"] == ("Ctrl+Alt+O",)
    assert window.book.run("file.new_project")
    (dialog,) = window.findChildren(NewProject)
    assert dialog.isVisible() and dialog.isModal()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_project_made_by_hand_opens_like_any(dialog: NewProject, qtbot: QtBot) -> None:
    dialog.empty.setChecked(True)
    with qtbot.waitSignal(dialog.made, timeout=PATIENCE) as made:
        dialog.begin()
    document = open_document(made.args[0])
    assert not document.problems and list(document.flow.nodes) == ["answer", "welcome", "hangup"]
