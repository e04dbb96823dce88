"""Frames folded to a box and opened again, by mouse, key and menu; colours of notes and frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.fold_item import FoldItem
from flowdesigner.canvas.hits import hit
from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.tints import TINTS, mixed
from flowdesigner.document.folding import HEIGHT, WIDTH
from flowdesigner.theme import colours, dress
from flowdesigner.words.say import speak
from flows.drawing.hues import hue
from flows.model import Frame
from tests.flowdesigner.canvas.hand import ALT, CTRL, NONE, SHIFT, Hand

FRAME = "#2"


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    """The flow `small`, its frame around main and ask."""
    made = Hand()
    made.snap()
    made.document.set_things({FRAME: _wide(made)})
    qtbot.addWidget(made.canvas)
    yield made


def _wide(hand: Hand) -> Frame:
    return replace(hand.document.sheet.frames[FRAME], width=560.0)


@pytest.fixture
def folded(hand: Hand) -> Hand:
    hand.document.set_folded([FRAME], True)
    return hand


def box(hand: Hand) -> FoldItem:
    """The box of the frame."""
    item = hand.canvas.flow_scene.frames[FRAME]
    assert isinstance(item, FoldItem)
    return item


def middle(hand: Hand) -> QPointF:
    """A point of the box."""
    return box(hand).frame().center()


def test_wires_end_at_the_box(folded: Hand) -> None:
    scene = folded.canvas.flow_scene
    area = box(folded).frame()
    assert (area.width(), area.height()) == (WIDTH, HEIGHT) and box(folded).count == 2
    assert not scene.nodes["main"].isVisible() and scene.nodes["end"].isVisible()
    assert not scene.wires["main", "one"].isVisible() and not scene.wires["main", "no_match"].isVisible()
    into, out = scene.wires["welcome", "done"], scene.wires["ask", "valid"]
    assert into.isVisible() and into.ends()[1].x() == area.left()
    assert out.isVisible() and out.ends()[0] == QPointF(area.right(), area.center().y())
    assert into.path().currentPosition().x() <= area.left() + 1
    folded.document.set_folded([FRAME], False)
    assert scene.wires["main", "one"].isVisible() and into.ends()[1].x() == 300


WAYS: dict[str, Callable[[Hand], object]] = {
    "double click": lambda hand: hand.double_click(middle(hand)),
    "key": lambda hand: (hand.click(middle(hand)), hand.key(Qt.Key.Key_G, CTRL | SHIFT)),
    "menu": lambda hand: _entry(hand.canvas.menu(hit(hand.canvas.flow_scene, middle(hand))), "fold"),
    "a node in it": lambda hand: (hand.document.selection.set(["ask"]), hand.do("fold")),
    "undo": lambda hand: hand.key(Qt.Key.Key_Z, CTRL),
}


def _entry(menu: QMenu, name: str) -> None:
    next(each for each in menu.actions() if each.objectName() == name).trigger()


@pytest.mark.parametrize("way", WAYS)
def test_ways_to_unfold(way: str, folded: Hand) -> None:
    folded.document.selection.set([FRAME])
    WAYS[way](folded)
    scene = folded.canvas.flow_scene
    assert not isinstance(scene.frames[FRAME], FoldItem) and scene.nodes["main"].isVisible()
    assert all(wire.isVisible() for wire in scene.wires.values()) and not scene.folds.inside


def test_the_frame_around_a_node_is_folded_by_key(hand: Hand) -> None:
    hand.click(hand.node("ask"))
    hand.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert box(hand).selected and hand.document.selection.keys == {FRAME}
    hand.document.selection.set(["end"])
    hand.do("fold")
    assert hand.said == ["The selected nodes are in no frame."]


def test_the_box_is_dragged_with_all_in_it(folded: Hand) -> None:
    folded.drag(middle(folded), middle(folded) + QPointF(40, 300))
    assert folded.place(FRAME) == (320, 240) and folded.place("main") == (340, 300)
    scene = folded.canvas.flow_scene
    assert scene.wires["welcome", "done"].ends()[1].x() == 320
    assert folded.document.stack.undoText() == "Move 3 things"
    folded.drag(middle(folded), middle(folded) + QPointF(0, 100), CTRL)
    assert len(folded.flow.nodes) == 6 and len(scene.folds.inside) == 4
    folded.drag(middle(folded), QPointF(900, 700), stop=True)
    assert scene.wires["welcome", "done"].ends()[1].x() == 320


def test_delete_takes_all_of_it_and_undo_brings_it_back(folded: Hand) -> None:
    folded.click(middle(folded))
    folded.key(Qt.Key.Key_Delete)
    assert folded.flow.nodes.keys() == {"welcome", "end"} and not folded.canvas.flow_scene.frames
    folded.key(Qt.Key.Key_Z, CTRL)
    assert box(folded).count == 2 and not folded.canvas.flow_scene.nodes["main"].isVisible()


def test_the_band_and_the_arrows_pass_what_is_folded_away(folded: Hand) -> None:
    folded.drag(QPointF(560, -80), QPointF(850, 240))
    assert not folded.document.selection.keys
    folded.document.selection.set(["welcome"])
    folded.key(Qt.Key.Key_Right, ALT)
    assert folded.document.selection.keys == {"end"}


def test_what_is_lit_in_it_is_seen_at_the_box(folded: Hand) -> None:
    scene = folded.canvas.flow_scene
    scene.highlight("travelled", ["ask"])
    scene.set_badges({"ask": [Badge("warning")], "main": [Badge("info"), Badge("error", tip="Bad")]})
    folded.document.selection.set(["main"])
    shown = box(folded)
    assert shown.running and shown.chosen and [badge.kind for badge in shown.badges] == ["error"]
    scene.highlight("travelled", ())
    scene.set_badges({})
    folded.document.selection.clear()
    assert not shown.running and not shown.chosen and not shown.badges


def test_a_node_in_it_is_shown_by_its_box(folded: Hand) -> None:
    folded.canvas.centerOn(5000, 5000)
    folded.canvas.reveal(["ask"])
    assert folded.canvas.seen().contains(middle(folded))
    folded.do("rename")
    assert not folded.canvas.viewport().findChildren(QLineEdit)


def test_its_title_is_edited_on_the_box(folded: Hand) -> None:
    folded.document.selection.set([FRAME])
    folded.do("rename")
    (field,) = folded.canvas.viewport().findChildren(QLineEdit)
    field.setText("Questions")
    folded.canvas.setFocus()
    assert box(folded).thing.title == "Questions"
    assert box(folded).toolTip() == "Questions\nDouble-click to unfold"


@pytest.mark.parametrize("scale", [1.0, 0.4, 0.25, 0.15])
def test_the_box_is_painted_in_every_size(scale: float, folded: Hand) -> None:
    folded.canvas.zoom_to(scale)
    folded.canvas.centerOn(middle(folded))
    before = _picture(folded)
    folded.canvas.flow_scene.highlight("travelled", ["ask"])
    assert _picture(folded) != before
    folded.canvas.flow_scene.highlight("travelled", ())
    folded.document.selection.set([FRAME])
    assert _picture(folded) != before
    if scale > 0.5:
        folded.document.selection.clear()
        speak("zh_CN")
        assert _picture(folded) != before


def _picture(hand: Hand) -> QImage:
    at = hand.canvas.mapFromScene(box(hand).boundingRect().translated(box(hand).pos())).boundingRect()
    return hand.canvas.viewport().grab(at).toImage()


@pytest.mark.parametrize("name", [*TINTS, "none"])
def test_colours_by_command(name: str, hand: Hand) -> None:
    hand.document.selection.set(["#1", FRAME, "main"])
    hand.document.set_colour(["#1"], "#a0b0c0")
    hand.do(f"colour_{name}")
    wanted = {} if name == "none" else {"colour": name}
    assert [thing.more for thing in (*hand.flow.layout.notes, *hand.flow.layout.frames)] == [wanted, wanted]
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.flow.layout.notes[0].more == {"colour": "#a0b0c0"}


def test_colours_by_key_and_menu(hand: Hand) -> None:
    hand.document.selection.set(["#1"])
    hand.key(Qt.Key.Key_K, ALT)
    hand.key(Qt.Key.Key_2, NONE)
    assert hand.flow.layout.notes[0].more == {"colour": "green"}
    menu = hand.canvas.menu(hit(hand.canvas.flow_scene, hand.canvas.flow_scene.notes["#1"].frame().center()))
    below = next(each for each in menu.findChildren(QMenu) if each.title() == "Colour")
    assert [each.text() for each in below.actions()][:2] == ["Colour: none", "Colour: yellow"]
    assert all(not each.icon().isNull() for each in below.actions())
    _entry(below, "colour_red")
    assert hand.flow.layout.notes[0].more == {"colour": "red"}


def test_colours_are_seen_in_light_and_dark(hand: Hand) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    seen: list[QImage] = []
    for shade in ("light", "dark"):
        dress(application, shade)  # type: ignore[arg-type]
        for name in ("", *TINTS):
            hand.document.set_colour(["#1", FRAME], name)
            picture = hand.canvas.grab().toImage()
            assert picture not in seen
            seen.append(picture)
    dress(application, "light")


def _light(colour: str) -> float:
    """The relative luminance of WCAG 2.2, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", TINTS)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_words_can_be_read_on_every_colour(name: str, shade: str, qapp: QApplication) -> None:
    dress(qapp, shade)  # type: ignore[arg-type]
    wanted = colours()
    note, box, frame = (
        (wanted.body, 0.2, wanted.ink),
        (wanted.body, 0.16, wanted.ink),
        (wanted.paper, 40 / 255),
    )
    for paper, share, ink in (note, box, (*frame, wanted.group_ink)):
        low, high = sorted((_light(mixed(hue(name), paper, share)), _light(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, "the contrast that WCAG AA asks for"
    dress(qapp, "light")


def test_a_colour_of_another_program() -> None:
    assert hue("#abcdef") == "#abcdef" and hue("") == "" and hue("no colour at all") == ""
