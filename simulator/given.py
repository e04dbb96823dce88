"""What a simulated call is given before it begins: caller, time, values, answers from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nodes.call import LineFacts
from nodes.channel import CallFacts
from simulator.clock import START
from simulator.legs import Leg, Legs
from simulator.services import World
from simulator.switch import Answer, Refusal, Switch

CALLER = CallFacts("simulated", caller="13800138000", called="12345")
LINE = LineFacts("12345", "simulation")
"""Who calls which line if nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Given:
    """The circumstances of one call; it may be used for any number of calls.

    `values` are first values of the main flow's variables. `unwritable` maps a part of a path to the
    reason why nothing can be recorded there. `writer` writes recordings; without one there are none.
    """

    facts: CallFacts = CALLER
    line: LineFacts = LINE
    now: datetime = START
    values: Mapping[str, object] = field(default_factory=dict)
    world: World = field(default_factory=World)
    legs: tuple[Leg, ...] = ()
    answers: tuple[Answer, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unwritable: Mapping[str, str] = field(default_factory=dict)
    writer: Callable[[str, float], None] | None = None

    def switch(self) -> Switch:
        """The switch of one call."""
        return Switch(Legs(self.legs), self.answers, self.refusals, dict(self.unwritable), self.writer)
