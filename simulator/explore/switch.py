"""A switch that asks how a dial, a transfer, an application or a recording goes, and notes the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nodes.channel import Transferred
from simulator.explore.choice import Option
from simulator.explore.crossroads import Crossroads
from simulator.explore.plan import Plan
from simulator.explore.scene import Scene
from simulator.legs import Leg, Legs
from simulator.switch import Answer, Switch

_LEGS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("answers", "ended", {"outcome": "answer"}),
    ("is busy", "busy", {"outcome": "busy"}),
    ("does not answer", "no_answer", {"outcome": "no_answer"}),
    ("rejects", "rejected", {"outcome": "rejected"}),
    ("fails", "failed", {"outcome": "failed"}),
)
_UNCONFIRMED = Option("answers, presses no key", {"outcome": "answer", "confirm": "none"}, ("no_answer",))
_RUNG = tuple(Option(label, values, (exit_,)) for label, exit_, values in _LEGS)
_HANDED = (
    Option("transferred", ""),
    Option("busy", "busy", ("busy",)),
    Option("failed", "failed", ("failed",)),
)
_RUN = (Option("ok", True, ("ok",)), Option("failed", False, ("failed",)))
_WRITTEN = (Option("recorded", ""), Option("disk full", "disk full", ("failed",)))


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


class ChoosingSwitch(Switch):
    """A switch that asks how a transfer, an application or a recording goes, each once in a call."""

    def __init__(self, crossroads: Crossroads, scene: Scene, plan: Plan) -> None:
        super().__init__(_Legs(crossroads, scene, plan))
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
