"""Call scripts a second on one core, read and played; and how long `callwright test` takes to start."""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.common import show, verdict
from bench.simulate import per_second, ten_nodes
from simulator.cases import play_case
from simulator.coverage import Map
from simulator.script import parse_script

PROMISED = 5_000
"""Scripts of a ten-node flow a second on one core."""
START_SECONDS = 0.5
"""`callwright test` with nothing to do."""

SCRIPT = """\
cases:
- name: a case is asked for
  given: {database: {hotline: [{rows: [{state: 办理中}]}]}}
  steps:
  - hear: 人工服务请按1
  - press: 2
  - hear: 查询请按1
  - press: 1
  - hear: 请输入编号
  - press: 20260115#
  - hear: 状态是办理中
  - hear: 再见
  expect: {result: completed, path: [main.two, ask.valid, look.row, is_open.open], variables: {state: 办理中}}
"""

PROJECT = """\
<flow xmlns="urn:callwright:flow" format="1" name="one" language="en" start="bye">
<node id="bye" type="hangup"><prompt param="prompt"><say>Goodbye.</say></prompt></node></flow>
"""


def played(seconds: float) -> tuple[float, float, float]:
    """Scripts a second: played and compared, with what they covered, and with reading as well."""
    release = ten_nodes()
    (case,) = parse_script(SCRIPT, "ten.calls.yaml")
    result = play_case(release, case)
    assert result.passed, [str(difference) for difference in result.differences]
    places = Map(release)

    def covered() -> object:
        return places.reached(play_case(release, case).simulation.events)

    def read() -> object:
        return play_case(release, parse_script(SCRIPT, "ten.calls.yaml")[0])

    rates = []
    for work in (lambda: play_case(release, case), covered, read):
        per_second(work, 0.3)
        gc.collect()
        rates.append(statistics.median(per_second(work, seconds) for _ in range(5)))
    return rates[0], rates[1], rates[2]


def started(folder: Path, times: int) -> tuple[list[float], list[float]]:
    """Wall-clock and processor seconds of `callwright test` in `folder`, each sorted."""
    command = [str(Path(sys.executable).with_name("callwright")), "test", str(folder)]
    wall, processor = [], []
    for _ in range(times):
        before, began = os.times(), time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        wall.append(time.perf_counter() - began)
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        processor.append(used)
    return sorted(wall), sorted(processor)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of each of the runs")
    parser.add_argument("--times", type=int, default=11, help="starts")
    options = parser.parse_args()
    plain, covered, read = played(options.seconds)
    show(
        "Call scripts of a ten-node flow, one core, scripts a second (median of five)",
        ("played and compared", "and covered", "read, played and compared", "promised"),
        [(f"{plain:,.0f}", f"{covered:,.0f}", f"{read:,.0f}", f"{PROMISED:,} {verdict(plain >= PROMISED)}")],
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_row("nothing to do", *started(folder, options.times), promised=True)]
        (folder / "one.flow.xml").write_text(PROJECT, encoding="utf-8")
        (folder / "one.calls.yaml").write_text(
            "cases: [{name: it, steps: [hear: Goodbye.]}]", encoding="utf-8"
        )
        rows.append(_row("one script", *started(folder, options.times), promised=False))
    show("Start-up of `callwright test`, seconds", ("", "median", "shortest", "processor", "promised"), rows)


def _row(what: str, wall: list[float], processor: list[float], *, promised: bool) -> tuple[str, ...]:
    median = statistics.median(wall)
    told = f"{START_SECONDS} {verdict(median < START_SECONDS)}" if promised else "-"
    return what, f"{median:.2f}", f"{wall[0]:.2f}", f"{statistics.median(processor):.2f}", told


if __name__ == "__main__":
    main()
