"""What greedy expressions in one call cost the other calls of the same engine: `python -m bench.runaway`."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from bench.common import quantile, show, spread, verdict
from bench.peer import Peer, PeerCall
from bench.process import cpu_seconds
from bench.project import FLOWS, Project
from flows.compiler import compile_flow
from flows.source import Source
from flows.world import EverythingWorld
from tests.switch import free_port

GREEDY: dict[str, str] = {
    "a text of 300,000,000 characters": "{{ 'a'*300000000 }}",
    "the same, its length in a variable": "{{ 'a'*many }}",
    "10,000 x 10,000 loops": "{% for i in range(9999) %}{% for j in range(9999) %}"
    "{{ i * j }}{% endfor %}{% endfor %}",
    "loops of nine, nine deep": "{% for i in range(9) %}" * 9 + "x" + "{% endfor %}" * 9,
    "a power of a power": "{{ 9 ** 9 ** 9 }}",
    "a text doubled 300 times": "{% set a = 'a' %}" + "{% set a = a ~ a %}" * 300 + "{{ a }}",
    "a catastrophic pattern": "{{ ('a' * 60000) is matches('(a+)+b') }}",
    "a wide pattern, 900 times": "{% for i in range(900) %}"
    "{{ ('a' * 500) is matches('[ab]*a[ab]{500}') }}{% endfor %}",
    "a list of 10,000 sorted": "{{ range(9999)|sort|first }}",
    "a text of 60,000 built 3,000 times": "{% set a = 'a' * 60000 %}"
    "{% for i in range(3000) %}{% if a ~ 'b' == a %}x{% endif %}{% endfor %}",
    "10,000 brackets": "{{ " + "(" * 10_000 + "1" + ")" * 10_000 + " }}",
}
"""What it tries, and the template that does."""

WAITING, GREEDY_NUMBER = "710", "72{:02d}"
SLACK_MS = 1.0
"""More than this in the median, or three of it in the 99th percentile, count as measurable."""


@dataclass
class Trial:
    """What the other calls waited for their next sound, in ms, while one was greedy `rounds` times."""

    waits: list[float] = field(default_factory=list)
    rounds: int = 0
    cpu: float = 0.0


def flow(name: str, template: str) -> str:
    """The waiting flow, in which each key first has the template worked out."""
    text = (FLOWS / "waiting.flow.xml").read_text("utf-8").replace('name="waiting"', f'name="{name}"')
    log = (
        f'<node id="greedy" type="log"><param name="text">{escape(template)}</param>'
        '<param name="level">debug</param><exit on="next" to="thanks"/><exit on="error" to="thanks"/></node>'
    )
    many = '<variables><variable name="many" type="number" value="300000000"/></variables>'
    text = text.replace('<exit on="again" to="thanks"/>', '<exit on="again" to="greedy"/>')
    return text.replace('  <node id="end"', f'  {log}\n  <node id="end"').replace(
        "</about>", f"</about>{many}"
    )


def refusal(name: str, text: str) -> tuple[str, float]:
    """Why the compiler refuses a flow, empty if it does not, and the milliseconds that took it."""
    began = time.perf_counter()
    result = compile_flow(Source(text.encode(), f"{name}.flow.xml"), EverythingWorld())
    took = (time.perf_counter() - began) * 1000
    errors = [problem for problem in result.problems if problem.severity == "error"]
    if result.release is not None and not errors:
        return "", took
    return errors[0].code, took


def trial(peer: Peer, pid: int, greedy: PeerCall | None, seconds: float, rate: float) -> Trial:
    """Keys are pressed among the calls that wait, `rate` a second; `greedy` presses one as soon as it can."""
    others = [call for call in peer.calls if call is not greedy]
    for call in others:
        call.waits.clear()
    done = Trial()
    chance = random.Random(1)
    end, used = time.perf_counter() + seconds, cpu_seconds(pid)

    def press() -> None:
        if time.perf_counter() < end:
            call = chance.choice([call for call in others if not call.playing and call.heard])
            call.press("1")
            peer.later(1 / rate, press)

    peer.later(0.0, press)
    heard = greedy.heard if greedy else 0
    while time.perf_counter() < end:
        if greedy is not None and not greedy.playing and greedy.heard >= heard:
            done.rounds += 1
            heard = greedy.heard + 2
            greedy.press("1")
        peer.run(0.005)
    peer.run(0.5)
    done.cpu = (cpu_seconds(pid) - used) / seconds
    done.waits = [wait for call in others for wait in call.waits]
    return done


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100, help="calls that go on meanwhile")
    parser.add_argument("--rate", type=float, default=40.0, help="keys they press a second")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of each trial")
    options = parser.parse_args()
    rows: list[tuple[str, ...]] = []
    with TemporaryDirectory(prefix="callwright-bench-") as folder:
        project = Project(Path(folder) / "project")
        project.publish("waiting", WAITING)
        numbers: dict[str, str] = {}
        for n, (about, template) in enumerate(GREEDY.items()):
            text = flow(f"greedy{n}", template)
            why, took = refusal(f"greedy{n}", text)
            if why:
                rows.append((about, f"the compiler, in {took:.0f} ms", "-", "-", "-", f"[dim]{why}[/]"))
                continue
            numbers[about] = GREEDY_NUMBER.format(n)
            project.publish(f"greedy{n}", numbers[about], text)
        port = free_port()
        with project.served(port) as pid:
            peer = Peer(port)
            while len(peer.calls) < options.calls:
                peer.place(WAITING, min(25, options.calls - len(peer.calls)))
                peer.run(0.5)
            trial(peer, pid, None, 1.0, options.rate)
            calm = trial(peer, pid, None, options.seconds, options.rate)
            rows.insert(0, ("nobody is greedy", "-", "-", spread(calm.waits), f"{calm.cpu * 100:.0f} %", ""))
            for about, number in numbers.items():
                greedy = peer.place(number)[0]
                peer.run(0.5)
                found = trial(peer, pid, greedy, options.seconds, options.rate)
                unmoved = (
                    quantile(found.waits, 0.5) < quantile(calm.waits, 0.5) + SLACK_MS
                    and quantile(found.waits, 0.99) < quantile(calm.waits, 0.99) + 3 * SLACK_MS
                )
                rows.append(
                    (
                        about,
                        "the budget, at run time",
                        f"{found.rounds / options.seconds:.0f}",
                        spread(found.waits),
                        f"{found.cpu * 100:.0f} %",
                        verdict(unmoved),
                    )
                )
                greedy.hang_up()
                peer.run(0.3)
            peer.close()
    show(
        f"{options.calls} calls, {options.rate:g} keys a second among them, and one call greedy again "
        "and again",
        ("one call tries", "stopped by", "times a second", "key to sound for the others, ms", "engine CPU",
         "nothing measurable"),
        rows,
        "Key to sound: median / 99th percentile / longest, over the benchmarks' own peer.",
    )  # fmt: skip


if __name__ == "__main__":
    main()
