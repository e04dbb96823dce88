"""Routes on a grid: short, with few corners, around boxes, apart from links that lead elsewhere (A*)."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from flows.drawing.graph import Link, Point, Route, Shape, straightened
from flows.drawing.grid import Grid

CORNER = 90.0
CROSSING = 14.0
COVERED = 400.0
SHARED = 0.5
"""In pixels of detour: a corner, a crossing, running on top of a link that leads elsewhere. `SHARED`: what a
pixel costs on a link that leads to the same box."""

HURRY = 1.3
"""How much more the rest of a way counts than what is behind; at 1 the search looks at many more ways."""

_State = tuple[int, int, bool]
"""Column, row, and whether it was reached across."""


def routed(
    shapes: Sequence[Shape], spots: Mapping[str, Point], links: Sequence[Link], back: Sequence[bool]
) -> list[Route]:
    """A route for each link around boxes that stand apart; `back` says which links lead back."""
    if not links:
        return []
    grid = Grid(shapes, dict(spots), links)
    used = _Used()
    for link in links:
        used.take(grid.stub(link), link.target)
    routes: dict[int, Route] = {}

    def length(number: int) -> tuple[float, int]:
        a, b = grid.port(links[number]), grid.entries(links[number].target)[0]
        return abs(a[0] - b[0]) + abs(a[1] - b[1]), number

    for number in sorted(range(len(links)), key=length):
        link = links[number]
        path = _search(grid, used, link, back[number])
        used.take(path, link.target)
        points = [(grid.xs[i], grid.ys[j]) for i, j in path]
        routes[number] = Route(link, straightened(points), back[number])
    return [routes[number] for number in range(len(links))]


class _Used:
    """Which pieces of the grid are taken by links to which box."""

    def __init__(self) -> None:
        self.across: dict[tuple[int, int], set[str]] = {}
        self.down: dict[tuple[int, int], set[str]] = {}

    def take(self, path: Sequence[tuple[int, int]], target: str) -> None:
        """Note a route, given point by point."""
        for (i, j), (i2, j2) in pairwise(path):
            if j == j2:
                self.across.setdefault((min(i, i2), j), set()).add(target)
            else:
                self.down.setdefault((i, min(j, j2)), set()).add(target)

    def price(
        self, pieces: dict[tuple[int, int], set[str]], at: tuple[int, int], length: float, to: str
    ) -> float:
        """What a piece of `length` costs on the way to the box `to`."""
        takers = pieces.get(at)
        if not takers:
            return length
        return length * SHARED if takers == {to} else length + COVERED

    def crossed(self, i: int, j: int, across: bool, target: str) -> float:
        """What it costs to go straight through a point where others may run the other way."""
        others = (
            self.down.get((i, j), _NOBODY) | self.down.get((i, j - 1), _NOBODY)
            if across
            else self.across.get((i, j), _NOBODY) | self.across.get((i - 1, j), _NOBODY)
        )
        return CROSSING * len(others - {target}) if others else 0.0


_NOBODY: set[str] = set()


def _search(grid: Grid, used: _Used, link: Link, back: bool) -> list[tuple[int, int]]:
    """The cheapest way from the port to the box, point by point."""
    start = grid.at(grid.port(link))
    on, behind, *top = (grid.at(point) for point in grid.entries(link.target))
    goals: set[_State] = {(*(behind if back else on), True), *((*point, False) for point in top)}
    forbidden = {(i, j, not across) for i, j, across in goals}
    ends = [(grid.xs[i], grid.ys[j]) for i, j, _ in goals]
    begin: _State = (*start, True)
    cost = {begin: 0.0}
    came: dict[_State, _State] = {}
    waiting = [(0.0, 0.0, begin)]
    while waiting:
        _, so_far, state = heapq.heappop(waiting)
        if so_far > cost[state]:
            continue
        if state in goals:
            return _path(came, state)
        for after, price in _steps(grid, used, state, link.target):
            found = so_far + price
            if after in forbidden or found >= cost.get(after, float("inf")):
                continue
            cost[after] = found
            came[after] = state
            x, y = grid.xs[after[0]], grid.ys[after[1]]
            # Too high on purpose: a good way is found, not always the best, but much sooner.
            guess = min(abs(x - gx) + abs(y - gy) for gx, gy in ends)
            heapq.heappush(waiting, (found + HURRY * guess, found, after))
    return _straight_there(start, on)


def _steps(grid: Grid, used: _Used, state: _State, target: str) -> Iterator[tuple[_State, float]]:
    """The next points and what it costs to go there."""
    i, j, was_across = state
    for step in (1, -1):
        if 0 <= i + step < len(grid.xs) and grid.across[j][min(i, i + step)]:
            price = used.price(
                used.across, (min(i, i + step), j), abs(grid.xs[i + step] - grid.xs[i]), target
            )
            price += used.crossed(i, j, True, target) if was_across else CORNER
            yield (i + step, j, True), price
        if 0 <= j + step < len(grid.ys) and grid.down[i][min(j, j + step)]:
            price = used.price(used.down, (i, min(j, j + step)), abs(grid.ys[j + step] - grid.ys[j]), target)
            price += CORNER if was_across else used.crossed(i, j, False, target)
            yield (i, j + step, False), price


def _path(came: Mapping[_State, _State], state: _State) -> list[tuple[int, int]]:
    path = [state[:2]]
    while state in came:
        state = came[state]
        path.append(state[:2])
    return path[::-1]


def _straight_there(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Where every way is closed: across, then down. Boxes with room around them leave one open."""
    return [start, (end[0], start[1]), end]
