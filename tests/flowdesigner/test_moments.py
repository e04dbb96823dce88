"""Times of a store on the author's clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flowdesigner.words.moments import local

FORM = "%Y-%m-%d %H:%M:%S"
WALL = datetime(2026, 1, 15, 2, 0, 5, tzinfo=UTC).astimezone().strftime(FORM)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-01-15T02:00:05.000Z", WALL),
        ("2026-01-15T10:00:05+08:00", WALL),
        ("2026-01-15T02:00:05", WALL),
        ("yesterday", "yesterday"),
        (None, ""),
    ],
)
def test_a_time_is_shown_by_the_clock_on_the_wall(moment: object, shown: str) -> None:
    assert local(moment, FORM) == shown
