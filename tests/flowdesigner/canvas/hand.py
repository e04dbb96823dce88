"""A hand on the mouse of a canvas: presses, moves and releases at points of the scene."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.document.document import Document
from flows.drawing import look
from flows.model import Flow
from tests.flowdesigner.flows import small

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hand:
    """The canvas of a flow, shown at its own size, and what is done to it."""

    def __init__(self, flow: Flow | None = None) -> None:
        self.document = Document(flow or small())
        self.canvas = Canvas(self.document)
        self.canvas.resize(1500, 900)
        self.canvas.show()
        self.canvas.zoom_to(1.0)
        self.canvas.centerOn(600, 200)
        self.canvas.setFocus()
        self.said: list[str] = []
        self.canvas.told.connect(lambda sentence: self.said.append(str(sentence)))
        QApplication.processEvents()

    @property
    def flow(self) -> Flow:
        """The flow as it is."""
        return self.document.flow

    def view_point(self, at: QPointF) -> QPoint:
        """Where a point of the scene is in the view."""
        return self.canvas.mapFromScene(at)

    def press(self, at: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        """Press."""
        QTest.mouseMove(self.canvas.viewport(), self.view_point(at))
        QTest.mousePress(self.canvas.viewport(), button, keys, self.view_point(at))

    def move(self, at: QPointF) -> None:
        """Move there in one step."""
        QTest.mouseMove(self.canvas.viewport(), self.view_point(at))

    def release(self, at: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        """Release."""
        QTest.mouseRelease(self.canvas.viewport(), button, keys, self.view_point(at))

    def drag(
        self,
        begin: QPointF,
        end: QPointF,
        keys: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
        stop: bool = False,
    ) -> None:
        """Drag in five steps; with `stop` Esc is pressed before the release."""
        self.press(begin, keys, button)
        for step in range(1, 6):
            self.move(begin + (end - begin) * (step / 5))
        if stop:
            self.key(Qt.Key.Key_Escape)
        self.release(end, keys, button)

    def click(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press and release."""
        self.press(at, keys)
        self.release(at, keys)

    def double_click(self, at: QPointF) -> None:
        """Twice."""
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NONE, self.view_point(at))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press and release a key on the canvas."""
        QTest.keyClick(self.canvas, key, keys)

    def do(self, command: str) -> None:
        """Trigger a command as its menu entry would."""
        self.canvas.commands[command].trigger()

    def node(self, id_: str) -> QPointF:
        """A point in the body of a node, not on its title."""
        return self.canvas.flow_scene.nodes[id_].frame().bottomLeft() + QPointF(12, -8)

    def port(self, id_: str, exit_: str) -> QPointF:
        """The port of an exit."""
        return self.canvas.flow_scene.nodes[id_].out_point(exit_)

    def entry(self, id_: str) -> QPointF:
        """Where wires arrive at a node."""
        return self.canvas.flow_scene.nodes[id_].pos() + QPointF(0, look.ENTRY)

    def wire(self, id_: str, exit_: str) -> QPointF:
        """The middle of a wire."""
        return self.canvas.flow_scene.wires[id_, exit_].middle()

    def place(self, key: str) -> tuple[float, float]:
        """Where the document has a thing."""
        return self.document.places([key])[key]

    def snap(self, *, grid: bool = False, guides: bool = False) -> None:
        """Switch the grid and the guides."""
        self.canvas.snaps, self.canvas.guides = grid, guides


def names(points: Sequence[QPointF]) -> list[tuple[float, float]]:
    """Points as pairs, for comparing."""
    return [(point.x(), point.y()) for point in points]
