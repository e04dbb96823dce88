"""Blocks of items that stand together where most of them wish to be: weighted medians that can be joined."""

from __future__ import annotations

import heapq
from collections.abc import Sequence


class Block:
    """Items that stand together: `count` of them, `at` the lower weighted median of their wishes.

    The lower median is a wish that somebody has, so that his line is straight. Wishes up to it are in one
    heap and those beyond it in another, so that joining two blocks costs little more than the smaller has.
    """

    __slots__ = ("_beyond", "_lower", "_upto", "_weight", "at", "count")

    def __init__(self, wishes: Sequence[tuple[float, float]], offset: float) -> None:
        self.count = 1
        if len(wishes) == 1:
            at, weight = wishes[0]
            self.at = at - offset
            self._upto, self._beyond = [(-self.at, weight)], []
            self._lower = self._weight = weight
            return
        in_order = sorted([(at - offset, weight) for at, weight in wishes])
        self._weight = sum([weight for _, weight in in_order])
        self._lower, number = 0.0, 0
        while self._lower < self._weight / 2:
            self._lower += in_order[number][1]
            number += 1
        self.at = in_order[number - 1][0]
        # Both are heaps, being in order.
        self._upto = [(-at, weight) for at, weight in in_order[number - 1 :: -1]]
        self._beyond = in_order[number:]

    def joined(self, other: Block) -> Block:
        """Both as one."""
        if len(self._upto) + len(self._beyond) < len(other._upto) + len(other._beyond):
            self, other = other, self
        self.count += other.count
        self._weight += other._weight
        here = self.at
        for at, weight in [*((-minus, weight) for minus, weight in other._upto), *other._beyond]:
            if at <= here:
                heapq.heappush(self._upto, (-at, weight))
                self._lower += weight
            else:
                heapq.heappush(self._beyond, (at, weight))
        self._settle()
        return self

    def _settle(self) -> None:
        """Find the median: the first wish at which half of the weight is reached."""
        half = self._weight / 2
        while self._lower < half and self._beyond:
            at, weight = heapq.heappop(self._beyond)
            heapq.heappush(self._upto, (-at, weight))
            self._lower += weight
        while len(self._upto) > 1 and self._lower - self._upto[0][1] >= half:
            minus, weight = heapq.heappop(self._upto)
            heapq.heappush(self._beyond, (-minus, weight))
            self._lower -= weight
        self.at = -self._upto[0][0]
