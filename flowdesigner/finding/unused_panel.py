"""The panel of what nobody uses: looked for in a thread, gone to, deleted where nothing is lost by it."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.asking import ask
from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import Refused
from flowdesigner.finding.desktop import show_folder, to_trash
from flowdesigner.finding.unused import Looked, Sort, Unused, unused
from flowdesigner.problems.surroundings import copied
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.model import Flow
from flows.uncollected import uncollected

_log = logging.getLogger(__name__)
_THING = Qt.ItemDataRole.UserRole

HEADS: dict[Sort, Say] = {
    "variable": say("变量", "Variables"),
    "flow": say("没有流程调用的子流程", "Sub-flows that no flow calls"),
    "sound": say("录音", "Recorded sounds"),
}
LOOK = say("重新查找", "Look again")
GO = say("转到", "Go to")
DELETE = say("删除", "Delete")
LOOKING = say("正在查找…", "Looking…")
NOTHING = say("没有多余的东西。", "Everything is used.")
FAILED = say("查找失败：{}", "Looking failed: {}")
COUNT = say("{} 项没有使用", "Not used: {}")
UNREAD = say("；有读不了的流程：{}", "; flows that cannot be read: {}")
TO_TRASH = say("把 {} 移到回收站吗？", "Move {} to the trash?")
NO_TRASH = say("不能移到回收站：{}", "It cannot be moved to the trash: {}")
OPEN_NOW = say("先关闭流程 {}。", "Close the flow {} first.")


class UnusedPanel(QWidget):
    """Looks when it is shown and when it is asked; never while one draws."""

    _looked = Signal(int, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._number = 0
        self.found: tuple[Unused, ...] = ()
        self.busy = False
        self.look_button, self.go_button, self.delete_button = QPushButton(), QPushButton(), QPushButton()
        self.count = QLabel()
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(2)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        for button, words in ((self.look_button, LOOK), (self.go_button, GO), (self.delete_button, DELETE)):
            follow(button, "setText", words)
        follow(self.list, "setAccessibleName", say("没有使用的东西", "What nobody uses"))
        above = QHBoxLayout()
        for widget in (self.look_button, self.go_button, self.delete_button):
            above.addWidget(widget)
        above.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.look_button.clicked.connect(self.look)
        self.go_button.clicked.connect(self.go)
        self.delete_button.clicked.connect(self.delete)
        self.list.itemActivated.connect(lambda *_: self.go())
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.delete)
        self._looked.connect(self._take, Qt.ConnectionType.QueuedConnection)
        tongues().changed.connect(self._show)
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look when somebody looks."""
        super().showEvent(event)
        self.look()

    # --- looking

    def look(self) -> None:
        """Look in a thread; what was being looked for is not waited for."""
        documents = self._workspace.documents
        current = self._workspace.document
        file = current.path if current is not None else None
        flows = [(copied(each.flow, each.path), each.path) for each in documents]
        self._number += 1
        self.busy = True
        follow(self.count, "setText", LOOKING)
        given = (self._number, file, flows)
        threading.Thread(target=self._work, args=given, daemon=True).start()

    def _work(self, number: int, file: Path | None, flows: list[tuple[Flow, Path | None]]) -> None:
        # The collector would end widgets that nobody refers to any more, which only Qt's own thread may do.
        with uncollected():
            looked: Looked | str
            try:
                looked = unused(file, flows)
            except Exception as fault:
                _log.exception("what nobody uses could not be looked for")
                looked = str(fault) or type(fault).__name__
            with suppress(RuntimeError):
                self._looked.emit(number, looked)

    def _take(self, number: int, looked: Looked | str) -> None:
        if number != self._number:
            return
        self.busy = False
        if isinstance(looked, str):
            self.found = ()
            follow(self.count, "setText", Say(FAILED.zh, FAILED.en, (looked,)))
            self._show()
            return
        self.found = looked.found
        words = Say(COUNT.zh, COUNT.en, (len(looked.found),)) if looked.found else NOTHING
        if looked.unread:
            more = Say(UNREAD.zh, UNREAD.en, (", ".join(looked.unread),))
            words = say("{}{}", "{}{}", words, more)
        follow(self.count, "setText", words)
        self._show()

    def _show(self) -> None:
        before = self.current
        self.list.clear()
        for sort, words in HEADS.items():
            things = [each for each in self.found if each.sort == sort]
            if not things:
                continue
            head = QTreeWidgetItem([str(words)])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addTopLevelItem(head)
            for each in things:
                item = QTreeWidgetItem([each.name, each.where])
                item.setData(0, _THING, each)
                item.setToolTip(0, str(each.file) if each.file else each.name)
                head.addChild(item)
                if each == before:
                    self.list.setCurrentItem(item)
        self.list.expandAll()
        self.list.resizeColumnToContents(0)
        self._enable()

    # --- one of them

    @property
    def current(self) -> Unused | None:
        """The thing that is marked."""
        item = self.list.currentItem()
        found = item.data(0, _THING) if item is not None else None
        return found if isinstance(found, Unused) else None

    def _enable(self) -> None:
        for button in (self.go_button, self.delete_button):
            button.setEnabled(self.current is not None)

    def _document(self, thing: Unused) -> FlowDocument | None:
        """The document that a thing is in or is, opened if it has to be."""
        if thing.file is not None:
            return self._workspace.open(thing.file)
        return next((each for each in self._workspace.documents if each.name == thing.where), None)

    def go(self) -> None:
        """Show where it is: a declaration, a flow, the folder of a sound."""
        thing = self.current
        if thing is None:
            return
        if thing.sort == "sound":
            assert thing.file is not None
            show_folder(thing.file)
            return
        document = self._document(thing)
        if document is not None and thing.sort == "variable":
            self._workspace.reveal(document, "", f"variable {thing.name}")

    def delete(self) -> None:
        """Delete it: a declaration as one step of undo, a file into the trash, after asking."""
        thing = self.current
        if thing is None:
            return
        if thing.sort == "variable":
            document = self._document(thing)
            if document is None:
                return
            try:
                document.remove_variable(thing.name)
            except Refused as refused:
                self._workspace.tell(refused.say)
        elif not self._to_trash(thing):
            return
        self.look()

    def _to_trash(self, thing: Unused) -> bool:
        if thing.file is None or (thing.sort == "flow" and self._workspace.opened(thing.file) is not None):
            self._workspace.tell(Say(OPEN_NOW.zh, OPEN_NOW.en, (thing.name,)))
            return False
        yes = QMessageBox.StandardButton.Yes
        question = str(Say(TO_TRASH.zh, TO_TRASH.en, (thing.file.name,)))
        if ask(self, str(DELETE), question, yes | QMessageBox.StandardButton.No) != yes:
            return False
        fault = to_trash(thing.file)
        if fault:
            self._workspace.tell(Say(NO_TRASH.zh, NO_TRASH.en, (fault,)))
        return not fault
