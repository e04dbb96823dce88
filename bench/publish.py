"""How long publishing and checking take, and what releases need in memory: `python -m bench.publish`."""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
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
            text = f"第{number}项：请带好身份证和户口本，上午九点以后到{number}号窗口办理。"
            prompt = Prompt((Variant("zh-CN", (Segment("say", text),)),))
            nodes[id_] = FlowNode(id_, "play", prompts={"prompt": prompt}, exits={"done": following})
        else:
            params: dict[str, Value] = {"name": "passed", "value": f"{number} of {version}"}
            nodes[id_] = FlowNode(id_, "milestone", params=params, exits={"next": following})
    for node in nodes.values():
        if node.type == "play":
            node.params["interrupt"] = "none"
    return write(Flow("spoken", "Spoken", "zh-CN", "n0", nodes=nodes)).decode()


def publish(folder: Path) -> list[tuple[str, str]]:
    """Seconds of `callwright publish` as a process: with no sound there, then with all."""
    project = Project(folder)
    file = project.folder / "flows" / "spoken.flow.xml"
    rows = []
    times = []
    for version in range(WARM + 1):
        file.write_text(spoken(version), "utf-8")
        began = time.perf_counter()
        project.run("publish", str(file), "--yes")
        times.append(time.perf_counter() - began)
    began = time.perf_counter()
    project.run("--version")
    rows.append((f"publish, {SPOKEN} sentences to be spoken, {NODES} nodes", f"{times[0]:.1f}"))
    rows.append((f"publish, sounds there, the median of {WARM}", f"{median(times[1:]):.2f}"))
    rows.append(("of that the start of the program", f"{time.perf_counter() - began:.2f}"))
    return rows


def check(folder: Path) -> list[tuple[str, str]]:
    """Seconds of `callwright check` of many flows."""
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
    began = time.perf_counter()
    project.run("check", "flows")
    return [(f"check of {FLOWS} flows of {NODES} nodes", f"{time.perf_counter() - began:.2f}")]


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
        show("Publishing and checking, as commands", ("what", "seconds"), rows)


if __name__ == "__main__":
    main()
