"""Compiling while one draws: the newest edit, unsaved neighbours, the project, calendars of its store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.checker import Checker
from flowdesigner.window.workspace import Workspace
from flows.codes.table import all_codes
from flows.model import Flow
from flows.write import save
from tests.flows.build import hangup, node


@pytest.fixture
def checker(workspace: Workspace, qtbot: QtBot) -> Checker:
    return Checker(workspace)


def checked(checker: Checker, qtbot: QtBot) -> None:
    """Wait until nothing is left to compile."""
    if checker.busy:
        with qtbot.waitSignal(checker.done, timeout=10_000):
            pass


def codes(workspace: Workspace, document: FlowDocument) -> list[str]:
    return [problem.code for problem in workspace.problems_of(document)]


def test_an_edit_is_compiled_a_moment_later(
    checker: Checker, workspace: Workspace, file: Path, qtbot: QtBot
) -> None:
    document = workspace.open(file)
    assert document is not None
    checked(checker, qtbot)
    before = codes(workspace, document)
    id_ = document.add_node("play")
    checked(checker, qtbot)
    new = [each for each in workspace.problems_of(document) if each.node == id_]
    assert {each.code for each in new} >= {"CW405"} and "CW405" not in before
    document.stack.undo()
    checked(checker, qtbot)
    assert codes(workspace, document) == before
    document.move({"end": (5, 5)})
    assert not checker.busy, "moving a node changes nothing of what a flow does"


def caller(name: str = "outer") -> Flow:
    """A flow that enters `inner`."""
    enter = node("enter", "subflow", {"done": "end"}, {"flow": "inner", "returns": ({"exit": "done"},)})
    return Flow(name, language="en", start="enter", nodes={"enter": enter, "end": hangup("end")})


def inner(back: str) -> Flow:
    return Flow(
        "inner", language="en", start="back", nodes={"back": node("back", "return", {}, {"name": back})}
    )


def test_neighbours_count_as_they_are_drawn(
    checker: Checker, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    save(caller(), tmp_path / "outer.flow.xml")
    outer = workspace.open(tmp_path / "outer.flow.xml")
    assert outer is not None
    checked(checker, qtbot)
    assert "CW411" in codes(workspace, outer)
    save(inner("done"), tmp_path / "inner.flow.xml")
    other = workspace.open(tmp_path / "inner.flow.xml")
    assert other is not None
    checked(checker, qtbot)
    assert "CW411" not in codes(workspace, outer) and "CW412" not in codes(workspace, outer)
    other.set_param("back", "name", "elsewhere")
    checked(checker, qtbot)
    assert "CW412" in codes(workspace, outer), "it is not saved, and counts all the same"
    other.stack.setClean()
    workspace.close(other)
    checked(checker, qtbot)
    assert "CW412" not in codes(workspace, outer), "closed: the file counts again"


def test_a_flow_without_a_file_knows_no_project(checker: Checker, workspace: Workspace, qtbot: QtBot) -> None:
    document = workspace.new()
    document.add_node("hours")
    document.set_param("hours", "calendar", "office")
    checked(checker, qtbot)
    assert "CW603" not in codes(workspace, document)


SETTINGS = '[folders]\nflows = "lines"\n[calendars.office.hours]\nmonday = ["08:00-12:00"]\n'


@pytest.mark.parametrize(("name", "unknown"), [("office", False), ("offise", True)])
def test_calendars_of_the_settings(
    name: str, unknown: bool, checker: Checker, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "callwright.toml").write_text(SETTINGS)
    hours = node("hours", "hours", {"open": "end", "closed": "end"}, {"calendar": name})
    save(
        Flow("a", language="en", start="hours", nodes={"hours": hours, "end": hangup("end")}),
        tmp_path / "a.flow.xml",
    )
    document = workspace.open(tmp_path / "a.flow.xml")
    assert document is not None
    checked(checker, qtbot)
    assert ("CW603" in codes(workspace, document)) == unknown


def test_every_code_with_a_fix_is_a_code() -> None:
    from flowdesigner.problems.fixes import FIXERS

    assert FIXERS.keys() <= all_codes().keys()
