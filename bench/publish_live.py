"""Publish again and again under calls on a real FreeSWITCH; when is the first call on the new release?

`python -m bench.publish_live`
"""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.callers import a_switch
from bench.common import show, spread, verdict
from engine.events import CallStarted
from tests.live.engines import Project, entrance, until
from tests.live.steady import FLOW, NOTICED_SECONDS, Load, Publisher
from tests.switch import Switch

PUBLICATIONS = 100
APART_SECONDS = 1.2
CALL_SECONDS = 8.5
"""How long each call lasts."""


@dataclass(frozen=True)
class Result:
    """What came of one run: calls in progress, at least; how many of all calls were whole; delays in ms."""

    fewest: int
    calls: int
    whole: int
    delays: list[float]


def measure(switch: Switch, folder: Path, calls: int) -> Result:
    """PUBLICATIONS under so many `calls`."""
    publisher = Publisher(Project.trial(switch, folder / f"project-{calls}"))
    store, engine = publisher.store, publisher.project.engine()
    engine.start()
    try:
        with entrance(switch, publisher.project, (engine,)):
            load = Load(switch, calls / CALL_SECONDS)
            load.go_on(CALL_SECONDS + 1.0)
            fewest = calls
            for _ in range(PUBLICATIONS):
                publisher.publish()
                fewest = min(fewest, sum(store.going(datetime.min).values()))
                load.go_on(APART_SECONDS)
            until("the end of the last call", lambda: not sum(store.going(datetime.min).values()), 60)
    finally:
        engine.stop()
    rows = store.calls(100_000, flow=FLOW)
    whole = sum(row.result == f"done_{publisher.version_of[row.release]}" for row in rows)
    starts = [(_began(publisher, row.id), publisher.version_of[row.release]) for row in rows]
    store.close()
    return Result(fewest, len(load.placed), whole, delays(publisher, starts))


def _began(publisher: Publisher, call: str) -> float:
    started = publisher.store.events(call)[0]
    assert isinstance(started, CallStarted)
    return datetime.fromisoformat(started.now).timestamp()


def delays(publisher: Publisher, starts: Sequence[tuple[float, int]]) -> list[float]:
    """Milliseconds from each publication to the beginning of the first call on its release."""
    found = []
    # The first one was there before the engine.
    for version, change in enumerate(publisher.changes[1:], 2):
        if met := [began for began, of in starts if of == version]:
            found.append((min(met) - change.done) * 1000)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[50, 200], help="calls in progress")
    options = parser.parse_args()
    rows = []
    with a_switch() as switch, TemporaryDirectory(prefix="callwright-bench-") as folder:
        for calls in options.calls:
            with contextlib.redirect_stderr(io.StringIO()):
                result = measure(switch, Path(folder), calls)
            soon = bool(result.delays) and max(result.delays) <= NOTICED_SECONDS * 1000
            rows.append(
                (
                    str(calls),
                    str(result.fewest),
                    f"{result.whole} of {result.calls}",
                    str(len(result.delays)),
                    spread(result.delays),
                    verdict(soon and result.whole == result.calls),
                )
            )
    show(
        f"{PUBLICATIONS} publications under calls",
        (
            "calls",
            "in progress, at least",
            "heard to their end",
            "publications",
            "first call, ms",
            "promised",
        ),
        rows,
        f"First call: median / 99th percentile / longest after it; at most {NOTICED_SECONDS:g} s.",
        "Callers ring at a steady rate: with 50 calls every 170 ms, with 200 every 43 ms.",
    )


if __name__ == "__main__":
    main()
