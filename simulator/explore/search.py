"""The search: call after call towards what was never seen, until nothing new is left or a bound ends it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nodes.data.update import Update
from simulator.explore.call import Tried, try_call
from simulator.explore.choice import Chosen, Spot, Target
from simulator.explore.findings import Fault, faults
from simulator.explore.guide import Guide
from simulator.explore.scene import Scene

PATIENCE = 250
"""After so many calls that found nothing new of any sort the search is over."""

Ended = Literal["done", "calls", "seconds"]
"""Why a search ended: nothing new was left, or a bound was reached."""

Why = Literal["repeat", "unreached", "untaken"]
"""Why an exit was not taken: an update without a key never meets its own repetition; nobody came to its node;
its node was left by other exits."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long to search, in seconds and in calls; how many seconds of silence are too long for a caller."""

    seconds: float = 30.0
    calls: int = 20_000
    silence: float = 10.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is."""

    calls: int
    covered: int
    exits: int
    faults: int


@dataclass
class Exploration:
    """What a search found.

    `ways` are the exits that were taken, each with the fewest choices that led to it; `faults` everything
    wrong, each with the choices of the shortest call; `missed` the exits that no call took, with the reason;
    `entered` the nodes that a call came to.
    """

    scene: Scene
    bounds: Bounds
    calls: int = 0
    ended: Ended = "done"
    ways: dict[Target, Sequence[Chosen]] = field(default_factory=dict)
    faults: list[tuple[Fault, Sequence[Chosen]]] = field(default_factory=list)
    missed: list[tuple[Target, Why]] = field(default_factory=list)
    entered: set[Spot] = field(default_factory=set)


def explore(
    scene: Scene,
    bounds: Bounds | None = None,
    *,
    seed: int = 1,
    watch: Callable[[Progress], None] = lambda progress: None,
    now: Callable[[], float] = time.monotonic,
) -> Exploration:
    """Search the release of `scene`; the same seed finds the same, unless `seconds` ended it.

    `watch` is told after each call how far it is; `now` gives the time in seconds.
    """
    bounds = bounds or Bounds()
    found = Exploration(scene, bounds)
    guide = Guide(scene.chart, seed)
    known: dict[tuple[str, ...], tuple[Fault, Sequence[Chosen]]] = {}
    until = now() + bounds.seconds
    last_news = 0
    while guide.aim() and found.calls - last_news < PATIENCE:
        if found.calls >= bounds.calls or now() >= until:
            found.ended = "calls" if found.calls >= bounds.calls else "seconds"
            break
        before = (len(guide.tried), len(known))
        tried = try_call(scene, guide)
        found.calls += 1
        new = guide.note(tried.taken)
        _remember(found, known, tried, guide)
        if new or before != (len(guide.tried), len(known)):
            last_news = found.calls
        watch(Progress(found.calls, len(guide.covered), len(scene.chart.targets), len(known)))
    found.faults = sorted(known.values(), key=lambda each: each[0].key)
    found.missed = list(_missed(scene, guide, found))
    return found


def _remember(
    found: Exploration,
    known: dict[tuple[str, ...], tuple[Fault, Sequence[Chosen]]],
    tried: Tried,
    guide: Guide,
) -> None:
    """Keep the shortest way to each exit and to each fault."""
    for target, choices in tried.taken.items():
        found.entered.add(target[:2])
        best = found.ways.get(target)
        if target in guide.covered and (best is None or choices < len(best)):
            found.ways[target] = tried.chosen[:choices]
    for fault in faults(tried.events, tried.outcome, tried.watch, found.bounds.silence):
        shortest = known.get(fault.key)
        if shortest is None or len(tried.chosen) < len(shortest[1]):
            known[fault.key] = (fault, tried.chosen)


def _missed(scene: Scene, guide: Guide, found: Exploration) -> Iterator[tuple[Target, Why]]:
    for target in scene.chart.targets:
        if target in guide.covered:
            continue
        flow, id_, name = target
        node = scene.release.flows[flow].nodes[id_].node
        if isinstance(node, Update) and name == "duplicate" and not node.key:
            yield target, "repeat"
        else:
            yield target, "untaken" if (flow, id_) in found.entered else "unreached"
