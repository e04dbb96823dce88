"""Publishing from the window with the real command line and a real store, there and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from callwright.samples import copy_sample
from flowdesigner.publishing.panel import PublishPanel
from tests.flowdesigner.publishing.test_panel import answering, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flowdesigner.window.workspace import Workspace

pytest.importorskip("soundfile")

pytestmark = pytest.mark.slow

PATIENCE = 90_000
"""Milliseconds."""


def test_from_nothing_to_the_second_release_and_back(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    copy_sample(folder, "project")
    document = workspace.open(folder / "flows" / "poll.flow.xml")
    assert document is not None
    panel = PublishPanel(workspace)
    qtbot.addWidget(panel)
    panel.show()
    done: Callable[[], bool] = lambda: panel.work.asked is None  # noqa: E731
    qtbot.waitUntil(done, timeout=PATIENCE)
    assert panel.state.text() == "Never published."

    panel.wish.line.setText("12345")
    panel.wish.why.setText("the first")
    said = answering(press("Publish"))
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: "is live on public/12345" in panel.work.sentence.text(), timeout=PATIENCE)
    qtbot.waitUntil(done, timeout=PATIENCE)
    assert "published first" in said[0]
    assert panel.state.text().endswith("on public/12345; calls: 0")
    assert panel.history.topLevelItemCount() == 1
    first = panel.history.topLevelItem(0)
    assert first is not None and first.text(4) == "the first"
    release = first.text(2)

    document.set_title("thanks", "Thanks")
    document.save()
    panel.buttons["look"].click()
    qtbot.waitUntil(done, timeout=PATIENCE)
    texts = [panel.changes.list.item(row).text() for row in range(panel.changes.list.count())]
    assert any(text.startswith("~") and "Thanks" in text for text in texts)
    assert panel.work.sentence.text().startswith(f"poll {release} -> ")
    answering(press("Publish"))
    panel.buttons["publish"].click()
    qtbot.waitUntil(lambda: panel.history.topLevelItemCount() == 2, timeout=PATIENCE)
    qtbot.waitUntil(done, timeout=PATIENCE)
    answering(press("Yes"))
    panel.buttons["rollback"].click()
    qtbot.waitUntil(lambda: panel.history.topLevelItemCount() == 3, timeout=PATIENCE)
    assert panel.state.text().startswith(f"Live {release}")
