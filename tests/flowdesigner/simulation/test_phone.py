"""The phone with the real worker behind it: keys, steps, breakpoints, values, another node, two at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from flowdesigner.simulation.actions import ACTIONS
from flowdesigner.simulation.passed import written
from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.variables import Variables
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import speak
from flows.release import Variable
from flows.write import save
from tests.flowdesigner.simulation.rung import LONG, Told, callable_flow, held, opened, ring
from tests.flows.build import back, subflow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flow without errors."""
    path = tmp_path / "small.flow.xml"
    save(callable_flow(), path)
    return path


@pytest.fixture
def phone(workspace: Workspace, qtbot: QtBot) -> Iterator[Phone]:
    """The phone of a workspace."""
    made = Phone(workspace)
    workspace.widgets["phone"] = made
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    yield made
    for each in Simulations.of(workspace).running:
        each.stop()


def do(workspace: Workspace, id_: str) -> None:
    """An action of the phone."""
    next(action for action in ACTIONS if action.id == id_).run(workspace)


def running(workspace: Workspace) -> frozenset[str]:
    """The nodes that are highlighted in the drawing in front."""
    assert workspace.canvas is not None
    return workspace.canvas.flow_scene.lights.running


def test_a_call_by_the_keys_of_the_computer(
    phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    assert "Hello you" in phone.transcript.toPlainText() and "Your turn" in phone.state.text()
    assert running(workspace) == {"main"} and workspace.canvas is not None
    lights = workspace.canvas.flow_scene.lights
    assert set(lights.colours) == {"welcome", "main"} and set(lights.wire_colours) == {("welcome", "done")}
    QTest.keyClick(phone, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: call.call.node == "ask", timeout=LONG)
    assert running(workspace) == {"ask"} and "1" in phone.transcript.toPlainText()
    QTest.keyClick(workspace.canvas, Qt.Key.Key_4)
    qtbot.waitUntil(
        lambda: any(str(each.text) == "14" or each.text == "4" for each in call.call.spoken), timeout=LONG
    )
    QTest.mouseClick(phone.keypad.hang_up, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: call.call.over is not None, timeout=LONG)
    assert running(workspace) == set() and not phone.keypad.isEnabled() and "hung up" in phone.state.text()
    speak("zh_CN")
    assert "来电者挂机" in phone.state.text() and "来电者挂机" in phone.transcript.toPlainText()
    speak("en")
    assert phone.buttons["call.start"].accessibleName() == "Ring the flow in front (F5)"
    do(workspace, "call.start")
    qtbot.waitUntil(held(call), timeout=LONG)
    assert call.call.over is None and phone.keypad.isEnabled()
    assert phone.buttons["call.start"].accessibleName() == "End the call (F5)"
    do(workspace, "call.start")
    assert not call.running and phone.keypad.isEnabled() is False


def test_silence_is_a_space(phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    QTest.keyClick(phone.transcript, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: call.call.over is not None or "(no key)" in phone.transcript.toPlainText(), timeout=LONG
    )


def test_step_back_breakpoint_and_another_node(
    phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    document = opened(workspace, file)
    Simulations.of(workspace).set_sound(False)
    Simulations.of(workspace).set_speed(0)
    document.selection.set(["ask"])
    do(workspace, "call.breakpoint")
    assert workspace.canvas is not None
    assert [badge.kind for badge in workspace.canvas.flow_scene.lights.badges["ask"]] == ["breakpoint"]
    do(workspace, "call.step")
    call = Simulations.of(workspace).shown
    assert call is not None
    qtbot.waitUntil(held(call, "start"), timeout=LONG)
    do(workspace, "call.step")
    qtbot.waitUntil(held(call, "step"), timeout=LONG)
    assert call.call.node == "main"
    do(workspace, "call.back")
    qtbot.waitUntil(held(call, "back"), timeout=LONG)
    assert call.call.node == "welcome" and call.call.journal[-1]["kind"] != "node_left"
    do(workspace, "call.pause")
    qtbot.waitUntil(held(call), timeout=LONG)
    phone.press("1")
    qtbot.waitUntil(held(call, "breakpoint"), timeout=LONG)
    assert "breakpoint" in phone.state.text()
    document.selection.set(["end"])
    do(workspace, "call.here")
    qtbot.waitUntil(held(call, "goto"), timeout=LONG)
    assert call.call.node == "end" and running(workspace) == {"end"}
    do(workspace, "call.no_breakpoints")
    assert "ask" not in workspace.canvas.flow_scene.lights.badges
    do(workspace, "call.restart")
    qtbot.waitUntil(held(call), timeout=LONG)
    assert call.call.node == "main"


def test_a_call_from_a_node(phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    told = Told(workspace)
    document = opened(workspace, file)
    Simulations.of(workspace).set_sound(False)
    document.selection.clear()
    do(workspace, "call.here")
    assert "Select a node" in told
    document.selection.set(["ask"])
    do(workspace, "call.here")
    call = Simulations.of(workspace).shown
    assert call is not None
    qtbot.waitUntil(held(call, "goto"), timeout=LONG)
    assert call.call.node == "ask"


def test_what_is_drawn_is_rung_not_what_was_saved(
    phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    document = opened(workspace, file)
    document.set_variable(Variable("who", "text", value="everybody"))
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    assert document.modified and "Hello everybody" in phone.transcript.toPlainText()


def test_values_are_changed_while_it_stands_still(
    phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    panel = Variables(workspace)
    qtbot.addWidget(panel)
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    rows = {panel.model.index(row, 1).data(): row for row in range(panel.model.rowCount())}
    assert panel.model.index(rows["who"], 2).data() == "you" and panel.model.editable
    assert panel.model.setData(panel.model.index(rows["who"], 2), "me")
    qtbot.waitUntil(lambda: panel.model.index(rows["who"], 2).data() == "me", timeout=LONG)
    told = Told(workspace)
    panel.model.edited.emit("small", "nobody", "x")
    qtbot.waitUntil(lambda: "nobody" in told, timeout=LONG)
    call.stop()
    assert not panel.model.flags(panel.model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable


@pytest.mark.parametrize(("value", "text"), [(None, ""), ("a b", "a b"), (12, "12"), (["甲"], '["甲"]')])
def test_values_as_texts(value: object, text: str) -> None:
    assert written(value) == text


def test_a_flow_that_the_call_enters_opens_in_its_own_tab(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    inner, outer = callable_flow("inner"), callable_flow("outer")
    outer.nodes["welcome"] = subflow("welcome", "inner", {"done": "end"})
    inner.nodes["end"] = back("end", "done")
    for flow in (inner, outer):
        save(flow, tmp_path / f"{flow.name}.flow.xml")
    call = ring(workspace, tmp_path / "outer.flow.xml")
    qtbot.waitUntil(held(call), timeout=LONG)
    assert call.call.flows == ["outer", "inner"]
    assert [document.flow.name for document in workspace.documents] == ["outer", "inner"]
    assert workspace.document is workspace.documents[1] and running(workspace) == {"main"}
    assert Simulations.of(workspace).shown is call, "the call that has entered the flow stays in front"


def test_two_calls_at_once(phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    calls = []
    for name in ("one", "two"):
        save(callable_flow(name), tmp_path / f"{name}.flow.xml")
        calls.append(ring(workspace, tmp_path / f"{name}.flow.xml", "echo"))
    qtbot.waitUntil(lambda: all(each.call.node == "welcome" for each in calls), timeout=LONG)
    simulations = Simulations.of(workspace)
    assert simulations.running == calls and simulations.shown is calls[1]
    workspace.bring(calls[0].document)
    assert simulations.shown is calls[0]
    workspace.close(calls[0].document)
    assert simulations.running == calls[1:] and not calls[0].running


def test_the_other_side(phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    call = ring(workspace, file, "ring")
    qtbot.waitUntil(phone.leg.isVisible, timeout=LONG)
    assert "8001" in phone.leg.who.text() and "It rings" in phone.state.text()
    sent: list[tuple[str, dict[str, object]]] = []
    call.send = lambda do, then=None, **fields: sent.append((do, fields))  # type: ignore[method-assign]
    phone.leg.after.setValue(4)
    for button in phone.leg.buttons.values():
        button.click()
    assert [fields["outcome"] for _, fields in sent] == ["answer", "busy", "no_answer", "rejected", "failed"]
    assert sent[0] == ("leg", {"outcome": "answer", "after": 4, "seconds": 20})
    for text, key in (("none", "none"), ("7", "7"), ("the right one", None)):
        phone.leg.confirm.setCurrentText(text)
        phone.leg.buttons["answer"].click()
        assert sent[-1][1].get("confirm") == key
    call.call.take({"event": "going", "at": 4000})
    phone.show_call()
    assert not phone.leg.isVisible()


def test_what_is_remembered(phone: Phone, workspace: Workspace, qtbot: QtBot) -> None:
    phone.speed.setCurrentIndex(2)
    phone.sound.setChecked(False)
    phone.follow.setChecked(False)
    again = Workspace()
    simulations = Simulations.of(again)
    assert (simulations.speed, simulations.sound, simulations.follow) == (4.0, False, False)
    again.area.deleteLater()


def test_breakpoints_follow_their_nodes(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    document = opened(workspace, file)
    points = Simulations.of(workspace).points
    points.toggle(document, "ask")
    points.toggle(document, "nobody")
    document.rename("ask", "question")
    assert points.all == {("small", "question")}
    document.remove(["question"])
    assert points.all == set()


def test_a_call_is_recorded(
    phone: Phone, workspace: Workspace, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(workspace)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("who presses one", True))
    opened(workspace, file)
    do(workspace, "call.record")
    assert "no call to record" in told
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    call.press("1")
    qtbot.waitUntil(lambda: call.call.node == "ask", timeout=LONG)
    script = file.with_name("small.calls.yaml")

    def cases() -> int:
        return script.read_text().count("who presses one") if script.exists() else 0

    do(workspace, "call.record")
    qtbot.waitUntil(lambda: cases() == 1, timeout=LONG)
    do(workspace, "call.record")
    qtbot.waitUntil(lambda: cases() == 2, timeout=LONG)
    assert "small.calls.yaml" in told and script.read_text().count("cases:") == 1


def test_keys_that_are_no_telephone_keys_go_on(phone: Phone, qtbot: QtBot) -> None:
    QTest.keyClick(phone, Qt.Key.Key_A)
    QTest.keyClick(phone, Qt.Key.Key_7)
    QApplication.processEvents()
    assert phone.state.text() == "No flow is open"


def test_every_button_is_named(phone: Phone, qtbot: QtBot) -> None:
    for button in (*phone.buttons.values(), *phone.keypad.keys.values(), phone.keypad.hang_up):
        assert button.accessibleName() and button.toolTip()
    english = [button.toolTip() for button in phone.buttons.values()]
    speak("zh_TW")
    assert all(one != button.toolTip() for one, button in zip(english, phone.buttons.values(), strict=True))
