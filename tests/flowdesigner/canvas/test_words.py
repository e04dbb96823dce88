"""What the canvas says to somebody new: how to begin on an empty one, what an exit means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from flowdesigner.theme import dress
from flowdesigner.words.exits import EXITS, exit_words
from flowdesigner.words.say import speak
from flows.model import Flow, FlowNode
from nodes.registry import node_types
from tests.flowdesigner.canvas.hand import Hand
from tests.nodes.case import node_of, table


@pytest.fixture
def hand(qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    qtbot.addWidget(made.canvas)
    yield made


def test_an_empty_canvas_says_how_to_begin(qtbot: QtBot) -> None:
    hand = Hand(Flow("empty", language="en"))
    qtbot.addWidget(hand.canvas)
    hint = hand.canvas.hint
    assert hint.isVisible() and hint.geometry() == hand.canvas.viewport().geometry()
    assert "Double-click here" in hint.text()
    speak("zh_CN")
    assert "双击这里" in hint.text()
    pale = hint.styleSheet()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, "dark")
    assert hint.styleSheet() != pale
    dress(application, "light")
    hand.double_click(QPointF(600, 200))
    hand.document.add_node("play")
    assert not hint.isVisible()
    hand.document.stack.undo()
    assert hint.isVisible()


def test_an_exit_says_what_it_means(hand: Hand) -> None:
    at = hand.view_point(hand.port("main", "no_input"))
    assert hand.canvas.meaning(at) == "No key was pressed"
    assert hand.canvas.meaning(hand.view_point(hand.port("main", "one"))) == ""
    assert hand.canvas.meaning(QPoint(3, 3)) == ""
    event = QHelpEvent(QEvent.Type.ToolTip, at, hand.canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(hand.canvas.viewport(), event)
    assert QToolTip.text() == "No key was pressed"


@pytest.mark.parametrize("type_id", node_types())
def test_every_fixed_exit_has_its_words(type_id: str) -> None:
    for case in table(type_id)["cases"]:
        fixed = {each.name for each in node_of(type_id, case["params"]).exits() if not each.row}
        assert type_id == "subflow" or fixed <= EXITS.keys()


def test_what_authors_name_is_their_own() -> None:
    menu = FlowNode("m", "menu", params={"choices": ({"exit": "done", "keys": "1"},)})
    assert exit_words(menu, "done") is None and str(exit_words(menu, "no_input")) == "No key was pressed"
    inner = FlowNode("s", "subflow", params={"flow": "other"})
    assert exit_words(inner, "done") is None and str(exit_words(inner, "error")) == "When it fails"
