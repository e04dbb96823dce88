"""Memory of `callwright serve` for each call that waits in a menu: `python -m bench.memory`."""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.callers import a_switch, call, channels
from bench.common import show, verdict
from bench.peer import Peer
from bench.process import cpu_seconds, memory
from bench.project import ASK_SECONDS, Project
from tests.switch import find_switch, free_port

PROMISE_KB = 60.0
PROMISE_CALLS = 2_000
"""Memory of a waiting call, and how many one worker bears (docs: what is promised)."""

NUMBER = "710"
PORTION = 50
"""Calls handed over at a time, so that no queue of the kernel's overflows."""


def on_peer(project: Project, steps: list[int]) -> list[tuple[int, float, float, float]]:
    """Calls waiting, RSS, data (KB) and share of a processor while they wait, over our own peer."""
    port = free_port()
    found = []
    with project.served(port, "--calls", str(max(steps) + 100)) as pid:
        peer = Peer(port)
        for step in steps:
            while len(peer.calls) < step:
                fresh = peer.place(NUMBER, min(PORTION, step - len(peer.calls)))
                if not peer.run(30, lambda fresh=fresh: all(c.heard and not c.playing for c in fresh)):  # type: ignore[misc]
                    raise SystemExit(f"of {step} calls not all came as far as the menu")
            peer.run(1.0)
            before, began = cpu_seconds(pid), time.monotonic()
            peer.run(3.0)
            found.append((step, *memory(pid), (cpu_seconds(pid) - before) / (time.monotonic() - began)))
        peer.close()
    return found


def on_switch(project_folder: str, calls: int) -> tuple[float, float]:
    """RSS and data in KB for each of `calls` calls that wait on a real FreeSWITCH."""
    with a_switch() as switch:
        project = Project(switch.folder / project_folder)
        project.publish("waiting", NUMBER)
        port = free_port()
        project.dialplan(switch, port)
        with project.served(port) as pid:
            call(switch, NUMBER, "public", "sleep:900000")
            time.sleep(ASK_SECONDS + 1.5)
            before = memory(pid)
            for _ in range(calls):
                call(switch, NUMBER, "public", "sleep:900000")
                time.sleep(0.07)
            time.sleep(ASK_SECONDS + 2.0)
            if (up := channels(switch)) != 2 * (calls + 1):
                raise SystemExit(f"there should be {2 * (calls + 1)} channels, there are {up}")
            after = memory(pid)
    return (after[0] - before[0]) / calls, (after[1] - before[1]) / calls


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="+", default=[200, 500, 1000, 2000])
    parser.add_argument("--live", type=int, default=100, help="calls on a real FreeSWITCH")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="callwright-bench-") as folder:
        project = Project(Path(folder) / "project")
        project.publish("waiting", NUMBER)
        # The first calls load what every call needs; they are not what a call costs.
        found = on_peer(project, [0, 20, *options.calls])
    _, rss, data, _ = found[1]
    rows = [
        (f"{step:,}", f"{r / 1024:.1f}", f"{u / 1024:.1f}", "-", "-", "-", f"{share * 100:.1f} %", "")
        for step, r, u, share in found[:2]
    ]
    for (step_before, _, u_before, _), (step, r, u, share) in pairwise(found[1:]):
        each = (u - data) / (step - found[1][0])
        judged = f"< {PROMISE_KB:g} KB {verdict(each < PROMISE_KB)}" if step >= PROMISE_CALLS else ""
        more = (u - u_before) / (step - step_before)
        rows.append(
            (
                f"{step:,}",
                f"{r / 1024:.1f}",
                f"{u / 1024:.1f}",
                f"{(r - rss) / (step - found[1][0]):.1f}",
                f"{each:.1f}",
                f"{more:.1f}",
                f"{share * 100:.1f} %",
                judged,
            )
        )
    notes = ["Calls over the benchmarks' own peer, each with events of a SIP call (134 headers)."]
    if find_switch() is None:
        notes.append("Not compared with a real switch: no FreeSWITCH (environment variable FREESWITCH).")
    else:
        rss_each, data_each = on_switch("project", options.live)
        notes.append(
            f"{options.live} calls on a real FreeSWITCH: {rss_each:.1f} KB RSS, {data_each:.1f} KB data each."
        )
    show(
        "Memory of one engine process while calls wait in a menu",
        ("calls waiting", "RSS, MB", "data, MB", "RSS a call, KB", "data a call, KB", "each further, KB",
         "CPU while waiting", "promised"),
        rows,
        *notes,
    )  # fmt: skip


if __name__ == "__main__":
    main()
