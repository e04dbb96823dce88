"""Plays all call scripts of a project and shows the results, with what calls reached on the drawings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.simulation.buffer import Line
from flowdesigner.simulation.overlay import NotWritten, Overlay
from flowdesigner.simulation.process import Process
from flowdesigner.simulation.results import Result, Results
from flowdesigner.simulation.shown import show_way
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.way import Way
from flowdesigner.theme import colours
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues

RESULT = Qt.ItemDataRole.UserRole


class Scripts(QWidget):
    """A list of cases, the failed ones first; Enter or a click goes to where a case went astray."""

    def __init__(self, workspace: Workspace, command: Sequence[str] = ()) -> None:
        super().__init__()
        self._workspace = workspace
        self.command = command
        """In place of the program: for tests."""
        self.results = Results()
        self._process: Process | None = None
        self._overlay: Overlay | None = None
        self._aside = False
        """Whether the coverage is hidden for the sake of a call."""
        self.button = QPushButton()
        self.button.clicked.connect(self.toggle)
        self.cover = QCheckBox()
        self.cover.setChecked(True)
        follow(self.cover, "setText", say("在画布上显示覆盖", "Coverage on the drawings"))
        follow(
            self.cover,
            "setToolTip",
            say(
                "绿：走到过；黄：有出口没走过；红：没走到",
                "Green: reached; amber: an exit left untried; red: never reached",
            ),
        )
        self.cover.toggled.connect(self.show_coverage)
        self.state = QLabel()
        self.state.setMinimumWidth(80)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(True)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(3)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        follow(self.list, "setAccessibleName", say("通话脚本的结果", "Results of the call scripts"))
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.cover)
        row.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addLayout(row)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        tongues().changed.connect(self._words)
        self._told: Say = say("F7 播放所有通话脚本。", "F7 plays all call scripts.")
        self._words()
        Simulations.of(workspace).began.connect(self._step_aside)
        workspace.document_opened.connect(self._opened)
        workspace.closing.connect(self.end)

    @property
    def running(self) -> bool:
        """Whether scripts are being played."""
        return self._process is not None

    def toggle(self) -> None:
        """Play them, or stop."""
        if self._process is not None:
            self._process.kill()
        else:
            self.play()

    def end(self) -> None:
        """The window closes."""
        if self._process is not None:
            self._process.end()

    def play(self) -> None:
        """Play all scripts beside the flow in front and in the project's folder of flows."""
        document = self._workspace.document
        if document is None or self._process is not None:
            return
        try:
            self._overlay = Overlay(document, self._workspace.documents, scripts=True)
        except NotWritten as error:
            self._tell(error.say)
            return
        if self._aside:
            self.cover.setChecked(True)
        self._aside = False
        self.results = Results()
        self.list.clear()
        process = Process(self, self.command)
        process.lines.connect(self._take)
        process.told.connect(self._workspace.tell)
        process.ended.connect(self._ended)
        self._process = process
        self._tell(say("正在播放…", "Playing…"))
        arguments = [*self._overlay.options, "test", str(self._overlay.path), "--json", "--coverage"]
        process.start(arguments, self._overlay.folder)

    def _take(self, lines: list[Line]) -> None:
        for line in lines:
            self.results.take(line)
        self._tell(say("正在播放… {}", "Playing… {}", len(self.results.cases)))

    def _ended(self, status: int, why: Say | None) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._overlay is not None:
            self._overlay.close()
        summary = self.results.summary
        if summary is not None:
            passed, failed = summary.get("passed", 0), summary.get("failed", 0)
            percent = f"{float(summary.get('percent') or 0):.1f}"
            self._tell(
                say(
                    "{} 个通过，{} 个失败，覆盖 {}%",
                    "{} passed, {} failed, {}% covered",
                    passed,
                    failed,
                    percent,
                )
            )
        else:
            self._tell(why or say("已停止。", "Stopped."))
        self._fill()
        self.show_coverage()

    def _tell(self, sentence: Say) -> None:
        self._told = sentence
        self._words()

    def _words(self) -> None:
        self.state.setText(str(self._told).splitlines()[-1])
        self.state.setToolTip(str(self._told))
        self.button.setText(
            str(say("停止", "Stop") if self.running else say("播放所有脚本", "Play all scripts"))
        )
        self.list.setHeaderLabels(
            [str(each) for each in (say("用例", "Case"), say("文件", "File"), say("位置", "Place"))]
        )

    # --- results

    def _fill(self) -> None:
        self.list.clear()
        for case in sorted(self.results.cases, key=lambda each: each.passed):
            self.list.addTopLevelItem(self._item(case))
        for column, share in enumerate((0.6, 0.25)):
            self.list.setColumnWidth(column, round(self.list.viewport().width() * share))

    def _item(self, case: Result) -> QTreeWidgetItem:
        mark = "✓" if case.passed else "✗"
        name = case.file.replace("\\", "/").rpartition("/")[2]
        line = f":{case.line}" if case.line else ""
        place = ".".join(filter(None, (case.flow, case.node)))
        item = QTreeWidgetItem([f"{mark} {case.case or ' '.join(case.words)}", f"{name}{line}", place])
        item.setData(0, RESULT, case)
        item.setForeground(0, QColor(colours().good if case.passed else colours().fault))
        item.setToolTip(0, "\n".join(case.words) or case.case)
        if not case.passed and case.case:
            for words in case.words:
                below = QTreeWidgetItem([words, "", ""])
                below.setData(0, RESULT, case)
                below.setToolTip(0, words)
                item.addChild(below)
        return item

    def _go(self, item: QTreeWidgetItem, _: int = 0) -> None:
        case = item.data(0, RESULT)
        if not isinstance(case, Result) or not case.flow or self._workspace.document is None:
            return
        document = self._workspace.open_flow(case.flow, self._workspace.document)
        if document is not None and case.node:
            self._workspace.reveal(document, case.node, edit=False)

    def _opened(self, _: object) -> None:
        if Simulations.of(self._workspace).painter == "scripts":
            self.show_coverage()

    def _step_aside(self) -> None:
        """A call begins: its way has the same green."""
        if self.cover.isChecked() and self.results.percent:
            self._aside = True
            self.cover.setChecked(False)

    def show_coverage(self) -> None:
        """Colour the drawings; the way of a call that is over is wiped off them first."""
        on = self.cover.isChecked()
        simulations = Simulations.of(self._workspace)
        if not self.results.percent:
            return
        wanted = colours()
        if not simulations.running:
            simulations.painter = "scripts"
            show_way(self._workspace, Way(), {}, wanted.running)
        for document in self._workspace.documents:
            canvas = self._workspace.canvas_of(document)
            if canvas is None:
                continue
            scene = canvas.flow_scene
            nodes, wires = self.results.colours(
                document.flow.name, scene.nodes, scene.wires, wanted.good, wanted.warning, wanted.fault
            )
            scene.set_colours("coverage", nodes if on else {}, wires if on else {})
