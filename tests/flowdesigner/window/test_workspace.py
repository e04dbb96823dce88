"""What panels know of the rest: sub-flows entered, the way back, nodes copied from flow to flow, panels."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from flowdesigner.palette.panel import Palette
from flowdesigner.window.crumbs import Crumbs
from flowdesigner.window.main import MainWindow
from flowdesigner.window.workspace import Workspace
from flows.write import save
from tests.flowdesigner.problems.test_checker import caller, inner


def test_a_sub_flow_opens_and_shows_the_way_back(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    crumbs = Crumbs(workspace)
    qtbot.addWidget(crumbs)
    save(caller(), tmp_path / "outer.flow.xml")
    save(inner("done"), tmp_path / "inner.flow.xml")
    outer = workspace.open(tmp_path / "outer.flow.xml")
    assert outer is not None and crumbs.isHidden()
    workspace.activate(outer, "enter")
    assert workspace.document is not outer and not crumbs.isHidden()
    buttons = [each for each in crumbs.findChildren(QToolButton) if not each.isHidden()]
    assert [each.text() for each in buttons] == ["outer", "inner"]
    buttons[0].click()
    assert workspace.document is outer and outer.selection.current == "enter" and crumbs.isHidden()


def test_a_sub_flow_of_the_projects_folder(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "callwright.toml").write_text('[folders]\nflows = "lines"\n')
    for folder in ("lines", "drafts"):
        (tmp_path / folder).mkdir()
    save(inner("done"), tmp_path / "lines" / "inner.flow.xml")
    save(caller(), tmp_path / "drafts" / "outer.flow.xml")
    outer = workspace.open(tmp_path / "drafts" / "outer.flow.xml")
    assert outer is not None
    assert workspace.find_flow("inner", outer) == tmp_path / "lines" / "inner.flow.xml"
    assert workspace.find_flow("../inner", outer) is None


def test_a_sub_flow_that_is_not_there_shows_the_node(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    save(caller(), tmp_path / "outer.flow.xml")
    outer = workspace.open(tmp_path / "outer.flow.xml")
    assert outer is not None
    with qtbot.waitSignals([workspace.told, workspace.field_wanted]):
        workspace.activate(outer, "enter")


def test_nodes_go_from_flow_to_flow_with_their_wires(window: MainWindow, file: Path) -> None:
    first = window.workspace.open(file)
    assert first is not None
    first.selection.set(["welcome", "main"])
    window.workspace.run("canvas.copy")
    second = window.workspace.new()
    window.workspace.run("canvas.paste")
    assert second.flow.nodes["welcome"].exits == {"done": "main"} and "who" in second.flow.variables
    window.workspace.bring(first)
    window.workspace.run("canvas.cut")
    assert "main" not in first.flow.nodes


def test_files_are_dropped_on_the_window(window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.invalid/x")])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert [each.path for each in window.workspace.documents] == [file]


def test_tabs_or_free_windows(window: MainWindow, file: Path) -> None:
    window.workspace.open(file)
    window.workspace.new()
    window.workspace.run("window.tabs")
    one, two = window.workspace.pages
    assert not one.isMaximized() and not one.geometry().intersects(two.geometry())
    window.workspace.run("window.tabs")
    assert window.book.made["window.tabs"].isChecked()


def test_panels_are_shown_hidden_and_put_back(window: MainWindow, qtbot: QtBot) -> None:
    history = window.docks.docks["history"]
    assert not history.isVisible()
    window.workspace.run("panel.history")
    assert history.isVisible()
    widget = window.workspace.panel("palette")
    assert isinstance(widget, Palette)
    window.activateWindow()
    window.workspace.run("panel.palette")
    qtbot.waitUntil(widget.search.hasFocus)
    window.workspace.run("panel.palette")
    assert not window.docks.docks["palette"].isVisible()
    window.workspace.run("window.reset")
    assert window.docks.docks["palette"].isVisible() and not history.isVisible()


def test_the_next_problem(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    document = window.workspace.open(file)
    assert document is not None
    document.add_node("play")
    qtbot.waitUntil(lambda: len(window.workspace.problems_of(document)) > 1, timeout=10_000)
    window.workspace.run("go.next_problem")
    first = document.selection.current
    window.workspace.run("go.next_problem")
    window.workspace.run("go.previous_problem")
    assert first and document.selection.current == first


def test_every_panel_has_an_accessible_name(window: MainWindow) -> None:
    assert all(dock.accessibleName() for dock in window.docks.docks.values())
