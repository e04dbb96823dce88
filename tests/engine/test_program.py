"""A release made ready to run: first values, values handed in, and releases side by side."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from weakref import ref

import pytest

from engine.program import program_of
from flows.release import Variable
from nodes.errors import NodeFailure, ValueMismatch
from tests.engine.build import at, flow, release
from tests.engine.steps import Go

END = at("end", Go(kind="finish", to="ok"))
FIRST = {
    "text": ("x", "x"),
    "number": ("7", 7),
    "yesno": ("yes", True),
    "date": ("2026-01-15", date(2026, 1, 15)),
    "list": ("[1, 2]", [1, 2]),
    "row": ('{"a": 1}', {"a": 1}),
    "rows": ('[{"a": 1}]', [{"a": 1}]),
}


@pytest.mark.parametrize("type_", FIRST)
def test_first_values(type_: str) -> None:
    written, value = FIRST[type_]
    made = release(flow("main", END, variables=[Variable("v", type_, value=written)]))
    assert program_of(made).flow("main").variables({}) == {"v": value}


@pytest.mark.parametrize(("type_", "written"), [("number", "x"), ("list", "x"), ("rows", "{}")])
def test_first_values_that_do_not_fit(type_: str, written: str) -> None:
    made = release(flow("main", END, variables=[Variable("v", type_, value=written)]))
    with pytest.raises(ValueMismatch):
        program_of(made).flow("main")


def test_each_call_has_its_own_first_values() -> None:
    made = release(flow("main", END, variables=[Variable("v", "list", value="[]")]))
    first = program_of(made).flow("main").variables({})["v"]
    assert isinstance(first, list)
    first.append(1)
    assert program_of(made).flow("main").variables({}) == {"v": []}


def test_only_inputs_are_handed_in() -> None:
    made = release(
        flow("main", END, variables=[Variable("a", "number", input=True), Variable("b", "number")])
    )
    planned = program_of(made).flow("main")
    assert planned.variables({"a": "5"}) == {"a": 5}
    assert planned.variables({"b": 5}, inputs_only=False) == {"b": 5}
    for values in ({"b": 1}, {"c": 1}):
        with pytest.raises(NodeFailure, match="no input variable"):
            planned.variables(values)


def test_a_program_is_made_once_for_a_release() -> None:
    made = release(flow("main", END))
    assert program_of(made) is program_of(made)
    assert program_of(replace(made)) is not program_of(made)


def test_a_program_goes_with_its_release_and_no_other() -> None:
    made = release(flow("main", END))
    kept, going = program_of(made), [release(flow("main", END)) for _ in range(100)]
    programs = [ref(program_of(each)) for each in going]
    assert len({id(program()) for program in programs}) == 100
    going.clear()
    gc.collect()
    assert [program for program in programs if program() is not None] == []
    assert program_of(made) is kept
