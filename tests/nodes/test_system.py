"""The system variables: each can be read, nothing is worked out before it is, and nothing else is there."""

from __future__ import annotations

import ast
import datetime
from pathlib import Path
from typing import Any

import pytest

from nodes.errors import ExpressionError
from nodes.expressions import check_expression, evaluate, render
from nodes.system import OPEN, RESERVED, SYSTEM, Headers, Scope, known_attributes
from tests.nodes.stage import START, staged

ROOT = Path(__file__).parents[2]

READABLE = {
    "call.id": "c1",
    "call.caller": "13800138000",
    "call.caller_name": "Zhang",
    "call.called": "12345",
    "call.language": "en",
    "call.answered": "yes",
    "call.result": "filed",
    "call.seconds": "42",
    "call.headers": "vip",
    "line.number": "12345",
    "line.name": "市长热线",
    "line.tenant": "city",
    "now": "2026-01-15 09:30:42",
    "today": "2026-01-15",
    "last.error": "",
    "last.node": "main",
    "last.digits": "",
    "last.attempts": "",
    "last.key": "",
    "last.cause": "",
    "last.target": "",
    "last.seconds": "",
    "last.message": "",
    "last.status": "404",
    "last.rows": "3",
    "last.number": "",
    "last.state": "",
    "last.rounds": "",
    "last.capped": "",
}


def call() -> Any:
    """A call of 42 seconds, with something of each sort to read."""
    made, channel = staged(variables={"n": 5, "today_": 1})
    channel.time = 42.9
    made.state.result = "filed"
    made.state.last = {"node": "main", "status": 404, "rows": 3}
    return made


@pytest.mark.parametrize("variable", SYSTEM, ids=lambda variable: variable.path)
def test_every_variable_can_be_read_and_has_both_languages(variable: Any) -> None:
    made = call()
    assert render("{{ " + variable.path + " }}", made.scope()) == READABLE[variable.path]
    assert variable.get(made) is not None or variable.root == "last"
    assert variable.zh
    assert variable.en
    assert variable.example


def test_the_table_and_this_test_name_the_same() -> None:
    assert [variable.path for variable in SYSTEM] == list(READABLE)
    assert {variable.root for variable in SYSTEM} == RESERVED


def test_what_a_node_left_has_free_names_and_is_empty_if_unset() -> None:
    made = call()
    assert evaluate("last.rows", made.scope()) == 3
    assert render("[{{ last.nothing }}]", made.scope()) == "[]"
    assert evaluate("last.nothing is none", made.scope()) is True


def test_headers_are_read_in_any_writing_and_empty_if_missing() -> None:
    made = call()
    for source in ("call.headers.x_queue", "call.headers['X-Queue']", "call.headers['x-QUEUE']"):
        assert evaluate(source, made.scope()) == "vip"
    assert evaluate("call.headers.x_other", made.scope()) == ""
    assert evaluate("'x-queue' in call.headers and not ('x-other' in call.headers)", made.scope()) is True
    assert Headers({"A": "1"}) == {"a": "1"}


@pytest.mark.parametrize("source", ["call.calller", "line.call", "now.tzinfo", "today.hour", "call['_call']"])
def test_what_is_not_in_the_table_is_not_there(source: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(source, call().scope())
    assert evaluate(f"{source}|default('-')", call().scope()) == "-"


@pytest.mark.parametrize("root", ["call", "line", "last"])
def test_a_variable_with_parts_has_no_value_of_its_own(root: str) -> None:
    with pytest.raises(ExpressionError, match="one of its parts"):
        check_expression(root)


def test_the_compiler_is_told_what_may_follow() -> None:
    call_parts = known_attributes("call")
    assert call_parts is not None
    assert {"caller", "headers"} <= call_parts
    assert known_attributes("line") == frozenset({"number", "name", "tenant"})
    assert known_attributes("today") == frozenset({"year", "month", "day", "weekday"})
    assert (known_attributes("now") or frozenset()) >= {"hour", "date", "time"}
    assert [root for root in RESERVED if known_attributes(root) is None] == list(OPEN)
    assert known_attributes("case") is None


def test_a_flows_own_variables_and_extra_names_come_first() -> None:
    made = call()
    assert evaluate("n", made.scope()) == 5
    assert made.evaluate("n + m", {"m": 1, "n": 10}) == 11
    assert set(made.scope()) == {"n", "today_", *RESERVED}
    assert len(made.scope()) == 7
    assert "n" in made.scope()
    assert "nothing" not in made.scope()
    with pytest.raises(ExpressionError, match="'missing' has no value here"):
        made.evaluate("missing")


def test_nothing_is_worked_out_before_it_is_read() -> None:
    made = call()
    scope = made.scope()
    assert made.services.clock.asked == 0
    evaluate("n + 1", scope)
    assert made.services.clock.asked == 0
    render("{{ now }} {{ now }} {{ today }}", scope)
    assert made.services.clock.asked == 1


def test_the_time_stands_still_within_one_text() -> None:
    made = call()
    scope = Scope(made)
    before = evaluate("now", scope)
    made.services.clock.channel.time += 100
    assert evaluate("now", scope) == before
    assert evaluate("now", Scope(made)) != before


def test_the_time_is_the_lines_own() -> None:
    made = call()
    now = evaluate("now", made.scope())
    assert isinstance(now, datetime.datetime)
    assert now.tzinfo is START.tzinfo
    assert evaluate("today", made.scope()) == START.date()
    assert evaluate("now.weekday ~ now.hour", made.scope()) == "49"


def _left_by_nodes() -> set[str]:
    """The names that node types and the runner put into `call.state.last`, read from their code."""
    found: set[str] = set()
    for path in [
        *(ROOT / "nodes").glob("*/*.py"),
        ROOT / "nodes" / "waiting.py",
        ROOT / "engine" / "runner.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign):
                found |= _keys_of(node.targets[0], node.value)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("state.last.update"):
                found |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return found


def _keys_of(target: ast.expr, value: ast.expr) -> set[str]:
    if isinstance(target, ast.Subscript) and ast.unparse(target.value).endswith("state.last"):
        return {str(ast.literal_eval(target.slice))}
    if not ast.unparse(target).endswith("state.last"):
        return set()
    return {
        str(ast.literal_eval(key))
        for part in ast.walk(value)
        if isinstance(part, ast.Dict)
        for key in part.keys
        if key is not None
    }


def test_the_table_names_just_what_nodes_leave() -> None:
    assert _left_by_nodes() == {variable.name for variable in SYSTEM if variable.root == "last"}
