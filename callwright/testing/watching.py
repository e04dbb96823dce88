"""Does something again whenever a file of the tests is saved: looks at their times twice a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from callwright.settings import NAME
from callwright.testing.finding import FLOW_SUFFIX, SUFFIX

SECONDS = 0.5
"""Between two looks. A few hundred files take a millisecond: no need of a library that asks the system."""

Times = dict[Path, int]


def times(folders: Iterable[Path]) -> Times:
    """When each flow, script and settings file below `folders` was saved last, in nanoseconds."""
    found: Times = {}
    for folder in folders:
        for pattern in (f"*{FLOW_SUFFIX}", f"*{SUFFIX}", NAME):
            for path in folder.rglob(pattern):
                try:
                    found[path] = path.stat().st_mtime_ns
                except OSError:
                    continue  # Removed since it was listed.
    return found


def watch(
    folders: Iterable[Path],
    run: Callable[[list[Path]], object],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Call `run` at once and after each change with what was saved, made or removed; until interrupted."""
    watched = list(folders)
    before = times(watched)
    run([])
    while True:
        sleep(SECONDS)
        now = times(watched)
        changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
        before = now
        if changed:
            run(sorted(changed))
