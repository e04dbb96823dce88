"""Publishing and the live view in the whole window: their panels by key, their actions in the menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flowdesigner.live.actions import ACTIONS as WATCHING
from flowdesigner.live.panel import LivePanel
from flowdesigner.publishing.actions import ACTIONS as PUBLISHING
from flowdesigner.publishing.panel import PublishPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.main import MainWindow


@pytest.mark.parametrize("name", ["publish", "live"])
def test_the_panels_are_shown_when_they_are_wanted(qtbot: QtBot, window: MainWindow, name: str) -> None:
    dock = window.docks.docks[name]
    assert not dock.isVisible()
    window.workspace.show_panel(name)
    qtbot.waitUntil(dock.isVisible)
    assert isinstance(dock.widget(), PublishPanel | LivePanel)


@pytest.mark.parametrize("action", [action.id for action in (*PUBLISHING, *WATCHING)])
def test_no_action_fails_where_there_is_nothing_to_do(window: MainWindow, action: str) -> None:
    window.workspace.new()
    assert window.workspace.run(action)


def test_a_look_from_the_menu(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    window.workspace.run("publish.look")
    panel = window.workspace.panel("publish")
    assert isinstance(panel, PublishPanel)
    assert panel.work.asked is not None and panel.work.asked.arguments[:2] == ["publish", str(file)]
    panel.stop()
