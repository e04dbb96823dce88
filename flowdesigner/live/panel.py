"""The live panel: engines, their calls, one call that is followed; the drawings open in the middle."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.live.calls_table import CallsTable, Row
from flowdesigner.live.engines import Engines
from flowdesigner.live.heat_bar import HeatBar
from flowdesigner.live.link import EngineLink
from flowdesigner.live.trail import Trail
from flowdesigner.live.watched import Watched
from flowdesigner.live.windows import Windows
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say


class LivePanel(QWidget):
    """What runs on the engines now."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.engines = Engines(workspace.memory)
        self.windows = Windows(workspace, self.engines)
        self.heat = HeatBar(workspace, self.engines, self.windows)
        self.calls = CallsTable()
        self.calls.setParent(self)
        self.table = QTableView()
        self.trail = Trail()
        self.following = QLabel()
        self.following.setWordWrap(True)
        self.watch = QPushButton()
        self.follow = QPushButton()
        self.followed: Row | None = None
        self._table()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_column(self.engines, self.heat))
        split.addWidget(_column(_row(self.watch, self.follow), self.table))
        split.addWidget(_column(self.following, self.trail))
        split.setStretchFactor(1, 1)
        split.setStretchFactor(2, 1)
        split.setSizes([280, 590, 410])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(split)
        self.setFocusProxy(self.engines.url)
        follow(self.watch, "setText", say("看图(&W)", "&Watch"))
        follow(self.watch, "setToolTip", say("打开正在运行的图", "Open the drawing that callers are on"))
        follow(self.follow, "setText", say("跟踪(&F)", "&Follow"))
        follow(self.follow, "setToolTip", say("跟踪所选的通话", "Follow the call that is chosen"))
        follow(self.following, "setText", _NOBODY)
        self.watch.clicked.connect(self.watch_calls)
        self.follow.clicked.connect(self.follow_chosen)
        self.trail.node_wanted.connect(self._show_node)
        self.engines.attached.connect(self._attached)
        self.engines.detached.connect(lambda _: self._refresh())
        self._enable()
        workspace.closing.connect(self.end)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    def _table(self) -> None:
        self.table.setModel(self.calls)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((95, 100, 100, 105, 60, 95)):
            self.table.setColumnWidth(column, width)
        follow(self.table, "setAccessibleName", say("正在进行的通话", "Calls in progress"))
        self.table.activated.connect(lambda _: self.follow_chosen())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def _attached(self, link: EngineLink) -> None:
        link.calls_changed.connect(self._refresh)
        link.moved.connect(lambda _: self._refresh())
        link.happened.connect(lambda call, event: self._happened(link, call, event))

    def _refresh(self) -> None:
        self.calls.show(self.engines.links)
        self._enable()

    def _enable(self) -> None:
        self.follow.setEnabled(self.chosen is not None)
        self.watch.setEnabled(bool(self.calls.rows))

    @property
    def chosen(self) -> Row | None:
        """The call that is chosen in the table."""
        index: QModelIndex = self.table.currentIndex()
        if not index.isValid() or not self.table.selectionModel().hasSelection():
            return None
        return self.calls.rows[index.row()] if index.row() < len(self.calls.rows) else None

    def watch_calls(self) -> None:
        """Open the drawing of the chosen call, or of the first."""
        row = self.chosen or next(iter(self.calls.rows), None)
        if row is not None:
            self.windows.watch(row.call.release, row.link)

    def follow_chosen(self) -> None:
        """Follow the chosen call: its trail here, its mark on the drawing."""
        row = self.chosen
        if row is None:
            return
        self.followed = row
        call = row.call
        self.trail.begin(call.flow, call.journal)
        who = say("跟踪 {} → {}", "Following {} → {}", call.caller, call.line or call.called)
        follow(self.following, "setText", who)
        self.windows.follow(call.id)
        self.windows.watch(call.release, row.link)

    def _happened(self, link: EngineLink, call: str, event: dict[str, object]) -> None:
        row = self.followed
        if row is None or row.link is not link or row.call.id != call:
            return
        self.trail.add(event)
        if event.get("kind") == "call_finished":
            over = say("{} 的通话已结束", "The call of {} is over", row.call.caller)
            follow(self.following, "setText", over)

    def _show_node(self, flow: str, node: str) -> None:
        if self.followed is None:
            return
        watched = self.windows.open.get(self.followed.call.release)
        if watched is not None:
            _reveal(watched, flow, node)
            self.windows.bring(watched)

    def end(self) -> None:
        """Look at nothing any more: the window closes."""
        self.heat.end()
        self.engines.end()
        self.windows.end()
        self.calls.show([])


def _reveal(watched: Watched, flow: str, node: str) -> None:
    watched.show_flow(flow)
    if watched.drawing is not None:
        watched.drawing.reveal(node)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return row


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(4, 0, 4, 0)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, QTableView | Trail | Engines) else 0)
    return column


_NOBODY: Say = say(
    "选一个通话，按“跟踪”：它的经过显示在这里。",
    "Choose a call and follow it: what happens in it is shown here.",
)
