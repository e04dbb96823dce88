"""Pictures of single nodes: prompts, variables, expressions, SQL, web services, hours, sub-flows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guide_hand import LARGE, TALL, USUAL, WIDE, Hand
from guide_window import opened
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from flowdesigner.properties.code_editors import ExpressionEditor
from flowdesigner.properties.prompt import PromptEditor
from flows.release import Variable


def form_of(hand: Hand, project: Path, flow: str, node: str, size: tuple[int, int] = LARGE) -> QWidget:
    """The panel of properties with a node of the sample in it."""
    opened(hand, project, flow)
    hand.size(*size)
    hand.workspace.reveal(hand.document, node, edit=False)
    hand.checked()
    hand.rest(300)
    return hand.window.docks.docks["properties"]


def prompt(hand: Hand, project: Path) -> None:
    """A prompt with two languages and values that are read out."""
    dock = form_of(hand, project, "complaint-state", "received")
    hand.shot("prompt", dock)


def insert(hand: Hand, project: Path) -> None:
    """The menu that puts a value into words, with the ways of reading it."""
    opened(hand, project, "complaint-state")
    hand.size(1500, 760)
    hand.workspace.reveal(hand.document, "received", edit=False)
    hand.rest(300)
    editor = hand.field("prompt")
    assert isinstance(editor, PromptEditor)
    words = editor.rows[0].editor
    menu = words.menu()  # type: ignore[attr-defined]
    at = words.button.mapToGlobal(words.button.rect().bottomLeft())  # type: ignore[attr-defined]
    menus = _unfold(menu, at - QPoint(420, 0), (0, 0))
    room = hand.place(hand.window.docks.docks["properties"])
    hand.shot("insert", QRect(QPoint(660, 60), QPoint(room.right(), 620)), over=menus)
    for each in reversed(menus):
        each.close()


def _unfold(menu: QMenu, at: QPoint, way: tuple[int, ...]) -> list[QWidget]:
    """Open a menu and, one in the other, the menus of its entries by number."""
    menu.popup(at)
    shown: list[QWidget] = [menu]
    for number in way:
        entries = [each for each in menu.actions() if each.menu() is not None]
        below = entries[number].menu()
        assert isinstance(below, QMenu)
        menu.setActiveAction(entries[number])
        corner = menu.mapToGlobal(menu.actionGeometry(entries[number]).topRight())
        menu = below
        menu.popup(corner)
        shown.append(menu)
    QTest.qWait(100)
    return shown


def variables(hand: Hand, project: Path) -> None:
    """The panel of the flow: its attributes, handlers, variables."""
    opened(hand, project, "complaint")
    hand.size(1280, 720)
    hand.workspace.show_panel("flow")
    hand.rest(200)
    hand.shot("variables", hand.window.docks.docks["flow"])


def completion(hand: Hand, project: Path) -> None:
    """A condition being written, with what may follow."""
    opened(hand, project, "complaint")
    hand.size(1800, 620)
    hand.workspace.reveal(hand.document, "unfinished", edit=False)
    hand.rest(200)
    editor = hand.workspace.widgets["properties"].findChild(ExpressionEditor)
    assert isinstance(editor, ExpressionEditor)
    hand.window.resizeDocks([hand.window.docks.docks["properties"]], [800], Qt.Orientation.Horizontal)
    hand.rest(200)
    hand.click(editor.edit)
    hand.write("call.")
    editor.edit.offer(asked=True)
    hand.rest(200)
    hand.shot("completion", hand.window.docks.docks["properties"], over=[editor.edit.popup])
    editor.edit.popup.hide()


def sql(hand: Hand, project: Path) -> None:
    """A query with its values."""
    hand.shot("sql", form_of(hand, project, "complaint-state", "find", TALL))


def http(hand: Hand, project: Path) -> None:
    """A request to a web service."""
    settings = project / "callwright.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + _WEATHER, encoding="utf-8")
    opened(hand, project)
    hand.size(*TALL)
    hand.document.add_variable(Variable("city", "text", value="Beijing"))
    hand.document.add_variable(Variable("answer", "row"))
    new = hand.document.add_node("http", (600.0, 500.0))
    for name, value in (("connection", "weather"), ("path", "/today?city={{ city }}"), ("into", "answer")):
        hand.document.set_param(new, name, value)
    hand.document.selection.set([new])
    hand.rest(400)
    hand.form.unfold()
    hand.checked()
    hand.rest(300)
    hand.shot("http", hand.window.docks.docks["properties"])
    settings.write_text(text, encoding="utf-8")


_WEATHER = """
[connections.weather]
kind = "http"
url = "https://weather.example.gov.cn/api"
"""


def hours(hand: Hand, project: Path) -> None:
    """Opening hours with a day that has an exit of its own."""
    hand.shot("hours", form_of(hand, project, "hotline-12345", "opening"))


def subflow(hand: Hand, project: Path) -> None:
    """A sub-flow entered by a double click, and the way back above it."""
    opened(hand, project, "hotline-12345")
    hand.workspace.activate(hand.document, "poll")
    hand.size(*WIDE)
    hand.checked()
    hand.fit()
    middle = hand.place(hand.window.centralWidget())
    hand.shot("subflow", middle)
    hand.size(*USUAL)


SCENES: dict[str, Callable[[Hand, Path], None]] = {
    "prompt": prompt,
    "insert": insert,
    "variables": variables,
    "completion": completion,
    "sql": sql,
    "http": http,
    "hours": hours,
    "subflow": subflow,
}
