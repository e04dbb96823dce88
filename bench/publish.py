"""How long publishing and checking take, and what releases need in memory: `python -m bench.publish`."""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.common import show
from bench.compile import flow as hotline
from bench.process import memory
from bench.project import Project
from callwright.releases import Releases
from flows.compiler import compile_flow
from flows.model import Flow, FlowNode, Value
from flows.package import pack
from flows.world import EverythingWorld
from flows.write import write
from nodes.prompts import Prompt, Segment, Variant

NODES = 100
SPOKEN = 80
WARM = 5
"""Publications with a warm cache; the median is shown."""
RELEASES = 200
FLOWS = 100


def spoken(version: int) -> str:
    """A flow of NODES nodes in a row, SPOKEN of which say a sentence of their own."""
    nodes: dict[str, FlowNode] = {}
    ids = [f"n{number}" for number in range(NODES - 1)] + ["end"]
    for number, (id_, following) in enumerate(zip(ids, [*ids[1:], ""], strict=True)):
        if id_ == "end":
            nodes[id_] = FlowNode(id_, "hangup")
        elif number < SPOKEN:
            text = f"第{number}项业务请到{number}号窗口办理。"
            prompt = Prompt((Variant("zh-CN", (Segment("say", text),)),))
            nodes[id_] = FlowNode(id_, "play", prompts={"prompt": prompt}, exits={"done": following})
        else:
            params: dict[str, Value] = {"name": "passed", "value": f"{number} of {version}"}
            nodes[id_] = FlowNode(id_, "milestone", params=params, exits={"next": following})
    for node in nodes.values():
        if node.type == "play":
            node.params["interrupt"] = "none"
    return write(Flow("spoken", "Spoken", "zh-CN", "n0", nodes=nodes)).decode()


Took = tuple[float, float]
"""Seconds by the clock, and of processor time."""


def run(project: Project, *words: str) -> Took:
    """Run a command of Callwright to its end."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    project.run(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - began, used


def row(what: str, took: Took) -> tuple[str, str, str]:
    """A row of the table."""
    return what, f"{took[0]:.2f}", f"{took[1]:.2f}"


def publish(folder: Path) -> list[tuple[str, str, str]]:
    """`callwright publish` as a process: with no sound there, then with all."""
    project = Project(folder)
    file = project.folder / "flows" / "spoken.flow.xml"
    times = []
    for version in range(WARM + 1):
        file.write_text(spoken(version), "utf-8")
        times.append(run(project, "publish", str(file), "--yes"))
    return [
        row(f"publish of {NODES} nodes, {SPOKEN} sentences to be spoken", times[0]),
        row(f"the same, all spoken before, the median of {WARM}", sorted(times[1:])[WARM // 2]),
        row("of that the start of the program", run(project, "--version")),
    ]


def check(folder: Path) -> list[tuple[str, str, str]]:
    """`callwright check` of many flows."""
    project = Project(folder)
    (project.folder / "callwright.toml").write_text(
        (project.folder / "callwright.toml").read_text("utf-8")
        + '\n[connections.hotline]\nurl = "sqlite:///hotline.sqlite"\n',
        "utf-8",
    )
    for number in range(FLOWS):
        made = hotline(NODES)
        made.name = f"bench{number}"
        (project.folder / "flows" / f"bench{number}.flow.xml").write_bytes(write(made))
    return [row(f"check of {FLOWS} flows of {NODES} nodes", run(project, "check", "flows"))]


def held() -> None:
    """In a process of its own: load releases, let go of them, and print the memory at each stage."""
    packages = {}
    for number in range(RELEASES):
        made = hotline(NODES)
        made.title = f"Release {number}"
        release = compile_flow(made, EverythingWorld()).release
        assert release is not None
        packages[release.digest] = pack(release)
    del made, release
    gc.collect()
    releases = Releases(packages.__getitem__)
    print(*memory(os.getpid()))
    kept = [releases.load(digest) for digest in packages]
    assert len(releases) == RELEASES
    print(*memory(os.getpid()))
    kept.clear()
    gc.collect()
    assert len(releases) == 0
    print(*memory(os.getpid()))
    kept = [releases.load(digest) for digest in packages]
    print(*memory(os.getpid()))


def releases() -> list[tuple[str, str]]:
    """Megabytes of the data of a process that holds releases."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.publish", "--held"], capture_output=True, text=True, check=True
    )
    before, full, empty, again = (float(line.split()[1]) / 1024 for line in done.stdout.splitlines())
    return [
        (f"{RELEASES} releases of {NODES} nodes held", f"{full - before:.0f}"),
        ("a release, KB", f"{(full - before) * 1024 / RELEASES:.0f}"),
        ("still with the process when none is held", f"{empty - before:.0f}"),
        ("all held again", f"{again - before:.0f}"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held", action="store_true", help=argparse.SUPPRESS)
    if parser.parse_args().held:
        held()
        return
    show(f"Releases in memory: {RELEASES} different ones", ("what", "MB"), releases())
    with TemporaryDirectory(prefix="callwright-bench-") as folder:
        rows = check(Path(folder) / "check") + publish(Path(folder) / "publish")
        show("Publishing and checking, as commands", ("what", "seconds", "of processor time"), rows)


if __name__ == "__main__":
    main()
