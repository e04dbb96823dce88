"""Playing call scripts: what passes, and how every difference is told."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from nodes.services import Updated
from simulator.cases import never_used, play_case, play_cases
from simulator.check import differences
from simulator.given import Given
from simulator.record import CallRecord
from simulator.sameness import same
from simulator.script import parse_script
from simulator.services import World
from simulator.steps import Press, Wait
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
    "result": ("{result: hung_up}", "expected the result hung_up, it was completed"),
    "path": ("{path: [main, bye, case]}", "expected the path to go through case after bye.finish, it went"),
    "order": ("{path: [look, case]}", "expected the path to go through case after look.row"),
    "exit": ("{path: [main.agent]}", "expected the path to go through main.agent, it went welcome.done"),
    "whole path": ("{path: [main], whole_path: yes}", "expected the path main, it was welcome.done"),
    "not visited": ("{not_visited: [look]}", "look was not to be visited"),
    "variable": ("{variables: {case_no: 1}}", "expected the variable case_no to be '1', it was '2026'"),
    "unset": ("{variables: {x: 1}}", "expected the variable x to be '1', it was never set"),
    "milestone": ("{milestones: [paid]}", "the milestone paid was not reached"),
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
    text = "cases:\n  - name: it\n    steps:\n      - hear: 欢迎\n      - press: 3\n      - hear: 请输入\n"
    (case,) = parse_script(text, "x")
    (difference,) = play_case(desk(), case).differences
    assert difference.text().splitlines() == [
        "x:6: it: the call ended before the caller could hear '请输入'",
        "    heard: '留言请按1，查询请按2，人工请按3', '再见'",
        "    at: desk.bye, 27.9 s",
        "    path: welcome > main > agent > bye",
    ]
    assert difference.text("zh").splitlines() == [
        "x:6: it: 来电者还没有听到“请输入”，通话就结束了",
        "    听到：“留言请按1，查询请按2，人工请按3”、“再见”",
        "    位置：desk.bye，27.9 秒",
        "    路径：welcome > main > agent > bye",
    ]
    assert difference.to_json()["path"] == ["welcome", "main", "agent", "bye"]


def test_what_failed_in_a_node_is_shown_with_every_difference() -> None:
    (case,) = parse_script("cases:\n  - {name: it, keys: 2 2026#, expect: {path: [seen]}}\n", "x")
    (difference,) = play_case(desk(), case).differences
    assert difference.where.place == "desk.bye"
    assert difference.where.path[:2] == ("welcome.done", "main.case")


EVENTS = {
    "in order": ("[{kind: key_pressed, key: 2}, {kind: service_used, outcome: rows=1}]", ""),
    "out of order": (
        "[{kind: service_used}, {kind: key_pressed, key: 2}]",
        "expected the event key_pressed key=2, there was none",
    ),
    "otherwise": (
        "[{kind: service_used, outcome: none}]",
        "expected the event service_used outcome=none, there was service_used node=look",
    ),
}


@pytest.mark.parametrize("name", EVENTS)
def test_events_of_the_journal(name: str) -> None:
    events, message = EVENTS[name]
    found = told(STATE + f"    keys: 2 2026#\n    expect: {{events: {events}}}\n")
    assert [message in each for each in found] == [True] * bool(message)


def test_a_table_makes_a_case_of_each_row() -> None:
    text = """\
cases:
  - name: a case that is <state>
    table:
      - {number: 0012, state: open, path: [look.row, found]}
      - {number: 2026, state: closed, path: [look, found]}
    given: {database: {hotline: [{rows: [{state: <state>}], seconds: <seconds>}]}}
    steps:
      - press: 2
      - press: <number>#
      - hear: <state>
    expect: {variables: {case_no: <number>}, path: <path>}
""".replace(", seconds: <seconds>", "")
    results = list(play_cases(desk(), parse_script(text, "x")))
    assert [(each.case.name, each.case.line, each.passed) for each in results] == [
        ("a case that is open", 4, True),
        ("a case that is closed", 5, True),
    ]


def test_values_of_a_table_are_what_they_would_be_in_its_place() -> None:
    text = """\
cases:
  - name: waits
    table: [{seconds: 2.5, at_once: yes, key: 0, number: 0571, text: 7}]
    steps: [{wait: <seconds>}, {press: <key>, at_once: <at_once>}]
    given: {database: {hotline: [{rows: [{no: <number>, text: "<text> and (?P<x>.)"}]}]}}
"""
    (case,) = parse_script(text, "x")
    assert case.name == "waits (seconds=2.5, at_once=yes, key=0, number=0571, text=7)"
    assert case.steps == (Wait(2.5, 4), Press("0", None, 0.0, at_once=True, line=4))
    assert case.given.database["hotline"][0].rows == [{"no": "0571", "text": "7 and (?P<x>.)"}]


def test_what_nobody_asked_for() -> None:
    given = "{database: {hotline: [{sql: INSERT INTO x}]}, http: {w: [{path: /a}]}, legs: [{target: '9'}]}"
    assert told(f"    keys: '!'\n    given: {given}\n") == [
        "x:4: it: given.database.hotline: nobody asked for the answer to 'insert into x'",
        "x:4: it: given.http.w: nobody asked for the answer to '/a'",
        "x:4: it: given.legs: nobody rang '9' (answer)",
    ]


def test_what_is_given_for_all_cases_need_not_serve_each_but_one() -> None:
    text = """\
given:
  database: {hotline: [{sql: FROM cases}, {sql: FROM nowhere}]}
  legs:
  - {target: "1"}
cases:
  - {name: one, keys: "2 2026#"}
  - {name: two, keys: "!"}
"""
    results = list(play_cases(desk(), parse_script(text, "x")))
    assert [result.passed for result in results] == [True, True]
    assert [str(difference) for difference in never_used("x", [each.spare for each in results])] == [
        "x:2: given: given.database.hotline: nobody asked for the answer to 'from nowhere'",
        "x:4: given: given.legs: nobody rang '1' (answer)",
    ]
    assert never_used("x", []) == ()


class Rows:
    """A connection with one row, and what was put into it."""

    def __init__(self) -> None:
        """Nothing was put yet."""
        self.put: list[tuple[object, ...]] = []

    def query(self, *asked: object, **limits: object) -> list[dict[str, object]]:
        """The row."""
        return [{"state": "办理中", "n": 1}]

    def update(self, *asked: object, **limits: object) -> Updated:
        """Note it."""
        self.put.append(asked)
        return Updated("done", 1)


def test_rows_are_put_into_the_database_before_the_call() -> None:
    rows = Rows()
    base = Given(world=World(database=rows))
    given = "    given: {rows: {hotline: {cases: [{no: 0012, state: open}]}}}\n"
    assert told("    keys: '!'\n" + given, base) == []
    values = {"no": "0012", "state": "open"}
    assert rows.put == [("hotline", "INSERT INTO cases (no, state) VALUES (:no, :state)", values)]
    (difference,) = told("    keys: '!'\n" + given)
    assert difference == "x:2: it: given.rows.hotline: no database connection is called 'hotline'"


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
    assert differences(case, CallRecord(record.events[:5], ()))[0].told.en == (
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
