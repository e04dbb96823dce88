"""What a call had at a node or wire: at the pointer, and for the selected one in the panel of values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.lights import Badge
from flowdesigner.simulation.hovering import Hovering
from flowdesigner.simulation.passed import node_words, wire_words
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.simulation.variables import Variables
from flowdesigner.simulation.way import Way, way_of
from flowdesigner.traces.viewer import TraceViewer
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, speak
from flows.write import save
from tests.flowdesigner.simulation.rung import LONG, callable_flow, held, opened, ring
from tests.flowdesigner.traces.test_trace import journal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Entry = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flow without errors."""
    path = tmp_path / "small.flow.xml"
    save(callable_flow(), path)
    return path


@pytest.fixture
def hovering(workspace: Workspace) -> Hovering:
    """The pointer's words."""
    return Hovering(Simulations.of(workspace))


def twice() -> Way:
    """A node that was passed twice, and set what it set the first time to something else."""
    entries: list[Entry] = []
    for t, exit_ in ((1.0, "again"), (4.25, "done")):
        place = {"flow": "f", "node": "n", "t": t}
        entries.append({"kind": "node_entered", **place})
        entries.append({"kind": "variable_set", **place, "name": "count", "value": t})
        entries.append({"kind": "node_left", **place, "exit": exit_})
    return way_of(entries)


def test_what_a_node_last_had() -> None:
    way = twice()
    assert node_words(way, "f", "n") == [
        "Entered 2 times: at 1.0, 4.2 s",
        "Last exit: done",
        "count = 4.25",
    ]
    assert node_words(way, "f", "other") == ["The call has not been here"]
    assert node_words(way, "g", "n") == ["The call has not been here"], "of another flow"
    way.take({"kind": "node_failed", "flow": "f", "node": "n", "message": "no  line", "error": "X"})
    assert "Last fault: no line" in node_words(way, "f", "n")
    way.take({"kind": "node_entered", "flow": "f", "node": "n", "t": 5})
    speak("zh_CN")
    assert node_words(way, "f", "n")[:2] == ["进入 3 次：第 1.0, 4.2, 5.0 秒", "通话现在在这里"]
    way.take({"kind": "call_finished", "t": 6, "result": "hung_up"})
    assert "通话现在在这里" not in node_words(way, "f", "n")


def test_long_stays_are_told_in_few_words() -> None:
    entries: list[Entry] = [{"kind": "node_entered", "flow": "f", "node": "n", "t": t} for t in range(9)]
    entries += [
        {"kind": "variable_set", "flow": "f", "node": "n", "name": f"v{number}", "value": "x" * 500}
        for number in range(20)
    ]
    lines = node_words(way_of(entries), "f", "n")
    assert lines[0] == "Entered 9 times: at …, 4.0, 5.0, 6.0, 7.0, 8.0 s"
    assert lines[-1] == "8 more variables" and max(map(len, lines)) < 90


def test_how_often_a_wire_was_travelled() -> None:
    way = twice()
    way.take({"kind": "node_left", "flow": "f", "node": "n", "exit": "again", "t": 5})
    assert wire_words(way, "f", ("n", "again")) == ["Travelled 2 times"]
    assert wire_words(way, "f", ("n", "done")) == ["Travelled once"]
    assert wire_words(way, "f", ("n", "error")) == ["The call has not come this way"]


def point(canvas: Canvas, node: str) -> QPoint:
    """A point in the body of a node."""
    frame = canvas.flow_scene.nodes[node].frame()
    return canvas.mapFromScene(frame.center())


def wire(canvas: Canvas, *key: str) -> QPoint:
    """The middle of a wire."""
    return canvas.mapFromScene(canvas.flow_scene.wires[key[0], key[1]].middle())


def test_at_the_pointer_while_a_call_goes_on(
    hovering: Hovering, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    opened(workspace, file)
    canvas = workspace.canvas
    assert canvas is not None
    assert hovering.text(canvas, point(canvas, "welcome")) == "", "outside of a run"
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    canvas.flow_scene.set_badges({"welcome": [Badge("warning", tip="a <problem>")]})
    text = hovering.text(canvas, point(canvas, "welcome"))
    assert "<b>welcome</b>" in text and "Last exit: done" in text and "a &lt;problem&gt;" in text
    assert "Travelled once" in hovering.text(canvas, wire(canvas, "welcome", "done"))
    assert "has not come this way" in hovering.text(canvas, wire(canvas, "main", "one"))
    assert hovering.text(canvas, QPoint(2, 2)) == "", "on the empty paper"
    at = point(canvas, "welcome")
    QApplication.sendEvent(
        canvas.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    )
    assert "Last exit: done" in QToolTip.text()
    QTest.mouseMove(canvas.viewport(), QPoint(2, 2))
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=LONG)
    call.stop()
    assert hovering.text(canvas, point(canvas, "welcome")) == ""


def test_the_margin_says_what_it_is_for(hovering: Hovering, workspace: Workspace, file: Path) -> None:
    opened(workspace, file)
    canvas = workspace.canvas
    assert canvas is not None
    canvas.zoom_to(1.0)
    canvas.centerOn(300, 100)
    corner = canvas.mapFromScene(canvas.flow_scene.nodes["main"].pos())
    assert hovering.text(canvas, corner) == "Breakpoint: click, or F9"


def test_for_the_selected_one(workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    values = Variables(workspace)
    qtbot.addWidget(values)
    document = opened(workspace, file)
    document.selection.set(["welcome"])
    assert values.selected.toPlainText() == ""
    call = ring(workspace, file)
    qtbot.waitUntil(held(call), timeout=LONG)
    assert values.selected.toPlainText().splitlines()[0] == "welcome"
    assert "Last exit: done" in values.selected.toPlainText()
    document.selection.set((), [("welcome", "done")])
    assert values.selected.toPlainText() == "welcome.done\nTravelled once"
    speak("zh_TW")
    assert "走過 1 次" in values.selected.toPlainText()
    call.stop()
    assert values.selected.toPlainText() == ""


def test_a_trace_that_is_played(hovering: Hovering, workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    values, viewer = Variables(workspace), TraceViewer(workspace)
    qtbot.addWidget(values)
    qtbot.addWidget(viewer)
    document = opened(workspace, file)
    document.selection.set(["ask"])
    canvas = workspace.canvas
    assert canvas is not None
    viewer.show_journal(journal(), Say("kept", "kept"))
    viewer.table.setCurrentIndex(viewer.model.index(5, 0))
    assert "has not been here" in values.selected.toPlainText()
    viewer.table.setCurrentIndex(viewer.model.index(9, 0))
    assert values.selected.toPlainText().splitlines()[1:] == [
        "Entered once: at 2.0 s",
        "The call is here now",
        "digits = 0571",
    ]
    assert "digits = 0571" in hovering.text(canvas, point(canvas, "ask"))
    viewer.show_live()
    assert values.selected.toPlainText() == "" and hovering.text(canvas, point(canvas, "ask")) == ""
