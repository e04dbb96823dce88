"""What a call costs on a real FreeSWITCH, beside Lua and plain greenswitch: `python -m bench.live`."""

from __future__ import annotations

import argparse
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from rich.progress import track

from bench.callers import a_switch, place
from bench.common import show, verdict
from bench.process import cpu_seconds
from bench.project import ASK_SECONDS, THANKS_SECONDS, Project
from tests.switch import Switch, free_port

PROMISE = 1.5
"""Switch and engine together over the same dialogue in the switch's own Lua (docs: what is promised)."""

KEY_SECONDS = ASK_SECONDS + 0.4
"""When the caller presses 1, from the answer: a little after the prompt's end."""

CALLER = f"sleep:{KEY_SECONDS * 1000:.0f},send_dtmf:1@100,sleep:30000"
CALL_SECONDS = KEY_SECONDS + THANKS_SECONDS + 0.3

LUA = """session:answer()
local key = session:playAndGetDigits(1, 1, 1, 5000, "", "{ask}", "", "1", "choice", 1000, "")
if key == "1" then session:streamFile("{thanks}") end
session:hangup()
"""


@dataclass
class Contender:
    """One way to hold the dialogue: where calls go, and what they have cost so far, a round each."""

    name: str
    number: str
    context: str
    pid: int | None = None
    switch: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)
    slowest: float = 0.0

    def used(self, switch: Switch) -> tuple[float, float]:
        """Processor seconds used until now, by the switch and by the process beside it."""
        return cpu_seconds(switch.pid), cpu_seconds(self.pid) if self.pid else 0.0

    def round(self, switch: Switch, calls: int, rate: float, idle: tuple[float, float]) -> None:
        """One round of calls. `idle`: what switch and process use in a second without calls."""
        began, before = time.monotonic(), self.used(switch)
        took = place(switch, self.number, self.context, CALLER, calls, rate)
        after, seconds = self.used(switch), time.monotonic() - began
        self.switch.append((after[0] - before[0] - idle[0] * seconds) / calls * 1000)
        self.engine.append((after[1] - before[1] - idle[1] * seconds) / calls * 1000)
        self.slowest = max(self.slowest, took - (calls - 1) / rate)

    @property
    def total(self) -> float:
        """Milliseconds a call, the median of the rounds."""
        return statistics.median(a + b for a, b in zip(self.switch, self.engine, strict=True))


@contextmanager
def contenders(switch: Switch, project: Project) -> Iterator[list[Contender]]:
    """All four, ready to take calls."""
    with ExitStack() as stack:
        silent = [("answer", ""), ("sleep", f"{(KEY_SECONDS + THANKS_SECONDS) * 1000:.0f}"), ("hangup", "")]
        switch.extension("700", silent)
        (switch.scripts_dir / "dialogue.lua").write_text(
            LUA.format(ask=project.ask, thanks=project.thanks), "utf-8"
        )
        switch.extension("701", [("lua", "dialogue.lua")])
        green_port, our_port = free_port(), free_port()
        switch.extension("702", [("socket", f"127.0.0.1:{green_port} async full")])
        command = [sys.executable, "-m", "bench.plain_greenswitch", str(green_port)]
        green = subprocess.Popen(
            [*command, str(project.ask), str(project.thanks)], stdout=subprocess.PIPE, text=True
        )
        stack.callback(_end, green)
        assert green.stdout is not None
        green.stdout.readline()
        project.publish("dialogue", "703")
        project.dialplan(switch, our_port)
        ours = stack.enter_context(project.served(our_port))
        yield [
            Contender("answer, silence, hang up: the dialplan alone", "700", "default"),
            Contender("Lua in the switch", "701", "default"),
            Contender("plain greenswitch", "702", "default", green.pid),
            Contender("Callwright", "703", "public", ours),
        ]


def _end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def idle_of(switch: Switch, found: list[Contender], seconds: float = 4.0) -> dict[str, tuple[float, float]]:
    """Processor seconds a second that each contender's processes use while nobody calls."""
    before = [contender.used(switch) for contender in found]
    time.sleep(seconds)
    after = [contender.used(switch) for contender in found]
    return {
        c.name: ((a[0] - b[0]) / seconds, (a[1] - b[1]) / seconds)
        for c, a, b in zip(found, after, before, strict=True)
    }


def report(found: list[Contender], options: argparse.Namespace, idle: dict[str, tuple[float, float]]) -> None:
    """Print the table."""
    silent, lua = found[0].total, found[1].total
    rows = []
    for contender in found:
        totals = [a + b for a, b in zip(contender.switch, contender.engine, strict=True)]
        ratio = contender.total / lua
        own = (contender.total - silent) / (lua - silent) if contender is not found[0] else 0.0
        judged = verdict(ratio <= PROMISE) if contender is found[-1] else ""
        rows.append(
            (
                contender.name,
                f"{statistics.median(contender.switch):.2f}",
                f"{statistics.median(contender.engine):.2f}" if contender.pid else "-",
                f"{contender.total:.2f}",
                f"{min(totals):.2f}-{max(totals):.2f}",
                f"{ratio:.2f}",
                f"{own:.1f}" if own else "-",
                f"{contender.slowest:.1f}",
                f"{PROMISE} {judged}" if judged else "",
            )
        )
    show(
        f"Processor time a call, ms: {options.rounds} rounds of {options.calls} calls each, "
        f"{options.rate:g} calls a second, rounds by turns",
        ("answer, menu, key, sound, hang up", "switch", "engine", "together", "rounds", "over Lua",
         "own part over Lua's", "a round's last call, s", "promised"),
        rows,
        "Both legs of a loopback pair are in every figure; the first row is what they cost by themselves, "
        "and 'own part' leaves it out.",
        "Idle, taken off: "
        + "; ".join(f"{name}: {a * 100:.1f} % + {b * 100:.1f} %" for name, (a, b) in idle.items()),
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100, help="calls of a round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each contender")
    parser.add_argument("--rate", type=float, default=15.0, help="calls a second")
    parser.add_argument("--log-level", default="warning", help="what the switch logs")
    options = parser.parse_args()
    with a_switch(options.log_level) as switch:
        project = Project(switch.folder / "project")
        with contenders(switch, project) as found:
            for contender in found:
                contender.round(switch, 5, options.rate, (0.0, 0.0))
                if contender.slowest > CALL_SECONDS + 2.5:
                    raise SystemExit(f"{contender.name}: a call took {contender.slowest:.1f} s; see its log")
                contender.switch.clear()
                contender.engine.clear()
                contender.slowest = 0.0
            idle = idle_of(switch, found)
            for number in track(range(options.rounds), "rounds", transient=True):
                for contender in found[number % 4 :] + found[: number % 4]:
                    contender.round(switch, options.calls, options.rate, idle[contender.name])
            report(found, options, idle)


if __name__ == "__main__":
    main()
