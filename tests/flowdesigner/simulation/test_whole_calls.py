"""Whole calls with the real worker, as an author makes them: keys ahead and into prompts, the other side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from flows.model import Flow, Spot
from flows.write import save
from tests.flowdesigner.flows import spoken
from tests.flowdesigner.simulation.rung import LONG, callable_flow, held, opened, ring
from tests.flows.build import node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def phone(workspace: Workspace, qtbot: QtBot) -> Iterator[Phone]:
    """The phone of a workspace; no call outlives the test."""
    made = Phone(workspace)
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    yield made
    Simulations.of(workspace).end()


def kept(flow: Flow, folder: Path) -> Path:
    """The file of a flow."""
    path = folder / f"{flow.name}.flow.xml"
    save(flow, path)
    return path


def exits(call: Simulation) -> list[str]:
    """The way of a call."""
    left = (entry for entry in call.call.journal if entry["kind"] == "node_left")
    return [f"{entry['node']}.{entry['exit']}" for entry in left]


def test_keys_pressed_ahead_are_taken_by_the_menu(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(workspace, kept(callable_flow(), tmp_path))
    simulations = Simulations.of(workspace)
    simulations.set_sound(False)
    simulations.set_speed(0)
    simulations.step()
    call = simulations.shown
    assert call is not None
    qtbot.waitUntil(held(call, "start"), timeout=LONG)
    call.press("1")
    call.send("go")
    qtbot.waitUntil(lambda: call.call.node == "ask", timeout=LONG)
    assert exits(call)[:2] == ["welcome.done", "main.one"]


def test_a_key_cuts_a_prompt_short(phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    flow = callable_flow()
    flow.nodes["main"] = replace(flow.nodes["main"], prompts={"prompt": spoken("Press one, please. " * 20)})
    opened(workspace, kept(flow, tmp_path))
    simulations = Simulations.of(workspace)
    simulations.set_sound(False)
    simulations.set_speed(4)
    simulations.toggle()
    call = simulations.shown
    assert call is not None
    qtbot.waitUntil(lambda: call.call.node == "main" and call.call.playing is not None, timeout=LONG)
    QTest.keyClick(phone, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: call.call.node == "ask", timeout=LONG)
    (cut,) = [each for each in call.call.spoken if each.kind == "heard" and "Press one" in str(each.text)]
    assert cut.cut and "✂" in phone.transcript.toPlainText()


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "answer"])
def test_what_the_other_side_does(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path, outcome: str
) -> None:
    flow = callable_flow()
    ways = dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "main")
    target = {"number": "8001", "via": "user"}
    flow.nodes["welcome"] = node("welcome", "dial", ways, {"targets": (target,)})
    call = ring(workspace, kept(flow, tmp_path))
    qtbot.waitUntil(phone.leg.isVisible, timeout=LONG)
    assert "8001" in phone.leg.who.text()
    QTest.mouseClick(phone.leg.buttons[outcome], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: call.call.node == "main", timeout=LONG)
    assert exits(call)[0] == "welcome." + {"answer": "ended"}.get(outcome, outcome)
    assert not phone.leg.isVisible()


@pytest.mark.parametrize("follows", [True, False])
def test_the_drawing_goes_to_the_node_that_runs(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path, follows: bool
) -> None:
    flow = callable_flow()
    flow.layout.spots["main"] = Spot(6000.0, 4000.0)
    opened(workspace, kept(flow, tmp_path))
    canvas = workspace.canvas
    assert canvas is not None
    canvas.zoom_to(1.0)
    canvas.centerOn(0, 0)
    phone.follow.setChecked(follows)
    call = ring(workspace, tmp_path / "small.flow.xml")
    qtbot.waitUntil(held(call), timeout=LONG)
    assert canvas.seen().contains(canvas.flow_scene.nodes["main"].frame()) == follows
    assert canvas.document.selection.current == "", "nothing is selected by it"


@pytest.mark.parametrize("speed", [1.0, 4.0])
def test_speed_of_a_call_that_goes_on(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path, speed: float
) -> None:
    opened(workspace, kept(callable_flow(), tmp_path))
    simulations = Simulations.of(workspace)
    simulations.set_sound(False)
    simulations.set_speed(1.0)
    simulations.step()
    call = simulations.shown
    assert call is not None
    qtbot.waitUntil(held(call, "start"), timeout=LONG)
    phone.speed.setCurrentIndex([1.0, 2.0, 4.0, 0.0].index(speed))
    call.send("look")
    qtbot.waitUntil(lambda: call.call.speed == speed, timeout=LONG)


@pytest.mark.parametrize("given", [{}, {"caller": "110"}], ids=["as usual", "with a caller"])
def test_a_breakpoint_at_the_first_node(
    phone: Phone, workspace: Workspace, qtbot: QtBot, tmp_path: Path, given: dict[str, str]
) -> None:
    document = opened(workspace, kept(callable_flow(), tmp_path))
    simulations = Simulations.of(workspace)
    simulations.points.toggle(document, "welcome")
    simulations.simulation(document).given = given
    call = ring(workspace, tmp_path / "small.flow.xml")
    qtbot.waitUntil(held(call, "start"), timeout=LONG)
    assert call.call.node == "welcome" and exits(call) == []
    call.send("go")
    qtbot.waitUntil(held(call), timeout=LONG)
    assert exits(call) == ["welcome.done"]
    assert call.call.journal[0]["caller"] == given.get("caller", "13800138000")
