"""Explores a flow of a project: findings as call scripts, and cases for the exits that no script takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callwright.errors import BadThing, Misuse
from callwright.output import log, progress_bar, write_file
from callwright.projects import SUFFIX as FLOW_SUFFIX
from callwright.settings import Settings
from callwright.simulation import given_of
from callwright.testing.finding import SUFFIX, script_files
from callwright.testing.playing import playing
from callwright.testing.suites import Loader
from callwright.words import tongue, words
from flows.release import Release
from simulator.explore.choice import Chosen, Target
from simulator.explore.cover import covering
from simulator.explore.findings import Fault
from simulator.explore.scene import Scene
from simulator.explore.script import Written, file_text, without_end, written
from simulator.explore.search import Bounds, Exploration, Progress, explore
from simulator.explore.shrink import shrunk_fault
from simulator.script import parse_script

EXPLORED = ".explored" + SUFFIX
"""How the file of written cases ends, after the flow's name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, the steps and seconds of the shortest call with it, and that call as a script."""

    fault: Fault
    steps: int
    seconds: float
    script: str


@dataclass(frozen=True, slots=True)
class Explored:
    """What exploring a flow came to; `cases` were written to `file`, if there were any to write."""

    exploration: Exploration
    findings: Sequence[Finding]
    file: Path | None = None
    cases: int = 0


def explored_file(flow: Path) -> Path:
    """Where the cases of a flow are written."""
    return flow.with_name(flow.name.removesuffix(FLOW_SUFFIX) + EXPLORED)


def may_write(file: Path, force: bool) -> None:
    """Raise Misuse if `file` is there and may not be overwritten."""
    if file.exists() and not force:
        raise Misuse(
            words(zh=f"{file} 已经存在", en=f"{file} is there already"),
            words(zh="用 --force 重新写出，或先改名", en="--force writes it anew; or give it another name"),
        )


def explore_flow(
    flow: Path, release: Release, settings: Settings, bounds: Bounds, seed: int, *, write: bool
) -> Explored:
    """Explore `release`, made of the file `flow`; with `write` put cases for uncovered exits beside it."""
    with given_of(settings) as base:
        found = _searched(Scene(release, base), bounds, seed)
        with progress_bar() as bar:
            task = bar.add_task(words(zh="缩短通话", en="shortening calls"), total=len(found.faults))
            findings = []
            for fault, way in found.faults:
                findings += _finding(found, fault, way)
                bar.advance(task)
        if not write:
            return Explored(found, findings)
        cases = _cases(found, _scripted(flow, release, settings))
    passing = _passing(cases, release, settings)
    if not passing:
        return Explored(found, findings)
    file = explored_file(flow)
    write_file(file, file_text(passing, _about(release)).encode())
    return Explored(found, findings, file, len(passing))


def _searched(scene: Scene, bounds: Bounds, seed: int) -> Exploration:
    with progress_bar() as bar:
        task = bar.add_task("", total=len(scene.chart.targets))
        text = words(zh="通话 {}，问题 {}，出口", en="calls: {}, findings: {}, exits:")

        def show(progress: Progress) -> None:
            told = text.format(progress.calls, progress.faults)
            bar.update(task, completed=progress.covered, description=told)

        return explore(scene, bounds, seed=seed, watch=show)


def _finding(found: Exploration, fault: Fault, chosen: Sequence[Chosen]) -> list[Finding]:
    """The finding with its script; none if the fault does not come about again."""
    shortest = shrunk_fault(found.scene, fault, chosen, found.bounds.silence)
    if shortest is None:
        return []
    same, tried = shortest
    exits = [target for target in tried.taken if target in found.ways]
    case = written(f"{same.kind}: {same.spot[0]}.{same.spot[1]}", tried, exits[-1:])
    return [Finding(same, len(without_end(tried.steps)), tried.outcome.seconds, file_text([case]))]


def _scripted(flow: Path, release: Release, settings: Settings) -> set[Target]:
    """The exits that the scripts of the flow take, those that were written by an exploration left out."""
    try:
        scripts = script_files([str(flow)])
    except BadThing:
        return set()
    taken: set[Target] = set()
    loader = Loader()
    with playing(release, settings) as player:
        for script in scripts:
            if script.name.endswith(EXPLORED):
                continue
            suite = loader.suite(script)
            if suite.problem:
                log.print(suite.problem, style="red", markup=False)
            for case in suite.cases:
                reached = player.play(case).reached
                taken |= {(point.flow, point.node, point.name) for point in reached if point.sort == "exit"}
    return taken


def _cases(found: Exploration, covered: set[Target]) -> list[Written]:
    with progress_bar() as bar:
        task = bar.add_task(words(zh="写脚本", en="writing scripts"), total=None)
        return covering(found, covered, lambda done, total: bar.update(task, completed=done, total=total))


def _passing(cases: Sequence[Written], release: Release, settings: Settings) -> list[Written]:
    """The cases that pass when they are played; of the others is said that they do not."""
    if not cases:
        return []
    passing = []
    with playing(release, settings) as player:
        for each, case in zip(cases, parse_script(file_text(cases), "explored"), strict=True):
            report = player.play(case)
            if report.passed:
                passing.append(each)
            else:
                why = report.differences[0].told.text(tongue())
                left = words(zh=f"没有写出 {case.name}：{why}", en=f"{case.name} is not written: {why}")
                log.print(left, style="yellow", markup=False)
    return passing


def _about(release: Release) -> str:
    """What the written file says of itself, in the language of the flow."""
    if release.flows[release.main].language.startswith("zh"):
        return "callwright explore --write 写出：其他脚本没有走到的出口。"
    return "Written by callwright explore --write: exits that no other script takes."
