"""The panels of calls in the whole window: by keys, by buttons, light and dark, and when it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.theme import dress
from flowdesigner.traces.viewer import TraceViewer
from flowdesigner.window.main import MainWindow
from flowdesigner.words.say import speak
from tests.flowdesigner.simulation.rung import LONG, fake, opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def simulations(window: MainWindow, file: Path) -> Simulations:
    """The calls of a window with one flow; the worker is the fake one."""
    made = Simulations.of(window.workspace)
    made.command = fake("echo")
    made.set_sound(False)
    opened(window.workspace, file)
    return made


def key(window: MainWindow, key_: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key with the focus on the drawing."""
    assert window.workspace.canvas is not None
    window.activateWindow()
    window.workspace.canvas.setFocus()
    QTest.keyClick(window.workspace.canvas, key_, modifiers)


def test_by_keys(window: MainWindow, simulations: Simulations, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    document = window.workspace.documents[0]
    document.selection.set(["main"])
    key(window, Qt.Key.Key_F9)
    assert simulations.points.all == {("small", "main")}
    key(window, Qt.Key.Key_F5)
    call = simulations.shown
    assert call is not None and call.running and window.docks.docks["phone"].isVisible()
    qtbot.waitUntil(lambda: call.call.node == "welcome", timeout=LONG)
    said: list[str] = []
    call.line.connect(lambda line: said.append(str(line.get("message", ""))))
    for pressed, modifiers in ((Qt.Key.Key_3, NONE), (Qt.Key.Key_F10, CTRL)):
        key(window, pressed, modifiers)
    qtbot.waitUntil(lambda: any('"goto"' in text for text in said), timeout=LONG)
    assert any('"keys": "3"' in text for text in said)
    key(window, Qt.Key.Key_F5)
    assert not call.running


def test_by_buttons_light_and_dark(window: MainWindow, simulations: Simulations, qtbot: QtBot) -> None:
    phone, trace = window.workspace.panel("phone"), window.workspace.panel("trace")
    assert isinstance(phone, Phone) and isinstance(trace, TraceViewer)
    QTest.mouseClick(phone.buttons["call.start"], Qt.MouseButton.LeftButton)
    call = simulations.shown
    assert call is not None and call.running and phone.buttons["call.step"].isEnabled()
    qtbot.waitUntil(lambda: trace.model.rowCount() == 2, timeout=LONG)
    pale = phone.buttons["call.step"].icon().cacheKey()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, "dark")
    assert phone.buttons["call.step"].icon().cacheKey() != pale
    dress(application, "light")
    speak("zh_CN")
    assert trace.bar.status.text().endswith("2 个事件")


def test_closing_the_flow_ends_its_call(window: MainWindow, simulations: Simulations, qtbot: QtBot) -> None:
    assert window.workspace.run("call.start")
    call = simulations.shown
    assert call is not None
    worker = call.worker
    assert worker is not None
    with qtbot.waitSignal(worker.ended, timeout=LONG):
        window.workspace.close(call.document)
    assert simulations.shown is None and simulations.running == []
