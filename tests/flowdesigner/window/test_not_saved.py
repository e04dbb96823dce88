"""Files that cannot be written: another designer has them, or the disk is full; what an author does then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from flowdesigner.document.desk import FlowDocument, open_document
from flowdesigner.window.main import MainWindow
from flows.read import read
from tests.flowdesigner.robot import Button, answer, press


@pytest.fixture
def first(file: Path, folder: Path) -> Iterator[FlowDocument]:
    """Another designer's document of the file."""
    document = open_document(file, folder)
    yield document
    document.close()


@pytest.fixture
def second(window: MainWindow, file: Path, first: FlowDocument) -> FlowDocument:
    """The document in the window, which came later, with something to save."""
    document = window.workspace.open(file)
    assert document is not None and document.file.holder is not None
    document.set_attribute("title", "Second")
    return document


def test_a_held_file_is_left_alone(window: MainWindow, second: FlowDocument, file: Path) -> None:
    before = file.read_bytes()
    press("Cancel")
    assert not window.workspace.filing.save(second)
    assert file.read_bytes() == before and second.modified and second.file.read_only


def test_a_held_file_is_saved_elsewhere(
    window: MainWindow, second: FlowDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = str(tmp_path / "other.flow.xml")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    press("Save as…")
    assert window.workspace.filing.save(second)
    assert second.path == Path(name) and not second.file.read_only


def test_a_held_file_is_taken_over(
    window: MainWindow, first: FlowDocument, second: FlowDocument, file: Path
) -> None:
    (page,) = window.workspace.pages
    assert "(read-only)" in page.windowTitle()
    press("Take over")
    assert window.workspace.filing.save(second)
    found = read(file).flow
    assert found is not None and found.title == "Second"
    assert "(read-only)" not in page.windowTitle() and first.file.look()


def test_taking_over_asks_before_it_overwrites(
    window: MainWindow, first: FlowDocument, second: FlowDocument, file: Path
) -> None:
    first.set_attribute("title", "First")
    first.save()
    before = file.read_bytes()
    answer(Button.No)
    assert second.file.look(), "told as soon as it happens: the author goes on with what is here"
    press("Take over", "Cancel")
    assert not window.workspace.filing.save(second)
    assert file.read_bytes() == before and second.flow.title == "Second"


def test_a_full_disk_is_told_and_nothing_is_lost(
    window: MainWindow, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = window.workspace.open(file)
    assert document is not None
    document.set_attribute("title", "Mine")
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("flowdesigner.document.files.save", full)
        press("Cancel")
        assert not window.workspace.filing.save(document)
    assert document.modified and file.read_bytes() == before
    assert window.workspace.filing.save(document) and not document.modified
