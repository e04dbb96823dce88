"""Things dragged out of one canvas into another: moved, copied, cancelled, brought back; one step a side.

Qt has no drags of its own without a screen: what its loop would send while the mouse is down is sent here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.carrying import GRIP_MIME, fragment_data
from flowdesigner.canvas.drops import DropView
from flows.model import Flow
from flows.release import Variable
from tests.flowdesigner.canvas.hand import ALT, CTRL, NONE, Hand
from tests.flowdesigner.flows import small

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
AT = QPointF(500, 560)
Keys = Qt.KeyboardModifier


class Air:
    """The mouse between two canvases: carries what `source` lets go of as `script` says."""

    def __init__(self, source: Hand, target: Hand) -> None:
        self.source, self.target = source, target
        self.data = QMimeData()
        self.offered: list[QDrag] = []
        self.script: Callable[[], None] = lambda: None
        source.canvas.let_drop = self._let_drop  # type: ignore[method-assign]

    def _let_drop(self, drag: QDrag) -> None:
        self.data = drag.mimeData()
        self.offered.append(drag)
        self.script()

    def enter(self, hand: Hand, at: QPointF, keys: Keys = NONE) -> QDragMoveEvent:
        """Over a canvas, at a point of its scene; what it answered."""
        where = hand.view_point(at)
        both = COPY | MOVE
        for event in (
            QDragEnterEvent(where, both, self.data, LEFT, keys),
            QDragMoveEvent(where, both, self.data, LEFT, keys),
        ):
            QApplication.sendEvent(hand.canvas.viewport(), event)
        return event

    def leave(self, hand: Hand) -> None:
        """Away again, or Esc."""
        QApplication.sendEvent(hand.canvas.viewport(), QDragLeaveEvent())

    def drop(self, hand: Hand, at: QPointF, keys: Keys = NONE) -> None:
        """Over a canvas and let go."""
        self.enter(hand, at, keys)
        event = QDropEvent(QPointF(hand.view_point(at)), COPY | MOVE, self.data, LEFT, keys)
        QApplication.sendEvent(hand.canvas.viewport(), event)

    def carry(self, key: str, script: Callable[[], None]) -> None:
        """Take hold of a node 12 right of its left edge and 8 above its lower, and leave the canvas."""
        self.script = script
        begin = self.source.node(key)
        self.source.press(begin)
        for x in (300, -60, -80):
            self.source.move(self.source.canvas.mapToScene(QPoint(x, 300)))
        self.source.release(begin)


@pytest.fixture
def air(qtbot: QtBot) -> Iterator[Air]:
    source, target = Hand(), Hand(Flow("other", language="en"))
    for hand in (source, target):
        hand.snap()
        qtbot.addWidget(hand.canvas)
    yield Air(source, target)
    assert DropView.carried is None


def test_a_node_is_moved_into_another_flow(air: Air) -> None:
    source, target = air.source, air.target
    grip = source.node("ask") - source.canvas.flow_scene.nodes["ask"].pos()
    air.carry("ask", lambda: air.drop(target, AT))
    corner = AT - grip
    assert target.place("ask") == pytest.approx((corner.x(), corner.y()), abs=1), "held as before"
    assert target.flow.nodes.keys() == {"ask"} and target.flow.start == "ask"
    assert target.document.selection.keys == {"ask"} and "digits" in target.flow.variables
    assert "ask" not in source.flow.nodes and "one" not in source.flow.nodes["main"].exits
    assert (source.document.stack.count(), target.document.stack.count()) == (1, 1)
    assert source.document.stack.undoText() == "Move to other"
    assert not air.offered[0].pixmap().isNull()


def test_each_side_is_undone_by_itself(air: Air) -> None:
    source, target = air.source, air.target
    air.carry("ask", lambda: air.drop(target, AT))
    target.document.stack.undo()
    assert not target.flow.nodes and not target.flow.start and "ask" not in source.flow.nodes
    source.document.stack.undo()
    assert source.flow == small() and not source.document.modified
    assert source.canvas.flow_scene.nodes["ask"].x() == 600
    target.document.stack.redo()
    assert target.flow.nodes.keys() == {"ask"}


def test_ctrl_copies(air: Air) -> None:
    air.carry("ask", lambda: air.drop(air.target, AT, CTRL))
    assert air.target.flow.nodes.keys() == {"ask"}
    assert air.source.flow == small() and air.source.document.stack.count() == 0


def test_the_selection_goes_with_its_wires_and_variables(air: Air) -> None:
    air.target.document.add_variable(Variable("digits", "number"))
    air.source.document.selection.set(["main", "ask", "#1"])
    air.carry("main", lambda: air.drop(air.target, AT))
    flow = air.target.flow
    assert flow.nodes["main"].exits == {"one": "ask", "no_match": "main"}
    assert flow.nodes["ask"].params["into"] == "digits_2" and flow.variables["digits_2"].type == "text"
    assert [note.text for note in flow.layout.notes] == ["A note"]
    assert air.source.flow.nodes.keys() == {"welcome", "end"} and not air.source.flow.layout.notes
    assert air.target.said == ["Variables were renamed: digits → digits_2"]


def test_ghost_and_what_the_other_canvas_answers(air: Air) -> None:
    seen: list[object] = []

    def over() -> None:
        event = air.enter(air.target, AT)
        ghost = air.target.canvas.overlay._items["ghost"].path().boundingRect()
        seen.append((event.isAccepted(), event.dropAction(), ghost.width() > 400))
        air.leave(air.target)
        seen.append(air.target.canvas.overlay._items.get("ghost"))

    air.source.document.selection.set(["main", "ask"])
    air.carry("main", over)
    assert seen == [(True, MOVE, True), None]
    assert air.source.flow == small() and not air.target.flow.nodes


def test_escape_leaves_everything_as_it_was(air: Air) -> None:
    air.carry("ask", lambda: None)
    assert len(air.offered) == 1 and air.source.flow == small()
    item = air.source.canvas.flow_scene.nodes["ask"]
    assert (item.x(), item.y()) == (600, 0) and air.source.canvas.gesture is None
    assert air.source.document.stack.count() == 0


@pytest.mark.parametrize(("keys", "count"), [(NONE, 4), (CTRL, 5)], ids=["moved", "copied"])
def test_back_on_its_own_canvas_it_is_a_move(air: Air, keys: Keys, count: int) -> None:
    source = air.source
    aim = source.node("ask") + QPointF(40, 300)
    seen: list[float] = []

    def back() -> None:
        air.enter(source, source.node("ask") + QPointF(70, 90))
        seen.append(source.canvas.flow_scene.nodes["ask"].x())
        air.leave(source)
        seen.append(source.canvas.flow_scene.nodes["ask"].x())
        air.drop(source, aim, keys)

    air.carry("ask", back)
    assert seen == [670, 600], "it follows the mouse, and goes home when that leaves again"
    assert len(source.flow.nodes) == count and source.document.stack.count() == 1
    moved = "ask" if count == 4 else "ask_2"
    assert source.place(moved) == (640, 300)


def test_the_document_changes_under_the_mouse(air: Air) -> None:
    def change() -> None:
        air.enter(air.source, AT)
        air.source.document.remove(["ask"])
        air.drop(air.target, AT)

    air.carry("ask", change)
    assert air.target.flow.nodes.keys() == {"ask"} and air.source.document.stack.count() == 1


def test_what_no_file_can_hold_stays(air: Air) -> None:
    air.source.document.set_title("ask", "a\x00b")
    air.carry("ask", lambda: air.drop(air.target, AT))
    assert not air.offered and "ask" in air.source.flow.nodes and air.source.said
    assert air.source.canvas.flow_scene.nodes["ask"].x() == 600


def test_from_another_program_it_is_copied(air: Air) -> None:
    air.data = fragment_data(air.source.document.copy(["ask"]), QPointF(10, 20))
    event = air.enter(air.target, AT)
    assert event.dropAction() == COPY and event.isAccepted()
    air.drop(air.target, AT)
    assert air.target.place("ask") == (490, 540) and "ask" in air.source.flow.nodes


@pytest.mark.parametrize("grip", [b"", b"x,y", b"1", b"\xff"])
def test_a_grip_that_cannot_be_read_is_the_corner(air: Air, grip: bytes) -> None:
    air.data = fragment_data(air.source.document.copy(["ask"]))
    air.data.setData(GRIP_MIME, grip)
    air.drop(air.target, AT)
    assert air.target.place("ask") == (500, 560)


def test_the_grid_holds_and_alt_lets_go(air: Air) -> None:
    air.target.snap(grid=True)
    air.data = fragment_data(air.source.document.copy(["ask"]))
    air.drop(air.target, AT + QPointF(7, 8))
    air.drop(air.target, AT + QPointF(7, 8), ALT)
    assert (air.target.place("ask"), air.target.place("ask_2")) == ((500, 560), (507, 568))


def test_a_lone_node_goes_into_the_wire_under_it(air: Air) -> None:
    flow, scene = air.source.flow, air.source.canvas.flow_scene
    air.source.document.move({"main": (900, 300), "ask": (1200, 300), "end": (1500, 300)})
    air.data = fragment_data('<node id="extra" type="milestone"/>', QPointF(100, 40))
    at = air.source.wire("welcome", "done")
    air.enter(air.source, at)
    assert scene.wires["welcome", "done"].hovered
    air.drop(air.source, at)
    assert flow.nodes["welcome"].exits["done"] == "extra" and flow.nodes["extra"].exits == {"next": "main"}
    assert air.source.document.stack.count() == 2 and not any(wire.hovered for wire in scene.wires.values())
    air.source.document.stack.undo()
    assert flow.nodes["welcome"].exits["done"] == "main" and "extra" not in flow.nodes


@pytest.mark.parametrize(
    "nodes", ['<node id="x" type="hangup"/>', '<node id="x" type="play"/><node id="y" type="play"/>']
)
def test_nothing_else_goes_into_a_wire(air: Air, nodes: str) -> None:
    air.source.document.move({"main": (900, 300), "ask": (1200, 300), "end": (1500, 300)})
    air.data = fragment_data(nodes, QPointF(100, 40))
    at = air.source.wire("welcome", "done")
    air.enter(air.source, at)
    assert not air.source.canvas.flow_scene.wires["welcome", "done"].hovered
    air.drop(air.source, at)
    assert "x" in air.source.flow.nodes and air.source.flow.nodes["welcome"].exits["done"] == "main"


def test_words_that_only_look_like_a_flow_are_refused(air: Air) -> None:
    air.data = QMimeData()
    air.data.setText("<node id='a'")
    air.drop(air.target, AT)
    assert not air.target.flow.nodes and air.target.said
    assert not air.target.canvas.overlay._items


def test_the_button_let_go_outside_at_once_is_a_move(air: Air) -> None:
    source = air.source
    before = source.place("ask")
    begin = source.node("ask")
    source.press(begin)
    source.move(begin + QPointF(40, 0))
    outside = source.canvas.mapToScene(QPoint(-60, 300))
    source.release(outside)
    assert not air.offered and source.canvas.gesture is None
    assert source.place("ask")[0] < before[0] and source.document.stack.count() == 1
