"""Opening a project: which flows a folder has, and what is chosen of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from flowdesigner.projects.actions import open_project
from flowdesigner.projects.open_project import OpenProject, flows_of
from flowdesigner.window.workspace import Workspace
from flows.write import save
from tests.flowdesigner.flows import small


def project(folder: Path, *names: str, flows: str = "flows") -> list[Path]:
    """A project with flows, whose files are given in their order."""
    (folder / flows).mkdir(parents=True)
    (folder / "callwright.toml").write_text(f'[folders]\nflows = "{flows}"\n', encoding="utf-8")
    files = [folder / flows / f"{name}.flow.xml" for name in names]
    for file in files:
        save(small(), file)
    return files


def answered(monkeypatch: pytest.MonkeyPatch, folder: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


@pytest.mark.parametrize("inside", [".", "lines", "sounds"])
def test_the_flows_of_a_project_are_found_from_any_folder_of_it(tmp_path: Path, inside: str) -> None:
    files = project(tmp_path, "a", "b", flows="lines")
    (tmp_path / "sounds").mkdir()
    (tmp_path / "lines" / "a.calls.yaml").touch()
    assert flows_of(tmp_path / inside) == files


def test_a_folder_that_is_no_project_has_the_flows_that_lie_in_it(tmp_path: Path) -> None:
    save(small(), tmp_path / "alone.flow.xml")
    assert flows_of(tmp_path) == [tmp_path / "alone.flow.xml"]


def test_flows_are_found_by_typing_and_opened_by_enter(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project(tmp_path, "complaint", "information", "poll")
    answered(monkeypatch, tmp_path)
    dialog = open_project(workspace)
    assert dialog is not None and dialog.files == files[:1]
    QTest.keyClicks(dialog.field, "PO")
    assert dialog.files == files[2:]
    dialog.field.setText("nothing")
    assert dialog.files == [] and not dialog.open_button.isEnabled()
    dialog.field.setText("o")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert [each.path for each in workspace.documents] == files[:1]


def test_several_are_opened_at_once_and_none_by_cancel(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project(tmp_path, "a", "b", "c")
    answered(monkeypatch, tmp_path)
    for button, opened in (("cancel", []), ("open", files)):
        dialog = open_project(workspace)
        assert isinstance(dialog, OpenProject)
        dialog.list.selectAll()
        if button == "open":
            dialog.open_button.click()
        else:
            dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
        assert [each.path for each in workspace.documents] == opened


def test_a_single_flow_opens_without_a_question_and_none_is_said(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    workspace.told.connect(lambda sentence: told.append(str(sentence)))
    (file,) = project(tmp_path / "one", "only")
    (tmp_path / "none").mkdir()
    for folder in ("", tmp_path / "none", tmp_path / "gone" / "x", tmp_path / "one"):
        answered(monkeypatch, folder)
        assert open_project(workspace) is None
    assert [each.path for each in workspace.documents] == [file]
    assert told == [
        f"There are no flows in {folder} (*.flow.xml)."
        for folder in (tmp_path / "none", tmp_path / "gone" / "x")
    ]
