"""Quick fixes: each makes its problem go away, and is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fixes import FIXERS, fixes_of
from flows.compiler import check
from flows.model import Flow
from flows.problems import Problem
from flows.release import Variable
from flows.world import EverythingWorld
from flows.write import write
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


def two_languages() -> Flow:
    switch = node("switch", "language", {"next": "hello"}, {"language": "zh-CN"})
    return flow(switch, play("hello", "end", prompt(en="Hello")))


CASES: dict[str, Callable[[], Case]] = {
    "CW201": lambda: Case(flow(node("a", "plai", {"done": "end"})), ("Make it a play",)),
    "CW204": lambda: Case(
        flow(replace(play("a", "end"), params={"interupt": "none"})),
        ("Call the parameter interrupt", "Delete the parameter interupt"),
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


def test_the_flow_takes_the_name_of_its_file(tmp_path: Path, qapp: object) -> None:
    document = FlowDocument(flow(play("a", "end")), tmp_path)
    document.file.take(tmp_path / "other.flow.xml", None)
    problem = Problem("CW122", "error", "", 1, "", "", "", "", "", "")
    (fix,) = fixes_of(document, problem)
    fix.run()
    assert document.flow.name == "other" and not fixes_of(document, problem)


def test_what_is_gone_has_no_fix(tmp_path: Path, qapp: object) -> None:
    empty = FlowDocument(Flow("empty", language="en"), tmp_path)
    for code in FIXERS.keys() - {"CW303"}:
        problem = Problem(code, "error", "", 0, "gone", "prompt", "", "", "", "")
        assert fixes_of(empty, problem) == [], code
