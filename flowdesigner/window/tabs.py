"""The tabs of the open flows: Qt makes their bar anew each time that tabs are wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMdiArea, QTabBar

DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class _Files(QObject):
    """Hands files that are dragged over the tabs to the window, which opens them."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Not ours unless there are files in it."""
        files = event.type() in DRAGS and isinstance(event, QDropEvent) and event.mimeData().hasUrls()
        if files and isinstance(watched, QTabBar):
            # Not sent: Qt would send it to what the mouse is over, which is this bar.
            watched.window().event(event)
            event.accept()
        return files


def show_tabs(area: QMdiArea) -> None:
    """Tabs that can be closed and moved; one over which nodes are dragged comes to the front."""
    area.setViewMode(QMdiArea.ViewMode.TabbedView)
    area.setTabsClosable(True)
    area.setTabsMovable(True)
    area.setDocumentMode(True)
    for bar in area.findChildren(QTabBar):
        bar.setExpanding(False)
        bar.setChangeCurrentOnDrag(True)
        bar.setAcceptDrops(True)
        bar.installEventFilter(_Files(bar))
