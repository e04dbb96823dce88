"""What else users expect of a canvas: Esc in every gesture, dimmed targets, gaps, the wheel, the minimap."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.guides import rest
from flows.write import write
from tests.flowdesigner.canvas.hand import ALT, CTRL, MIDDLE, NONE, SHIFT, Hand
from tests.flowdesigner.flows import small

FAR = QPointF(500, 560)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    made.snap()
    qtbot.addWidget(made.canvas)
    yield made


Begin = Callable[[Hand], QPointF]
GRIPS: dict[str, tuple[Begin, Qt.KeyboardModifier]] = {
    "move": (lambda hand: hand.node("ask"), NONE),
    "copy": (lambda hand: hand.node("ask"), CTRL),
    "wire": (lambda hand: hand.port("main", "no_input"), NONE),
    "beginning of a wire": (lambda hand: hand.port("welcome", "done") + QPointF(16, 0), NONE),
    "head of a wire": (lambda hand: _head(hand), NONE),
    "all wires": (lambda hand: hand.entry("end") + QPointF(-3, 0), SHIFT),
    "wire backwards": (lambda hand: hand.entry("welcome") + QPointF(-4, 0), NONE),
    "bend": (lambda hand: hand.wire("welcome", "done"), NONE),
    "size of a frame": (lambda hand: _corner(hand), NONE),
    "frame": (lambda hand: _corner(hand) - QPointF(100, 290), NONE),
    "note": (lambda hand: hand.canvas.flow_scene.notes["#1"].frame().center(), NONE),
}


def _head(hand: Hand) -> QPointF:
    wire = hand.canvas.flow_scene.wires["main", "one"]
    return (wire.points[-1] if wire.points else wire.ends()[1]) + QPointF(-16, 0)


def _corner(hand: Hand) -> QPointF:
    return hand.canvas.flow_scene.frames["#2"].frame().bottomRight() - QPointF(3, 3)


def _picture(hand: Hand) -> object:
    """The drawing with nothing selected, under the mouse, or in the air."""
    hand.document.selection.clear()
    hand.move(QPointF(-100, 560))
    return hand.canvas.grab().toImage()


@pytest.mark.parametrize("name", GRIPS)
def test_escape_ends_every_gesture_without_a_trace(name: str, hand: Hand) -> None:
    begin, keys = GRIPS[name]
    before, drawn = write(hand.flow), _picture(hand)
    hand.press(begin(hand), keys)
    for step in range(1, 6):
        hand.move(begin(hand) + (FAR - begin(hand)) * (step / 5))
    assert hand.canvas.gesture is not None and hand.canvas.gesture.begun
    hand.key(Qt.Key.Key_Escape)
    assert hand.canvas.gesture is None
    hand.move(FAR + QPointF(30, 0))
    hand.release(FAR, keys)
    assert write(hand.flow) == before and hand.document.stack.count() == 0
    assert _picture(hand) == drawn


def test_escape_ends_the_panning(hand: Hand) -> None:
    before = hand.canvas.mapToScene(QPoint())
    hand.press(FAR, button=MIDDLE)
    for _ in range(3):
        QTest.mouseMove(hand.canvas.viewport(), hand.view_point(FAR) - QPoint(50, 40))
    hand.key(Qt.Key.Key_Escape)
    assert hand.canvas.mapToScene(QPoint()) == before


def test_targets_that_will_not_do_are_dimmed(hand: Hand) -> None:
    nodes = hand.canvas.flow_scene.nodes
    hand.press(hand.entry("welcome") + QPointF(-4, 0))
    hand.move(FAR)
    assert [id_ for id_, item in nodes.items() if item.dimmed] == ["end"], "it has no exit"
    assert not nodes["end"].ports_grown and nodes["main"].ports_grown
    hand.key(Qt.Key.Key_Escape)
    hand.release(FAR)
    hand.press(hand.entry("end") + QPointF(-3, 0), SHIFT)
    hand.move(FAR)
    assert [id_ for id_, item in nodes.items() if item.dimmed] == ["end"], "all wires are there already"
    hand.key(Qt.Key.Key_Escape)
    hand.release(FAR, SHIFT)
    assert not any(item.dimmed or item.ports_grown for item in nodes.values())


def test_upstream_and_downstream_by_key(hand: Hand) -> None:
    for key, wanted in ((Qt.Key.Key_U, {"welcome", "main", "ask"}), (Qt.Key.Key_D, {"ask", "end"})):
        hand.document.selection.set(["ask"])
        hand.key(Qt.Key.Key_S, ALT)
        hand.key(key)
        assert hand.document.selection.keys == wanted


def test_the_wheel_scrolls_without_ctrl(hand: Hand) -> None:
    before, at = hand.canvas.mapToScene(QPoint()), QPointF(300, 200)
    state = Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(hand.canvas.viewport(), QWheelEvent(at, at, QPoint(), QPoint(0, -120), *state))
    after = hand.canvas.mapToScene(QPoint())
    assert after.y() > before.y() and after.x() == before.x() and hand.canvas.scale_now == 1.0


@pytest.mark.slow
def test_the_view_scrolls_at_its_edge(hand: Hand, qtbot: QtBot) -> None:
    hand.press(hand.node("ask"))
    for x in (900, 1400, hand.canvas.viewport().width() - 12):
        QTest.mouseMove(hand.canvas.viewport(), QPoint(x, 400))
    before, item = hand.canvas.mapToScene(QPoint()), hand.canvas.flow_scene.nodes["ask"]
    at = item.x()
    qtbot.waitUntil(lambda: hand.canvas.mapToScene(QPoint()).x() > before.x() + 60, timeout=10_000)
    assert item.x() > at + 60 and hand.canvas.mapToScene(QPoint()).y() == before.y(), "it goes along"
    QTest.mouseMove(hand.canvas.viewport(), QPoint(800, 400))
    rests = hand.canvas.mapToScene(QPoint())
    qtbot.wait(100)
    assert hand.canvas.mapToScene(QPoint()) == rests
    hand.release(hand.canvas.mapToScene(QPoint(800, 400)))
    assert hand.document.stack.count() == 1


@pytest.mark.parametrize("name", ["pan", "escape", "click"])
def test_nothing_scrolls_without_a_drag(name: str, hand: Hand, qtbot: QtBot) -> None:
    hand.press(hand.node("ask"), button=MIDDLE if name == "pan" else Qt.MouseButton.LeftButton)
    if name != "click":
        for x in (900, hand.canvas.viewport().width() - 12):
            QTest.mouseMove(hand.canvas.viewport(), QPoint(x, 400))
    if name == "escape":
        hand.key(Qt.Key.Key_Escape)
    before = hand.canvas.mapToScene(QPoint())
    qtbot.wait(350)
    assert hand.canvas.mapToScene(QPoint()) == before


def test_the_frame_of_the_minimap_is_dragged(hand: Hand) -> None:
    hand.document.move({"end": (6000, 3000)})
    minimap = hand.canvas.minimap
    minimap.resize(300, 200)
    minimap.grab()
    hand.canvas.centerOn(1500, 900)
    before = hand.canvas.seen().center()
    hold = minimap._to_here(hand.canvas.seen()).center().toPoint() + QPoint(6, 4)
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, NONE, hold)
    held = hand.canvas.seen().center() - before
    assert abs(held.x()) < 40 and abs(held.y()) < 40, "it does not jump to the mouse"
    QTest.mouseMove(minimap, hold + QPoint(60, 40))
    moved = hand.canvas.seen().center() - before
    assert moved.x() > 500 and moved.y() > 500
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, NONE, hold + QPoint(60, 40))


BOX = QRectF(0, 0, 100, 50)
GAPS = {
    "behind two": ([BOX, BOX.translated(140, 0)], BOX.translated(283, 12), (-3, 0)),
    "before two": ([BOX, BOX.translated(140, 0)], BOX.translated(-136, 12), (-4, 0)),
    "between two": ([BOX, BOX.translated(340, 0)], BOX.translated(166, 12), (4, 0)),
    "below two": ([BOX, BOX.translated(0, 90)], BOX.translated(20, 176), (0, 4)),
}


@pytest.mark.parametrize("name", GAPS)
def test_equal_gaps(name: str) -> None:
    others, moving, shift = GAPS[name]
    found = rest(moving, others, grid=False, guides=True)
    across = shift[0] != 0
    assert (found.shift.x() if across else found.shift.y()) == (shift[0] or shift[1])
    gaps = [line.length() for line in found.lines if (line.y1() == line.y2()) is across]
    assert len(gaps) >= 2 and max(gaps) - min(gaps) < 0.01, "the lines show the gaps"


def test_grid_guides_and_curves_are_switched(hand: Hand) -> None:
    hand.snap(grid=True, guides=True)
    picture = hand.canvas.grab().toImage()
    for command in ("snap", "guides", "curves", "stubs"):
        hand.do(command)
    action = hand.canvas.commands
    assert (hand.canvas.snaps, hand.canvas.guides, hand.canvas.flow_scene.style_) == (False, False, "curves")
    assert not action["snap"].isChecked() and action["curves"].isChecked()
    assert hand.canvas.grab().toImage() != picture
    for command in ("snap", "guides", "curves", "stubs"):
        hand.do(command)
    assert hand.canvas.grab().toImage() == picture


def test_only_the_selected_ones_are_arranged(hand: Hand) -> None:
    hand.document.move({"ask": (900, 0), "end": (650, 20)})
    hand.document.selection.set(["ask", "end"])
    hand.key(Qt.Key.Key_L, CTRL)
    assert hand.place("welcome") == (0, 0) and hand.place("main") == (300, 0)
    assert hand.place("ask")[0] < hand.place("end")[0] and hand.document.stack.count() == 2


@pytest.mark.parametrize(
    ("key", "way"),
    [
        (Qt.Key.Key_Left, (-1, 0)),
        (Qt.Key.Key_Right, (1, 0)),
        (Qt.Key.Key_Up, (0, -1)),
        (Qt.Key.Key_Down, (0, 1)),
    ],
)
def test_a_copy_in_every_direction(key: Qt.Key, way: tuple[int, int], hand: Hand) -> None:
    hand.document.selection.set(["main"])
    hand.key(key, ALT | SHIFT)
    x, y = hand.place("main_2")
    assert ((x > 300) - (x < 300), (y > 0) - (y < 0)) == way


def test_an_edited_flow_between_two_programs(hand: Hand, qtbot: QtBot) -> None:
    other = Hand()
    qtbot.addWidget(other.canvas)
    hand.document.selection.set(["main", "ask"])
    hand.do("copy")
    text = QApplication.clipboard().text().replace("Press one.", "Press 1.")
    QApplication.clipboard().setText(text)
    other.do("paste")
    said = other.flow.nodes["main_2"].prompts["prompt"]
    assert "Press 1." in str(said) and other.flow.nodes["main_2"].exits["one"] == "ask_2"
    assert write(hand.flow) == write(small())
