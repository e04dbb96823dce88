"""The mind that searches: towards exits never taken, then towards options never tried."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence

from engine.events import Event, NodeLeft
from simulator.explore.chart import Chart, Way
from simulator.explore.choice import Context, Option, Point, Target

FUTILE = 40
"""After so many visits of its node that did not take it, an exit is given up."""

FUTILE_COST = 4
"""So many visits in vain count as one step more to the exit."""

FAR = 60.0
"""How far an option counts that leads nowhere."""

REPEATED = 0.7
"""How much each doubling of the times that an option was taken counts, in steps."""

Try = tuple[Context, str, int, str]
"""An option at a point: where, what is asked, the turn, its label."""


class Guide:
    """Chooses what leads soonest to something new; the same seed makes the same choices."""

    def __init__(self, chart: Chart, seed: int) -> None:
        self.covered: set[Target] = set()
        """Exits that were taken."""
        self.visits: Counter[Target] = Counter()
        """How often the node of an exit not yet taken was left by another."""
        self.tried: set[Try] = set()
        self._chart = chart
        self._dice = random.Random(seed)
        self._targets = frozenset(chart.targets)
        self._by_node: dict[tuple[str, str], list[Target]] = {}
        for target in chart.targets:
            self._by_node.setdefault(target[:2], []).append(target)
        self._times: Counter[tuple[Context, str, str]] = Counter()
        self._open: set[Try] = set()
        self._distances: dict[Context, int] = {}
        self._goals: dict[Target, int] = {}
        self._seeking = True

    # -- between calls --------------------------------------------------------------------------

    def aim(self) -> bool:
        """Look for the nearest goals before a call; whether there is any left."""
        closed = {target for target, count in self.visits.items() if count >= FUTILE} - self.covered
        self._goals = {
            target: self.visits[target] // FUTILE_COST
            for target in self._targets
            if target not in self.covered and target not in closed
        }
        self._distances = self._chart.distances(self._goals, closed)
        self._seeking = self._chart.start in self._distances
        if not self._seeking:
            self._distances = self._chart.distances_to({each[0] for each in self._open if each[0]})
        return self._seeking or bool(self._open)

    def note(self, events: Iterable[Event]) -> set[Target]:
        """Take account of a call that is over; the exits that it was the first to take."""
        new: set[Target] = set()
        for event in events:
            if type(event) is NodeLeft:
                target = (event.flow, event.node, event.exit)
                if target in self._targets and target not in self.covered:
                    self.covered.add(target)
                    new.add(target)
                for other in self._by_node.get(target[:2], ()):
                    if other not in self.covered:
                        self.visits[other] += 1
        return new

    # -- in a call ------------------------------------------------------------------------------

    def choose(self, point: Point) -> Option:
        """The option that leads soonest to a goal."""
        known: Sequence[Try] = [
            (point.context, point.what, point.turn, option.label) for option in point.options
        ]
        if known[0] not in self.tried and known[0] not in self._open:
            self._open.update(known)
        scored = [
            (self._score(point, option, each), self._dice.random(), number)
            for number, (option, each) in enumerate(zip(point.options, known, strict=True))
        ]
        number = min(scored)[2]
        self._open.discard(known[number])
        self.tried.add(known[number])
        self._times[point.context, point.what, point.options[number].label] += 1
        return point.options[number]

    def _score(self, point: Point, option: Option, each: Try) -> float:
        often = REPEATED * math.log2(1 + self._times[point.context, point.what, option.label])
        if not self._seeking and each not in self.tried:
            return 0.0
        best = FAR
        for aim in option.aims:
            if aim in self._goals:
                best = min(best, 0.5 + self._goals[aim])
        ways = self._chart.ways.get(point.context, {})
        names = (*option.exits, option.leads) if option.leads else option.exits
        for name in names:
            way = ways.get(name)
            if way is not None:
                best = min(best, self._worth(way))
        if not names:
            best = min(best, self._distances.get(point.context or self._chart.start, FAR) + 1.0)
        return best + often

    def _worth(self, way: Way) -> float:
        """Steps to a goal by `way`."""
        if way.takes in self._goals:
            return float(self._goals[way.takes])
        return 1.0 + self._distances.get(way.to, FAR)
