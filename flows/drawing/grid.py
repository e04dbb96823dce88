"""The lines on which links may run between boxes that stand where their author put them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.drawing.graph import Link, Point, Shape

LANES = (12.0, 20.0, 28.0, 36.0, 44.0)
"""How far from a box lines run beside it."""

APART = 6.5
"""Lines nearer to each other than this are one."""

CLEAR = 8.0
"""Nothing runs nearer to a box than this, but what leads to it."""

REACH = 60.0
"""How far from a box the lines of its own ports go."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle that no line enters."""

    left: float
    top: float
    right: float
    bottom: float


class Grid:
    """Lines across and down, and which pieces of them are free.

    `across[j][i]` tells of the piece from xs[i] to xs[i+1] at height ys[j], `down[i][j]` of that from ys[j]
    to ys[j+1] at xs[i].
    """

    def __init__(self, shapes: Sequence[Shape], spots: dict[str, Point], links: Iterable[Link]) -> None:
        self.shapes = {shape.id: shape for shape in shapes}
        self.spots = spots
        self.blocks = [_block(shape, spots[shape.id]) for shape in shapes]
        ports = sorted({(link.source, link.port) for link in links})
        entered = sorted({link.target for link in links})
        xs = _spaced([x for b in self.blocks for d in LANES for x in (b.left - d, b.right + d)])
        ys = _spaced([y for b in self.blocks for d in LANES for y in (b.top - d, b.bottom + d)])
        free_ys = set(ys)
        ends = [self.port(Link(id_, port, "")) for id_, port in ports]
        entries = [point for id_ in entered for point in self.entries(id_)[:2]]
        tops = [point for id_ in entered for point in self.entries(id_)[2:]]
        self.xs = sorted({*xs, *(x for x, _ in (*ends, *entries, *tops))})
        self.ys = sorted({*ys, *(y for _, y in (*ends, *entries, *tops))})
        self._x = {x: i for i, x in enumerate(self.xs)}
        self._y = {y: j for j, y in enumerate(self.ys)}
        self.across = [[y in free_ys] * (len(self.xs) - 1) for y in self.ys]
        free_xs = set(xs)
        self.down = [[x in free_xs] * (len(self.ys) - 1) for x in self.xs]
        for block in self.blocks:
            self._close(block)
        for x, y in ends:
            self._open_across(x, x + REACH, y)
        for x, y in entries:
            self._open_across(x - REACH, x, y)
        for x, y in tops:
            self._open_down(x, y - LANES[-1], y)

    def port(self, link: Link) -> Point:
        """Where a link begins."""
        x, y = self.spots[link.source]
        return x + self.shapes[link.source].width, y + link.port

    def entries(self, id_: str) -> list[Point]:
        """Where links may enter a box: from the left, for those that lead on and back, and from above."""
        shape, (x, y) = self.shapes[id_], self.spots[id_]
        found = [(x, y + shape.entry), (x, y + shape.back)]
        return [*found, (x + shape.width / 2, y)] if shape.top else found

    def stub(self, link: Link) -> list[tuple[int, int]]:
        """The points beside a box where a link comes out; others had better keep away."""
        x, y = self.port(link)
        i, j = self.at((x, y))
        last = bisect_left(self.xs, x + LANES[-1])
        return [(each, j) for each in range(i, last + 1) if each < len(self.xs)]

    def at(self, point: Point) -> tuple[int, int]:
        """The indices of a point that is on the grid."""
        return self._x[point[0]], self._y[point[1]]

    def _close(self, block: Block) -> None:
        left, right = block.left - CLEAR, block.right + CLEAR
        top, bottom = block.top - CLEAR, block.bottom + CLEAR
        first_x, last_x = bisect_left(self.xs, left), bisect_left(self.xs, right)
        first_y, last_y = bisect_left(self.ys, top), bisect_left(self.ys, bottom)
        for j in range(first_y, last_y):
            for i in range(max(first_x - 1, 0), min(last_x, len(self.xs) - 1)):
                self.across[j][i] = False
        for i in range(first_x, last_x):
            for j in range(max(first_y - 1, 0), min(last_y, len(self.ys) - 1)):
                self.down[i][j] = False

    def _open_across(self, begin: float, end: float, y: float) -> None:
        j = self._y[y]
        for i in range(bisect_left(self.xs, begin), bisect_left(self.xs, end)):
            if i + 1 < len(self.xs) and not self._inside(self.xs[i], self.xs[i + 1], y, y):
                self.across[j][i] = True

    def _open_down(self, x: float, begin: float, end: float) -> None:
        i = self._x[x]
        for j in range(bisect_left(self.ys, begin), bisect_left(self.ys, end)):
            if j + 1 < len(self.ys) and not self._inside(x, x, self.ys[j], self.ys[j + 1]):
                self.down[i][j] = True

    def _inside(self, left: float, right: float, top: float, bottom: float) -> bool:
        return any(
            left < block.right and block.left < right and top < block.bottom and block.top < bottom
            if left < right
            else block.left < left < block.right and top < block.bottom and block.top < bottom
            for block in self.blocks
        )


def _block(shape: Shape, spot: Point) -> Block:
    return Block(spot[0], spot[1], spot[0] + shape.width, spot[1] + shape.height)


def _spaced(values: Iterable[float]) -> list[float]:
    """The values in order, those left out that are too near to the one before."""
    kept: list[float] = []
    for value in sorted(set(values)):
        if not kept or value - kept[-1] >= APART:
            kept.append(value)
    return kept
