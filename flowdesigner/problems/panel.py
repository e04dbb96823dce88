"""The panel of problems: what is wrong, where, the cure, and a button for each quick fix."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix
from flowdesigner.problems.fixes import fixes_of
from flowdesigner.problems.found import Found, found_in
from flowdesigner.problems.marks import apply_fix
from flowdesigner.theme import colours, theme
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.codes.table import Severity
from flows.wording import node_label

MOST = 1000
"""Problems that are listed; a flow with more is broken in some one way."""

BUTTONS = 3
"""Quick fixes with a button; the others are in the menu of the right button."""

_FOUND = Qt.ItemDataRole.UserRole


def dot(severity: str) -> QIcon:
    """A round mark in the colour of a severity."""
    drawn = QPixmap(24, 24)
    drawn.setDevicePixelRatio(2.0)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().fault if severity == "error" else colours().warning))
    painter.drawEllipse(2, 2, 8, 8)
    painter.end()
    return QIcon(drawn)


class Problems(QWidget):
    """Lists the problems of the flow in front, or of all that are open."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.errors = self._switch()
        self.warnings = self._switch()
        self.all = QCheckBox()
        self.all.toggled.connect(lambda _: self.show_problems())
        follow(self.all, "setText", say("所有打开的流程", "All open flows"))
        self.list = _List()
        self.cure = QLabel()
        self.cure.setWordWrap(True)
        self.cure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fixes = QHBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.itemActivated.connect(self._activated)
        self.list.currentItemChanged.connect(lambda *_: self._describe())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        for signal in (workspace.problems_changed, workspace.document_closed, workspace.current_changed):
            signal.connect(self.show_problems)
        tongues().changed.connect(self.show_problems)
        theme().changed.connect(self.show_problems)
        self.show_problems()

    def _switch(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.toggled.connect(lambda _: self.show_problems())
        return button

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        for button in (self.errors, self.warnings, self.all):
            above.addWidget(button)
        above.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.cure, 1)
        below.addLayout(self.fixes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)

    def show_problems(self, _: object = None) -> None:
        """List them as they are now; the current one stays current."""
        before = self.current
        documents = self._documents()
        wanted: list[Severity] = []
        if self.errors.isChecked():
            wanted.append("error")
        if self.warnings.isChecked():
            wanted.append("warning")
        every = found_in(self._workspace, documents, ("error", "warning"))
        errors = sum(found.problem.severity == "error" for found in every)
        self._name(self.errors, "error", say("错误 {}", "Errors {}", errors))
        self._name(self.warnings, "warning", say("警告 {}", "Warnings {}", len(every) - errors))
        shown = [found for found in every if found.problem.severity in wanted]
        self.list.show_found(shown[:MOST], len(documents) > 1)
        if before is not None:
            self.list.select(before)
        self._describe()

    def _name(self, button: QToolButton, severity: str, words: Say) -> None:
        button.setText(str(words))
        button.setIcon(dot(severity))

    def _documents(self) -> list[FlowDocument]:
        if self.all.isChecked():
            return self._workspace.documents
        return [self._workspace.document] if self._workspace.document is not None else []

    @property
    def current(self) -> Found | None:
        """The problem that is current."""
        return _found(self.list.currentItem())

    def _activated(self, item: QTreeWidgetItem, _: int) -> None:
        self.go(item)

    def go(self, item: QTreeWidgetItem) -> None:
        """Show the node and field of a problem; open its flow if it is not."""
        found = _found(item)
        if found is None:
            return
        document = found.document or self._workspace.open(Path(found.problem.file))
        if document is not None:
            self._workspace.reveal(document, found.problem.node, found.problem.parameter)

    def _describe(self) -> None:
        found = self.current
        while (item := self.fixes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if found is None:
            good = not self.list.topLevelItemCount() and bool(self._documents())
            self.cure.setText(str(say("没有问题。", "No problems.")) if good else "")
            return
        self.cure.setText(str(say("解决：{}", "Cure: {}", found.cure)))
        if found.document is None:
            return
        for fix in fixes_of(found.document, found.problem)[:BUTTONS]:
            button = QPushButton(str(fix.title))
            button.clicked.connect(partial(self._do, fix))
            self.fixes.addWidget(button)

    def _do(self, fix: Fix, _: bool = False) -> None:
        apply_fix(self._workspace, fix)

    def _menu(self, where: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.list.viewport().mapToGlobal(where))

    def menu(self) -> QMenu | None:
        """The menu of the current problem: go there, and every quick fix."""
        item, found = self.list.currentItem(), self.current
        if item is None or found is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(str(say("转到节点", "Go to the node")), lambda: self.go(item))
        menu.addSeparator()
        for fix in fixes_of(found.document, found.problem) if found.document is not None else ():
            menu.addAction(str(fix.title), partial(apply_fix, self._workspace, fix))
        return menu


class _List(QTreeWidget):
    """One line a problem."""

    def __init__(self) -> None:
        super().__init__()
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        follow(self, "setAccessibleName", say("问题", "Problems"))

    def show_found(self, every: list[Found], flows: bool) -> None:
        """List problems; `flows`: with the flow that each belongs to."""
        self.clear()
        titles = (say("代号", "Code"), say("问题", "Problem"), say("位置", "Place"), say("流程", "Flow"))
        self.setHeaderLabels([str(title) for title in titles])
        self.setColumnHidden(3, not flows)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(2, 240)
        icons = {severity: dot(severity) for severity in ("error", "warning")}
        self.addTopLevelItems([_item(found, icons[found.problem.severity]) for found in every])

    def select(self, before: Found) -> None:
        """Make the same problem current again, if it is still there."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            found = _found(item)
            if item is not None and found is not None and found.problem == before.problem:
                self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes there, on any desktop."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item, 0)
            return
        super().keyPressEvent(event)


def _item(found: Found, icon: QIcon) -> QTreeWidgetItem:
    problem = found.problem
    node = found.document.flow.nodes.get(problem.node) if found.document else None
    place = node_label(node) if node is not None else problem.node
    flow = found.document.name if found.document else problem.file
    row = [problem.code, found.message, " · ".join(filter(None, (place, problem.parameter))), flow]
    item = QTreeWidgetItem(row)
    item.setIcon(0, icon)
    item.setToolTip(1, f"{found.message}\n{found.cure}")
    item.setData(0, _FOUND, found)
    return item


def _found(item: QTreeWidgetItem | None) -> Found | None:
    value = item.data(0, _FOUND) if item is not None else None
    return value if isinstance(value, Found) else None
