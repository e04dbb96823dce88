"""Tab bars of panels: none is left over where no panel is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from flowdesigner.window.main import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def bars(window: MainWindow) -> list[QTabBar]:
    """The tab bars that are seen."""
    found = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [bar for bar in found if bar.isVisible()]


def test_one_an_area(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(bars(window)) == 3)
    window.restoreState(window.saveState())
    window.hide()
    window.show()
    qtbot.waitUntil(lambda: len(bars(window)) == 3)
    window.docks.show("live")
    titles = [bar.tabText(number) for bar in bars(window) for number in range(bar.count())]
    assert len(titles) == len(set(titles)) and "Live" in titles
