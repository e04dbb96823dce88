"""The palette: found by Chinese, English and initials, added, dragged; the popup at the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from flowdesigner.canvas.drops import NODE_MIME
from flowdesigner.canvas.hits import Hit
from flowdesigner.palette.kinds import CATEGORIES, found, frequent, kinds
from flowdesigner.palette.panel import Palette
from flowdesigner.palette.quick_add import QuickAdd
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak

FOUND = {
    "播放": "play", "bf": "play", "BF": "play", "play": "play", "菜单": "menu", "cd": "menu", "選單": "menu",
    "men": "menu", "sh": "digits", "hang": "hangup", "gj": "hangup", "hang up": "hangup", "sub": "subflow",
    "zlc": "subflow", "tjx": "", "REST": "http", "dlxz": "switch", "opening": "hours", "yysj": "hours",
}  # fmt: skip


@pytest.mark.parametrize("typed", FOUND)
def test_found_by_what_is_typed(typed: str) -> None:
    answer = [kind.id for kind in found(typed, {})]
    assert answer[:1] == ([FOUND[typed]] if FOUND[typed] else [])


def test_the_more_used_of_two_comes_first() -> None:
    plain = [kind.id for kind in found("s", {})]
    last = next(id_ for id_ in reversed(plain) if id_.startswith("s"))
    assert found("s", {last: 9})[0].id == last != plain[0]
    assert [kind.id for kind in frequent({"play": 3, "menu": 7, "log": 1})] == ["menu", "play"]


def test_every_installed_type_has_its_place() -> None:
    assert {kind.category for kind in kinds()} <= CATEGORIES.keys() and len(kinds()) > 20


@pytest.fixture
def palette(workspace: Workspace, qtbot: QtBot) -> Palette:
    made = Palette(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_adds_behind_the_selection(palette: Palette, workspace: Workspace, file: Path) -> None:
    document = workspace.open(file)
    assert document is not None
    id_ = document.add_node("play")
    QTest.keyClicks(palette.search, "cd")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    new = document.selection.current
    assert document.flow.nodes[new].type == "menu" and document.flow.nodes[id_].exits == {"done": new}
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert palette.search.text() == ""


def test_without_a_flow_a_new_one_is_begun(palette: Palette, workspace: Workspace) -> None:
    palette.add("play")
    (document,) = workspace.documents
    assert document.flow.start == "play" and workspace.memory.counts("types used") == {"play": 1}


def test_often_used_ones_stand_first(palette: Palette) -> None:
    for _ in range(3):
        palette.add("log")
    first = palette.list.topLevelItem(0)
    assert first is not None and first.text(0) == "Most used"
    child = first.child(0)
    assert child is not None and child.text(0) == "Log"
    assert palette.list.mimeData([child]).data(NODE_MIME).data() == b"log"
    assert not palette.list.mimeData([first]).formats()


def test_the_list_speaks_the_language(palette: Palette) -> None:
    speak("zh_CN")
    texts = [palette.list.topLevelItem(row).text(0) for row in range(palette.list.topLevelItemCount())]  # type: ignore[union-attr]
    assert texts[0] == "放音" and palette.search.placeholderText().startswith("查找节点")
    palette.search.setText("没有的")
    nothing = palette.list.topLevelItem(0)
    assert nothing is not None and nothing.text(0) == "没有这样的节点"
    palette.list.choose_current()


def test_a_folded_category_stays_folded(palette: Palette) -> None:
    head = palette.list.topLevelItem(0)
    assert head is not None
    head.setExpanded(False)
    palette.search.setText("play")
    palette.search.clear()
    again = palette.list.topLevelItem(0)
    assert again is not None and not again.isExpanded()


def test_a_wire_into_the_empty_asks_and_connects(workspace: Workspace, file: Path, qtbot: QtBot) -> None:
    adding = QuickAdd(workspace)
    document = workspace.open(file)
    canvas = workspace.canvas
    assert document is not None and canvas is not None
    canvas.quick_add_wanted.emit(QPointF(900, 500), ("ask", "invalid"))
    assert adding.popup is not None
    QTest.keyClicks(adding.popup.search, "gj")
    QTest.keyClick(adding.popup.search, Qt.Key.Key_Return)
    new = document.selection.current
    assert document.flow.nodes["ask"].exits["invalid"] == new
    assert (document.flow.layout.spots[new].x, document.flow.layout.spots[new].y) == (900, 500)
    qtbot.waitUntil(lambda: adding.popup is None)


def test_tab_goes_on_from_the_selected_node(workspace: Workspace, file: Path) -> None:
    adding = QuickAdd(workspace)
    document = workspace.open(file)
    canvas = workspace.canvas
    assert document is not None and canvas is not None
    document.unwire([("welcome", "done")])
    document.selection.set(["welcome"])
    canvas.run("quick_add")
    assert adding.popup is not None
    adding.popup.list.chosen.emit("log")
    assert document.flow.nodes["welcome"].exits["done"] == document.selection.current == "log"


def test_escape_adds_nothing(workspace: Workspace, file: Path, qtbot: QtBot) -> None:
    adding = QuickAdd(workspace)
    document = workspace.open(file)
    canvas = workspace.canvas
    assert document is not None and canvas is not None
    adding.ask(canvas, QPointF(0, 0), None)
    assert adding.popup is not None
    QTest.keyClick(adding.popup.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: adding.popup is None)
    assert not document.modified


def test_the_menu_of_a_wire_puts_a_node_in(workspace: Workspace, file: Path) -> None:
    adding = QuickAdd(workspace)
    document = workspace.open(file)
    assert document is not None
    menu = QMenu()
    workspace.menu_opening.emit(document, Hit("wire", "welcome", "done"), menu)
    menu.actions()[-1].trigger()
    assert adding.popup is not None
    adding.popup.list.chosen.emit("play")
    assert document.flow.nodes["welcome"].exits["done"] == "play"
    assert document.flow.nodes["play"].exits["done"] == "main"


def test_a_double_click_adds_beside_the_selection(palette: Palette, workspace: Workspace, file: Path) -> None:
    document = workspace.open(file)
    assert document is not None
    document.selection.set(["ask"])
    head = palette.list.topLevelItem(0)
    assert head is not None
    child = head.child(1)
    assert child is not None
    palette.list.itemDoubleClicked.emit(child, 0)
    new, places = document.selection.current, document.flow.layout.spots
    assert new not in ("ask", "") and places[new].x > places["ask"].x
