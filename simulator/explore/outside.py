"""The outside of one explored call: services, parties and a switch that ask what happens, and note it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from nodes.channel import Transferred
from nodes.services import Calendars, Services
from simulator.clock import VirtualClock
from simulator.explore.choice import Option
from simulator.explore.crossroads import Crossroads
from simulator.explore.moments import opened
from simulator.explore.plan import Plan
from simulator.explore.scene import Scene
from simulator.given import Given
from simulator.legs import Leg, Legs
from simulator.mocks import AnswerT, DatabaseAnswer, Effect, HttpAnswer, Mocks
from simulator.services import SimDatabase, SimHttp, SimRecords, SimReports
from simulator.speech import SimSpeech
from simulator.switch import Answer, Switch

SEEDS = (1, 2, 3, 4, 5, 6)
"""The seeds of dice that are tried where a flow throws some."""

_LEGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("answers", "ended", {"outcome": "answer"}),
    ("is busy", "busy", {"outcome": "busy"}),
    ("does not answer", "no_answer", {"outcome": "no_answer"}),
    ("rejects", "rejected", {"outcome": "rejected"}),
    ("fails", "failed", {"outcome": "failed"}),
)
_UNCONFIRMED = Option("answers, presses no key", {"outcome": "answer", "confirm": "none"}, ("no_answer",))
_RUNG = tuple(Option(label, values, (exit_,)) for label, exit_, values in _LEGS)
_HANDED = (Option("transferred", ""), Option("busy", "busy", ("busy",)), Option("failed", "failed", ("failed",)))
_RUN = (Option("ok", True, ("ok",)), Option("failed", False, ("failed",)))
_WRITTEN = (Option("recorded", ""), Option("disk full", "disk full", ("failed",)))


class _Asked(Mocks[AnswerT]):
    """Prepared answers that are prepared when they are asked for."""

    def __init__(
        self, sort: type[AnswerT], clock: VirtualClock, scene: Scene, crossroads: Crossroads, plan: Plan
    ) -> None:
        super().__init__((), clock)
        self._sort = sort
        self._scene = scene
        self._crossroads = crossroads
        self._plan = plan

    def find(self, connection: str, text: str) -> AnswerT | None:
        """The answer that is chosen now."""
        crossroads = self._crossroads
        of_database = self._sort is DatabaseAnswer
        offered = self._scene.answers.database if of_database else self._scene.answers.http
        service = "database" if of_database else "http"
        option = crossroads.ask(service, offered(crossroads.context))
        row: dict[str, Any] = {"node": crossroads.node, **option.act}
        self._plan.answered(service, connection, row)
        return self._sort(connection, **row)


class _Legs(Legs):
    """Parties that all do the same at one dial."""

    def __init__(self, crossroads: Crossroads, scene: Scene, plan: Plan) -> None:
        super().__init__()
        self._crossroads = crossroads
        self._scene = scene
        self._plan = plan
        self._visit = 0
        self._option = _RUNG[0]

    def ring(self, target: str) -> Leg:
        """What `target` does: asked once for each visit of a node."""
        crossroads = self._crossroads
        if crossroads.visits != self._visit:
            self._visit = crossroads.visits
            compiled = self._scene.chart.node(crossroads.context)
            confirms = compiled is not None and bool(getattr(compiled.node, "confirm_key", ""))
            self._option = crossroads.ask("leg", (*_RUNG, _UNCONFIRMED) if confirms else _RUNG)
        row = {"target": target, **self._option.act}
        self._plan.rang(row)
        return Leg(**row)


class _Switch(Switch):
    """A switch that asks how a transfer, an application or a recording goes; the same way all through a call."""

    def __init__(self, crossroads: Crossroads, legs: Legs, plan: Plan) -> None:
        super().__init__(legs)
        self._crossroads = crossroads
        self._plan = plan
        self._known: dict[tuple[str, str], Any] = {}

    def _ask(self, what: str, about: str, options: Sequence[Option]) -> Any:
        key = (what, about)
        if key not in self._known:
            self._known[key] = self._crossroads.ask(what, options).act
        return self._known[key]

    def refuses(self, path: str) -> str:
        """Why nothing can be recorded in the folder of `path`; empty if it can."""
        if not path:
            return super().refuses(path)
        folder = path.rpartition("/")[0] + "/"
        reason: str = self._ask("recording", folder, _WRITTEN)
        if reason:
            self._plan.given("unwritable", folder, reason)
        return reason

    def transfer(self, target: str) -> Transferred:
        """How a transfer ends."""
        moved = super().transfer(target)
        if moved.ended != "transferred":
            return moved
        ended = self._ask("transfer", target, _HANDED)
        if not ended:
            return moved
        self._plan.refused(target, ended)
        return Transferred(ended, "DESTINATION_OUT_OF_ORDER")

    def execute(self, application: str, argument: str, api: bool) -> Answer:
        """What an application answers."""
        answer = super().execute(application, argument, api)
        if not answer.ok or self._ask("application", f"{application} {argument}", _RUN):
            return answer
        self._plan.refused_application(application, argument)
        return Answer(application, argument, ok=False, response="-ERR")


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
        self.switch = _Switch(crossroads, _Legs(crossroads, scene, plan), plan)
        databases = _Asked(DatabaseAnswer, self.clock, scene, crossroads, plan)
        webs = _Asked(HttpAnswer, self.clock, scene, crossroads, plan)
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
