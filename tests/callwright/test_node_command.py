"""`callwright node`: every type is listed and explained, and its example is what a flow file may hold."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from callwright.node_example import example_node, example_text
from callwright.node_words import KINDS
from flows.compiler import check
from flows.source import Source
from flows.wording import CATEGORIES
from nodes.contract import Category
from nodes.declare import parameters
from nodes.registry import node_types
from tests.callwright.conftest import Run

TYPES = list(node_types())
OUTSIDE = ("CW411", "CW5", "CW6")
"""Codes of what lies outside the flow: the other flow, the sounds, the connection that an example names."""
VARIABLES = '<variables><variable name="answer" type="text"/></variables>'


def test_every_category_has_its_titles() -> None:
    assert tuple(CATEGORIES) == get_args(Category)


def test_every_type_is_listed_by_category(run: Run) -> None:
    listed = json.loads(run("node", "--json").out)
    assert sorted(one["type"] for one in listed) == TYPES
    categories = list(dict.fromkeys(one["category"] for one in listed))
    assert categories == [name for name in CATEGORIES if name in categories]
    shown = run("node").out
    assert all(f" {name} " in shown for name in TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_explained_in_both_languages(run: Run, name: str) -> None:
    cls = node_types()[name]
    for language, title in (("en", cls.en), ("zh", cls.zh)):
        told = run("--lang", language, "node", name)
        assert told.status == 0
        assert title in told.out
        assert all(one.name in told.out for one in parameters(cls))
    assert {one.kind for one in parameters(cls)} <= KINDS.keys()
    found = json.loads(run("node", name, "--json").out)
    assert [one["name"] for one in found["parameters"]] == [one.name for one in parameters(cls)]
    assert bool(found["exits"]) is not cls.leaves


@pytest.mark.parametrize("name", TYPES)
def test_an_example_is_what_a_flow_may_hold(name: str) -> None:
    cls = node_types()[name]
    node = example_node(cls)
    assert node is not None and not list(node.complaints())
    flow = (
        '<flow xmlns="urn:callwright:flow" format="1" name="main" language="en" start="set_1">'
        f"{VARIABLES}"
        '<node id="set_1" type="set"><param name="values"><row name="answer" value="1"/></param>'
        f'<exit on="next" to="{name}_2"/></node>'
        f"{example_text(cls).replace(f'{name}_1', f'{name}_2')}"
        '<node id="next" type="hangup"/></flow>'
    )
    problems = check(Source(flow.encode(), "main.flow.xml"))
    inside = [p for p in problems if p.severity == "error" and not p.code.startswith(OUTSIDE)]
    assert [str(problem.text("en")) for problem in inside] == []


def test_a_type_that_is_none_is_told_with_the_nearest(run: Run) -> None:
    ran = run("node", "menus")
    assert (ran.status, "is menu meant?" in ran.err, "cure: callwright node" in ran.err) == (1, True, True)
