"""Quick fixes: each makes its problem go away, and is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flowdesigner.document.desk import FlowDocument, open_document
from flowdesigner.problems.fixes import FIXERS, fixes_of
from flowdesigner.problems.surroundings import OpenFlows, ProjectWorld
from flowdesigner.problems.table_rows import rows_of
from flowdesigner.session.project import project_of
from flows.compiler import check
from flows.model import Flow, FlowNode, Table
from flows.problems import Problem
from flows.release import Variable
from flows.world import EverythingWorld
from flows.write import save, write
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import hangup, node, play, prompt


@dataclass(frozen=True)
class Case:
    """A flow with a problem, and what its fixes are called, the one tried first."""

    flow: Flow
    titles: tuple[str, ...]


def flow(*nodes: object, **more: object) -> Flow:
    made = {each.id: each for each in (*nodes, hangup("end"))}  # type: ignore[attr-defined]
    given: dict[str, object] = {"language": "en", "start": next(iter(made)), "nodes": made, **more}
    return Flow("fix", **given)  # type: ignore[arg-type]


def said(*segments: Segment, language: str = "", try_: int = 1) -> Prompt:
    return Prompt((Variant(language, segments, try_),))


MENU = {"no_input": "end", "no_match": "end", "one": "end"}
CHOICES = {"choices": ({"exit": "one", "keys": "1"},)}
RUNG = dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "end")
ASKED = {"prompt": prompt(_="Press 1.")}


def query(sql: str, *rows: dict[str, str]) -> FlowNode:
    """A query with bound values."""
    exits = dict.fromkeys(("row", "none", "failed", "timeout"), "end")
    return node("a", "query", exits, {"connection": "cases", "sql": sql, "values": rows})


def two_languages() -> Flow:
    switch = node("switch", "language", {"next": "hello"}, {"language": "zh-CN"})
    return flow(switch, play("hello", "end", prompt(en="Hello")))


CASES: dict[str, Callable[[], Case]] = {
    "CW201": lambda: Case(flow(node("a", "plai", {"done": "end"})), ("Make it a play",)),
    "CW203": lambda: Case(
        flow(node("a", "menu", MENU, {**CHOICES, "attempts": "many"}, ASKED)), ("Use the default",)
    ),
    "CW203 in a row": lambda: Case(
        flow(node("a", "dial", RUNG, {"targets": ({"number": "1000", "at": "gw", "weight": "-3"},)})),
        ("Use the default",),
    ),
    "CW204": lambda: Case(
        flow(replace(play("a", "end"), params={"interupt": "none"})),
        ("Call the parameter interrupt", "Delete the parameter interupt"),
    ),
    "CW205": lambda: Case(
        flow(node("a", "play", {"done": "end"}, {"prompt": "Hello.", "interrupt": "none"})), ("Say it",)
    ),
    "CW206": lambda: Case(
        flow(node("a", "menu", MENU, {"choices": ({"exit": "no_input", "keys": "1"},)}, ASKED)),
        ("Call the exit no_input_2",),
    ),
    "CW207": lambda: Case(
        flow(query("SELECT :who AS a", {"name": "age", "value": "1"})), ("Add the row who = ''",)
    ),
    "CW208": lambda: Case(flow(play("a", "b"), replace(hangup("b"), enabled=False)), ("Switch b on",)),
    "CW303": lambda: Case(
        flow(
            play("a", "end", prompt(_="Hello {{ whom|text }}")),
            variables={"who": Variable("who", "text", value="x")},
        ),
        ("Write who", "Declare whom"),
    ),
    "CW304": lambda: Case(
        flow(play("a", "end", prompt(_="You are {{ call.caler|digits }}"))), ("Write call.caller",)
    ),
    "CW305": lambda: Case(
        flow(
            node(
                "a",
                "digits",
                {"valid": "end", "no_input": "end", "invalid": "end"},
                {"into": "number"},
                {"prompt": prompt(_="Type")},
            )
        ),
        ("Declare number",),
    ),
    "CW306": lambda: Case(
        flow(
            node("a", "log", {"next": "end"}, {"text": "{{ who }}"}),
            node("b", "set", {"next": "end"}, {"values": ({"name": "who", "value": "1"},)}),
            variables={"who": Variable("who", "text")},
        ),
        ("Give who the first value (empty)",),
    ),
    "CW307": lambda: Case(
        flow(play("a", "end"), variables={"idle": Variable("idle", "text")}),
        ("Delete the declaration of idle",),
    ),
    "CW309": lambda: Case(
        flow(
            play("a", "end", prompt(_="{{ n|number }}")), variables={"n": Variable("n", "number", value="x")}
        ),
        ("Give n no first value",),
    ),
    "CW310": lambda: Case(
        flow(play("a", "end"), variables={"call": Variable("call", "text")}),
        ("Delete the declaration of call",),
    ),
    "CW401": lambda: Case(flow(play("a", "end"), start=""), ("Begin at a",)),
    "CW402": lambda: Case(
        flow(play("a", "ende")),
        ("Lead done to end", "Lead done to a new hang-up", "Take the wire of done off"),
    ),
    "CW403": lambda: Case(
        flow(
            node(
                "a",
                "digits",
                {"valid": "end", "no_input": "end"},
                {"into": "n"},
                {"prompt": prompt(_="Type")},
            ),
            variables={"n": Variable("n", "text")},
        ),
        ("Lead invalid to end", "Lead invalid to a new hang-up"),
    ),
    "CW404": lambda: Case(
        flow(node("a", "play", {"don": "end"}, {"interrupt": "none"}, {"prompt": prompt(_="Hello")})),
        ("Call the exit done", "Delete the wire of don"),
    ),
    "CW405": lambda: Case(flow(play("a", "end"), play("lost", "end")), ("Delete lost",)),
    "CW406": lambda: Case(
        flow(node("a", "log", {}, {"text": "Hello"})), ("Lead all to end", "Lead next to a new hang-up")
    ),
    "CW408": lambda: Case(
        flow(play("a", "end"), on_error="ende"), ("Lead it to end", "Handle error no more")
    ),
    "CW501": lambda: Case(two_languages(), ("Add a prompt in zh-CN, to be translated",)),
    "CW502": lambda: Case(
        flow(play("a", "end", said(Segment("say", "Hello"), try_=2))), ("Say it from the first attempt on",)
    ),
    "CW505": lambda: Case(
        flow(
            play("a", "end", prompt(_="Case {{ no }}")), variables={"no": Variable("no", "text", value="1")}
        ),
        ("Read no digit by digit", "Read no as a number"),
    ),
    "CW506": lambda: Case(
        flow(play("a", "end", prompt(_="Dial 110."))), ("Read 110 digit by digit", "Read 110 as a number")
    ),
    "CW507": lambda: Case(flow(play("a", "end", said(Segment("value", "'7'", "digit")))), ("Write digits",)),
    "CW508": lambda: Case(
        flow(
            play("a", "end", Prompt((*prompt(en="Hello").variants, Variant("en", (Segment("say", " "),), 2))))
        ),
        ("Delete the empty prompt",),
    ),
    "CW605": lambda: Case(
        flow(query("SELECT 1 FROM a WHERE b = '{{ call.caller }}' AND c = {{ call.called }}")),
        ("Bind the values",),
    ),
    "CW606": lambda: Case(
        flow(query("SELECT 1 FROM a WHERE b LIKE '%:no%'", {"name": "no", "value": "'1'"})),
        ("Take :no out of the quotes",),
    ),
}


def problem_of(document: FlowDocument, code: str) -> Problem | None:
    flows = {each.name: write(each) for each in (inner(),)}
    found = check(document.flow, EverythingWorld(flows))
    return next((each for each in found if each.code == code), None)


def inner() -> Flow:
    back = node("back", "return", {}, {"name": "done"})
    return Flow("inner", language="en", start="back", nodes={"back": back})


@pytest.mark.parametrize("code", CASES)
def test_each_fix_mends_its_problem(code: str, tmp_path: Path, qapp: object) -> None:
    case = CASES[code]()
    document = FlowDocument(case.flow, tmp_path)
    code = code[:5]
    problem = problem_of(document, code)
    assert problem is not None, [each.text() for each in check(document.flow)]
    fixes = fixes_of(document, problem)
    assert tuple(str(fix.title) for fix in fixes) == case.titles
    for fix in fixes:
        fix.run()
        assert document.stack.count() == 1
        assert problem_of(document, code) != problem, str(fix.title)
        document.stack.undo()
        assert problem_of(document, code) == problem


ENTER = node("enter", "subflow", {"gone": "end", "done": "end"}, {"flow": "inner"})


@pytest.mark.parametrize(
    ("code", "returns", "title"),
    [
        ("CW412", ({"exit": "gone"},), "Add the return name done"),
        ("CW413", ({"exit": "done"}, {"exit": "other"}), "Delete the return name other"),
        ("CW413", ({"exit": "done"}, {"exit": "dono"}), "Write done"),
    ],
)
def test_return_names(
    code: str, returns: tuple[dict[str, str], ...], title: str, tmp_path: Path, qapp: object
) -> None:
    document = FlowDocument(flow(replace(ENTER, params={"flow": "inner", "returns": returns})), tmp_path)
    problem = problem_of(document, code)
    assert problem is not None
    fixes = fixes_of(document, problem)
    assert str(fixes[0].title) == title
    fixes[0].run()
    assert problem_of(document, code) != problem


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


@pytest.mark.parametrize(
    ("sql", "written", "values"),
    [
        ("WHERE a = '{{ x }}'", "WHERE a = :x", (("x", "x"),)),
        (
            "WHERE a = {{ call.caller|upper }} AND b = {{ call.caller|upper }} AND c = {{ caller }}",
            "WHERE a = :caller AND b = :caller AND c = :caller_2",
            (("caller", "call.caller|upper"), ("caller_2", "caller")),
        ),
        ("WHERE a LIKE '%{{ x }}%'", "", ()),
        ("{% if x %}WHERE a = 1{% endif %}", "", ()),
    ],
)
def test_pasted_values_are_bound(
    sql: str, written: str, values: tuple[tuple[str, str], ...], tmp_path: Path, qapp: object
) -> None:
    document = FlowDocument(flow(query(sql)), tmp_path)
    fixes = fixes_of(document, Problem("CW605", "error", "", 0, "a", "sql", "", "", "", ""))
    assert bool(fixes) == bool(written)
    for fix in fixes:
        fix.run()
        after = document.flow.nodes["a"]
        assert after.params["sql"] == written
        assert [(row["name"], row["value"]) for row in rows_of(after, "values")] == list(values)


def test_the_flow_takes_the_name_of_its_file(tmp_path: Path, qapp: object) -> None:
    document = FlowDocument(flow(play("a", "end")), tmp_path)
    document.file.take(tmp_path / "other.flow.xml", None)
    problem = Problem("CW122", "error", "", 1, "", "", "", "", "", "")
    (fix,) = fixes_of(document, problem)
    fix.run()
    assert document.flow.name == "other" and not fixes_of(document, problem)


def test_interrupted_is_led_where_done_leads_here_and_everywhere(tmp_path: Path, qapp: object) -> None:
    def spoken(id_: str, **exits: str) -> FlowNode:
        return node(id_, "play", exits, {}, {"prompt": prompt(_="Hello")})

    nodes = (
        spoken("a", done="b"),
        spoken("b", done="end"),
        spoken("c", done="a", interrupted="d"),
        spoken("d"),  # Its `done` leads nowhere either.
    )
    document = FlowDocument(flow(*nodes, start="c"), tmp_path)
    titles = ["Lead interrupted where done leads", "Do so for all 2 open exits interrupted"]

    problem = next(each for each in check(document.flow, EverythingWorld()) if each.code == "CW403")

    def fixes(id_: str) -> dict[str, Callable[[], object]]:
        return {str(fix.title): fix.run for fix in fixes_of(document, replace(problem, node=id_))}

    def led() -> list[str | None]:
        return [each.exits.get("interrupted") for each in document.flow.nodes.values()]

    assert list(fixes("a"))[:2] == titles
    assert not any("done" in title or "all" in title for title in fixes("d"))
    for title, second in zip(titles, (None, "end"), strict=True):
        fixes("a")[title]()
        assert led() == ["b", second, "d", None, None] and document.stack.count() == 1
        document.stack.undo()
        assert led() == [None, None, "d", None, None]
    assert "Lead interrupted to end" in fixes("a") and "Lead interrupted to end" not in fixes("b")
    fixes("b")[titles[0]]()
    assert list(fixes("a"))[1] == "Lead interrupted to end"


def test_what_is_gone_has_no_fix(tmp_path: Path, qapp: object) -> None:
    empty = FlowDocument(Flow("empty", language="en"), tmp_path)
    for code in FIXERS.keys() - {"CW303"}:
        problem = Problem(code, "error", "", 0, "gone", "prompt", "", "", "", "")
        assert fixes_of(empty, problem) == [], code
