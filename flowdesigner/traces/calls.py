"""The calls of a project's store, to open the journal of one; asked by the command line in a process."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.errors import DocumentError
from flowdesigner.publishing.store_box import StoreBox
from flowdesigner.session.kept import STORE
from flowdesigner.session.memory import Memory
from flowdesigner.session.project import SETTINGS, project_of
from flowdesigner.simulation.call import result
from flowdesigner.simulation.process import Process
from flowdesigner.traces import files
from flowdesigner.words.moments import local
from flowdesigner.words.say import Say, say

MOST = 500
"""Calls that are asked for, the latest."""
FIELDS = ("started", "caller", "called", "flow", "result", "seconds")
TITLES = (
    say("开始", "Began"),
    say("主叫", "Caller"),
    say("被叫", "Called"),
    say("流程", "Flow"),
    say("结果", "Result"),
    say("秒", "s"),
)
CALL = Qt.ItemDataRole.UserRole


class CallsDialog(QDialog):
    """The latest calls; `chosen` is the journal of one and its name. Nothing in it waits."""

    chosen = Signal(list, str)
    told = Signal(object)

    def __init__(
        self, flow: Path | None, memory: Memory, parent: QWidget | None = None, command: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(str(say("真实通话", "Real calls")))
        self.resize(760, 460)
        self._command = command
        project = project_of(flow)
        self._folder = project[0] if project else Path.cwd()
        settings = self._folder / SETTINGS
        self._options = ["--config", str(settings)] if settings.is_file() else []
        self.search = QLineEdit()
        self.search.setPlaceholderText(str(say("号码、流程、结果", "Number, flow, result")))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._filter)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSortingEnabled(True)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHeaderLabels([str(each) for each in TITLES])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemActivated.connect(lambda *_: self.take())
        self.state = QLabel()
        self.state.setWordWrap(True)
        buttons = QDialogButtonBox()
        open_ = buttons.addButton(str(say("打开", "Open")), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(str(say("取消", "Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        open_.setDefault(True)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        self.store = StoreBox(memory)
        self.store.chosen.connect(self.ask)
        title = QLabel(str(say("库(&S)", "&Store")))
        title.setBuddy(self.store)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.store, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(buttons)
        self._asked = 0
        QTimer.singleShot(0, self.ask)

    def end(self) -> None:
        """Ask no more, and close."""
        self.chosen.disconnect()
        for process in self.findChildren(Process):
            process.end()
        self.reject()

    def done(self, result: int) -> None:
        """Closed: what is still asked is not wanted any more."""
        for process in self.findChildren(Process):
            process.kill()
        super().done(result)

    def ask(self) -> None:
        """Ask for the latest calls of the store."""
        self._say(say("正在查询…", "Asking…"))
        self.list.clear()
        self._run(["calls", "--json", "--limit", str(MOST)], self._listed)

    def take(self) -> None:
        """Ask for the journal of the call that is chosen."""
        item = self.list.currentItem()
        call = item.data(0, CALL) if item is not None else None
        if isinstance(call, dict):
            self._say(say("正在读取…", "Reading…"))
            name = f"{call.get('caller', '')} {call.get('started', '')}"[:40].strip()
            self._run(["trace", str(call["id"]), "--json"], lambda text: self._traced(text, name))

    def _run(self, arguments: list[str], then: Callable[[str], None]) -> None:
        process = Process(self, self._command, whole=True)
        self._asked += 1
        number = self._asked

        def ended(status: int, why: Say | None) -> None:
            process.deleteLater()
            if number != self._asked:
                # Another store was chosen meanwhile.
                return
            if status != 0 or why is not None:
                self._say(why or say("没有得到回答。", "There was no answer."))
                return
            then(process.output.decode("utf-8", "replace"))

        process.ended.connect(ended)
        store = {STORE: self.store.url} if self.store.url else {}
        process.start([*self._options, *arguments], self._folder, store)

    def _listed(self, text: str) -> None:
        try:
            calls = [each for each in json.loads(text) if isinstance(each, dict) and "id" in each]
        except (ValueError, TypeError):
            self._say(say("看不懂的回答。", "That answer cannot be read."))
            return
        self.list.setSortingEnabled(False)
        for call in calls:
            item = QTreeWidgetItem([_cell(call, field) for field in FIELDS])
            item.setData(0, CALL, call)
            item.setToolTip(0, str(call["id"]))
            item.setTextAlignment(5, Qt.AlignmentFlag.AlignRight)
            self.list.addTopLevelItem(item)
        self.list.sortItems(0, Qt.SortOrder.DescendingOrder)
        self.list.setSortingEnabled(True)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._say(say("{} 次通话", "{} calls", len(calls)))

    def _traced(self, text: str, name: str) -> None:
        try:
            entries = files.read(text.splitlines(), name)
        except DocumentError as error:
            self._say(error.say)
            return
        self.store.remember()
        self.chosen.emit(entries, name)
        self.accept()

    def _filter(self, words: str) -> None:
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                texts = " ".join(item.text(column) for column in range(len(FIELDS))).lower()
                item.setHidden(not all(word in texts for word in words.lower().split()))

    def _say(self, sentence: Say) -> None:
        self.state.setText(str(sentence))


def _cell(call: dict[str, Any], field: str) -> str:
    value = call.get(field)
    if value is None:
        return "-"
    if field == "started":
        return local(value, "%Y-%m-%d %H:%M:%S")
    if field == "result":
        return str(result(str(value)))
    return f"{value:.1f}" if isinstance(value, float) else str(value)
