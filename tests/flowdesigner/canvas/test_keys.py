"""The keys and commands of the canvas, fields on it, drops, zoom and the minimap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.commands import COMMANDS
from flowdesigner.canvas.drops import node_data
from flowdesigner.canvas.steering import nearest
from flowdesigner.document.fragment import MIME as FLOW_MIME
from flowdesigner.words.say import speak
from flows.read import read
from flows.source import Source
from tests.flowdesigner.canvas.hand import ALT, CTRL, SHIFT, Hand
from tests.flowdesigner.flows import document

FAR = QPointF(500, 560)


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    qtbot.addWidget(made.canvas)
    yield made


def test_arrow_keys_are_one_step(hand: Hand) -> None:
    hand.document.selection.set(["ask", "end"])
    for _ in range(5):
        hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down, SHIFT)
    assert (hand.place("ask"), hand.place("end")) == ((605, 20), (905, 20))
    assert hand.document.stack.count() == 1
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.place("ask") == (600, 0)


def test_alt_and_arrows_walk(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Right)
    assert hand.document.selection.current == "welcome", "the start, where nothing is selected"
    for wanted in ("main", "ask", "end", "end"):
        hand.key(Qt.Key.Key_Right, ALT)
        assert hand.document.selection.current == wanted
    hand.key(Qt.Key.Key_Left, ALT)
    assert hand.document.selection.current == "ask" and hand.document.stack.count() == 0


def test_nearest_prefers_straight_ahead(hand: Hand) -> None:
    items = hand.canvas.flow_scene.nodes
    here = items["main"].frame()
    others = {"straight": here.translated(600, 0), "aside": here.translated(300, 500)}
    assert nearest(here, others, "Right") == "straight"
    assert nearest(here, others, "Up") == ""


def test_alt_shift_arrow_clones_and_connects(hand: Hand) -> None:
    hand.document.unwire([("main", "no_input")])
    hand.document.selection.set(["main"])
    hand.key(Qt.Key.Key_Down, ALT | SHIFT)
    assert hand.flow.nodes["main"].exits["no_input"] == "main_2"
    assert hand.flow.nodes["main_2"].exits == {} and hand.document.selection.keys == {"main_2"}
    assert hand.place("main_2")[0] == 300 and hand.place("main_2")[1] > 100
    assert hand.document.stack.count() == 2


def test_copy_cut_paste(hand: Hand) -> None:
    hand.document.selection.set(["main", "ask"])
    hand.key(Qt.Key.Key_C, CTRL)
    data = QApplication.clipboard().mimeData()
    assert data.hasFormat(FLOW_MIME) and read(Source(data.text().encode())).faithful
    hand.key(Qt.Key.Key_V, CTRL)
    assert {"main_2", "ask_2"} == hand.document.selection.keys
    hand.key(Qt.Key.Key_X, CTRL)
    assert "main_2" not in hand.flow.nodes
    QApplication.clipboard().setText('<node id="x" type="hangup"/>')
    hand.key(Qt.Key.Key_V, CTRL)
    assert "x" in hand.flow.nodes
    QApplication.clipboard().setText("good morning")
    hand.key(Qt.Key.Key_V, CTRL)
    QApplication.clipboard().clear()
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.said == ["There are no nodes on the clipboard."] * 2


def test_paste_tells_what_is_missing(hand: Hand) -> None:
    QApplication.clipboard().setText('<node id="x" type="digits"><param name="into">age</param></node>')
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.said == ["These variables are not declared: age"]


def test_duplicate_select_all_delete_and_heal(hand: Hand) -> None:
    hand.document.selection.set(["main"])
    hand.key(Qt.Key.Key_D, CTRL)
    assert "main_2" in hand.flow.nodes
    hand.key(Qt.Key.Key_Delete)
    hand.document.selection.set(["main"])
    hand.key(Qt.Key.Key_Delete, CTRL)
    assert hand.flow.nodes["welcome"].exits["done"] == "ask"
    hand.key(Qt.Key.Key_A, CTRL)
    assert hand.document.selection.keys == {"welcome", "ask", "end", "#1", "#2"}
    hand.key(Qt.Key.Key_Backspace)
    assert not hand.flow.nodes and not hand.canvas.flow_scene.items()


def test_upstream_and_downstream(hand: Hand) -> None:
    hand.document.selection.set(["ask"])
    hand.do("select_upstream")
    assert hand.document.selection.keys == {"welcome", "main", "ask"}
    hand.document.selection.set(["ask"])
    hand.do("select_downstream")
    assert hand.document.selection.keys == {"ask", "end"}


def test_f2_edits_the_title_and_keys_in_it_delete_no_node(hand: Hand) -> None:
    hand.document.selection.set(["ask"])
    hand.key(Qt.Key.Key_F2)
    (field,) = hand.canvas.findChildren(QLineEdit)
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "Ask")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(field, key)
    assert hand.flow.nodes["ask"].title == "" and hand.document.stack.count() == 0
    QTest.keyClicks(field, "!")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hand.flow.nodes["ask"].title == "A !s" and hand.document.stack.count() == 1
    assert "ask" in hand.flow.nodes and hand.canvas.flow_scene.nodes["ask"].content.title == ["A !s"]


def test_escape_and_focus_end_a_field(hand: Hand) -> None:
    title = hand.canvas.flow_scene.nodes["ask"].title_rect().center()
    hand.double_click(title)
    (field,) = hand.canvas.findChildren(QLineEdit)
    QTest.keyClicks(field, "No")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert hand.flow.nodes["ask"].title == "" and hand.canvas.hasFocus()
    hand.canvas.edit("#1")
    (note,) = hand.canvas.findChildren(QPlainTextEdit)
    QTest.keyClicks(note, "One")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClicks(note, "Two")
    hand.click(FAR)
    assert hand.document.sheet.notes["#1"].text == "One\nTwo"
    hand.canvas.edit("#2")
    frame = next(each for each in hand.canvas.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(frame, "Group")
    QTest.keyClick(frame, Qt.Key.Key_Return)
    assert hand.document.sheet.frames["#2"].title == "Group"


def test_notes_frames_and_switching_off(hand: Hand) -> None:
    hand.do("add_note")
    assert len(hand.document.sheet.notes) == 2 and hand.canvas.findChildren(QPlainTextEdit)
    hand.canvas.setFocus()
    hand.document.selection.set(["ask", "end"])
    hand.do("add_frame")
    frame = list(hand.document.sheet.frames.values())[-1]
    assert frame.x < 600 and frame.x + frame.width > 1100
    hand.canvas.setFocus()
    hand.document.selection.set(["ask"])
    hand.key(Qt.Key.Key_E, CTRL)
    assert not hand.flow.nodes["ask"].enabled
    hand.key(Qt.Key.Key_E, CTRL)
    assert hand.flow.nodes["ask"].enabled
    hand.do("make_start")
    assert hand.flow.start == "ask"
    assert [flag.kind for flag in hand.canvas.flow_scene.nodes["ask"].content.flags] == ["start", "key"]
    assert not hand.canvas.flow_scene.nodes["welcome"].content.flags


def test_enter_and_tab_ask(hand: Hand, qtbot: QtBot) -> None:
    hand.document.selection.set(["ask"])
    with qtbot.waitSignal(hand.canvas.properties_wanted) as asked:
        hand.key(Qt.Key.Key_Return)
    assert asked.args == ["ask"]
    with qtbot.waitSignal(hand.canvas.quick_add_wanted):
        hand.key(Qt.Key.Key_Tab)


def test_arrange_is_one_step_and_nothing_overlaps(hand: Hand) -> None:
    hand.document.move(dict.fromkeys(hand.flow.nodes, (5, 5)))
    hand.key(Qt.Key.Key_L, CTRL)
    frames = [item.frame() for item in hand.canvas.flow_scene.nodes.values()]
    assert not any(a.intersects(b) for n, a in enumerate(frames) for b in frames[n + 1 :])
    assert hand.document.stack.count() == 2


def test_align_and_distribute(hand: Hand) -> None:
    hand.document.move({"main": (320, 44), "ask": (500, 10)})
    hand.document.selection.set(["welcome", "main", "ask"])
    hand.do("align_top")
    assert {hand.place(id_)[1] for id_ in ("welcome", "main", "ask")} == {0.0}
    hand.do("distribute_across")
    assert hand.place("main")[0] == 250


def test_zoom(hand: Hand) -> None:
    at = QPoint(300, 200)
    before = hand.canvas.mapToScene(at)
    for delta in (120, 120, -120, 240):
        place = QPointF(at)
        event = QWheelEvent(
            place,
            place,
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.canvas.viewport(), event)
        moved = hand.canvas.mapToScene(at) - before
        assert abs(moved.x()) < 2 and abs(moved.y()) < 2, "the point under the mouse stays"
    assert hand.canvas.scale_now == pytest.approx(1.15**3)
    hand.key(Qt.Key.Key_0, CTRL)
    assert hand.canvas.scale_now == pytest.approx(1.0)
    for _ in range(40):
        hand.do("zoom_out")
    assert hand.canvas.scale_now == pytest.approx(0.05)
    hand.do("fit")
    assert hand.canvas.seen().contains(hand.canvas.flow_scene.content_rect())
    hand.document.selection.set(["end"])
    hand.do("zoom_selection")
    assert hand.canvas.scale_now == 1.0 and hand.canvas.seen().contains(
        hand.canvas.flow_scene.rect_of(["end"])
    )


def test_undo_shows_what_it_changed(hand: Hand) -> None:
    hand.document.move({"end": (5000, 3000)})
    hand.document.move({"end": (900, 0)})
    hand.document.selection.clear()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.document.selection.keys == {"end"}
    assert hand.canvas.seen().contains(hand.canvas.flow_scene.rect_of(["end"]))


def test_the_minimap_leads_there(hand: Hand) -> None:
    hand.document.move({"end": (6000, 3000)})
    hand.canvas.minimap.resize(220, 150)
    hand.canvas.minimap._draw_again()
    hand.canvas.minimap.grab()
    picture = hand.canvas.minimap
    at = picture._to_here(hand.canvas.flow_scene.nodes["end"].frame()).center().toPoint()
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert hand.canvas.seen().intersects(hand.canvas.flow_scene.rect_of(["end"]))


def _drop(hand: Hand, data: QMimeData, at: QPointF) -> None:
    where = QPointF(hand.view_point(at))
    viewport, none = hand.canvas.viewport(), Qt.KeyboardModifier.NoModifier
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for event in (
        QDragEnterEvent(where.toPoint(), action, data, left, none),
        QDragMoveEvent(where.toPoint(), action, data, left, none),
        QDropEvent(where, action, data, left, none),
    ):
        QApplication.sendEvent(viewport, event)


def test_a_type_dropped_from_the_palette(hand: Hand) -> None:
    _drop(hand, node_data("menu"), FAR)
    assert hand.flow.nodes["menu"].type == "menu" and hand.place("menu") == (400, 540)
    assert hand.document.selection.keys == {"menu"}
    hand.document.move({"main": (900, 300), "ask": (1200, 300), "end": (1500, 300)})
    _drop(hand, node_data("play"), hand.wire("welcome", "done"))
    assert hand.flow.nodes["welcome"].exits["done"] == "play"
    assert hand.flow.nodes["play"].exits == {"done": "main"}


def test_the_ghost_goes_when_it_is_dragged_away(hand: Hand) -> None:
    where = hand.view_point(FAR)
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = node_data("menu")
    QApplication.sendEvent(hand.canvas.viewport(), QDragEnterEvent(where, action, data, left, none))
    QApplication.sendEvent(hand.canvas.viewport(), QDragMoveEvent(where, action, data, left, none))
    assert "ghost" in hand.canvas.overlay._items
    QApplication.sendEvent(hand.canvas.viewport(), QDragLeaveEvent())
    assert "ghost" not in hand.canvas.overlay._items and hand.document.stack.count() == 0


def test_flow_xml_and_files_dropped(hand: Hand, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setText(hand.document.copy(["main", "ask"]))
    _drop(hand, data, FAR)
    assert hand.place("main_2") == (500, 560)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.flow.xml"))])
    with qtbot.waitSignal(hand.canvas.files_dropped) as dropped:
        _drop(hand, files, FAR)
    assert dropped.args == [[tmp_path / "a.flow.xml"]]


def test_commands_have_names_and_keys_of_their_own(hand: Hand) -> None:
    ids = [command.id for command in COMMANDS]
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(set(ids)) == len(ids) and len(set(keys)) == len(keys)
    english = {id_: hand.canvas.commands[id_].text() for id_ in ids}
    speak("zh_CN")
    assert all(hand.canvas.commands[id_].text() != english[id_] for id_ in ids)


def test_commands_that_need_a_selection_are_grey_without(hand: Hand) -> None:
    assert not hand.canvas.commands["delete"].isEnabled() and not hand.canvas.commands["undo"].isEnabled()
    hand.document.selection.set(["ask"])
    assert hand.canvas.commands["delete"].isEnabled()
    hand.do("delete")
    assert hand.canvas.commands["undo"].isEnabled()


@pytest.mark.parametrize("id_", [command.id for command in COMMANDS])
def test_every_command_does_something_harmless_on_an_empty_flow(id_: str, qtbot: QtBot) -> None:
    from flows.model import Flow

    hand = Hand(Flow("empty", language="en"))
    qtbot.addWidget(hand.canvas)
    hand.canvas.run(id_)
    while hand.document.stack.canUndo():
        hand.document.stack.undo()
    assert not hand.flow.nodes


def test_large_flows_are_arranged_in_the_background(
    hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flowdesigner.canvas.arranger.AT_ONCE", 1)
    hand.document.move(dict.fromkeys(hand.flow.nodes, (5, 5)))
    with qtbot.waitSignal(hand.canvas.arranger.done):
        hand.key(Qt.Key.Key_L, CTRL)
        assert hand.canvas.arranger.busy and hand.place("end") == (5, 5)
    assert hand.place("end")[0] > 500 and hand.document.stack.count() == 2
    with qtbot.waitSignal(hand.canvas.arranger.given_up):
        hand.key(Qt.Key.Key_L, CTRL)
        hand.document.move({"end": (0, 700)})
    assert hand.place("end") == (0, 700) and hand.document.stack.count() == 3
    assert hand.said[-1] == "The flow was edited meanwhile: not arranged."


def test_what_no_file_can_hold_is_neither_copied_nor_cut(hand: Hand) -> None:
    hand.document.set_title("ask", "bell\x07")
    hand.document.selection.set(["ask"])
    hand.key(Qt.Key.Key_X, CTRL)
    hand.key(Qt.Key.Key_D, CTRL)
    assert "ask" in hand.flow.nodes and len(hand.said) == 2 and "U+0007" in hand.said[0]


def test_all_is_shown_until_somebody_looks_at_a_part(qtbot: QtBot) -> None:
    canvas = Canvas(document())
    qtbot.addWidget(canvas)
    canvas.resize(300, 200)
    canvas.show()
    small = canvas.scale_now
    assert small < 1.0 and canvas.seen().contains(canvas.flow_scene.content_rect())
    canvas.resize(900, 600)
    QApplication.processEvents()
    assert canvas.scale_now > 2 * small and canvas.seen().contains(canvas.flow_scene.content_rect())
    canvas.run("zoom_in")
    mine = canvas.scale_now
    canvas.resize(400, 300)
    QApplication.processEvents()
    assert canvas.scale_now == mine
