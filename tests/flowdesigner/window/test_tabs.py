"""The tabs: what is dragged over one brings it to the front, files are opened; after free windows too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from flowdesigner.actions.standard import tabs
from flowdesigner.canvas.carrying import fragment_data
from flowdesigner.window.main import MainWindow

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def _over(bar: QTabBar, number: int, data: QMimeData) -> QPointF:
    at = bar.tabRect(number).center()
    QApplication.sendEvent(bar, QDragEnterEvent(at, COPY, data, LEFT, NONE))
    QApplication.sendEvent(bar, QDragMoveEvent(at, COPY, data, LEFT, NONE))
    return QPointF(at)


@pytest.mark.parametrize("switched", [False, True], ids=["at once", "after free windows"])
def test_a_tab_comes_to_the_front_under_nodes(window: MainWindow, qtbot: QtBot, switched: bool) -> None:
    workspace = window.workspace
    first, second = workspace.new(), workspace.new()
    if switched:
        tabs(workspace)
        tabs(workspace)
    workspace.bring(first)
    (bar,) = workspace.area.findChildren(QTabBar)
    number = 1 - bar.currentIndex()
    _over(bar, number, fragment_data("<node/>"))
    qtbot.waitUntil(lambda: workspace.document is second)


def test_files_dropped_on_the_tabs_are_opened(window: MainWindow, file: Path) -> None:
    workspace = window.workspace
    workspace.new()
    (bar,) = workspace.area.findChildren(QTabBar)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at = _over(bar, 0, data)
    QApplication.sendEvent(bar, QDropEvent(at, COPY, data, LEFT, NONE))
    assert workspace.document is not None and workspace.document.path == file
