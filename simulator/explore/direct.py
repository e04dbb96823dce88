"""Goes straight to one place or exit, as an author would script it: the usual wherever it leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from simulator.explore.call import try_call
from simulator.explore.choice import Chosen, Context, Option, Point, Spot, Target
from simulator.explore.compass import Compass
from simulator.explore.scene import Scene

ATTEMPTS = 6
"""Calls that are made to get there."""

UNUSUAL = 0.9
"""How much farther than the usual another option may seem and be taken all the same."""


class _Direct:
    """Takes the option that seems nearest; one that was taken before in the same place seems farther."""

    def __init__(self, compass: Compass) -> None:
        self._compass = compass
        self._times: Counter[tuple[Context, str, str]] = Counter()

    def choose(self, point: Point) -> Option:
        """The nearest option; the first of those that are equally near."""
        far = [
            self._compass.far(point, option)
            + (UNUSUAL if number else 0.0)
            + self._times[point.context, point.what, option.label]
            for number, option in enumerate(point.options)
        ]
        option = point.options[far.index(min(far))]
        self._times[point.context, point.what, option.label] += 1
        return option


def straight_to(scene: Scene, target: Target) -> Sequence[Chosen] | None:
    """The choices of a straight call up to an exit; None if none was found in a few attempts."""
    mind = _Direct(Compass(scene.chart, {target: 0}))
    for _ in range(ATTEMPTS):
        tried = try_call(scene, mind)
        if target in tried.taken:
            return tried.chosen[: tried.taken[target]]
    return None


def spliced(scene: Scene, chosen: Sequence[Chosen], spot: Spot) -> Sequence[Chosen] | None:
    """`chosen` with all that came before its last visit of `spot` replaced by the straight way there."""
    last = next((n for n in range(len(chosen) - 1, -1, -1) if _at(chosen[n], spot)), None)
    if last is None:
        return None
    while last and _at(chosen[last - 1], spot):
        last -= 1
    places = [context for context in scene.chart.ways if context[-1] == spot]
    mind = _Direct(Compass(scene.chart, places=places))
    for _ in range(ATTEMPTS):
        way = try_call(scene, mind).chosen
        first = next((n for n, each in enumerate(way) if _at(each, spot)), None)
        if first is not None:
            return [*way[:first], *chosen[last:]]
    return None


def _at(chosen: Chosen, spot: Spot) -> bool:
    return bool(chosen.context) and chosen.context[-1] == spot
