"""Draws the small flow of the guide from nothing, as its "ten minutes" say, and takes their pictures."""

from __future__ import annotations

from dataclasses import dataclass

from guide_hand import USUAL, WIDE, Hand, popups
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from flowdesigner.properties.prompt import PromptEditor
from flowdesigner.properties.table import TableEditor


@dataclass(frozen=True, slots=True)
class Words:
    """What the small flow says in one language, and what its nodes are called."""

    welcome: str
    menu: str
    hours: str
    address: str
    goodbye: str
    titles: tuple[str, str, str, str, str, str, str]


WORDS = {
    "zh": Words(
        "您好，欢迎致电小镇热线。",
        "办公时间请按1，地址请按2，结束请按0。",
        "我们周一至周五上午九点到下午五点上班。",
        "我们在人民路一号。",
        "感谢来电，再见。",
        ("应答", "欢迎", "总菜单", "办公时间", "地址", "再见", "挂机"),
    ),
    "en": Words(
        "Welcome to the town hotline.",
        "For opening hours press 1, for our address press 2, to end press 0.",
        "We are open from nine to five, Monday to Friday.",
        "You find us at 1 Market Street.",
        "Goodbye.",
        ("Answer", "Welcome", "Main menu", "Opening hours", "Address", "Goodbye", "Hang up"),
    ),
}


def say(hand: Hand, words: str) -> None:
    """Click the field of the words of a prompt and write."""
    editor = hand.field("prompt")
    assert isinstance(editor, PromptEditor)
    hand.click(editor.rows[0].editor.first)
    hand.write(words)


def call(hand: Hand, title: str) -> None:
    """Give the selected node a title: F2, type, Enter."""
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_F2, into=hand.canvas)
    hand.write(title)
    hand.key(Qt.Key.Key_Return)


def draw(hand: Hand) -> None:
    """The whole flow, on the empty canvas in front."""
    words = WORDS[hand.lang]
    hand.take("answer")
    welcome = hand.take("play")
    say(hand, words.welcome)
    hand.checked()
    palette, fields = hand.workspace.widgets["palette"], hand.field("prompt")
    assert isinstance(fields, PromptEditor)
    label = hand.place(fields.rows[0].label)
    hand.shot("first-nodes", marks=[hand.place(palette).center(), label.bottomLeft() + QPoint(8, 12)])
    menu = hand.take("menu")
    say(hand, words.menu)
    _choices(hand)
    hand.fit()
    hand.checked()
    hand.shot("menu")
    hand.wire(welcome, "interrupted", menu)
    hours = _behind(hand, menu, "hours", words.hours, picture=True)
    address = _behind(hand, menu, "address", words.address)
    goodbye = _behind(hand, menu, "bye", words.goodbye)
    for node in (hours, address):
        for exit_ in ("done", "interrupted"):
            hand.wire(node, exit_, menu)
    for exit_ in ("no_input", "no_match"):
        hand.wire(menu, exit_, goodbye)
    hand.choose(goodbye)
    end = hand.take("hangup")
    hand.wire(goodbye, "interrupted", end)
    answer = hand.document.flow.start
    for node, title in zip((answer, welcome, menu, hours, address, goodbye, end), words.titles, strict=True):
        hand.fit()
        hand.choose(node)
        call(hand, title)
    hand.menu("arrange", hand.said("自动布局", "Arrange"))
    hand.until(lambda: not hand.canvas.arranger.busy, "the layout")
    hand.size(*WIDE)
    hand.fit()
    hand.choose(menu)
    hand.checked()
    hand.shot("small", hand.canvas)
    hand.size(*USUAL)
    hand.fit()


def _choices(hand: Hand) -> None:
    """Three rows: hours 1, address 2, bye 0."""
    table = hand.field("choices")
    assert isinstance(table, TableEditor)
    for number, (exit_, keys) in enumerate((("hours", "1"), ("address", "2"), ("bye", "0"))):
        if number == len(table.rows):
            hand.click(table.add_button)
        for column, text in (("exit", exit_), ("keys", keys)):
            hand.click(_inner(table.forms[number].editors[column]))
            hand.write(text)


def _inner(editor: QWidget) -> QWidget:
    """What is written into."""
    first = editor.first  # type: ignore[attr-defined]
    assert isinstance(first, QWidget)
    return first


def _behind(hand: Hand, node: str, exit_: str, words: str, picture: bool = False) -> str:
    """Drag a wire into the empty, choose Play from the list, write what it says."""
    hand.fit()
    begin = hand.port(node, exit_)
    rows = len(hand.document.flow.nodes)
    end = begin + QPointF(90, (rows - 3) * 210)
    if picture:
        hand.size(*WIDE)
        hand.scale(0.9, begin)
    hand.pull(begin, end)
    hand.drop(end)
    (popup,) = popups()
    QTest.keyClicks(popup.focusWidget() or popup, hand.said("bf", "play"))
    if picture:
        hand.shot("quick-add", hand.canvas, over=[popup])
        hand.size(*USUAL)
    hand.key(Qt.Key.Key_Return, into=popup.focusWidget())
    new = hand.document.flow.nodes[node].exits[exit_]
    hand.fit()
    hand.choose(new)
    say(hand, words)
    return new
