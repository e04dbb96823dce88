"""The panel when the flow in front gets its first file: its new name, and what can be done with it now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flowdesigner.publishing.panel import PublishPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.workspace import Workspace


def test_a_new_flow_is_saved_in_front_of_the_panel(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    document = workspace.new()
    panel = PublishPanel(workspace)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.flow.text() == "untitled" and not panel.buttons["publish"].isEnabled()
    document.save_as(tmp_path / "hotline.flow.xml")
    assert panel.flow.text() == "hotline" and panel.buttons["publish"].isEnabled()
    assert panel.state.text() == "Never published."
    workspace.close(document)
    assert panel.flow.text() == "No flow is open"
