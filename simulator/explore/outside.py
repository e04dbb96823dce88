"""The outside of one explored call: services, parties and a switch that ask what happens, and note it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nodes.services import Calendars, Services
from simulator.clock import VirtualClock
from simulator.explore.choice import Option
from simulator.explore.crossroads import Crossroads
from simulator.explore.moments import opened
from simulator.explore.plan import Plan
from simulator.explore.scene import Scene
from simulator.explore.switch import ChoosingSwitch
from simulator.given import Given
from simulator.mocks import DatabaseAnswer, Effect, HttpAnswer, Mocks
from simulator.services import SimDatabase, SimHttp, SimRecords, SimReports
from simulator.speech import SimSpeech

SEEDS = (1, 2, 3, 4, 5, 6)
"""The seeds of dice that are tried where a flow throws some."""


class _Databases(Mocks[DatabaseAnswer]):
    """Answers of databases that are chosen when they are asked for."""

    def __init__(self, clock: VirtualClock, crossroads: Crossroads, scene: Scene, plan: Plan) -> None:
        super().__init__((), clock)
        self._crossroads = crossroads
        self._scene = scene
        self._plan = plan

    def find(self, connection: str, text: str) -> DatabaseAnswer:
        """The answer that is chosen now."""
        crossroads = self._crossroads
        option = crossroads.ask("database", self._scene.answers.database(crossroads.context))
        row: dict[str, Any] = {"node": crossroads.node, **option.act}
        self._plan.answered("database", connection, row)
        return DatabaseAnswer(connection, **row)


class _Webs(Mocks[HttpAnswer]):
    """Answers of web services that are chosen when they are asked for."""

    def __init__(self, clock: VirtualClock, crossroads: Crossroads, scene: Scene, plan: Plan) -> None:
        super().__init__((), clock)
        self._crossroads = crossroads
        self._scene = scene
        self._plan = plan

    def find(self, connection: str, text: str) -> HttpAnswer:
        """The answer that is chosen now."""
        crossroads = self._crossroads
        option = crossroads.ask("http", self._scene.answers.http(crossroads.context))
        row: dict[str, Any] = {"node": crossroads.node, **option.act}
        self._plan.answered("http", connection, row)
        return HttpAnswer(connection, **row)


class _Calendars:
    """Calendars of the project, else calendars in a state that is asked once a call."""

    def __init__(self, crossroads: Crossroads, scene: Scene, plan: Plan, real: Calendars | None) -> None:
        self._crossroads = crossroads
        self._scene = scene
        self._plan = plan
        self._real = real
        self._states: dict[str, str] = {}

    def state(self, calendar: str, moment: datetime) -> str:
        """As nodes.services.Calendars.state."""
        if self._real is not None:
            return self._real.state(calendar, moment)
        if calendar not in self._states:
            nodes = [(flow, id_, node) for flow, id_, node in self._scene.hours if node.calendar == calendar]
            names = dict.fromkeys(["open", "closed", *(row.day for _, _, node in nodes for row in node.days)])
            options = [
                Option(name, name, aims=tuple(opened((flow, id_), node, name) for flow, id_, node in nodes))
                for name in names
            ]
            self._states[calendar] = self._crossroads.ask(f"calendar {calendar}", options).act
            self._plan.given("calendars", calendar, self._states[calendar])
        return self._states[calendar]


class _Clock(VirtualClock):
    """A clock that asks when the call began, when something first looks at it."""

    __slots__ = ("_asked", "_crossroads", "_plan", "_scene")

    def __init__(self, crossroads: Crossroads, scene: Scene, plan: Plan) -> None:
        super().__init__(scene.base.now)
        self._crossroads = crossroads
        self._scene = scene
        self._plan = plan
        self._asked = False

    def now(self) -> datetime:
        """The time of day."""
        if not self._asked and self._crossroads.context:
            self._asked = True
            option = self._crossroads.ask("now", self._scene.moments)
            self.start = option.act
            self._plan.now(self.start)
        return super().now()


class _Chance:
    """Dice whose seed is asked when they are first thrown."""

    def __init__(self, crossroads: Crossroads, plan: Plan) -> None:
        self._crossroads = crossroads
        self._plan = plan
        self._dice: random.Random | None = None

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        if self._dice is None:
            seed = self._crossroads.ask("seed", [Option(f"seed {seed}", seed) for seed in SEEDS]).act
            self._plan.seed(seed)
            self._dice = random.Random(seed)
        return self._dice.random()


class Outside:
    """Everything around one explored call."""

    def __init__(self, scene: Scene, crossroads: Crossroads, plan: Plan) -> None:
        base: Given = scene.base
        effects: list[Effect] = []
        first_numbers: Mapping[str, int] = base.world.first_numbers
        self.clock = _Clock(crossroads, scene, plan)
        self.switch = ChoosingSwitch(crossroads, scene, plan)
        databases = _Databases(self.clock, crossroads, scene, plan)
        webs = _Webs(self.clock, crossroads, scene, plan)
        self.services = Services(
            database=SimDatabase(databases, effects),
            http=SimHttp(webs, effects),
            records=SimRecords(effects, first_numbers),
            speech=base.world.speech or SimSpeech(),
            clock=self.clock,
            calendars=_Calendars(crossroads, scene, plan, base.world.calendars),
            chance=_Chance(crossroads, plan),
            reports=SimReports(),
        )
