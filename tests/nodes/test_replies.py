"""Paths into the answers of web services."""

from __future__ import annotations

import pytest

from nodes.data.replies import MISSING, find, steps
from nodes.services import HttpReply

REPLY = HttpReply(
    200,
    '{"...": 1}',
    {"items": [{"name": "a"}, {"name": "b"}], "first name": "Li", "0": "zero", "none": None, "n": 0, "": 1},
    {"X-Case": "42"},
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.items[0].name", "a"),
        ("data.items[-1].name", "b"),
        (" data.items[1]", {"name": "b"}),
        ('data["first name"]', "Li"),
        ("data.first name", "Li"),
        ("data[0]", "zero"),
        ("data.n", 0),
        ("status", 200),
        ("body", '{"...": 1}'),
        ("headers.x-case", "42"),
        ('headers["X-CASE"]', "42"),
        ("data.items[2]", MISSING),
        ("data.items[-3]", MISSING),
        ("data.items.name", MISSING),
        ("data.none", MISSING),
        ("data.none.more", MISSING),
        ("data.nothing", MISSING),
        ("body[0]", MISSING),
        ("status.real", MISSING),
        ("data.__class__", MISSING),
        ("headers.y", MISSING),
    ],
)
def test_find(path: str, value: object) -> None:
    assert find(REPLY, path) == value


@pytest.mark.parametrize(
    "path", ["", "items", "data.", "data..a", "data[a]", "data[0", "data['a']", "data[1:2]", "data()", "."]
)
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match=r"step of a path|does not begin"):
        steps(path)


def test_an_answer_that_is_no_object() -> None:
    assert find(HttpReply(200, "x"), "data.a") is MISSING
    assert find(HttpReply(200, "[1]", [1]), "data[0]") == 1
