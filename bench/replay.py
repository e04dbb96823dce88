"""How long it takes to repeat the calls of the store on a draft: the sample line, callers at random."""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.common import show
from callwright.projects import flow_file, release_of
from callwright.samples import copy_sample
from callwright.settings import Settings, load
from callwright.simulation import given_of
from callwright.stores import store_of
from engine.events import CallStarted, Event
from engine.store.journals import Written
from flows.package import pack
from flows.release import Release
from simulator.session import simulate

FLOW = "hotline-12345"
GROUPS = ("1", "2", "3", "-", "9", "1#", ">2", ">1", "2", "0", "4", "5", "12", "!")
CHANGE = ('<row exit="automatic" keys="2"/>', '<row exit="automatic" keys="2 3"/>')
"""What the draft does otherwise: another key of the main menu."""
AT_ONCE = 5_000
"""Events that are written at a time."""


def callers(release: Release, settings: Settings, calls: int) -> Iterator[list[Written]]:
    """The journals of callers who press keys at random, over six days."""
    chance = random.Random(1)
    with given_of(settings) as base:
        for number in range(calls):
            now = datetime.now(UTC) - timedelta(minutes=chance.randrange(6 * 24 * 60))
            keys = " ".join(chance.choice(GROUPS) for _ in range(chance.randrange(1, 7)))
            call = f"call-{number}"
            given = replace(base, now=now, facts=replace(base.facts, id=call))
            events: list[Event] = list(simulate(release, keys, given).events)
            assert isinstance(events[0], CallStarted)
            yield [Written(call, call, place, event) for place, event in enumerate(events)]


def filled(folder: Path, calls: int) -> int:
    """A project with so many calls in its store, and a draft that differs; how many events they have."""
    copy_sample(folder, "sample")
    settings = load(str(folder / "callwright.toml"))
    file = flow_file(FLOW, settings)
    release = release_of(file, settings)
    count, batch = 0, []
    with store_of(settings) as store:
        store.publish(FLOW, release.digest, pack(release), who="bench")
        for written in callers(release, settings, calls):
            batch += written
            count += len(written)
            if len(batch) > AT_ONCE:
                store.append_events(batch)
                batch = []
        store.append_events(batch)
    text = file.read_text(encoding="utf-8")
    assert CHANGE[0] in text
    file.write_text(text.replace(*CHANGE, 1), encoding="utf-8")
    return count


def replayed(folder: Path, jobs: int) -> tuple[float, float, float, str]:
    """Wall-clock and processor seconds of `callwright replay`, the most MB of a process, what it says."""
    program = Path(sys.executable).with_name("callwright")
    command = [str(program), "--lang", "en", "replay", FLOW, "--jobs", str(jobs)]
    before, began = os.times(), time.perf_counter()
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return wall, used, most, ran.stdout.strip().splitlines()[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[1_000, 10_000])
    options = parser.parse_args()
    rows = []
    for calls in options.calls:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "sample"
            events = filled(folder, calls)
            for jobs in (1, 2):
                wall, used, most, told = replayed(folder, jobs)
                rows.append((f"{calls:,} calls, {events:,} events", str(jobs), f"{wall:.1f}", f"{used:.1f}",
                             f"{1000 * used / calls:.2f}", f"{most:.0f}", told))  # fmt: skip
    show(
        "callwright replay on the sample line, one key of its main menu changed",
        ("", "processes", "seconds", "processor s", "ms a call", "most MB so far", "what it says"),
        rows,
    )


if __name__ == "__main__":
    main()
