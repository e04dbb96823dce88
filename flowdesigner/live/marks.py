"""Callers as small marks on a drawing: below the node they are in, running along the wire to the next."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from flowdesigner.canvas.pens import brush, pen
from flowdesigner.live.drawing import Drawing
from flowdesigner.live.seen import Move, SeenCall
from flowdesigner.theme import colours

MOST = 300
"""Callers that are shown as marks; the numbers say of the others."""
SIZE, APART, ROW = 11.0, 14.0, 13
RUN = 0.6
"""Seconds from one node to the next."""
FRAME = 33
"""Milliseconds between two pictures while somebody runs."""


class Mark(QGraphicsItem):
    """One caller. `followed`: it is the one that is looked at."""

    def __init__(self, call: SeenCall) -> None:
        super().__init__()
        self.call = call
        self.node = ""
        self.followed = False
        self.way: QPainterPath | None = None
        self.since = 0.0
        self.setZValue(30)
        self.setToolTip(f"{call.caller} → {call.line or call.called}")

    def boundingRect(self) -> QRectF:  # noqa: N802
        """A dot with its ring."""
        return QRectF(-2 * SIZE, -2 * SIZE, 4 * SIZE, 4 * SIZE)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A dot; a ring around the one that is followed."""
        wanted = colours()
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        # Seen from afar they are drawn larger than they are, else nobody would see them.
        larger = min(max(0.7 / max(scale, 0.01), 1.0), 1.7)
        painter.scale(larger, larger)
        if self.followed:
            painter.setPen(pen(wanted.selected, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), SIZE - 2, SIZE - 2)
        painter.setPen(pen(wanted.body, 1.5))
        painter.setBrush(brush(wanted.selected if self.followed else wanted.running))
        painter.drawEllipse(QPointF(0, 0), SIZE / 2, SIZE / 2)


class Marks(QObject):
    """The marks of a drawing."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(drawing)
        self._drawing = drawing
        self._scene = drawing.flow_scene
        self.marks: dict[str, Mark] = {}
        self._at: dict[str, list[str]] = {}
        self._followed = ""
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._step)
        self._scene.resetting.connect(self._forget)

    def show(self, calls: Iterable[SeenCall]) -> None:
        """These calls are at the nodes of this drawing, and no others."""
        wanted = {call.id: call for call in calls}
        for id_ in [id_ for id_ in self.marks if id_ not in wanted]:
            self._remove(id_)
        for call in wanted.values():
            mark = self.marks.get(call.id) or self._new(call)
            if mark is not None and mark.node != call.node:
                self._stand(mark, call.node)
        self._highlight()

    def move(self, move: Move) -> None:
        """A call came to another node; from another flow it appears there at once."""
        call = move.call
        mark = self.marks.get(call.id)
        if call.at != self._drawing.flow.name:
            if mark is not None:
                self._remove(call.id)
        elif mark is None:
            mark = self._new(call)
            if mark is not None:
                self._stand(mark, call.node)
        else:
            begin = mark.pos()
            self._stand(mark, call.node)
            self._run(mark, begin, (move.node, move.exit))
        self._highlight()

    def follow(self, id_: str) -> None:
        """Mark one caller, or none."""
        for each in (self._followed, id_):
            if each in self.marks:
                self.marks[each].followed = each == id_
                self.marks[each].update()
        self._followed = id_

    def end(self) -> None:
        """Nobody runs any more."""
        self._timer.stop()

    # --- standing and running

    def _new(self, call: SeenCall) -> Mark | None:
        if len(self.marks) >= MOST:
            return None
        mark = self.marks[call.id] = Mark(call)
        mark.followed = call.id == self._followed
        self._scene.addItem(mark)
        return mark

    def _remove(self, id_: str) -> None:
        mark = self.marks.pop(id_)
        self._leave(mark)
        self._scene.removeItem(mark)

    def _leave(self, mark: Mark) -> None:
        """Those who stand behind it move up."""
        there = self._at.get(mark.node, [])
        if mark.call.id in there:
            there.remove(mark.call.id)
            for id_ in there:
                self._settle(self.marks[id_])

    def _stand(self, mark: Mark, node: str) -> None:
        self._leave(mark)
        mark.node, mark.way = node, None
        self._at.setdefault(node, []).append(mark.call.id)
        self._settle(mark)

    def _settle(self, mark: Mark) -> None:
        place = self._place(mark)
        mark.setVisible(place is not None)
        if place is not None and mark.way is None:
            mark.setPos(place)

    def _place(self, mark: Mark) -> QPointF | None:
        corner = self._drawing.spot(mark.node)
        if corner is None:
            return None
        row, column = divmod(self._at[mark.node].index(mark.call.id), ROW)
        return corner + QPointF(12 + column * APART, 10 + row * APART)

    def _run(self, mark: Mark, begin: QPointF, wire: tuple[str, str]) -> None:
        """Along the wire if there is one, else straight."""
        end = self._place(mark)
        if end is None:
            return
        way = QPainterPath(begin)
        item = self._scene.wires.get(wire)
        if item is not None and item.target.id == mark.node:
            for point in item.points or item.ends():
                way.lineTo(point)
        way.lineTo(end)
        mark.way, mark.since = way, time.monotonic()
        mark.setPos(begin)
        self._timer.start()

    def _step(self) -> None:
        running = [mark for mark in self.marks.values() if mark.way is not None]
        for mark in running:
            assert mark.way is not None
            done = (time.monotonic() - mark.since) / RUN
            if done >= 1:
                mark.way = None
                self._settle(mark)
            else:
                mark.setPos(mark.way.pointAtPercent(done))
        if not running:
            self._timer.stop()

    def _highlight(self) -> None:
        self._scene.highlight("live", {mark.node for mark in self.marks.values()})

    def _forget(self) -> None:
        """The scene is about to throw its items away: they are made again when calls are shown next."""
        self._timer.stop()
        self.marks.clear()
        self._at.clear()
