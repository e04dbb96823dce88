"""The heat map of a week: how long `callwright heat` counts 50,000 calls, and what memory it takes.

python -m bench.heat [CALLS]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bench.common import show
from callwright.heat import counted
from engine.events import CallFinished, CallStarted, Event, Heard, KeyPressed, NodeEntered, NodeLeft
from engine.store.journals import Written
from engine.store.store import Store

NODES = 10
BATCH = 20_000


def journal(number: int, began: datetime) -> Iterator[Event]:
    """A call through NODES nodes, each with a sentence and a key."""
    now = (began + timedelta(seconds=number)).isoformat()
    yield CallStarted(0.0, f"call-{number}", "13800138000", "12345", "line", "hotline", "a" * 64, now)
    for node in range(NODES):
        t, name = node * 5.0, f"node_{(node * 7 + number) % 40}"
        yield NodeEntered(t, "hotline", name, "menu", f"call-{number}:{node}")
        yield Heard(t, name, "For this press one, for that press two.", "en", "key", "1")
        yield KeyPressed(t + 3.0, name, "1")
        yield NodeLeft(t + 3.0 + number % 17 / 10, "hotline", name, "one")
    yield CallFinished(50.0, "completed", 50.0)


def written(calls: int, began: datetime) -> Iterator[Written]:
    """All events of all calls."""
    for number in range(calls):
        for place, event in enumerate(journal(number, began)):
            yield Written(f"call-{number}", f"{number:032x}", place, event)


def memory() -> float:
    """The largest memory of this process so far, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Fill a store, count a tenth of the calls, then all."""
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    began = datetime.now(UTC) - timedelta(seconds=calls)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(f"sqlite:///{Path(folder) / 'store.sqlite'}")
        events = written(calls, began)
        while batch := list(islice(events, BATCH)):
            store.append_events(batch)
        for part in (calls // 10, calls):
            since = (began + timedelta(seconds=calls - part)).replace(tzinfo=None)
            start, cpu = time.perf_counter(), time.process_time()
            heat = counted(store.steps("hotline", since))["a" * 64]
            took, used = time.perf_counter() - start, time.process_time() - cpu
            rows.append((f"{heat.calls:,} calls", f"{took:.1f}", f"{used:.1f}", f"{memory():.0f}"))
        store.close()
    show(
        f"callwright heat: calls of {NODES} nodes, {NODES * 4 + 2} events each, SQLite",
        ("counted", "seconds", "CPU seconds", "largest memory, MB"),
        rows,
    )


if __name__ == "__main__":
    main()
