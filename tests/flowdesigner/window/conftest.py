"""A file, a workspace without a window, and a whole window, closed without questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flows.write import save
from tests.flowdesigner.flows import small


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.flow.xml"
    save(small(), path)
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    made.show()
    yield made
    let_go(made.workspace)
    made.close()
    made.deleteLater()


@pytest.fixture
def workspace(qtbot: QtBot) -> Iterator[Workspace]:
    made = Workspace()
    made.area.show()
    yield made
    let_go(made)
    for page in made.pages:
        page.close()
    made.area.deleteLater()


def let_go(workspace: Workspace) -> None:
    """Ask nothing when they are closed."""
    for document in workspace.documents:
        document.stack.setClean()
