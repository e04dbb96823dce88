"""The panels of the window in their docks: made, placed, shown and hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QTabWidget, QWidget

from flowdesigner.actions.action import Action
from flowdesigner.window.panels import Area, Panel
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow

_AREAS: dict[Area, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_SIZES: dict[Area, int] = {"left": 230, "right": 350, "bottom": 190}
"""Pixels of an area at the first start, across or down."""

_TURNED: dict[Area, Qt.Orientation] = {
    "left": Qt.Orientation.Horizontal,
    "right": Qt.Orientation.Horizontal,
    "bottom": Qt.Orientation.Vertical,
}

_NEAR = 3
"""Pixels between a tab bar and the panel that it belongs to."""

_BELOW = 180
"""Pixels of a panel that stands below another."""


class Docks(QObject):
    """One dock a panel; those of an area are tabs, unless a panel wants to stand below another."""

    def __init__(self, window: QMainWindow, workspace: Workspace, panels: Sequence[Panel]) -> None:
        super().__init__(window)
        self.window = window
        self.panels = panels
        self.docks: dict[str, QDockWidget] = {}
        tabs = QTabWidget.TabPosition.North
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, tabs)
        window.setCorner(Qt.Corner.BottomLeftCorner, _AREAS["left"])
        window.setCorner(Qt.Corner.BottomRightCorner, _AREAS["right"])
        for panel in panels:
            workspace.widgets[panel.name] = panel.make(workspace)
            self._dock(panel, workspace.widgets[panel.name])
        self.arrange()
        workspace.panel_wanted.connect(self.show)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.sweep)
        window.installEventFilter(self)

    def _dock(self, panel: Panel, widget: QWidget) -> None:
        dock = QDockWidget(self.window)
        dock.setObjectName(panel.name)
        dock.setWidget(widget)
        follow(dock, "setWindowTitle", panel.title)
        follow(dock, "setAccessibleName", panel.title)
        self.docks[panel.name] = dock

    def arrange(self) -> None:
        """Every panel in its place, as at the first start."""
        fronts: dict[Area, QDockWidget] = {}
        # A dock can be split off another only while that is no tab yet.
        for panel in self.panels:
            dock = self.docks[panel.name]
            dock.setFloating(False)
            self.window.addDockWidget(_AREAS[panel.area], dock)
            fronts.setdefault(panel.area, dock)
        for panel in self.panels:
            if panel.below:
                above, dock = self.docks[panel.below], self.docks[panel.name]
                self.window.splitDockWidget(above, dock, Qt.Orientation.Vertical)
        for panel in self.panels:
            front = fronts[panel.area]
            if not panel.below and self.docks[panel.name] is not front:
                self.window.tabifyDockWidget(front, self.docks[panel.name])
            self.docks[panel.name].setVisible(panel.shown)
        for dock in fronts.values():
            dock.raise_()
        self.size()

    def size(self) -> None:
        """Give the areas their sizes of the first start; the window keeps its own."""
        room = self.window.size()
        for area, turned in _TURNED.items():
            docks = [
                self.docks[panel.name] for panel in self.panels if panel.area == area and not panel.below
            ]
            if docks:
                self.window.resizeDocks(docks[:1], [_SIZES[area]], turned)
        for panel in self.panels:
            if panel.below:
                pair = [self.docks[panel.below], self.docks[panel.name]]
                self.window.resizeDocks(pair, [3 * _BELOW, _BELOW], Qt.Orientation.Vertical)
        self.window.resize(room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The window is shown: once its panels have their places, sweep."""
        if event.type() == QEvent.Type.Show:
            self._later.start()
        return super().eventFilter(watched, event)

    def sweep(self) -> None:
        """Hide tab bars that Qt made while panels found their places, and forgot: they belong to none."""
        corners = [dock.geometry().topLeft() for dock in self.docks.values() if dock.isVisible()]
        for bar in self.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            below = bar.geometry().bottomLeft() + QPoint(0, 1)
            if not any((corner - below).manhattanLength() <= _NEAR for corner in corners):
                bar.hide()

    def show(self, name: str, focus: bool = True) -> None:
        """Bring a panel to the front."""
        dock = self.docks.get(name)
        if dock is None:
            return
        dock.show()
        dock.raise_()
        if focus:
            (dock.widget().focusProxy() or dock.widget()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def actions(self) -> list[Action]:
        """The panels' own actions, and one for each that shows it; hides it if it has the focus."""
        made: list[Action] = []
        for panel in self.panels:
            keys = (panel.shortcut,) if panel.shortcut else ()
            made.append(
                Action(f"panel.{panel.name}", panel.title, _Shows(self, panel.name), keys, "window", 2)
            )
            made += panel.actions
        return made


class _Shows:
    """Shows a panel and gives it the focus; the second time it hides it."""

    def __init__(self, docks: Docks, name: str) -> None:
        self.docks, self.name = docks, name

    def __call__(self, workspace: Workspace) -> None:
        dock = self.docks.docks[self.name]
        inside = dock.widget().focusWidget()
        if dock.isVisible() and inside is not None and inside.hasFocus():
            dock.hide()
            if workspace.canvas is not None:
                workspace.canvas.setFocus()
        else:
            self.docks.show(self.name)
