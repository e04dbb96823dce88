"""Playing call scripts: what passes, and how every difference is told."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from nodes.services import Updated
from simulator.cases import never_used, play_case, play_cases
from simulator.check import differences, same
from simulator.given import Given
from simulator.record import CallRecord
from simulator.script import parse_script
from simulator.services import World
from tests.simulator.desk import desk

STATE = "    given: {database: {hotline: [{rows: [{state: 办理中}]}]}}\n"


def told(body: str, base: Given | None = None) -> list[str]:
    """The differences of one case whose body is `body`."""
    (case,) = parse_script("cases:\n  - name: it\n" + body, "x")
    return [str(difference) for difference in play_case(desk(), case, base).differences]


def test_a_case_that_goes_as_scripted() -> None:
    assert (
        told(
            STATE
            + """\
    steps:
      - hear: {whole: 欢迎致电}
      - press: 2
        during: 留言请按
      - hear: 请输入编号
      - press: 2026#
      - hear: 办理中
      - never: 系统繁忙
      - hear: 再见
    expect:
      result: completed
      path: [welcome.done, main.case, look, bye]
      not_visited: [message, case.invalid]
      variables: {case_no: 2026, desk.state: 办理中}
      milestones: {case_seen: 办理中}
"""
        )
        == []
    )


EXPECTED = {
    "result": ("{result: hung_up}", "expected the result hung_up, it was completed (path: welcome.done"),
    "path": ("{path: [main, bye, case]}", "expected the path to go through case after bye.finish, it went"),
    "order": ("{path: [look, case]}", "expected the path to go through case after look.row"),
    "exit": ("{path: [main.agent]}", "expected the path to go through main.agent, it went welcome.done"),
    "whole path": ("{path: [main], whole_path: yes}", "expected the path main, it was welcome.done"),
    "not visited": ("{not_visited: [look]}", "look was not to be visited"),
    "variable": ("{variables: {case_no: 1}}", "expected the variable case_no to be '1', it was '2026'"),
    "unset": ("{variables: {x: 1}}", "expected the variable x to be '1', it was never set"),
    "milestone": ("{milestones: [paid]}", "the milestone paid was not reached (path:"),
    "its value": ("{milestones: {case_seen: x}}", "expected the milestone case_seen with 'x', it had"),
    "effect": ("{effects: [{service: message}]}", "expected the effect message, there was none"),
    "keys": ("{keys_sent: '12'}", "expected the keys 12 to be sent, '' were"),
    "rows": (
        "{rows: {hotline: [{sql: SELECT 1, rows: []}]}}",
        "rows of connection hotline are expected, but it is not configured",
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_not_as_expected(name: str) -> None:
    expect, message = EXPECTED[name]
    (difference,) = told(STATE + f"    keys: 2 2026#\n    expect: {expect}\n")
    assert difference.startswith("x:5: it: " + message)


def test_milestones_and_whole_paths_that_are_right() -> None:
    path = "[welcome, main.case, case, look, found, seen, bye]"
    expect = f"{{milestones: [case_seen], path: {path}, whole_path: yes, keys_sent: ''}}"
    assert told(STATE + f"    keys: 2 2026#\n    expect: {expect}\n") == []


def test_an_effect_that_came_about() -> None:
    effect = "{service: message, target: messages, values: {seconds: 5.5}}"
    assert told(f"    keys: '1 #'\n    expect: {{effects: [{effect}]}}\n") == []
    twice = told(f"    keys: '1 #'\n    expect: {{effects: [{effect}, {effect}]}}\n")
    assert len(twice) == 1


def test_a_step_that_did_not_come_about_says_where() -> None:
    (difference,) = told("    steps:\n      - hear: 欢迎\n      - press: 3\n      - hear: 请输入\n")
    assert difference == (
        "x:6: it: the call ended before the caller could hear '请输入'; heard instead: "
        "'留言请按1，查询请按2，人工请按3', '再见' (at node bye, 27.9 s; path: welcome > main > agent > bye)"
    )


def test_what_nobody_asked_for() -> None:
    given = "{database: {hotline: [{sql: INSERT INTO x}]}, http: {w: [{path: /a}]}, legs: [{target: '9'}]}"
    assert told(f"    keys: '!'\n    given: {given}\n") == [
        "x:2: it: given.database.hotline: nobody asked for the answer to 'insert into x'",
        "x:2: it: given.http.w: nobody asked for the answer to '/a'",
        "x:2: it: given.legs: nobody rang '9' (answer)",
    ]


def test_what_is_given_for_all_cases_need_not_serve_each_but_one() -> None:
    text = """\
given: {database: {hotline: [{sql: FROM cases}, {sql: FROM nowhere}]}, legs: [{target: "1"}]}
cases:
  - {name: one, keys: "2 2026#"}
  - {name: two, keys: "!"}
"""
    results = list(play_cases(desk(), parse_script(text, "x")))
    assert [result.passed for result in results] == [True, True]
    assert [str(difference) for difference in never_used(results)] == [
        "x:0: all cases: given.database.hotline: nobody asked for the answer to 'from nowhere'"
    ]
    assert never_used([]) == ()


class Rows:
    """A connection with one row."""

    def query(self, *asked: object, **limits: object) -> list[dict[str, object]]:
        """The row."""
        return [{"state": "办理中", "n": 1}]

    def update(self, *asked: object, **limits: object) -> Updated:
        """Nothing."""
        return Updated("unchanged")


def test_rows_of_a_real_connection() -> None:
    base = Given(world=World(database=Rows()))
    expect = "{rows: {hotline: [{sql: SELECT 1, rows: [{n: %s}]}]}}"
    assert told("    keys: 2 2026#\n    expect: " + expect % 1, base) == []
    (difference,) = told("    keys: 2 2026#\n    expect: " + expect % 2, base)
    assert "expected select 1 to give [{'n': 2}], it gave [{'state': '办理中', 'n': 1}]" in difference


def test_a_call_that_was_not_simulated_is_compared_by_its_journal() -> None:
    (case,) = parse_script("cases:\n  - name: it\n    keys: 3\n    expect: {result: completed}\n", "x")
    record = play_case(desk(), case).simulation
    assert differences(case, CallRecord(record.events, ())) == ()
    assert differences(case, CallRecord(record.events[:5], ()))[0].message.startswith(
        "expected the result completed, it was none"
    )


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        ("12", 12, True),
        ("12.50", Decimal("12.5"), True),
        ("013", "013", True),
        ("13", "013", False),
        ("yes", True, True),
        ("no", True, False),
        ("2026-01-15", datetime.date(2026, 1, 15), True),
        ("10:30", datetime.time(10, 30), True),
        ("x", 12, False),
        ({"a": "1"}, {"a": 1, "b": 2}, True),
        ({"a": "1", "c": 1}, {"a": 1}, False),
        (["1", "2"], [1, 2], True),
        (["1"], [1, 2], False),
        ([{"a": 1}], [{"a": 1, "b": 2}], True),
        ("x", ["x"], False),
    ],
)
def test_values_are_compared_as_what_they_are(expected: object, actual: object, equal: bool) -> None:
    assert same(expected, actual) is equal
