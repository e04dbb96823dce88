"""How long exploring takes until every exit is taken: generated flows, and the sample line; on one core."""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from bench.common import show, verdict
from bench.compile import flow as services
from bench.hotline import flow as hotline
from callwright.projects import release_of
from callwright.settings import load
from callwright.simulation import given_of
from flows.compiler import compile_flow
from flows.model import Flow
from flows.release import Release
from flows.source import Source
from flows.world import EverythingWorld
from flows.write import write
from simulator.explore.cover import covering
from simulator.explore.scene import Scene
from simulator.explore.search import Bounds, Exploration, Progress, explore
from simulator.given import Given

PROMISE = 5.0
"""Seconds within which every exit of a flow of 200 nodes is to be taken."""

SAMPLE = Path(__file__).parent.parent / "flows" / "library" / "hotline-12345"
SEEDS = (1, 2, 3, 4, 5)
MOST_CALLS = 700
"""Calls of one search: far more than it takes to the last new exit."""


class Timed:
    """Notes, in seconds of one core, when the last new exit was taken."""

    def __init__(self) -> None:
        """Begin."""
        self._began = time.process_time()
        self.covered = self.calls = 0
        self.seconds = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take account of a call."""
        if progress.covered > self.covered:
            self.covered, self.calls = progress.covered, progress.calls
            self.seconds = time.process_time() - self._began


def released(made: Flow) -> Release:
    """A generated flow, compiled."""
    result = compile_flow(Source(write(made), f"{made.name}.flow.xml"), EverythingWorld())
    assert result.release is not None, [problem.text() for problem in result.problems][:5]
    return result.release


def measured(release: Release, base: Given, whole: bool) -> tuple[str, ...]:
    """The cells of a line of the table."""
    firsts, ends, found = [], [], None
    for seed in SEEDS:
        timed, began = Timed(), time.process_time()
        found = explore(Scene(release, base), Bounds(300.0, MOST_CALLS), seed=seed, watch=timed)
        firsts.append((timed.seconds, timed.calls))
        ends.append(time.process_time() - began)
    assert found is not None
    nodes = sum(len(flow.nodes) for flow in release.flows.values())
    total, missed = len(found.scene.chart.targets), len(found.missed)
    seconds = [each for each, _ in firsts]
    calls = [each for _, each in firsts]
    cells = (
        f"{nodes}",
        f"{total - missed} of {total}",
        f"{statistics.median(calls):.0f}",
        f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})",
        f"{found.calls}, {statistics.median(ends):.1f} s",
        _written(found) if whole else "-",
    )
    return (*cells, verdict(max(seconds) <= PROMISE))


def _written(found: Exploration) -> str:
    """How many cases take every exit that was found, and how long they take to be made."""
    began = time.process_time()
    cases = covering(found, ())
    return f"{len(cases)} in {time.process_time() - began:.1f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="measure the writing of cases as well")
    options = parser.parse_args()
    rows = []
    for name, made in (
        ("services (bench/compile.py)", services(200)),
        ("hotline (bench/hotline.py)", hotline(200)),
    ):
        rows.append((name, *measured(released(made), Given(), options.write)))
    settings = load(str(SAMPLE / "callwright.toml"))
    release = release_of(SAMPLE / "flows" / "hotline-12345.flow.xml", settings)
    with given_of(settings) as base:
        rows.append(("the sample line", *measured(release, base, options.write)))
    show(
        f"Exploring to the last new exit: seconds of one core, median of {len(SEEDS)} seeds (lowest-highest)",
        (
            "flow",
            "nodes",
            "exits taken",
            "calls",
            "seconds",
            "whole search",
            "cases",
            f"within {PROMISE:g} s",
        ),
        rows,
        "Not taken: of the services n3.open (`tries` is always 0) and n4 behind it: no call can take them;",
        "of the sample line complaint:file.duplicate, which needs a number that was filed before the call.",
    )


if __name__ == "__main__":
    main()
