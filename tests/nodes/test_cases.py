"""Every node type against its table of cases; a type without one, or with a gap in it, fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

import nodes
from nodes.contract import Category
from nodes.declare import Parameter, parameters
from nodes.registry import node_types
from nodes.values import to_json
from simulator.stage import Staged
from tests.nodes.case import CASES, Table, node_of, play, table

TYPES = sorted(node_types())
CHINESE = re.compile("[\u4e00-\u9fff]")
ICONS = Path(nodes.__file__).parent / "icons"


def each(kind: str) -> list[Any]:
    """Every entry of one kind in the tables of all types."""
    return [
        pytest.param(type_id, entry, id=f"{type_id}-{number}")
        for type_id in TYPES
        if (CASES / f"{type_id}.json").exists()
        for number, entry in enumerate(table(type_id).get(kind, ()), 1)
    ]


@pytest.mark.parametrize(("type_id", "case"), each("cases"))
def test_case(type_id: str, case: Table) -> None:
    staged = play(type_id, case)
    said = f"{case['about']}: {staged.error!r}\n{staged.simulation.transcript}"
    assert staged.exit == case.get("exit", ""), said
    assert "exit" in case or "move" in case, "a case says by which exit or move the node ends"
    if "move" in case:
        assert _move(staged) == case["move"], said
    if "error" in case:
        assert case["error"] in str(staged.error), said
    if "key" in case:
        assert staged.key == case["key"], said
    if "heard" in case:
        assert list(staged.heard) == case["heard"], said
    for name, value in case.get("variables_after", {}).items():
        assert to_json(staged.variables.get(name)) == value, f"{name}: {said}"
    _check_rest(staged, case, said)


def _check_rest(staged: Staged, case: Table, said: str) -> None:
    if "last" in case:
        assert to_json(staged.last) == case["last"], said
    if "memory_after" in case:
        assert staged.memory == case["memory_after"], said
    if "keys_left" in case:
        assert staged.keys_left == case["keys_left"], said
    if "speaking" in case:
        assert [list(staged.speaking[0]), staged.speaking[1]] == case["speaking"], said
    if "effects" in case:
        found = [asdict(effect) for effect in staged.simulation.effects]
        assert [_part(effect, wanted) for effect, wanted in zip(found, case["effects"], strict=True)] == case[
            "effects"
        ], said
    for wanted in case.get("events", ()):
        events = [event.to_json() for event in staged.events]
        assert any(_part(event, wanted) == wanted for event in events), f"no {wanted} in {events}"


def _move(staged: Staged) -> Any:
    """What the node answered, as `{"enter": {...}}`."""
    assert is_dataclass(staged.step) and not isinstance(staged.step, type)
    return {type(staged.step).__name__.lower(): to_json(asdict(staged.step))}


def _part(whole: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: to_json(value) for name, value in whole.items() if name in wanted}


@pytest.mark.parametrize(("type_id", "bad"), each("bad"))
def test_bad_parameter_is_named(type_id: str, bad: Table) -> None:
    with pytest.raises(ValidationError) as raised:
        node_of(type_id, bad["params"])
    assert bad["place"] in [".".join(map(str, error["loc"])) for error in raised.value.errors()]


@pytest.mark.parametrize(("type_id", "bad"), each("complaints"))
def test_complaint(type_id: str, bad: Table) -> None:
    complaints = list(node_of(type_id, bad["params"]).complaints())
    assert [(one.place, one.severity) for one in complaints] == [tuple(place) for place in bad["places"]]
    assert all(one.zh and one.en and one.cure_zh and one.cure_en for one in complaints)


@pytest.mark.parametrize("type_id", TYPES)
class TestEveryType:
    """What holds for each type, whoever wrote it."""

    def test_it_has_cases(self, type_id: str) -> None:
        assert (CASES / f"{type_id}.json").exists(), f"write tests/nodes/cases/{type_id}.json"
        assert all(case["about"] for case in table(type_id)["cases"])

    def test_cases_are_free_of_complaints(self, type_id: str) -> None:
        for case in table(type_id)["cases"]:
            complaints = list(node_of(type_id, case["params"]).complaints())
            assert [one.place for one in complaints] == case.get("complains", []), case["about"]

    def test_every_exit_is_taken(self, type_id: str) -> None:
        """Of the exits that rows name one is enough."""
        taken, offered = set(), set()
        for case in table(type_id)["cases"]:
            exits = node_of(type_id, case["params"]).exits()
            names = {exit_.name: "a row" if exit_.row else exit_.name for exit_ in exits}
            assert len(names) == len(exits)
            offered |= set(names.values())
            taken.add(names.get(case.get("exit")))
        assert sorted(offered - taken) == []

    def test_every_parameter_is_tried(self, type_id: str) -> None:
        given = [case["params"] for case in table(type_id)["cases"]]
        assert list(_untried(parameters(node_types()[type_id]), given)) == []

    def test_every_parameter_can_be_bad(self, type_id: str) -> None:
        """A type whose parameters are not all free text has an entry that one of them refuses."""
        refused = [bad["place"] for bad in table(type_id).get("bad", ())]
        assert refused or all(
            parameter.kind in ("text", "template") and not parameter.required
            for parameter in parameters(node_types()[type_id])
        )

    def test_it_is_tried_with_a_hang_up(self, type_id: str) -> None:
        cls = node_types()[type_id]
        ends = [case.get("exit") for case in table(type_id)["cases"] if "!" in str(case.get("caller", ""))]
        ends += [case.get("exit") for case in table(type_id)["cases"] if "hang_up" in str(case.get("caller"))]
        assert "hangup" in ends or not cls.media, "a case with a hang-up in the middle is missing"

    def test_it_tells_authors_what_it_is(self, type_id: str) -> None:
        cls = node_types()[type_id]
        assert (
            cls.zh and cls.en and len(cls.help_zh) > 8 and cls.__doc__ and cls.__doc__.strip().endswith(".")
        )
        for parameter in parameters(cls):
            for one in (parameter, *parameter.columns):
                assert one.zh and one.en, f"{type_id}.{one.name}"
                assert not one.help or CHINESE.search(one.help_zh), f"{type_id}.{one.name}: its help"

    def test_what_leaves_has_no_exits(self, type_id: str) -> None:
        cls = node_types()[type_id]
        for case in table(type_id)["cases"]:
            assert bool(node_of(type_id, case["params"]).exits()) is not cls.leaves

    def test_a_node_is_frozen(self, type_id: str) -> None:
        node = node_of(type_id, table(type_id)["cases"][0]["params"])
        for name in type(node).model_fields:
            with pytest.raises(ValidationError):
                setattr(node, name, None)


def _untried(declared: tuple[Parameter, ...], given: list[Any]) -> Iterator[str]:
    """The parameters, and the columns of tables, that no case gives a value."""
    for parameter in declared:
        values = [params[parameter.name] for params in given if parameter.name in params]
        if not values:
            yield parameter.name
        if parameter.columns:
            rows = [row for value in values for row in value]
            yield from (f"{parameter.name}.{column}" for column in _untried(parameter.columns, rows))
        for choice in parameter.choices:
            if choice not in map(str, values) and choice != str(parameter.default):
                yield f"{parameter.name}={choice}"


def test_tables_belong_to_types() -> None:
    assert sorted(path.stem for path in CASES.glob("*.json")) == TYPES


@pytest.mark.parametrize("category", get_args(Category))
def test_every_category_has_an_icon(category: str) -> None:
    icon = (ICONS / f"{category}.svg").read_text(encoding="utf-8")
    assert icon.startswith("<svg") and 'viewBox="0 0 24 24"' in icon and "<script" not in icon
