"""The position of a call: written and read again, and what is none."""

from __future__ import annotations

import json

import pytest

from engine.position import VERSION, FramePosition, Position

WHOLE = Position(
    "d" * 64,
    "call-1",
    7,
    (
        FramePosition("main", "ask", {"no": {"$date": "2026-01-15"}}, {"loop": {"count": 2}}),
        FramePosition("a", "b"),
    ),
    ("zh-CN", "en"),
    "zf",
    "12#",
    3,
    4,
    12.5,
    "市长热线",
    "filed",
    40,
    {"error": "x"},
    True,
)


@pytest.mark.parametrize("position", [WHOLE, Position("d", "c", 1, ())])
def test_what_is_written_is_read(position: Position) -> None:
    assert Position.load(position.dump()) == position


NONE = [
    b"",
    b"\xff",
    b"{}",
    b"[]",
    b"null",
    b"[1,2]",
    json.dumps([VERSION, "r", "c", 1, [["f"]], []]).encode(),
    json.dumps([VERSION, "r", "c", 1, [5], []]).encode(),
    json.dumps([VERSION + 1, "r", "c", 1, [], []]).encode(),
    WHOLE.dump()[:-5],
    WHOLE.dump()[:-1] + b",1]",
]


@pytest.mark.parametrize("data", NONE)
def test_what_is_none(data: bytes) -> None:
    with pytest.raises(ValueError):
        Position.load(data)
