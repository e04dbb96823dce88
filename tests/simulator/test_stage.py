"""One node by itself."""

from __future__ import annotations

import pytest

from nodes.contract import Finish, Node
from nodes.errors import NodeFailure
from nodes.registry import node_types
from simulator.given import Given
from simulator.mocks import DatabaseAnswer
from simulator.services import World
from simulator.stage import stage
from simulator.steps import Press


def make(type_: str, **parameters: object) -> Node:
    """A node of the registry."""
    return node_types()[type_].model_validate(parameters)


MENU = make(
    "menu",
    prompt="按1或2",
    wrong="按错了",
    choices=[{"exit": "one", "keys": "1"}, {"exit": "two", "keys": "2"}],
)


@pytest.mark.parametrize(
    ("caller", "exit_", "heard"),
    [
        ("2", "two", ["按1或2"]),
        ("9 1", "one", ["按1或2", "按错了", "按1或2"]),
        ("!", "hangup", ["按1或2"]),
        ((Press("1", at_once=True, after=0.0),), "one", []),
    ],
)
def test_a_menu(caller: str, exit_: str, heard: list[str]) -> None:
    staged = stage(MENU, caller)
    assert (staged.exit, list(staged.heard)) == (exit_, heard)


def test_what_was_assigned_and_remembered() -> None:
    staged = stage(make("digits", prompt="编号", into="no", max=4), "1234", declared={"no": "number"})
    assert (staged.exit, staged.variables, staged.keys_left) == ("valid", {"no": 1234}, "")
    assert [event.kind for event in staged.events][-1] == "variable_set"


def test_keys_that_the_node_left_over() -> None:
    ahead = (Press("1234", at_once=True, pace=0.0),)
    two = make("digits", prompt="编号", into="no", max=2)
    assert stage(two, ahead, declared={"no": "text"}).keys_left == "34"


def test_a_global_key() -> None:
    staged = stage(MENU, "0", keys="0")
    assert (staged.exit, staged.key) == ("global_key", "0")


def test_a_node_that_raises() -> None:
    staged = stage(make("set", values=[{"name": "nobody_declared", "value": "1"}]))
    assert staged.exit == "error"
    assert isinstance(staged.error, NodeFailure)


def test_a_move_is_no_exit() -> None:
    staged = stage(make("hangup"))
    assert staged.exit == ""
    assert isinstance(staged.step, Finish)


def test_services_and_variables_are_those_given() -> None:
    world = World(database_answers=[DatabaseAnswer("hotline", rows=[{"state": "open"}])])
    query = make(
        "query",
        connection="hotline",
        sql="SELECT :no",
        values=[{"name": "no", "value": "no"}],
        columns=[{"column": "state", "into": "state"}],
    )
    staged = stage(query, given=Given(world=world), variables={"no": "7"}, declared={"state": "text"})
    assert (staged.exit, staged.variables["state"], staged.simulation.unused) == ("row", "open", ())


def test_after_the_engine_died_in_it() -> None:
    assert stage(MENU, "1", resumed=True).exit == "one"
