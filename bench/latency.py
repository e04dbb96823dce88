"""How soon a key is answered on a real FreeSWITCH, and the engine's share: `python -m bench.latency`."""

from __future__ import annotations

import argparse
import json
import sys
import time
import uuid
from dataclasses import dataclass

import gevent

from bench.callers import a_switch, call, channels
from bench.common import quantile, show, spread, verdict
from bench.ears import Ears
from bench.process import cpu_seconds
from bench.project import ASK_SECONDS, THANKS_SECONDS, Project
from tests.switch import Switch, free_port

PROMISE_MS = 10.0
PROMISE_CALLS = 300
"""Engine's share, 99th percentile, at so many calls at a time (docs: what is promised)."""

NUMBER = "710"
PLACE_RATE = 15.0
SETTLE_SECONDS = 3.0


@dataclass(frozen=True)
class Result:
    """Milliseconds: in the engine, and from the key's event to the sound's in the switch; CPU shares."""

    calls: int
    pressed: int
    engine: list[float]
    whole: list[float]
    switch_cpu: float
    engine_cpu: float


def measure(switch: Switch, project: Project, calls: int, keys: int, rate: float) -> Result:
    """`calls` wait in a menu; `keys` are pressed among them, `rate` a second."""
    port = free_port()
    file = project.folder / f"waits-{calls}.json"
    project.dialplan(switch, port)
    program = [sys.executable, "-m", "bench.watched", str(file)]
    legs = [str(uuid.uuid4()) for _ in range(calls)]
    with project.served(port, "--calls", "3000", program=program) as pid:
        for leg in legs:
            call(switch, NUMBER, "public", "sleep:900000", f"origination_uuid={leg}")
            gevent.sleep(1 / PLACE_RATE)
        gevent.sleep(SETTLE_SECONDS)
        if (up := channels(switch)) != 2 * calls:
            raise SystemExit(f"{calls} calls should be {2 * calls} channels; there are {up}")
        ears = Ears(switch, "DTMF", "CHANNEL_EXECUTE")
        began, used = time.monotonic(), (cpu_seconds(switch.pid), cpu_seconds(pid))
        for n in range(keys):
            gevent.sleep(max(0.0, began + n / rate - time.monotonic()))
            switch.press(legs[n % calls], "1")
        gevent.sleep(ASK_SECONDS + THANKS_SECONDS + 1.0)
        took = time.monotonic() - began
        shares = [
            (now - before) / took
            for now, before in zip((cpu_seconds(switch.pid), cpu_seconds(pid)), used, strict=True)
        ]
        ears.close()
        switch.api("hupall")
        while channels(switch):
            gevent.sleep(0.5)
    return Result(calls, keys, json.loads(file.read_text("utf-8")), answers(ears), *shares)


def answers(ears: Ears) -> list[float]:
    """Milliseconds from each key's event to the next sound's, by the switch's own clock."""
    found = []
    for notes in ears.notes.values():
        pressed = 0.0
        for note in sorted(notes, key=lambda note: note.made):
            if note.name == "DTMF":
                pressed = note.made
            elif pressed and note.application == "playback":
                found.append((note.made - pressed) * 1000)
                pressed = 0.0
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[100, 300], help="calls at a time")
    parser.add_argument("--keys", type=int, default=600, help="keys pressed in all, in each trial")
    parser.add_argument("--rate", type=float, default=20.0, help="keys pressed a second")
    options = parser.parse_args()
    results = []
    with a_switch() as switch:
        project = Project(switch.folder / "project")
        project.publish("waiting", NUMBER)
        # A key must find its call waiting, not in the two sounds that the last key brought it.
        pause = ASK_SECONDS + THANKS_SECONDS + 1.0
        for calls in options.calls:
            rate = min(options.rate, calls / pause)
            results.append(measure(switch, project, calls, options.keys, rate))
    rows = []
    for result in results:
        p99 = quantile(result.engine, 0.99)
        judged = f"p99 < {PROMISE_MS:g} {verdict(p99 < PROMISE_MS)}" if result.calls >= PROMISE_CALLS else ""
        rows.append(
            (
                str(result.calls),
                f"{len(result.engine)} of {result.pressed}",
                spread(result.engine),
                spread(result.whole),
                f"{result.switch_cpu * 100:.0f} %",
                f"{result.engine_cpu * 100:.0f} %",
                judged,
            )
        )
    show(
        f"Key pressed, next sound started: ms, median / 99th percentile / longest; {options.rate:g} keys/s",
        ("calls at a time", "answered", "engine's share", "whole, in the switch", "switch CPU", "engine CPU",
         "promised"),
        rows,
        "Engine's share: from the kernel's receipt of the key's event to the sending of the next playback.",
        "Whole: from the DTMF event to the CHANNEL_EXECUTE of the playback, both by the switch's clock.",
    )  # fmt: skip


if __name__ == "__main__":
    main()
