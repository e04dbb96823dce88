"""The mind that searches: towards exits never taken, then towards options never tried."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence

from simulator.explore.chart import Chart
from simulator.explore.choice import Context, Option, Point, Target
from simulator.explore.compass import Compass

FUTILE = 30
"""After so many calls that sought an exit in vain it is given up."""

FUTILE_COST = 3
"""So many of them count as one step more to the exit."""

REPEATED = 0.7
"""How much each doubling of the times that an option was taken counts, in steps."""

Try = tuple[Context, str, int, str]
"""An option at a point: where, what is asked, the turn, its label."""


class Guide:
    """Chooses what leads soonest to something new; the same seed makes the same choices."""

    def __init__(self, chart: Chart, seed: int) -> None:
        self.covered: set[Target] = set()
        """Exits that were taken."""
        self.vain: Counter[Target] = Counter()
        """How many calls sought an exit in vain, or passed where nobody can seek it."""
        self.tried: set[Try] = set()
        self._chart = chart
        self._dice = random.Random(seed)
        self._targets = frozenset(chart.targets)
        self._by_node: dict[tuple[str, str], list[Target]] = {}
        for target in chart.targets:
            self._by_node.setdefault(target[:2], []).append(target)
        self._times: Counter[tuple[Context, str, str]] = Counter()
        self._open: set[Try] = set()
        self._compass = Compass(chart)
        self._seeking = True
        self._sought: set[Target] = set()
        self._offered: set[Target] = set()

    # -- between calls --------------------------------------------------------------------------

    def aim(self) -> bool:
        """Look for the nearest goals before a call; whether there is any left."""
        closed = {target for target, count in self.vain.items() if count >= FUTILE} - self.covered
        goals = {
            target: self.vain[target] // FUTILE_COST
            for target in self._targets
            if target not in self.covered and target not in closed
        }
        self._compass = Compass(self._chart, goals, closed)
        self._seeking = self._compass.reaches
        if not self._seeking:
            self._compass = Compass(self._chart, places={each[0] for each in self._open if each[0]})
        return self._seeking or bool(self._open)

    def note(self, taken: Iterable[Target]) -> set[Target]:
        """Take account of a call that is over by the exits that it took; those that no other took before."""
        new: set[Target] = set()
        passed: set[Target] = set()
        for target in taken:
            passed.update(self._by_node.get(target[:2], ()))
            if target in self._targets and target not in self.covered:
                self.covered.add(target)
                new.add(target)
        for target in passed - self.covered:
            if target in self._sought or target not in self._offered:
                self.vain[target] += 1
        self._sought.clear()
        return new

    # -- in a call ------------------------------------------------------------------------------

    def choose(self, point: Point) -> Option:
        """The option that leads soonest to a goal."""
        known: Sequence[Try] = [
            (point.context, point.what, point.turn, option.label) for option in point.options
        ]
        if known[0] not in self.tried and known[0] not in self._open:
            self._open.update(known)
            for option in point.options:
                self._offered.update(self._targets_of(point, option))
        scored = [
            (self._score(point, option, each), self._dice.random(), number)
            for number, (option, each) in enumerate(zip(point.options, known, strict=True))
        ]
        number = min(scored)[2]
        self._open.discard(known[number])
        self.tried.add(known[number])
        self._times[point.context, point.what, point.options[number].label] += 1
        self._sought.update(self._targets_of(point, point.options[number]))
        return point.options[number]

    def _targets_of(self, point: Point, option: Option) -> list[Target]:
        """The exits that an option may lead to or open."""
        if not point.context:
            return list(option.aims)
        flow, node = point.context[-1]
        return [*option.aims, *((flow, node, name) for name in option.exits)]

    def _score(self, point: Point, option: Option, each: Try) -> float:
        often = REPEATED * math.log2(1 + self._times[point.context, point.what, option.label])
        if not self._seeking and each not in self.tried:
            return 0.0
        return self._compass.far(point, option) + often
