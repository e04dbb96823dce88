"""The TraceViewer: what happened at every node of a call, live or kept; filtered, compared, played again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from flowdesigner.document.errors import DocumentError
from flowdesigner.simulation.call import Call
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.traces import files
from flowdesigner.traces.bar import TraceBar
from flowdesigner.traces.calls import CallsDialog
from flowdesigner.traces.compare_view import CompareDialog
from flowdesigner.traces.model import DETAIL, EVENT, FLOW, NODE, TIME, TOOK, TraceModel
from flowdesigner.traces.playing import Playing
from flowdesigner.traces.rows import Entry
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues

FILES = say(
    "通话记录 (*.trace.jsonl *.jsonl);;所有文件 (*)", "Journals (*.trace.jsonl *.jsonl);;All files (*)"
)
ENDING = ".trace.jsonl"
WIDTHS = {TIME: 80, FLOW: 130, NODE: 130, EVENT: 100, TOOK: 70}


class TraceViewer(QWidget):
    """Shows the call in front as it goes, or a journal that was opened."""

    def __init__(self, workspace: Workspace, command: Sequence[str] = ()) -> None:
        super().__init__()
        self._workspace = workspace
        self.command = command
        """In place of the program: for tests."""
        self.simulations = Simulations.of(workspace)
        self.model = TraceModel()
        self.kept: Say | None = None
        """What is shown in place of the call in front."""
        self._call: Call | None = None
        self._version = -1
        self.bar = TraceBar()
        self.table = QTableView()
        self._dress()
        self._below = QTimer(self)
        self._below.setSingleShot(True)
        self._below.timeout.connect(self._to_latest)
        self.playing = Playing(workspace, self.model, self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.bar)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._connect()
        self.sync()

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        rows = table.verticalHeader()
        rows.hide()
        # Rows that ask for their heights one by one would take seconds.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(table.fontMetrics().height() + 6)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(DETAIL, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        follow(table, "setAccessibleName", say("跟踪", "Trace"))

    def _connect(self) -> None:
        bar = self.bar
        bar.filtered.connect(self.filter)
        bar.searched.connect(self.search)
        bar.pause.toggled.connect(lambda _: self.sync())
        bar.follow.toggled.connect(lambda on: self.table.scrollToBottom() if on else None)
        bar.play.toggled.connect(self.playing.run)
        self.playing.ended.connect(lambda: bar.play.setChecked(False))
        bar.wanted.connect(self._menu)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        self.simulations.changed.connect(self._changed)
        self.simulations.shown_changed.connect(lambda _: self.sync())
        self._workspace.current_changed.connect(lambda _: self.filter())
        self._workspace.document_opened.connect(
            lambda document: document.selection.current_changed.connect(lambda _: self._selected())
        )
        tongues().changed.connect(self._title)
        self._workspace.closing.connect(self.end)

    def end(self) -> None:
        """The window closes: nothing is played, and no store is asked."""
        self.playing.run(False)
        for dialog in self.findChildren(CallsDialog):
            dialog.end()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What came while nobody looked is below."""
        super().showEvent(event)
        self._below.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The latest stays in sight."""
        super().resizeEvent(event)
        self._below.start()

    def _to_latest(self) -> None:
        if self.bar.follow.isChecked() and self.kept is None:
            self.table.scrollToBottom()

    # --- what is shown

    def _changed(self, simulation: Simulation) -> None:
        if simulation is self.simulations.shown:
            self.sync()

    def sync(self) -> None:
        """Show what the call in front has come to, unless the table is held or shows a journal."""
        shown = self.simulations.shown
        if self.kept is None and shown is not None and not self.bar.pause.isChecked():
            call = shown.call
            if call is not self._call or call.version != self._version:
                self._call, self._version = call, call.version
                self.model.load(call.journal)
            elif len(call.journal) > len(self.model.entries):
                self.model.append(call.journal[len(self.model.entries) :])
            if self.bar.follow.isChecked():
                self.table.scrollToBottom()
        elif self.kept is None and shown is None:
            self.model.clear()
            self._call = None
        self._title()

    def _title(self) -> None:
        count = len(self.model.entries)
        if self.kept is not None:
            self.bar.say(say("{}：{} 个事件", "{}: {} events", self.kept, count))
            return
        shown = self.simulations.shown
        late = len(shown.call.journal) - count if shown is not None and self.bar.pause.isChecked() else 0
        if late > 0:
            self.bar.say(say("已暂停，另有 {} 个事件", "Held; {} more events", late))
        else:
            name = shown.document.name if shown is not None else ""
            self.bar.say(say("{} {} 个事件", "{} {} events", name, count))

    def show_journal(self, entries: Sequence[Entry], name: Say) -> None:
        """Show a journal that was kept; the rows that are gone through are shown on the drawing."""
        self.kept = name
        self.model.load(entries)
        self.playing.active = True
        self.bar.set_kept(True)
        self.table.scrollToTop()
        self._title()
        flow = next((str(each["flow"]) for each in entries if each.get("flow")), "")
        if flow:
            self.playing.document(flow)

    def show_live(self) -> None:
        """Back to the call in front."""
        self.kept, self._call = None, None
        self.playing.active = False
        self.playing.forget()
        self.bar.set_kept(False)
        self.sync()

    def filter(self) -> None:
        """Show what the fields above ask for."""
        group, words, only = self.bar.asked
        document = self._workspace.document
        place = ("", "")
        if only and document is not None and document.selection.current:
            place = document.flow.name, document.selection.current
        self.model.set_filter(group, words, place)
        self._to_latest()

    def _selected(self) -> None:
        if self.bar.only.isChecked():
            self.filter()

    def search(self, words: str, step: int) -> None:
        """Go to the next row with these words."""
        current = self.table.currentIndex().row()
        start = current + step if current >= 0 else 0
        at = self.model.found(words, start, step) if words.strip() else -1
        if at < 0:
            self._workspace.tell(say("没有找到“{}”。", "'{}' was not found.", words))
            return
        self.table.setCurrentIndex(self.model.index(at, DETAIL))
        self.table.scrollTo(self.model.index(at, DETAIL))

    def _go(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is None or not row.node:
            return
        document = self.playing.document(row.flow)
        if document is not None:
            self._workspace.reveal(document, row.node, edit=False)

    # --- files, calls, comparison

    def _menu(self, what: str) -> None:
        {
            "open": self.open,
            "save": self.save,
            "compare": self.compare,
            "compare_call": self.compare_call,
            "calls": self.calls,
            "live": self.show_live,
        }[what]()

    def open(self) -> None:
        """Ask for a file and show its journal."""
        path = self._ask_open()
        entries = self._read(path) if path else None
        if path is not None and entries is not None:
            self.show_journal(entries, Say(path.name, path.name))

    def save(self) -> None:
        """Ask for a name and write the journal."""
        shown = self.simulations.shown
        name = (shown.document.flow.name if shown is not None else "call") + ENDING
        before = str(Path(self._workspace.filing.folder) / name)
        title = str(say("保存通话记录", "Save the journal"))
        chosen, _ = QFileDialog.getSaveFileName(self, title, before, str(FILES))
        if not chosen:
            return
        entries = shown.call.journal if self.kept is None and shown is not None else self.model.entries
        try:
            files.save(entries, Path(chosen))
            self._workspace.tell(say("已保存 {}。", "Saved {}.", Path(chosen).name))
        except DocumentError as error:
            self._workspace.tell(error.say)

    def compare(self) -> None:
        """Ask for a file and put it beside what is shown."""
        path = self._ask_open()
        entries = self._read(path) if path else None
        if path is not None and entries is not None:
            self.compare_with(entries, Say(path.name, path.name))

    def compare_with(self, entries: Sequence[Entry], other: Say) -> None:
        """Put another journal beside what is shown."""
        shown = self.simulations.shown
        live = shown.document.name if shown is not None else "-"
        name = self.kept or Say(live, live)
        dialog = CompareDialog((name, self.model.entries), (other, entries), self)
        dialog.node_wanted.connect(self._reveal)
        dialog.show()

    def calls(self) -> None:
        """Choose a call of the store, and show it."""
        self._choose(self.show_journal)

    def compare_call(self) -> None:
        """Choose a call of the store, and put it beside what is shown."""
        self._choose(self.compare_with)

    def _choose(self, then: Callable[[Sequence[Entry], Say], None]) -> None:
        document = self._workspace.document
        flow = document.path if document is not None else None
        dialog = CallsDialog(flow, self._workspace.memory, self, self.command)
        dialog.chosen.connect(lambda entries, name: then(entries, Say(name, name)))
        dialog.told.connect(self._workspace.tell)
        dialog.open()

    def _reveal(self, flow: str, node: str) -> None:
        document = self.playing.document(flow)
        if document is not None and node:
            self._workspace.reveal(document, node, edit=False)

    def _ask_open(self) -> Path | None:
        title = str(say("打开通话记录", "Open a journal"))
        name, _ = QFileDialog.getOpenFileName(self, title, self._workspace.filing.folder, str(FILES))
        return Path(name) if name else None

    def _read(self, path: Path) -> list[Entry] | None:
        try:
            return list(files.load(path))
        except DocumentError as error:
            self._workspace.tell(error.say)
            return None
