"""Whether two shares differ by more than chance would make them."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

LEVEL = 0.01
"""A difference is believed if chance alone made one as great in fewer cases than this."""
LEAST = 5.0
"""With fewer than so many of a kind to be expected on a side, nothing is believed (Cochran's rule)."""


def differ(one: int, of_one: int, other: int, of_other: int) -> bool:
    """Whether `one` of `of_one` calls and `other` of `of_other` are shares that differ indeed.

    Two-sided test of two proportions, with the variance of both together.
    """
    if not of_one or not of_other:
        return False
    share = (one + other) / (of_one + of_other)
    if min(of_one, of_other) * min(share, 1 - share) < LEAST:
        return False
    deviation = sqrt(share * (1 - share) * (1 / of_one + 1 / of_other))
    z = abs(one / of_one - other / of_other) / deviation
    return 2 * (1 - NormalDist().cdf(z)) < LEVEL
