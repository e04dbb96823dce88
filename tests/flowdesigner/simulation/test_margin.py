"""Breakpoints by a click at the margin of a node."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.hits import Hit, Part
from flowdesigner.canvas.node_paint import BREAKPOINT
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from tests.flowdesigner.canvas.hand import Hand
from tests.flowdesigner.simulation.rung import opened

LEFT = Qt.MouseButton.LeftButton
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def canvas(workspace: Workspace, file: Path) -> Canvas:
    """A flow at its own size, with its breakpoints."""
    Simulations.of(workspace)
    opened(workspace, file)
    made = workspace.canvas
    assert made is not None
    made.zoom_to(1.0)
    made.centerOn(400, 100)
    return made


def corner(canvas: Canvas, node: str) -> QPoint:
    """The margin of a node in the view."""
    return canvas.mapFromScene(canvas.flow_scene.nodes[node].pos())


def red(canvas: Canvas, node: str) -> bool:
    """Whether the dot of a breakpoint is painted."""
    return canvas.viewport().grab().toImage().pixelColor(corner(canvas, node)) == QColor(BREAKPOINT)


def test_a_click_sets_it_and_takes_it_away(canvas: Canvas, workspace: Workspace) -> None:
    points = Simulations.of(workspace).points
    view, at = canvas.viewport(), corner(canvas, "main")
    for wanted in ({("small", "main")}, set()):
        QTest.mouseClick(view, LEFT, NONE, at)
        assert points.all == wanted and red(canvas, "main") == bool(wanted)
    QTest.mouseClick(view, LEFT, CTRL, at)
    assert points.all == set(), "with Ctrl it selects as everywhere on a node"
    QTest.mouseClick(view, LEFT, NONE, at + QPoint(14, 14))
    assert points.all == set()


def test_a_hollow_dot_shows_where(canvas: Canvas) -> None:
    item = canvas.flow_scene.nodes["main"]
    for away in (QPoint(60, 30), QPoint()):  # nothing is sent of a move to where the pointer is
        QTest.mouseMove(canvas.viewport(), corner(canvas, "main") + away)
    assert item.margin and canvas.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert not red(canvas, "main")
    QTest.mouseMove(canvas.viewport(), corner(canvas, "main") + QPoint(60, 30))
    assert not item.margin and canvas.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_drag_from_there_moves_the_node(canvas: Canvas, workspace: Workspace) -> None:
    view, begin = canvas.viewport(), corner(canvas, "main")
    canvas.snaps = canvas.guides = False
    QTest.mousePress(view, LEFT, NONE, begin)
    for step in (1, 2, 3):
        QTest.mouseMove(view, begin + QPoint(0, 20 * step))
    QTest.mouseRelease(view, LEFT, NONE, begin + QPoint(0, 60))
    assert canvas.document.places(["main"])["main"] == (300.0, 60.0)
    assert not Simulations.of(workspace).points.all


def test_a_canvas_without_calls_has_no_margins(qapp: object) -> None:
    hand = Hand()
    at = QPointF(hand.canvas.flow_scene.nodes["main"].pos())
    hand.click(at + QPointF(2, 2))
    assert hand.document.selection.current == "main"
    assert not hand.canvas.flow_scene.nodes["main"].margin
    hand.canvas.close()


def test_the_menu_of_a_node(canvas: Canvas, workspace: Workspace) -> None:
    document = workspace.document
    assert document is not None
    done: list[str] = []

    def run(id_: str) -> bool:
        done.append(id_)
        return True

    workspace.actions_run = run
    parts: tuple[tuple[Part, int], ...] = (("body", 2), ("wire", 0))
    for part, count in parts:
        menu = QMenu()
        workspace.menu_opening.emit(document, Hit(part, "main", ""), menu)
        titles = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert len(titles) == count
        for action in menu.actions():
            action.trigger()
    assert Simulations.of(workspace).points.all == {("small", "main")} and done == ["call.here"]
