"""When a difference of two shares is worth believing."""

from __future__ import annotations

import pytest

from callwright.publishing.evidence import differ

CASES = {
    "nothing was counted": (0, 0, 0, 0, False),
    "one side only": (5, 10, 0, 0, False),
    "the same": (100, 1000, 100, 1000, False),
    "far apart": (100, 1000, 200, 1000, True),
    "far apart the other way": (200, 1000, 100, 1000, True),
    "far apart, but few": (1, 4, 4, 4, False),
    "all and none of few": (0, 6, 6, 6, False),
    "all and none": (0, 20, 20, 20, True),
    "a little apart": (100, 1000, 115, 1000, False),
    "a little apart, but many": (10_000, 100_000, 11_500, 100_000, True),
    "all alike": (50, 50, 60, 60, False),
    "sides of unlike size": (900, 9000, 30, 100, True),
    # 60 of 200 beside 85 of 200: z = 2.60, p = 0.0093; 84: z = 2.50, p = 0.0124.
    "just believed": (60, 200, 85, 200, True),
    "just not believed": (60, 200, 84, 200, False),
}


@pytest.mark.parametrize(("one", "of_one", "other", "of_other", "believed"), CASES.values(), ids=CASES)
def test_differ(one: int, of_one: int, other: int, of_other: int, believed: bool) -> None:
    assert differ(one, of_one, other, of_other) is believed
