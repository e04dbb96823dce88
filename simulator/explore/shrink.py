"""Makes the choices of a call fewer while what is wanted of the call remains."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.explore.call import Tried, try_call
from simulator.explore.choice import Chosen, Planned
from simulator.explore.direct import spliced
from simulator.explore.findings import Fault, faults
from simulator.explore.scene import Scene
from simulator.explore.script import without_end

MOST_CALLS = 150
"""Calls that are made to shrink one."""


def shrunk(scene: Scene, chosen: Sequence[Chosen], wanted: Callable[[Tried], bool]) -> Tried | None:
    """The call with the fewest of the choices in `chosen` that is still `wanted`; None if none is.

    Of two ends, to do nothing any more and to hang up, the one that makes the shorter script is taken.
    """
    calls = [_fewest(scene, chosen, wanted, hang_up=gone) for gone in (False, True)]
    return min(
        (tried for tried in calls if tried is not None),
        key=lambda tried: (len(without_end(tried.steps)), len(tried.events)),
        default=None,
    )


def shrunk_fault(
    scene: Scene, fault: Fault, chosen: Sequence[Chosen], silence: float
) -> tuple[Fault, Tried] | None:
    """The shortest call with the same fault, and the fault as it is in that call."""

    def of(tried: Tried) -> Fault | None:
        found = faults(tried.events, tried.outcome, tried.watch, silence)
        return next((each for each in found if each.key == fault.key), None)

    straight = spliced(scene, chosen, fault.spot)
    tried = shrunk(scene, straight, lambda call: of(call) is not None) if straight is not None else None
    if tried is None:
        tried = shrunk(scene, chosen, lambda call: of(call) is not None)
    same = of(tried) if tried is not None else None
    return (same, tried) if tried is not None and same is not None else None


def _fewest(
    scene: Scene, chosen: Sequence[Chosen], wanted: Callable[[Tried], bool], *, hang_up: bool
) -> Tried | None:
    kept = list(chosen)
    best = try_call(scene, Planned(kept, hang_up=hang_up))
    if not wanted(best):
        return None
    calls, size = 0, max(1, len(kept) // 2)
    while size and calls < MOST_CALLS:
        place, dropped = 0, False
        while place < len(kept) and calls < MOST_CALLS:
            fewer = kept[:place] + kept[place + size :]
            tried = try_call(scene, Planned(fewer, hang_up=hang_up))
            calls += 1
            if wanted(tried):
                kept, best, dropped = fewer, tried, True
            else:
                place += size
        size = size if dropped and size == 1 else size // 2
    return best
