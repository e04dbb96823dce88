"""Picks calls that take exits which no script takes, and makes each as short as it can be."""

from __future__ import annotations

from collections.abc import Callable, Collection

from simulator.explore.call import Tried
from simulator.explore.choice import Target
from simulator.explore.direct import straight_to
from simulator.explore.script import Written, written
from simulator.explore.search import Exploration
from simulator.explore.shrink import shrunk


def covering(
    found: Exploration,
    covered: Collection[Target],
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> list[Written]:
    """Cases for the exits that were found and are not `covered` yet, in the order of the flows.

    The longest ways come first, since they take others with them. `watch` is told how many exits of how
    many are done.
    """
    order = {target: number for number, target in enumerate(found.scene.chart.targets)}
    wanted = [target for target in order if target in found.ways and target not in covered]
    wanted.sort(key=lambda target: (-len(found.ways[target]), order[target]))
    left = dict.fromkeys(wanted)
    cases: list[tuple[int, Written]] = []
    for target in wanted:
        if target not in left:
            continue
        tried = _call(found, target)
        if tried is None:
            del left[target]
            continue
        taken = [each for each in tried.taken if each in left]
        for each in taken:
            del left[each]
        cases.append((order[target], written(name_of(found, target), tried, taken)))
        watch(len(wanted) - len(left), len(wanted))
    return [case for _, case in sorted(cases, key=lambda each: each[0])]


def name_of(found: Exploration, target: Target) -> str:
    """What the case for an exit is called: the exit, with its flow if that is another than the main one."""
    flow, node, name = target
    return f"{node}.{name}" if flow == found.scene.release.main else f"{flow}: {node}.{name}"


def _call(found: Exploration, target: Target) -> Tried | None:
    """The shortest call that takes `target`."""
    straight = straight_to(found.scene, target)
    chosen = found.ways[target] if straight is None else straight
    return shrunk(found.scene, chosen, lambda tried: target in tried.taken)
