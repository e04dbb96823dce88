"""Prepared answers as rows: read from the text, put back, and nothing else of it touched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flowdesigner.simulation.answers import Answer, cell_text, cell_value, read_answers, with_answers
from flowdesigner.simulation.given import read_given
from flowdesigner.simulation.mocks import EXAMPLES

TEXT = """# who rings
caller: '139' # a mobile

# the cases
database:
  hotline: # ours
  - sql: SELECT
    rows: [{no: '2026001', state: 办理中, days: 3}]
  - {node: save, error: unavailable}
  other:
  - {sql: UPDATE, changed: 0, times: 2, seconds: 1.5}

# the services
http:
  service:
  - {path: /cases, method: POST, status: 404, data: {state: [a, 1]}}
legs:
- {outcome: busy} # always
"""


def test_answers_are_rows() -> None:
    rows = read_answers(TEXT)
    assert rows is not None
    assert [(row.sort, row.connection, row.asks) for row in rows] == [
        ("database", "hotline", "SELECT"),
        ("database", "hotline", ""),
        ("database", "other", "UPDATE"),
        ("http", "service", "POST /cases"),
    ]
    assert rows[0].get("rows") == [{"no": "2026001", "state": "办理中", "days": 3}]


@pytest.mark.parametrize("text", [TEXT, "", "# only words\n", *(text for _, text in EXAMPLES)])
def test_the_way_there_and_back(text: str) -> None:
    rows = read_answers(text)
    assert rows is not None
    assert with_answers(text, rows) == text, "nothing has changed"
    emptied = with_answers(text, [])
    assert read_answers(emptied) == []
    again = with_answers(emptied, rows)
    assert read_answers(again) == rows and read_given(again) == read_given(text)


def test_only_what_changes_is_written() -> None:
    rows = read_answers(TEXT)
    assert rows is not None
    made = with_answers(TEXT, [rows[0].having(sql="FROM cases"), *rows[1:]])
    for kept in (
        "# who rings",
        "# a mobile",
        "# the cases",
        "# the services",
        "data: {state: [a, 1]}",
        "# always",
    ):
        assert kept in made
    assert "sql: FROM cases" in made and read_given(made).value["legs"] == read_given(TEXT).value["legs"]


def test_from_nothing() -> None:
    made = with_answers("", [Answer("http", "service").asking("get /a b"), Answer("database", "db")])
    assert read_given(made).value == {
        "database": {"db": [{}]},
        "http": {"service": [{"path": "/a b", "method": "GET"}]},
    }
    assert with_answers("{caller: '1'}", [Answer("database", "db")]).startswith("caller: '1'")


@pytest.mark.parametrize(
    "text", ["a: [", "- a", "database: 1", "database: {a: 1}", "http: {a: [x]}", "a: &b 1\nc: *b"]
)
def test_what_is_no_list_of_answers(text: str) -> None:
    assert read_answers(text) is None


def test_a_text_that_cannot_be_read_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="no YAML"):
        with_answers("a: [", [])


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("POST /x", {"method": "POST", "path": "/x"}),
        ("delete", {"method": "DELETE"}),
        ("/x", {"path": "/x"}),
        ("fetch me", {"path": "fetch me"}),
        ("", {}),
    ],
)
def test_questions_of_web_services(words: str, fields: dict[str, Any]) -> None:
    answer = Answer("http", "s", {"method": "GET", "path": "old"}).asking(words)
    assert answer.fields == fields and answer.asking(answer.asks) == answer


VALUES: list[Any] = [
    "办理中",
    "0571",
    "12",
    "",
    "yes",
    " a ",
    "'quoted'",
    "[no list",
    "2026-01-15",
    "null",
    12,
    1.5,
    True,
    None,
    date(2026, 1, 15),
    [1, "2"],
    {"a": {"b": None}},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_cells_say_what_they_hold(value: Any) -> None:
    assert cell_value(cell_text(value)) == value
    answer = Answer("database", "db", {"rows": [{"x": value}]})
    assert read_answers(with_answers("", [answer])) == [answer]


def test_what_is_typed() -> None:
    typed = {
        "12": 12,
        "0571": "0571",
        "12:30": "12:30",
        "'12'": "12",
        "abc": "abc",
        "[1, a]": [1, "a"],
        "{": "{",
    }
    assert {text: cell_value(text) for text in typed} == typed
