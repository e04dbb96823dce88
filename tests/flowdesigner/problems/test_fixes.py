"""Quick fixes: each makes its problem go away, and is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fixes import FIXERS, fixes_of
from flowdesigner.problems.table_rows import rows_of
from flows.compiler import check
from flows.model import Flow, FlowNode
from flows.problems import Problem
from flows.release import Variable
from flows.world import EverythingWorld
from flows.write import write
from nodes.prompts import Prompt, Segment, Variant
from tests.flowdesigner.problems.faulty import flow, query, said
from tests.flows.build import hangup, node, play, prompt


@dataclass(frozen=True)
class Case:
    """A flow with a problem, and what its fixes are called, the one tried first."""

    flow: Flow
    titles: tuple[str, ...]


MENU = {"no_input": "end", "no_match": "end", "one": "end"}
CHOICES = {"choices": ({"exit": "one", "keys": "1"},)}
RUNG = dict.fromkeys(("ended", "busy", "no_answer", "rejected", "failed"), "end")
ASKED = {"prompt": prompt(_="Press 1.")}


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
