"""Quick fixes that know the project: its connections, calendars and flows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flowdesigner.document.desk import open_document
from flowdesigner.problems.fixes import fixes_of
from flowdesigner.problems.surroundings import OpenFlows, ProjectWorld
from flowdesigner.session.project import project_of
from flows.compiler import check
from flows.model import Flow, FlowNode, Table
from flows.problems import Problem
from flows.release import Variable
from flows.write import save
from nodes.prompts import Segment
from tests.flowdesigner.problems.faulty import flow, query, said
from tests.flows.build import node, play

SETTINGS = (
    '[connections.cases]\nurl = "sqlite:///cases.sqlite"\n[connections.crm]\nkind = "http"\nurl = "http://127.0.0.1"\n'
    '[calendars.office.hours]\nmonday = ["08:00-12:00"]\n[speech.en]\n'
)
ASKS = {"name": "tries", "value": "1"}


def asks() -> Flow:
    """A flow with an input, which returns a value."""
    back = node("back", "return", {}, {"name": "done", "values": ({"name": "answer", "value": "tries"},)})
    given = Variable("tries", "number", input=True)
    return Flow("asks", language="en", start="back", nodes={"back": back}, variables={"tries": given})


def entered(**params: Table) -> FlowNode:
    """A node that enters `asks`."""
    own: dict[str, str | Table] = {"flow": "asks", "returns": ({"exit": "done"},)}
    return node("a", "subflow", {"done": "end"}, {**own, **params})


def asked(connection: str) -> FlowNode:
    """A query on a connection."""
    return replace(query("SELECT 1"), params={"connection": connection, "sql": "SELECT 1"})


def opens(calendar: str, **more: Table) -> FlowNode:
    """A node that asks a calendar."""
    exits = {"open": "end", "closed": "end", **{str(row["exit"]): "end" for row in more.get("days", ())}}
    return node("a", "hours", exits, {"calendar": calendar, **more})


@pytest.mark.parametrize(
    ("code", "made", "titles"),
    [
        ("CW202", node("a", "hours", {"open": "end", "closed": "end"}), ["Write office"]),
        ("CW411", node("a", "jump", {}, {"flow": "aks", "in": (ASKS,)}), ["Write asks"]),
        (
            "CW414",
            entered(**{"in": (ASKS, {"name": "trys", "value": "1"})}),
            ["Write tries", "Delete the row of trys"],
        ),
        ("CW415", entered(), ["Add the row tries = ''"]),
        (
            "CW416",
            entered(**{"in": (ASKS,), "out": ({"into": "got", "value": "anser"},)}),
            ["Write answer", "Delete the row of anser"],
        ),
        ("CW503", play("a", "end", said(Segment("sound", "jingel"))), ["Write jingle"]),
        (
            "CW601",
            asked("case"),
            ["Write cases"],
        ),
        (
            "CW602",
            asked("crm"),
            ["Write cases"],
        ),
        (
            "CW603",
            opens("offise"),
            ["Write office"],
        ),
        ("CW604", opens("office", days=({"exit": "party", "day": "party"},)), ["Delete the row of party"]),
        (
            "CW207",
            query("SELECT 1", {"name": "left", "value": "1"}),
            ["Delete the row of left"],
        ),
    ],
)
def test_names_of_the_project(
    code: str, made: FlowNode, titles: list[str], tmp_path: Path, qapp: object
) -> None:
    (tmp_path / "callwright.toml").write_text(SETTINGS, encoding="utf-8")
    for each in (asks(), flow(made, variables={"got": Variable("got", "text", value="")})):
        save(each, tmp_path / f"{each.name}.flow.xml")
    sound = tmp_path / "sounds" / "recorded" / "en" / "jingle.wav"
    sound.parent.mkdir(parents=True)
    sound.touch()
    document = open_document(tmp_path / "fix.flow.xml")
    _, settings = project_of(document.path) or (tmp_path, {})

    def problem() -> Problem | None:
        world = ProjectWorld(tmp_path, settings, OpenFlows([]), ())
        found = check(replace(document.flow, file=str(document.path)), world)
        return next((each for each in found if each.code == code and each.file == str(document.path)), None)

    first = problem()
    assert first is not None
    fixes = fixes_of(document, first)
    assert [str(fix.title) for fix in fixes] == titles
    for fix in fixes:
        fix.run()
        assert document.stack.count() == 1
        again = problem()
        assert again is None or (again.parameter, again.en) != (first.parameter, first.en), str(fix.title)
        document.stack.undo()
        assert problem() == first
