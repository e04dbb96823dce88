"""One release as it is being called: its flows to choose from, callers on the drawing, counts, and a note."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from flowdesigner.live.counts import Counts, Place, of_flow
from flowdesigner.live.drawing import Drawing
from flowdesigner.live.marks import Marks
from flowdesigner.live.seen import Move, SeenCall
from flowdesigner.words.say import Say, follow, say, tongues
from flows.model import Flow


class Watched(QWidget):
    """The flows of one release, the main one first. Whoever made it tells it of calls, moves and counts."""

    node_chosen = Signal(str, str)
    """(flow, node): a node was clicked."""

    def __init__(self, release: str, flows: dict[str, Flow], note: Say | None = None) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.drawing: Drawing | None = None
        self.marks: Marks | None = None
        self._calls: list[SeenCall] = []
        self._counts: dict[Place, Counts] = {}
        self._heat: tuple[dict[str, dict[str, Counts]], int] | None = None
        self._followed = ""
        follow(self.choice, "setAccessibleName", say("流程", "Flow"))
        follow(self.choice, "setToolTip", say("这个发布的流程", "The flows of this release"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._bar())
        self.choice.currentIndexChanged.connect(self._draw)
        # The scene draws itself again in another language, and its callers with it are gone: put them back.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._again)
        tongues().changed.connect(self._later.start)
        self.draw(release, flows, note)

    def draw(self, release: str, flows: dict[str, Flow], note: Say | None = None) -> None:
        """Draw another release; `note` is said beside it."""
        self.release, self.flows = release, flows
        self.choice.blockSignals(True)
        self.choice.clear()
        for name, flow in flows.items():
            self.choice.addItem(f"{flow.title} ({name})" if flow.title else name, name)
        self.choice.blockSignals(False)
        follow(self.about, "setText", note or say("发布 {}", "Release {}", release[:12]))
        self._draw()

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self.choice)
        for text, tip, factor in (
            ("＋", say("放大", "Larger"), 1.25),
            ("－", say("缩小", "Smaller"), 0.8),
            ("⤢", say("全图", "Whole drawing"), 0.0),
        ):
            button = QToolButton()
            button.setText(text)
            button.setAutoRaise(True)
            follow(button, "setToolTip", tip)
            follow(button, "setAccessibleName", tip)
            button.clicked.connect(lambda _=False, factor=factor: self._look(factor))
            row.addWidget(button)
        row.addWidget(self.about, 1)
        return bar

    def _look(self, factor: float) -> None:
        if self.drawing is not None:
            if factor:
                self.drawing.zoom(factor)
            else:
                self.drawing.fit()

    @property
    def flow(self) -> str:
        """The flow that is drawn."""
        return str(self.choice.currentData() or "")

    def show_flow(self, name: str) -> None:
        """Draw another flow of the release."""
        at = self.choice.findData(name)
        if at >= 0:
            self.choice.setCurrentIndex(at)

    def _draw(self) -> None:
        if self.drawing is not None:
            self._layout.removeWidget(self.drawing)
            self.drawing.deleteLater()
        self.drawing = Drawing(self.flows[self.flow])
        self.marks = Marks(self.drawing)
        self.marks.follow(self._followed)
        self.drawing.chosen.connect(lambda node: self.node_chosen.emit(self.flow, node))
        self.setFocusProxy(self.drawing)
        self._layout.addWidget(self.drawing, 1)
        self.show_calls(self._calls)
        self._show_numbers()

    def _again(self) -> None:
        self.show_calls(self._calls)

    # --- what it is told

    def show_calls(self, calls: Iterable[SeenCall]) -> None:
        """The calls in progress on this release."""
        self._calls = list(calls)
        if self.marks is not None:
            self.marks.show(call for call in self._calls if call.at == self.flow)

    def moved(self, move: Move) -> None:
        """A call of this release came to another node; the drawing goes along with a followed one."""
        if self.marks is None or self.drawing is None:
            return
        if move.call.id == self._followed:
            self.show_flow(move.call.at)
            self.drawing.reveal(move.call.node)
        self.marks.move(move)

    def follow(self, id_: str) -> None:
        """Follow one caller, or none."""
        self._followed = id_
        call = next((call for call in self._calls if call.id == id_), None)
        if call is not None:
            self.show_flow(call.at)
        if self.marks is not None:
            self.marks.follow(id_)
        if call is not None and self.drawing is not None:
            self.drawing.reveal(call.node)

    def show_counts(self, counts: dict[Place, Counts]) -> None:
        """What the engines have counted since they began."""
        self._counts = counts
        self._show_numbers()

    def show_heat(self, nodes: dict[str, dict[str, Counts]] | None, calls: int = 0) -> None:
        """A heat map, by flow and node, of so many calls; None for none."""
        self._heat = (nodes, calls) if nodes is not None else None
        if nodes is None and self.drawing is not None:
            self.drawing.cool()
        self._show_numbers()

    def _show_numbers(self) -> None:
        if self.drawing is None:
            return
        if self._heat is not None:
            nodes, calls = self._heat
            self.drawing.show_heat(nodes.get(self.flow, {}), calls)
        else:
            self.drawing.show_counts(of_flow(self._counts, self.release, self.flow))
