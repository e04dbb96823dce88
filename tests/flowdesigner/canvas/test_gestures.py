"""Each gesture of the mouse: what it does to the document, in one step of undo; Esc leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from flows.drawing import look
from tests.flowdesigner.canvas.hand import ALT, CTRL, MIDDLE, SHIFT, Hand
from tests.flows.build import play

FAR = QPointF(500, 560)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    made.snap()
    qtbot.addWidget(made.canvas)
    yield made


def test_drag_moves_the_node(hand: Hand) -> None:
    hand.drag(hand.node("ask"), hand.node("ask") + QPointF(50, 130))
    assert hand.place("ask") == (650, 130) and hand.document.stack.count() == 1
    item = hand.canvas.flow_scene.nodes["ask"]
    assert (item.x(), item.y()) == (650, 130)
    hand.key(Qt.Key.Key_Z, CTRL)
    assert (item.x(), item.y()) == (600, 0) and not hand.document.modified
    hand.key(Qt.Key.Key_Y, CTRL)
    assert (item.x(), item.y()) == (650, 130)


def test_drag_moves_the_whole_selection(hand: Hand) -> None:
    hand.document.selection.set(["ask", "end", "#1"])
    hand.drag(hand.node("end"), hand.node("end") + QPointF(10, 40))
    assert [hand.place(key) for key in ("ask", "end", "#1")] == [(610, 40), (910, 40), (10, 440)]
    assert hand.document.stack.count() == 1


def test_escape_ends_a_drag_as_if_it_had_not_been(hand: Hand) -> None:
    hand.drag(hand.node("ask"), FAR, stop=True)
    assert hand.canvas.flow_scene.nodes["ask"].x() == 600 and hand.document.stack.count() == 0
    hand.drag(hand.port("main", "one"), FAR, stop=True)
    hand.drag(QPointF(40, 560), FAR, stop=True)
    assert hand.document.stack.count() == 0 and hand.document.selection.keys == {"ask"}
    assert len(hand.canvas.overlay._items) == 0


def test_grid_and_alt(hand: Hand) -> None:
    hand.snap(grid=True)
    hand.drag(hand.node("ask"), hand.node("ask") + QPointF(27, 133))
    assert hand.place("ask") == (620, 140)
    hand.drag(hand.node("ask"), hand.node("ask") + QPointF(27, 33), ALT)
    assert hand.place("ask") == (647, 173)


def test_guides_bring_edges_in_line(hand: Hand) -> None:
    hand.snap(guides=True)
    hand.drag(hand.node("ask"), hand.node("ask") + QPointF(-297, 300))
    assert hand.place("ask") == (300, 300), "its left edge with that of main, above"


def test_click_selects_ctrl_adds_shift_takes_all_connected(hand: Hand) -> None:
    hand.click(hand.node("ask"))
    assert (hand.document.selection.keys, hand.document.selection.current) == ({"ask"}, "ask")
    hand.click(hand.node("end"), CTRL)
    assert hand.document.selection.keys == {"ask", "end"}
    hand.click(hand.node("ask"), CTRL)
    assert hand.document.selection.keys == {"end"}
    hand.click(hand.node("end"), SHIFT)
    assert hand.document.selection.keys == {"welcome", "main", "ask", "end"}
    hand.click(QPointF(450, 560))
    assert not hand.document.selection and hand.document.stack.count() == 0


def test_rubber_band(hand: Hand) -> None:
    hand.drag(QPointF(-60, 330), QPointF(250, 500))
    assert hand.document.selection.keys == {"#1"}
    hand.drag(QPointF(590, -80), QPointF(1150, 200), CTRL)
    assert hand.document.selection.keys == {"#1", "ask", "end"}
    hand.drag(QPointF(590, 500), QPointF(1150, 600))
    assert not hand.document.selection


def test_middle_button_and_space_pan(hand: Hand) -> None:
    before = hand.canvas.mapToScene(QPoint(0, 0))
    begin = hand.view_point(FAR)
    for button, space in ((MIDDLE, False), (Qt.MouseButton.LeftButton, True)):
        if space:
            QTest.keyPress(hand.canvas, Qt.Key.Key_Space)
        viewport = hand.canvas.viewport()
        QTest.mousePress(viewport, button, Qt.KeyboardModifier.NoModifier, begin)
        QTest.mouseMove(viewport, begin + QPoint(-60, 0))
        QTest.mouseMove(viewport, begin + QPoint(-100, -50))
        QTest.mouseRelease(viewport, button, Qt.KeyboardModifier.NoModifier, begin + QPoint(-100, -50))
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Space)
    moved = hand.canvas.mapToScene(QPoint(0, 0)) - before
    assert (moved.x(), moved.y()) == (200, 100) and not hand.canvas.panning


def test_wire_from_a_port_to_a_node(hand: Hand) -> None:
    hand.drag(hand.port("main", "no_match"), hand.node("end"))
    assert hand.flow.nodes["main"].exits["no_match"] == "end" and hand.document.stack.count() == 1
    assert hand.canvas.flow_scene.wires["main", "no_match"].target.id == "end"


def test_ports_grow_while_wiring(hand: Hand) -> None:
    hand.press(hand.port("main", "one"))
    hand.move(hand.port("main", "one") + QPointF(40, 0))
    hand.move(hand.node("end"))
    items = hand.canvas.flow_scene.nodes
    assert all(item.ports_grown for item in items.values()) and items["end"].target
    hand.release(FAR)
    assert not any(item.ports_grown or item.target for item in items.values())


def test_wire_into_the_empty_asks_for_a_node(hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hand.canvas.quick_add_wanted) as asked:
        hand.drag(hand.port("main", "no_input"), FAR)
    at, wire = asked.args
    assert wire == ("main", "no_input") and (round(at.x()), round(at.y())) == (500, 560)
    assert hand.document.stack.count() == 0


def test_the_head_of_a_wire_goes_to_another_node(hand: Hand) -> None:
    item = hand.canvas.flow_scene.wires["main", "one"]
    head = item.points[-1] if item.points else item.ends()[1]
    hand.drag(head + QPointF(-16, 0), hand.node("end"))
    assert hand.flow.nodes["main"].exits["one"] == "end" and hand.document.stack.count() == 1


def test_the_beginning_of_a_wire_goes_to_another_port(hand: Hand) -> None:
    begin = hand.port("welcome", "done") + QPointF(16, 0)
    hand.drag(begin, hand.port("ask", "valid"))
    assert (hand.flow.nodes["welcome"].exits, hand.flow.nodes["ask"].exits["valid"]) == ({}, "main")
    assert hand.document.stack.count() == 1


def test_a_wire_dropped_into_the_empty_is_gone(hand: Hand) -> None:
    begin = hand.port("welcome", "done") + QPointF(16, 0)
    hand.drag(begin, FAR)
    assert hand.flow.nodes["welcome"].exits == {}


def test_shift_drag_moves_all_wires(hand: Hand) -> None:
    hand.document.remove((), [(n, e) for n, e in hand.canvas.flow_scene.wires if n != "ask"])
    hand.document.move({"end": (900, 300)})
    hand.drag(hand.entry("end") + QPointF(-3, 0), hand.node("main"), SHIFT)
    assert set(hand.flow.nodes["ask"].exits.values()) == {"main"}
    assert hand.document.stack.count() == 3


def test_backwards_from_the_entry_to_a_port(hand: Hand) -> None:
    hand.document.unwire([("welcome", "done")])
    hand.document.set_start("ask")
    hand.drag(hand.entry("welcome") + QPointF(-4, 0), hand.port("main", "no_input"))
    assert hand.flow.nodes["main"].exits["no_input"] == "welcome"


def test_a_wire_is_selected_and_deleted(hand: Hand) -> None:
    hand.click(hand.wire("welcome", "done"))
    assert hand.document.selection.wires == {("welcome", "done")}
    hand.key(Qt.Key.Key_Delete)
    assert hand.flow.nodes["welcome"].exits == {} and ("welcome", "done") not in hand.canvas.flow_scene.wires


def test_a_node_dropped_on_a_wire_goes_into_it(hand: Hand) -> None:
    flow = hand.flow
    hand.document.paste('<node id="extra" type="milestone"/>', (40, 500))
    hand.document.move({"main": (900, 300), "ask": (1200, 300), "end": (1500, 300)})
    middle = hand.wire("welcome", "done")
    grip = hand.node("extra")
    frame = hand.canvas.flow_scene.nodes["extra"].frame()
    hand.press(grip)
    target = grip + middle - frame.center()
    for step in range(1, 6):
        hand.move(grip + (target - grip) * (step / 5))
    assert hand.canvas.flow_scene.wires["welcome", "done"].hovered, "the edge lights up"
    hand.release(target)
    assert flow.nodes["welcome"].exits["done"] == "extra"
    assert flow.nodes["extra"].exits == {"next": "main"}
    assert hand.document.stack.count() == 3
    hand.key(Qt.Key.Key_Z, CTRL)
    assert flow.nodes["welcome"].exits["done"] == "main" and "next" not in flow.nodes["extra"].exits


def test_ctrl_drag_copies(hand: Hand) -> None:
    hand.document.selection.set(["main", "ask"])
    hand.drag(hand.node("main"), hand.node("main") + QPointF(0, 400), CTRL)
    assert hand.place("main") == (300, 0) and hand.place("main_2") == (300, 400)
    assert hand.flow.nodes["main_2"].exits == {"one": "ask_2", "no_match": "main_2"}
    assert hand.document.stack.count() == 1


def test_a_frame_takes_its_nodes_along_and_can_be_sized(hand: Hand) -> None:
    frame = hand.canvas.flow_scene.frames["#2"].frame()
    hand.drag(frame.topLeft() + QPointF(60, 10), frame.topLeft() + QPointF(160, 60))
    assert (hand.place("#2"), hand.place("main")) == ((380, -10), (400, 50))
    frame = hand.canvas.flow_scene.frames["#2"].frame()
    hand.drag(frame.bottomRight() + QPointF(-3, -3), frame.bottomRight() + QPointF(27, 47))
    after = hand.document.sheet.frames["#2"]
    assert (after.width, after.height) == (270, 350)
    assert hand.document.stack.count() == 2


def test_double_clicks(hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hand.canvas.activated) as opened:
        hand.double_click(hand.node("ask"))
    assert opened.args == ["ask"]
    with qtbot.waitSignal(hand.canvas.quick_add_wanted) as asked:
        hand.double_click(FAR)
    assert asked.args[1] is None


def test_press_on_the_icon_is_no_title(hand: Hand) -> None:
    title = hand.canvas.flow_scene.nodes["ask"].title_rect()
    assert title.left() - hand.place("ask")[0] > look.ICON


def test_the_right_button_selects_and_offers(hand: Hand, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent

    for at, wanted in (
        (hand.node("ask"), "delete_heal"),
        (hand.wire("welcome", "done"), "delete"),
        (FAR, "quick_add"),
    ):
        where = hand.view_point(at)
        with qtbot.waitSignal(hand.canvas.menu_wanted) as asked:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, QPoint(5, 5))
            hand.canvas.contextMenuEvent(event)
        menu = hand.canvas.menu(asked.args[0])
        assert wanted in [action.objectName() for action in menu.actions()]
        hand.key(Qt.Key.Key_Escape)
    assert hand.document.stack.count() == 0


def test_a_change_in_the_middle_of_a_gesture(hand: Hand) -> None:
    hand.press(hand.node("ask"))
    hand.move(hand.node("ask") + QPointF(60, 60))
    hand.document.replace(hand.flow)
    hand.move(FAR)
    hand.release(FAR)
    assert hand.document.stack.count() == 0
    hand.press(hand.port("main", "one"))
    hand.move(FAR)
    hand.document.remove(["main"])
    hand.move(hand.node("end"))
    hand.release(hand.node("end"))
    assert hand.document.stack.count() == 1 and "main" not in hand.flow.nodes


def test_a_flow_of_one_node(qtbot: QtBot) -> None:
    from flows.model import Flow

    hand = Hand(Flow("one", language="en", nodes={"a": play("a", "a")}, start="a"))
    qtbot.addWidget(hand.canvas)
    assert hand.canvas.flow_scene.wires["a", "done"].target.id == "a"


def test_a_wire_is_bent_and_straightened(hand: Hand) -> None:
    middle = hand.wire("welcome", "done")
    hand.drag(middle, QPointF(250, 250))
    spots = hand.flow.layout.spots
    assert spots["welcome"].more == {"via_done": "250,250"} and hand.document.stack.count() == 1
    item = hand.canvas.flow_scene.wires["welcome", "done"]
    assert item.shape().contains(QPointF(250, 250)) or item.boundingRect().contains(QPointF(250, 250))
    hand.drag(QPointF(250, 250), QPointF(250, 300))
    assert spots["welcome"].more == {"via_done": "250,300"}
    hand.document.move({"welcome": (10, 0)})
    assert spots["welcome"].more == {"via_done": "250,300"}, "one end moved"
    hand.document.move({"welcome": (20, 0), "main": (310, 0)})
    assert spots["welcome"].more == {"via_done": "260,300"}, "both ends moved"
    hand.double_click(QPointF(260, 300))
    assert spots["welcome"].more == {}
    hand.key(Qt.Key.Key_Z, CTRL)
    assert list(item.bends) == [QPointF(260, 300)]
    hand.document.wire("welcome", "done", "ask")
    assert spots["welcome"].more == {}, "a way to another node"
    hand.drag(hand.wire("welcome", "done"), FAR, stop=True)
    assert spots["welcome"].more == {}


def test_a_double_click_on_a_stub_shows_where_it_leads(hand: Hand) -> None:
    hand.document.move({"end": (5000, 0)})
    wire = hand.canvas.flow_scene.wires["ask", "valid"]
    assert wire.stub
    hand.double_click(hand.port("ask", "valid") + QPointF(40, 0))
    assert hand.document.selection.keys == {"end"} and hand.canvas.seen().contains(QPointF(5100, 20))
