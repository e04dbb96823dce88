"""Compares the way of a call through its flows with the path that its script expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator import grammar
from simulator.told import Told, way


def path_differences(expect: grammar.Expected, path: Sequence[str]) -> Iterator[Told]:
    """Nodes that were not to be visited, and the first place at which `path` leaves the expected one."""
    for name in expect.not_visited:
        if any(_is(name, visit) for visit in path):
            yield Told(f"{name} was not to be visited", f"不应经过 {name}")
    if not expect.path:
        return
    if expect.whole_path:
        if len(path) != len(expect.path) or not all(map(_is, expect.path, path)):
            wanted, went = way(expect.path), way(tuple(path))
            yield Told(f"expected the path {wanted}, it was {went}", f"路径应为 {wanted}，实际为 {went}")
        return
    place = 0
    for name in expect.path:
        found = next((n for n in range(place, len(path)) if _is(name, path[n])), None)
        if found is None:
            after = path[place - 1] if place else ""
            went = way(tuple(path[place:]))
            yield Told(
                f"expected the path to go through {name}{after and f' after {after}'}, it went {went}",
                f"路径{after and f'在 {after} 之后'}应经过 {name}，实际为 {went}",
            )
            return
        place = found + 1


def _is(wanted: str, visit: str) -> bool:
    return wanted == (visit if "." in wanted else visit.partition(".")[0])
