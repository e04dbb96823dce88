"""A drawing to look at: a flow as the canvas draws it, which nobody can change."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_item import BOX_FROM, TITLE_FROM
from flowdesigner.canvas.pens import brush, pen, type_face
from flowdesigner.canvas.scene import FlowScene
from flowdesigner.document.editing import Editing
from flowdesigner.live.counts import Counts
from flowdesigner.theme import colours, theme
from flowdesigner.words.say import say
from flows.drawing import look
from flows.drawing.heated import heat
from flows.model import Flow

SMALLEST, LARGEST, STEP = 0.05, 3.0, 1.15
HEAT = ("", "#8fa3b8", "#d9b44a", "#e8953a", "#dd6233", "#bd2a2e")
"""The colours of warmth 1 to 5 (flows.drawing.heated), readable on light and dark paper."""


VEIL = 52
"""How much of 255 the colour of warmth covers."""


class Drawing(QGraphicsView):
    """A flow with counts at its nodes and exits; wheel, keys and mouse move and zoom."""

    chosen = Signal(str)
    """A node was clicked."""

    def __init__(self, flow: Flow) -> None:
        self.editing = Editing(flow)
        self.flow_scene = FlowScene(self.editing, folds=False)
        super().__init__(self.flow_scene)
        self.flow_scene.setParent(self)
        self.editing.setParent(self)
        self._exits: dict[tuple[str, str], int] = {}
        self._warm: dict[str, str] = {}
        self._touched = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(str(say("图", "Drawing")))
        theme().changed.connect(self._paper)
        self._paper()

    @property
    def flow(self) -> Flow:
        """What is drawn."""
        return self.editing.flow

    # --- what is shown on it

    def show_counts(self, nodes: Mapping[str, Counts]) -> None:
        """Counts at nodes and exits: who came, who failed, who hung up."""
        self._exits = {
            (id_, exit_): count for id_, each in nodes.items() for exit_, count in each.exits.items()
        }
        self.flow_scene.set_badges({id_: badges(counts) for id_, counts in nodes.items()})
        self.viewport().update()

    def show_heat(self, nodes: Mapping[str, Counts], calls: int) -> None:
        """Nodes and wires the warmer, the more of the calls came by."""
        known = self.flow.nodes
        warm = {
            id_: HEAT[heat(each.entered, calls)]
            for id_, each in nodes.items()
            if each.entered and id_ in known
        }
        wires = {
            (id_, exit_): HEAT[heat(count, calls)]
            for id_, each in nodes.items()
            for exit_, count in each.exits.items()
            if count
        }
        self._warm = warm
        self.flow_scene.set_colours("live", warm, wires)
        self.flow_scene.set_faded(id_ for id_ in self.flow.nodes if id_ not in warm)
        self.show_counts(nodes)

    def cool(self) -> None:
        """No heat any more."""
        self._warm = {}
        self.flow_scene.set_colours("live", {})
        self.flow_scene.set_faded(())

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """How many calls left by each exit, beside its port."""
        super().drawForeground(painter, rect)
        self._paint_heat(painter)
        if self.transform().m11() < TITLE_FROM:
            return
        painter.setFont(type_face(look.SMALL, True))
        metrics = QFontMetricsF(painter.font())
        for (id_, exit_), count in self._exits.items():
            item = self.flow_scene.nodes.get(id_)
            if item is None or not count or not any(row.name == exit_ for row in item.content.rows):
                continue
            text = str(count)
            at = item.out_point(exit_)
            box = QRectF(at.x() + 7, at.y() - 15, metrics.horizontalAdvance(text) + 8, 14)
            if box.intersects(QRectF(rect)):
                painter.setPen(pen(colours().border, 1.0))
                painter.setBrush(brush(colours().body))
                painter.drawRoundedRect(box, 4, 4)
                painter.setPen(pen(colours().ink))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_heat(self, painter: QPainter) -> None:
        """A veil over each warm node: to be seen from afar."""
        painter.setPen(Qt.PenStyle.NoPen)
        for id_, colour in self._warm.items():
            item = self.flow_scene.nodes.get(id_)
            if item is not None:
                veil = QColor(colour)
                veil.setAlpha(VEIL)
                painter.setBrush(veil)
                painter.drawRoundedRect(item.frame(), 9, 9)

    # --- looking

    def fit(self) -> None:
        """Show all of it, at most as large as it is; again when the window has another size."""
        self._touched = False
        area = self.flow_scene.content_rect().adjusted(-40, -50, 60, 40)
        self.resetTransform()
        across = self.viewport().width() / max(area.width(), 1)
        down = self.viewport().height() / max(area.height(), 1)
        factor = max(min(across, down, 1.0), SMALLEST)
        self.scale(factor, factor)
        self.centerOn(area.center())

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        self._touched = True
        now = self.transform().m11()
        factor = min(max(now * factor, SMALLEST), LARGEST) / now
        self.scale(factor, factor)

    def reveal(self, id_: str) -> None:
        """Bring a node into sight."""
        item = self.flow_scene.nodes.get(id_)
        if item is not None:
            self._touched = True
            if self.transform().m11() < BOX_FROM:
                self.zoom(TITLE_FROM / self.transform().m11())
            self.ensureVisible(item.frame(), 60, 60)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll, and with Ctrl zoom at the mouse."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """+ and - zoom, 0 shows all; arrows scroll."""
        done = {"+": STEP, "=": STEP, "-": 1 / STEP}.get(event.text())
        if done is not None:
            self.zoom(done)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say which node is under the mouse; the drawing can be dragged anywhere."""
        if event.button() == Qt.MouseButton.LeftButton:
            at = self.mapToScene(event.position().toPoint())
            found = next(
                (item.id for item in self.flow_scene.nodes.values() if item.frame().contains(at)), ""
            )
            if found:
                self.chosen.emit(found)
        super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show all, unless somebody looked more closely before."""
        super().showEvent(event)
        if not self._touched:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Go on showing all."""
        super().resizeEvent(event)
        if not self._touched:
            self.fit()

    def _paper(self) -> None:
        self.setBackgroundBrush(brush(colours().paper))

    def spot(self, id_: str) -> QPointF | None:
        """Where callers at a node stand: its lower left corner; None for a node that is not drawn."""
        item = self.flow_scene.nodes.get(id_)
        return item.frame().bottomLeft() if item is not None else None


def badges(counts: Counts) -> list[Badge]:
    """The badges of a node: who came; who hung up there; what failed."""
    found = []
    if counts.entered:
        found.append(Badge("count", _short(counts.entered), str(_came(counts))))
    if counts.hangups:
        tip = say("主叫在这里挂断：{}", "Callers who hung up here: {}", counts.hangups)
        found.append(Badge("warning", f"✆{_short(counts.hangups)}", str(tip)))
    if counts.errors:
        tip = say("出错：{}", "Errors: {}", counts.errors)
        found.append(Badge("error", f"!{_short(counts.errors)}", str(tip)))
    return found


def _came(counts: Counts) -> object:
    if counts.median_seconds is None:
        return say("到达：{}", "Calls that came: {}", counts.entered)
    return say(
        "到达：{}，停留 {} 秒（中位数）",
        "Calls that came: {}; they stayed {} s (median)",
        counts.entered,
        counts.median_seconds,
    )


def _short(number: int) -> str:
    """A number that fits a badge."""
    if number < 10_000:
        return str(number)
    return f"{number / 1000:.0f}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"
