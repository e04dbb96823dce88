"""Rings a release that is to be published as its flow's own call scripts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callwright.errors import Failure
from callwright.output import log, progress_bar
from callwright.settings import Settings
from callwright.testing.finding import SUFFIX
from callwright.testing.pairing import flow_for
from callwright.testing.playing import CaseReport, playing
from callwright.words import reason, tongue, words
from flows.release import Release
from simulator.cases import never_used
from simulator.errors import ScriptError
from simulator.script import CallCase, read_script


@dataclass(frozen=True, slots=True)
class Trials:
    """How the call scripts went: how many calls were as scripted, which were not, and why."""

    passed: int = 0
    failed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    def __add__(self, other: Trials) -> Trials:
        return Trials(self.passed + other.passed, self.failed + other.failed, self.reasons + other.reasons)


def try_scripts(release: Release, path: Path, settings: Settings) -> Trials:
    """Ring `release`, made of the flow at `path`, as the scripts beside it say that ring this flow.

    A script that cannot be read has failed. A bar shows how far it is.
    """
    trials = Trials()
    scripts: list[tuple[Path, tuple[CallCase, ...]]] = []
    for file in sorted(path.parent.glob(f"*{SUFFIX}")):
        try:
            cases = read_script(file)
            if cases and flow_for(file, cases[0].flow, settings).resolve() == path.resolve():
                scripts.append((file, cases))
        except (ScriptError, OSError, Failure) as error:
            trials += Trials(0, (file.name,), (_why(file, error),))
    with playing(release, settings) as player, progress_bar() as bar:
        total = sum(len(cases) for _, cases in scripts)
        task = bar.add_task(words(zh="通话脚本", en="call scripts"), total=total)
        for file, cases in scripts:
            reports = []
            for case in cases:
                reports.append(player.play(case))
                bar.advance(task)
            for one in _told(file, reports):
                trials += one
    return trials


def _told(file: Path, reports: list[CaseReport]) -> Iterator[Trials]:
    """How each case of a file went, and what the file prepared that no case used."""
    for report in reports:
        reasons = tuple(difference.text(tongue()) for difference in report.differences)
        yield Trials(1) if report.passed else Trials(0, (f"{file.name}: {report.name}",), reasons)
    if spare := never_used(str(file), [report.spare for report in reports]):
        yield Trials(0, (file.name,), tuple(difference.text(tongue()) for difference in spare))


def _why(file: Path, error: Exception) -> str:
    if isinstance(error, ScriptError):
        return error.text(tongue())
    return f"{file}: {reason(error)}" if isinstance(error, OSError) else str(error)


def tell_trials(trials: Trials) -> None:
    """Say how the scripts went."""
    for why in trials.reasons:
        log.print(why, style="red", markup=False)
    counts = len(trials.failed)
    log.print(
        words(
            zh=f"通话脚本：{trials.passed} 个通过，{counts} 个失败",
            en=f"call scripts: {trials.passed} passed, {counts} failed",
        )
    )
