"""One run of call scripts from the command line: played, told, written."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from callwright.errors import BadThing
from callwright.output import log, print_json_lines, progress_bar, write_file
from callwright.testing.choosing import chosen_by
from callwright.testing.documents import case_line, end_lines, junit
from callwright.testing.jobs import play_all
from callwright.testing.livewish import LiveWish
from callwright.testing.outcome import Covered, Outcome
from callwright.testing.playing import CaseReport
from callwright.testing.report import show, show_coverage, show_sum
from callwright.testing.suites import Loader, Suite
from callwright.words import words


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options of `callwright test` ask for."""

    expression: str = ""
    verbose: bool = False
    fail_fast: bool = False
    jobs: int = 0
    coverage: bool = False
    fail_under: float | None = None
    page: Path | None = None
    junit: Path | None = None
    as_json: bool = False
    live: LiveWish | None = None

    @property
    def covers(self) -> bool:
        """Whether coverage is asked for in any form."""
        return self.coverage or self.fail_under is not None or self.page is not None


def run(scripts: Sequence[Path], wish: Wish, config: str | None = None) -> int:
    """Play the scripts and tell how it went; the exit status. Raises BadThing, Misuse, OutsideFailed."""
    suites = chosen(Loader(config).load(scripts), wish.expression)
    outcome = played(suites, wish)
    covered = outcome.covered() if wish.covers else None
    if wish.page is not None and covered is not None:
        from callwright.testing.page import html

        write_file(wish.page, html(suites, covered))
    if wish.junit is not None:
        write_file(wish.junit, junit(outcome))
    if wish.as_json:
        print_json_lines(end_lines(outcome, covered))
    else:
        _tell(outcome, covered, wish)
    return 0 if outcome.good and not _too_little(covered, wish) else 1


def chosen(suites: Sequence[Suite], expression: str) -> list[Suite]:
    """The suites with the cases that `-k` means. Raises BadThing if it means none, Misuse."""
    if not expression:
        return list(suites)
    fits = chosen_by(expression)
    left = [
        replace(suite, cases=[case for case in suite.cases if fits(f"{suite.script}: {case.name}")])
        for suite in suites
    ]
    if not any(suite.cases for suite in left):
        raise BadThing(
            words(zh=f"-k {expression}：没有相符的用例", en=f"-k {expression}: no case fits"),
            words(zh="用 callwright test -v 查看用例的名字", en="callwright test -v shows the names"),
        )
    return [suite for suite in left if suite.cases]


def played(suites: Sequence[Suite], wish: Wish) -> Outcome:
    """Play every case, with a progress bar at a terminal; JSON lines are printed as cases end."""
    outcome = Outcome(suites, whole=not wish.expression)
    total = sum(len(suite.cases) for suite in suites if not suite.problem)
    began = time.perf_counter()
    with progress_bar() as bar:
        task = bar.add_task(words(zh="通话", en="calls"), total=total)
        for report in _reports(suites, wish):
            outcome.reports.append(report)
            bar.advance(task)
            if wish.as_json:
                print_json_lines([case_line(report)])
                sys.stdout.flush()
            if wish.fail_fast and not report.passed:
                outcome.stopped = len(outcome.reports) < total
                break
    outcome.seconds = time.perf_counter() - began
    return outcome


def _reports(suites: Sequence[Suite], wish: Wish) -> Iterator[CaseReport]:
    if wish.live is None:
        return play_all(suites, wish.jobs)
    from callwright.testing.live import play_live

    return play_live(suites, wish.live)


def _tell(outcome: Outcome, covered: Covered | None, wish: Wish) -> None:
    show(outcome, each=wish.verbose)
    if covered is not None:
        show_coverage(covered)
    show_sum(outcome, covered.percent if covered else None)
    if outcome.stopped:
        log.print(words(zh="在第一个失败后停止。", en="Stopped at the first failure."))
    if covered is not None and _too_little(covered, wish):
        log.print(
            words(
                zh=f"覆盖 {covered.percent:.2f} %，要求 {wish.fail_under:g} %",
                en=f"{covered.percent:.2f} % covered, {wish.fail_under:g} % wanted",
            ),
            style="red",
        )
    if wish.page is not None:
        log.print(f"{wish.page}", markup=False)


def _too_little(covered: Covered | None, wish: Wish) -> bool:
    return covered is not None and wish.fail_under is not None and covered.percent < wish.fail_under
