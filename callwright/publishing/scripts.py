"""Rings a release that is to be published as its flow's own call scripts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from callwright.errors import Failure
from callwright.output import log, progress_bar
from callwright.settings import Settings
from callwright.steps import step
from callwright.testing.finding import SUFFIX
from callwright.testing.pairing import flow_for
from callwright.testing.playing import CaseReport, playing
from callwright.testing.report import failure_text
from callwright.words import reason, tongue, words
from flows.release import Release
from simulator.cases import never_used
from simulator.errors import ScriptError
from simulator.script import CallCase, read_script


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How the call scripts went: how many calls were as scripted, which were not, and why, line by line."""

    passed: int = 0
    failed: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()

    def __add__(self, other: Rehearsal) -> Rehearsal:
        return Rehearsal(self.passed + other.passed, self.failed + other.failed, self.reasons + other.reasons)


def rehearse(release: Release, path: Path, settings: Settings) -> Rehearsal:
    """Ring `release`, made of the flow at `path`, as the scripts beside it say that ring this flow.

    A script that cannot be read has failed. A bar shows how far it is.
    """
    rehearsal = Rehearsal()
    scripts: list[tuple[Path, tuple[CallCase, ...]]] = []
    for file in sorted(path.parent.glob(f"*{SUFFIX}")):
        try:
            cases = read_script(file)
        except (ScriptError, OSError) as error:
            if _rings(file, "", path, settings):
                rehearsal += Rehearsal(0, (file.name,), (Text(_why(file, error), "red"),))
        else:
            if cases and _rings(file, cases[0].flow, path, settings):
                scripts.append((file, cases))
    with playing(release, settings) as player, progress_bar() as bar:
        total = sum(len(cases) for _, cases in scripts)
        task = bar.add_task(words(zh="通话脚本", en="call scripts"), total=total)
        rung = 0
        step("scripts", rung, total)
        for file, cases in scripts:
            reports = []
            for case in cases:
                reports.append(player.play(case))
                bar.advance(task)
                rung += 1
                step("scripts", rung, total)
            for one in _told(file, reports):
                rehearsal += one
    return rehearsal


def _rings(file: Path, named: str, path: Path, settings: Settings) -> bool:
    """Whether a script is one of the flow at `path`; `named` is the flow that it names. A riddle is told."""
    try:
        return flow_for(file, named, settings).resolve() == path.resolve()
    except Failure as failure:
        log.print(str(failure), style="yellow", markup=False)
        return False


def _told(file: Path, reports: list[CaseReport]) -> Iterator[Rehearsal]:
    """How each case of a file went, and what the file prepared that no case used."""
    for report in reports:
        reasons = tuple(failure_text(report.differences))
        yield Rehearsal(1) if report.passed else Rehearsal(0, (f"{file.name}: {report.name}",), reasons)
    if spare := never_used(str(file), [report.spare for report in reports]):
        yield Rehearsal(0, (file.name,), tuple(Text(each.text(tongue()), "red") for each in spare))


def _why(file: Path, error: ScriptError | OSError) -> str:
    return error.text(tongue()) if isinstance(error, ScriptError) else f"{file}: {reason(error)}"


def tell_rehearsal(rehearsal: Rehearsal) -> None:
    """Say how the scripts went."""
    for why in rehearsal.reasons:
        log.print(why)
    failed = len(rehearsal.failed)
    log.print(
        words(
            zh=f"通话脚本：{rehearsal.passed} 个通过，{failed} 个失败",
            en=f"call scripts: {rehearsal.passed} passed, {failed} failed",
        )
    )
