"""What a run of call scripts came to: reports, what could not be played, what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from callwright.testing.playing import CaseReport
from callwright.testing.suites import Suite
from simulator.cases import never_used
from simulator.check import Difference
from simulator.coverage import Coverage, Map, Tally


@dataclass(slots=True)
class Outcome:
    """One run. `whole`: every case of every script was to be played, so that what none used is told."""

    suites: Sequence[Suite]
    whole: bool = True
    reports: list[CaseReport] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False
    """Whether it ended at the first failure."""

    @property
    def passed(self) -> int:
        """Cases that went as scripted."""
        return sum(report.passed and not report.skipped for report in self.reports)

    @property
    def skipped(self) -> list[CaseReport]:
        """Cases that exist only in a simulation, where they were to be played live."""
        return [report for report in self.reports if report.skipped]

    @property
    def failed(self) -> list[CaseReport]:
        """Those that did not, in the order of their files."""
        places = {str(suite.script): number for number, suite in enumerate(self.suites)}
        wrong = (report for report in self.reports if not report.passed)
        return sorted(wrong, key=lambda report: (places.get(report.file, 0), report.line))

    @property
    def problems(self) -> list[Suite]:
        """Scripts that could not be played."""
        return [suite for suite in self.suites if suite.problem]

    @property
    def unused(self) -> list[Difference]:
        """What scripts prepared for all their cases and none used."""
        if not self.whole or self.stopped:
            return []
        return [
            difference
            for suite in self.suites
            if suite.cases and not suite.problem
            for difference in never_used(
                str(suite.script), [report.spare for report in self.of(suite) if report.result]
            )
        ]

    @property
    def good(self) -> bool:
        """Whether there is nothing to complain of."""
        return not (self.failed or self.problems or self.unused)

    def of(self, suite: Suite) -> list[CaseReport]:
        """The reports of one script."""
        return [report for report in self.reports if report.file == str(suite.script)]

    def covered(self) -> Covered:
        """What the calls reached, each project by itself."""
        found = Covered()
        for suite in self.suites:
            if suite.program is not None:
                folder = suite.program.settings.folder
                coverage = found.projects.setdefault(folder, Coverage())
                coverage.expect(Map(suite.program.release).points)
                for report in self.of(suite):
                    coverage.add(report.reached)
        return found


@dataclass(slots=True)
class Covered:
    """The coverage of some projects: flows of one name in two projects are two flows."""

    projects: dict[Path, Coverage] = field(default_factory=dict)

    @property
    def percent(self) -> float:
        """Nodes, exits and prompts that were reached, of all there are."""
        tallies = [coverage.tally() for coverage in self.projects.values()]
        return Tally(sum(t.reached for t in tallies), sum(t.all for t in tallies)).percent

    def flows(self) -> Iterator[tuple[str, str, Coverage]]:
        """The flows: what each is called among all projects, its name, the coverage of its project."""
        for folder, coverage in self.projects.items():
            for flow in coverage.flows:
                yield (f"{folder.name}/{flow}" if len(self.projects) > 1 else flow), flow, coverage
