"""The whole window, walked through: everything has a name, a key leads to it, and speaks one language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from flowdesigner.actions.command_palette import CommandPalette
from flowdesigner.actions.sheet import Sheet
from flowdesigner.document.desk import FlowDocument
from flowdesigner.properties.choices import WORDS
from flowdesigner.window.main import MainWindow
from flowdesigner.window.panels import PANELS
from flowdesigner.words.qt import QtWords
from flowdesigner.words.say import speak
from flowdesigner.words.taiwan import in_taiwan
from tests.flowdesigner.whole import WORKED, Said, fill, name_of, path_of, said, widgets

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
MARKUP = re.compile(r"<[^>]*>")
OWN_NAMES = {"简体中文", "繁體中文", "English"}
"""Languages are called as those who speak them call them."""
CONTENT = (
    "x_",
    "{{",
    "{yyyy",
    "YYYY",
    "application/",
    "text/",
    "Ctrl+",
    "exit: 1",
    "callwright",
    "*.flow.xml",
)
"""What belongs to the flow, to a protocol or to the keyboard, and is the same in every language."""
MIXED = re.compile(r"\b(SQL|API|HTTP|JSON|URL|XML|TOML|PNG|SVG|PDF|Q\.850|FreeSWITCH|RE2)\b")


@pytest.fixture
def qt_words(qapp: QApplication) -> Iterator[QtWords]:
    """Qt's own words, which follow the language before the window does, as in the program."""
    words = QtWords(qapp)
    yield words
    speak("en")
    words.deleteLater()


@pytest.fixture
def whole(qt_words: QtWords, window: MainWindow) -> tuple[MainWindow, FlowDocument]:
    """A window with a node of every type and every panel."""
    window.resize(1500, 950)
    return window, fill(window)


def settled() -> None:
    """Let everything be done that is due, deletions as well."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def each_node(document: FlowDocument) -> Iterator[str]:
    """Select one node after the other."""
    for id_ in list(document.flow.nodes):
        document.selection.set([id_])
        settled()
        yield id_


def test_whatever_is_worked_with_has_a_name(whole: tuple[MainWindow, FlowDocument]) -> None:
    window, document = whole
    nameless: set[str] = set()
    for id_ in each_node(document):
        for widget in widgets(window):
            if isinstance(widget, WORKED) and not name_of(widget).strip():
                nameless.add(f"{id_}: {path_of(widget)}")
    assert nameless == set()


def everything(window: MainWindow, document: FlowDocument) -> set[Said]:
    """All that is said while one node after the other is looked at."""
    found: set[Said] = set()
    for _ in each_node(document):
        found |= set(said(window))
    return found


def is_content(text: str) -> bool:
    """Whether a text is no word of the window."""
    return text in OWN_NAMES or text.startswith(CONTENT) or not ENGLISH.search(MIXED.sub("", text))


@pytest.mark.slow
def test_a_switch_leaves_no_word_of_the_other_language(whole: tuple[MainWindow, FlowDocument]) -> None:
    window, document = whole
    english = everything(window, document)
    left = {each for each in english if CHINESE.search(each.words) and each.words not in OWN_NAMES}
    assert left == set()
    words = {each.words for each in english if " " in each.words or each.words.istitle()}
    speak("zh_CN")
    settled()
    chinese = everything(window, document)
    same = {each for each in chinese if each.words in words and not is_content(MARKUP.sub("", each.words))}
    assert same == set()
    speak("zh_TW")
    settled()
    taiwan = everything(window, document)
    left = {each for each in taiwan if in_taiwan(each.words) != each.words and each.words not in OWN_NAMES}
    assert left == set()
    speak("en")
    settled()
    again = everything(window, document)
    left = {each for each in again if CHINESE.search(each.words) and each.words not in OWN_NAMES}
    assert left == set()


def test_every_choice_is_said_in_words() -> None:
    assert all(CHINESE.search(zh) for zh, _ in WORDS.values())


def test_every_panel_has_a_key_or_stands_in_a_menu(window: MainWindow) -> None:
    listed = {entry.id for entry in window.book.entries() if entry.menu or entry.keys}
    lacking = [panel.name for panel in PANELS if not any(panel.name in each for each in listed)]
    assert lacking == []


def test_every_action_is_reached_by_keyboard(window: MainWindow) -> None:
    window.workspace.new()
    reached = {entry.id for entry in window.book.entries() if entry.menu or entry.keys}
    hidden = [id_ for id_ in window.book.actions if id_ not in reached]
    palette = CommandPalette(window.book, window)
    palette.show_answers("")
    offered = {
        item.data(0, Qt.ItemDataRole.UserRole)
        for number in range(palette.list.topLevelItemCount())
        if (item := palette.list.topLevelItem(number)) is not None
    }
    palette.close()
    assert set(hidden) <= offered


def test_the_focus_reaches_every_panel_by_tab(whole: tuple[MainWindow, FlowDocument]) -> None:
    window, document = whole
    document.selection.set(["x_menu"])
    settled()
    for dock in window.findChildren(QDockWidget):
        inner = dock.widget()
        assert isinstance(inner, QWidget)
        stops = [
            each
            for each in widgets(inner)
            if isinstance(each, WORKED) and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        proxy = inner.focusProxy()
        focusable = inner.focusPolicy() != Qt.FocusPolicy.NoFocus or (proxy is not None)
        assert stops or focusable, dock.windowTitle()


def test_the_minimap_is_moved_by_the_arrows(whole: tuple[MainWindow, FlowDocument]) -> None:
    window, _ = whole
    canvas = window.workspace.canvas
    assert canvas is not None
    canvas.minimap.view.scale(4, 4)
    before = canvas.minimap.view.seen().center()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(canvas.minimap, key)
    after = canvas.minimap.view.seen().center()
    assert after.x() > before.x() and after.y() > before.y()


def test_the_sheet_of_keys_is_complete(whole: tuple[MainWindow, FlowDocument]) -> None:
    window, _ = whole
    sheet = Sheet(window.book, window)
    text = sheet.page.toPlainText()
    lacking = [entry.id for entry in window.book.entries() for keys in entry.keys if keys not in text]
    assert lacking == []
    own = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    assert own
    assert {keys for keys in own if keys not in text} == set()
    speak("zh_TW")
    assert "欄位與面板" in sheet.page.toPlainText()
    sheet.field.setText("F7")
    assert "F7" in sheet.page.toPlainText() and "Ctrl+Space" not in sheet.page.toPlainText()
    sheet.close()
