"""Attached to a real engine that takes a real call from a real switch: the caller moves over the drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from flowdesigner.live.panel import LivePanel
from flowdesigner.live.watched import Watched
from tests.live.conftest import Ring, call, engine, project
from tests.live.engines import Engine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.workspace import Workspace

pytestmark = pytest.mark.live

__all__ = ["call", "engine", "project"]

PATIENCE = 20_000
"""Milliseconds."""


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> Iterator[LivePanel]:
    made = LivePanel(workspace)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.end()
    for page in workspace.area.subWindowList():
        if isinstance(page.widget(), Watched):
            page.close()


def test_a_caller_on_the_drawing(qtbot: QtBot, panel: LivePanel, engine: Engine, call: Ring) -> None:
    (url,) = re.findall(r"telling about calls on (http://\S+)", engine.log())
    panel.engines.url.setText(url)
    panel.engines.add()
    (link,) = panel.engines.links
    qtbot.waitUntil(lambda: link.state == "attached", timeout=PATIENCE)
    caller = call()
    caller.reaches("main")
    qtbot.waitUntil(lambda: any(row.call.node == "main" for row in panel.calls.rows), timeout=PATIENCE)
    (row,) = (row for row in panel.calls.rows if row.call.caller == caller.number)
    panel.table.selectRow(panel.calls.rows.index(row))
    panel.follow.click()
    qtbot.waitUntil(lambda: row.call.release in panel.windows.open, timeout=PATIENCE)
    watched = panel.windows.open[row.call.release]
    assert watched.marks is not None and watched.marks.marks[row.call.id].node == "main"
    assert watched.drawing is not None and "main" in watched.drawing.flow_scene.nodes
    before = panel.trail.topLevelItemCount()
    assert before
    caller.hang_up()
    caller.ends()
    drawing = watched.drawing
    qtbot.waitUntil(lambda: row not in panel.calls.rows, timeout=PATIENCE)
    assert panel.trail.topLevelItemCount() > before and "is over" in panel.following.text()
    shown = drawing.flow_scene.nodes["main"]
    qtbot.waitUntil(lambda: any("✆" in badge.text for badge in shown.badges), timeout=PATIENCE)
