"""Plays a case of a call script as any other is played, and says what is wrong with the call."""

from __future__ import annotations

from collections.abc import Sequence

from flows.release import Release
from simulator.explore.findings import Fault, faults
from simulator.explore.watch import WatchedCaller
from simulator.given import Given
from simulator.script import CallCase
from simulator.session import simulate


def replayed(release: Release, case: CallCase, base: Given, silence: float) -> Sequence[Fault]:
    """The faults of the call that `case` makes; `silence` is how many seconds are too long."""
    caller = WatchedCaller(case.steps)
    call = simulate(release, caller, case.circumstances(base))
    return list(faults(call.events, call.outcome, caller.watch, silence))
