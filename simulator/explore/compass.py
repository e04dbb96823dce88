"""Says how near each option at a point leads to a goal: an exit, or a place of the chart."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from simulator.explore.chart import Chart, Way
from simulator.explore.choice import Context, Option, Point, Target

FAR = 60.0
"""How far an option counts that leads nowhere."""

OPENED = 0.5
"""What an option that may open a goal further on counts beside the ways to it."""


class Compass:
    """Points to goals on a chart: exits, each with what it costs beside the steps to it, or places."""

    def __init__(
        self,
        chart: Chart,
        goals: Mapping[Target, int] | None = None,
        closed: Collection[Target] = (),
        places: Collection[Context] = (),
    ) -> None:
        self.goals = goals or {}
        self._chart = chart
        self._start = chart.start
        self._distances = chart.distances(self.goals, closed) if self.goals else chart.distances_to(places)

    @property
    def reaches(self) -> bool:
        """Whether a goal can be reached from the start of a call."""
        return self._start in self._distances

    def far(self, point: Point, option: Option) -> float:
        """About how many steps it is to a goal by `option`."""
        best = FAR
        here = point.context or self._start
        for aim in option.aims:
            if aim in self.goals:
                best = min(best, OPENED + self.goals[aim] + self._chart.near(here).get(aim[:2], FAR))
        ways = self._chart.ways.get(point.context, {})
        names = (*option.exits, option.leads) if option.leads else option.exits
        for name in names:
            way = ways.get(name)
            if way is not None:
                best = min(best, self._by(way))
        if not names:
            best = min(best, self._distances.get(here, FAR) + 1.0)
        return best

    def _by(self, way: Way) -> float:
        if way.takes is not None and way.takes in self.goals:
            return float(self.goals[way.takes])
        return way.cost + self._distances.get(way.to, FAR)
