"""A panel of properties with a small flow in front of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from flows.model import Flow
    from tests.flowdesigner.properties.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Callable[..., Desk]:
    """Makes a desk: `desk()`, or `desk(flow)`, with the panel shown."""
    from tests.flowdesigner.properties.desk import Desk

    def make(flow: Flow | None = None) -> Desk:
        made = Desk(flow)
        qtbot.addWidget(made.panel)
        qtbot.addWidget(made.workspace.area)
        made.panel.resize(420, 900)
        with qtbot.waitActive(made.panel):
            made.panel.show()
            made.panel.activateWindow()
        return made

    return make
