"""Nodes against their types: each fault once, at its place, in our own words and not pydantic's."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType

import nodes
from flows.model import FlowNode, Value
from flows.passes.words import WORDS, reason_of
from tests.flows import build
from tests.flows.build import node, prompt

MENU: dict[str, Value] = {"choices": ({"exit": "one", "keys": "1"},)}
ASKED = {"prompt": prompt(_="Press one.")}
WIRED = {"one": "a", "no_input": "a", "no_match": "a"}


def _menu(**params: Value) -> FlowNode:
    return node("a", "menu", WIRED, {**MENU, **params}, ASKED)


FAULTS: dict[str, tuple[FlowNode, list[tuple[str, str]]]] = {
    "no number": (_menu(attempts="3.5"), [("CW203", "a.attempts")]),
    "an empty number": (_menu(attempts=""), [("CW203", "a.attempts")]),
    "a vast number": (_menu(attempts="9" * 5000), [("CW203", "a.attempts")]),
    "not a number": (_menu(first_seconds="nan"), [("CW203", "a.first_seconds")]),
    "too small": (_menu(attempts="0"), [("CW203", "a.attempts")]),
    "too large": (_menu(first_seconds="1e9"), [("CW203", "a.first_seconds")]),
    "neither yes nor no": (_menu(interrupt="sometimes"), [("CW203", "a.interrupt")]),
    "none of the choices": (
        node("a", "log", {"next": "a"}, {"text": "x", "level": "loud"}),
        [("CW203", "a.level")],
    ),
    "a bad name": (node("a", "jump", {}, {"flow": "no flow"}), [("CW203", "a.flow")]),
    "an unknown column": (
        _menu(choices=({"exit": "one", "keys": "1", "colour": "red"},)),
        [("CW204", "a.choices[1].colour")],
    ),
    "a missing column": (_menu(choices=({"exit": "one"},)), [("CW202", "a.choices[1].keys")]),
    "a prompt in a cell": (
        _menu(choices=({"exit": "one", "keys": prompt(_="x")},)),
        [("CW203", "a.choices[1].keys")],
    ),
    "a text for a table": (_menu(choices="1 2"), [("CW205", "a.choices")]),
    "a table for a text": (_menu(attempts=({"n": "1"},)), [("CW205", "a.attempts")]),
    "a prompt for a text": (
        node("a", "menu", WIRED, MENU, {**ASKED, "attempts": prompt(_="3")}),
        [("CW205", "a.attempts")],
    ),
    "an alias by its Python name": (
        node("a", "jump", {}, {"flow": "main", "in_": ()}),
        [("CW204", "a.in_")],
    ),
    "several at once": (
        node("a", "menu", WIRED, {"attempts": "x", "colour": "red", "choices": ({"keys": "y"},)}),
        [
            ("CW202", "a.prompt"), ("CW203", "a.attempts"), ("CW202", "a.choices[1].exit"),
            ("CW203", "a.choices[1].keys"), ("CW204", "a.colour"),
        ],
    ),
    "a row named like an implicit exit": (
        _menu(choices=({"exit": "error", "keys": "1"},)),
        [("CW206", "a.choices[1]")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_problem_at_its_place(name: str) -> None:
    """All of them at once, with the node and the parameter."""
    faulty, expected = FAULTS[name]
    found = [p for p in build.problems(build.flow(faulty)) if p.code.startswith("CW2")]
    assert sorted((p.code, p.place) for p in found) == sorted(expected)
    for problem in found:
        assert "Input should" not in problem.en and "Input should" not in problem.zh
        assert re.search("[一-鿿]", problem.zh)


def test_a_fault_stands_at_its_own_line() -> None:
    """Rows and parameters have lines of their own."""
    found = build.problems(
        build.flow(_menu(choices=({"exit": "one", "keys": "1"}, {"exit": "two", "keys": "?"})))
    )
    assert [(p.code, p.line) for p in found] == [("CW203", 6)]


def test_an_unknown_parameter_does_not_hide_other_faults() -> None:
    """The node is bound all the same, so that its exits are known."""
    faulty = _menu(colour="red")
    del faulty.exits["no_match"]
    assert build.told(build.flow(faulty)) == ["CW403 main:a", "CW407 main:a", "CW204 main:a.colour"]


def test_names_that_are_nearly_right_are_guessed() -> None:
    """In both languages."""
    flow = build.flow(node("a", "mnu", {"next": "a"}), build.log("b", "bb"))
    found = [p for p in build.problems(flow) if "meant?" in p.en]
    assert [p.en.rpartition("; ")[2] for p in found] == ["is menu meant?", "is b meant?"]
    assert [p.zh.rpartition("，")[2] for p in found] == ["是否为 menu？", "是否为 b？"]


def test_guesses_are_bounded() -> None:
    """A large flow with a fault in each node costs no more than one with a few."""
    flow = build.flow(*(build.log(f"node_{n}", f"nodes_{n}") for n in range(400)))
    problems = [p for p in build.problems(flow) if p.code == "CW402"]
    assert len(problems) == 400
    assert sum("meant?" in p.en for p in problems) == 50


def test_every_word_is_of_an_error_that_exists() -> None:
    """No word for an error that pydantic or a kind of ours never raises."""
    assert set(WORDS) <= {*get_args(ErrorType), *_own_errors()}


def test_every_error_of_our_kinds_is_said_in_chinese() -> None:
    """By words here, or by those that it brings as the fourth argument of its refusal."""
    own = _own_errors()
    assert own
    assert {code for code, translated in own.items() if not translated} <= set(WORDS)


def _own_errors() -> dict[str, bool]:
    """The codes of the refusals in the source of all node types, and whether they bring their Chinese."""
    found = {}
    for path in (path for folder in nodes.__path__ for path in Path(folder).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                name, code = call.func.id, call.args[0]
                if name in ("matching", "refusal", "PydanticCustomError") and isinstance(code, ast.Constant):
                    found[str(code.value)] = name != "PydanticCustomError" and len(call.args) == 4
    return found


TEXT_INPUT = {
    "int_parsing", "int_parsing_size", "float_parsing", "bool_parsing", "literal_error", "greater_than",
    "greater_than_equal", "less_than", "less_than_equal", "multiple_of", "finite_number", "too_short",
    "too_long", "string_type", "string_too_short", "string_too_long", "string_pattern_mismatch",
    "tuple_type", "missing", "value_error", "assertion_error", "int_type", "float_type", "bool_type",
    "decimal_parsing", "date_parsing", "time_parsing",
}  # fmt: skip
"""What pydantic can say about texts, rows and prompts, which is all that a file holds."""


@pytest.mark.parametrize("type_", sorted(TEXT_INPUT))
def test_what_pydantic_can_say_is_said_in_our_words(type_: str) -> None:
    """And the context that it comes with fills our places."""
    context: dict[str, Any] = {
        field: 1 for words in WORDS[type_] for _, field, _, _ in string.Formatter().parse(words) if field
    }
    zh, en = reason_of({"type": type_, "loc": ("a",), "msg": "foreign", "input": "x", "ctx": context}, None)
    assert "foreign" not in zh + en
    assert re.search("[一-鿿]", zh)


@pytest.mark.parametrize("type_", get_args(ErrorType))
def test_any_error_of_pydantic_gives_a_reason(type_: str) -> None:
    """One that we have no words for keeps its own: a type that somebody else wrote may raise anything."""
    names = ("gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "pattern", "error")
    context = dict.fromkeys(names, "1")
    zh, en = reason_of({"type": type_, "loc": (), "msg": "said so", "input": object(), "ctx": context}, None)
    assert zh and en
