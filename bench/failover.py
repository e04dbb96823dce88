"""Kill an engine under its calls on a real FreeSWITCH, and see who goes on: `python -m bench.failover`."""

from __future__ import annotations

import argparse
import os
import signal
import time
import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

import gevent

from bench.callers import a_switch, call, channels
from bench.common import show, spread, verdict
from bench.ears import Ears, Note
from bench.project import ASK_SECONDS, THANKS_SECONDS, Project
from tests.switch import Switch, free_port

PROMISE_MS = 100.0
"""The median of what a caller waits for the next engine (docs: what is promised)."""

NUMBER = "710"
PLACE_RATE = 15.0
GO_ON_SECONDS = 20.0


@dataclass(frozen=True)
class Result:
    """Of `calls`, how many were heard of again, and after how many milliseconds; how many took their key."""

    calls: int
    warm: bool
    gaps: list[float]
    finished: int
    left: int


def measure(switch: Switch, project: Project, calls: int, warm: bool) -> Result:
    """`calls` wait in a menu of one engine; it is killed; then each presses a key on the other.

    `warm`: the other has had a call before, so that it has loaded what its first call needs.
    """
    first, second = free_port(), free_port()
    legs = [str(uuid.uuid4()) for _ in range(calls)]
    with ExitStack() as stack:
        stack.enter_context(project.served(second))
        if warm:
            project.dialplan(switch, second)
            call(switch, NUMBER, "public", "sleep:1500,send_dtmf:9,sleep:2000")
            gevent.sleep(3.0)
        project.dialplan(switch, first, second)
        doomed = stack.enter_context(project.served(first))
        for leg in legs:
            call(switch, NUMBER, "public", "sleep:900000", f"origination_uuid={leg}")
            gevent.sleep(1 / PLACE_RATE)
        gevent.sleep(ASK_SECONDS + 2.0)
        before = channels(switch)
        ears = Ears(switch, "CHANNEL_EXECUTE", "CHANNEL_HANGUP")
        gevent.sleep(0.2)
        killed = time.time()
        os.kill(doomed, signal.SIGKILL)
        until = time.monotonic() + GO_ON_SECONDS
        while len(_sounds(ears, killed)) < calls and time.monotonic() < until:
            gevent.sleep(0.1)
        gaps = [(min(n.at for n in notes) - killed) * 1000 for notes in _sounds(ears, killed).values()]
        gevent.sleep(ASK_SECONDS + 1.0)
        pressed = time.time()
        for leg in legs:
            switch.press(leg, "1")
            gevent.sleep(0.02)
        gevent.sleep(THANKS_SECONDS + 2.0)
        finished = len(_sounds(ears, pressed))
        left = before - channels(switch)
        ears.close()
        switch.api("hupall")
        gevent.sleep(2.0)
    return Result(calls, warm, gaps, finished, left)


def _sounds(ears: Ears, since: float) -> dict[str, list[Note]]:
    """The sounds that an engine had played after the moment `since`, by call."""
    found = {
        uuid_: [note for note in notes if note.application == "playback" and note.at > since]
        for uuid_, notes in list(ears.notes.items())
    }
    return {uuid_: notes for uuid_, notes in found.items() if notes}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[20, 50, 200], help="calls in the menu")
    options = parser.parse_args()
    with a_switch() as switch:
        project = Project(switch.folder / "project")
        project.publish("waiting", NUMBER)
        results = [measure(switch, project, calls, warm) for calls in options.calls for warm in (False, True)]
    rows = []
    for result in results:
        kept = len(result.gaps) == result.calls == result.finished and not result.left
        soon = bool(result.gaps) and median(result.gaps) < PROMISE_MS
        rows.append(
            (
                str(result.calls),
                "yes" if result.warm else "no",
                str(len(result.gaps)),
                str(result.finished),
                str(result.left),
                spread(result.gaps),
                f"all go on {verdict(kept)}",
                f"median < {PROMISE_MS:g} ms {verdict(soon)}",
            )
        )
    show(
        "kill -9 of the engine that has all the calls; another engine waits",
        (
            "calls in a menu",
            "warm",
            "went on",
            "took a key then",
            "channels lost",
            "gap, ms",
            "promised",
            "",
        ),
        rows,
        "Gap: median / 99th percentile / longest, from the kill to the menu's prompt on the other engine.",
        "Warm: the other engine has had a call before.",
    )


if __name__ == "__main__":
    main()
