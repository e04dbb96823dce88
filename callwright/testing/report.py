"""Tells people how call scripts went: a line a script, every failure with its place, coverage, the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rich.text import Text

from callwright.catalogue import spoken
from callwright.output import out, print_table
from callwright.testing.outcome import Covered, Outcome
from callwright.testing.playing import CaseReport
from callwright.words import tongue, words
from simulator.check import Difference
from simulator.coverage import SORTS
from simulator.told import Where

SHOWN = 12
"""Points of a flow that are named of those that no call reached."""


def show(outcome: Outcome, *, each: bool = False) -> None:
    """Print what went wrong and the sum; `each`: first every case by itself, else a line a script."""
    for suite in outcome.suites:
        reports = outcome.of(suite)
        if each:
            for report in sorted(reports, key=lambda report: report.line):
                _case(report)
        elif reports:
            _script(str(suite.script), reports)
    for report in outcome.failed:
        out.print()
        for line in failure_text(report.differences):
            out.print(line)
        _journal(report)
    for suite in outcome.problems:
        out.print()
        out.print(Text(suite.problem, "red"))
    if outcome.unused:
        out.print()
    for difference in outcome.unused:
        out.print(Text(difference.text(tongue()), "red"))


def _case(report: CaseReport) -> None:
    word, style = ("ok    ", "green") if report.passed else ("FAILED", "bold red")
    if report.skipped:
        out.print(
            Text("-     ", "yellow"), Text(f"{report.file}:{report.line}: {report.name}"), report.skipped
        )
        return
    seconds = words(zh=f"（通话 {report.seconds:.0f} 秒）", en=f"(a call of {report.seconds:.0f} s)")
    out.print(Text(word, style), Text(f"{report.file}:{report.line}: {report.name}"), Text(seconds, "dim"))


def _journal(report: CaseReport) -> None:
    """Where the journals of a live and a simulated call differ, side by side."""
    if report.journal:
        title = words(
            zh=f"{report.file}:{report.line}: {report.name}：日志不同",
            en=f"{report.file}:{report.line}: {report.name}: the journals differ",
        )
        print_table((words(zh="真实", en="live"), words(zh="模拟", en="simulated")), report.journal, title)


def _script(name: str, reports: list[CaseReport]) -> None:
    failed = sum(not report.passed for report in reports)
    skipped = sum(bool(report.skipped) for report in reports)
    passed = len(reports) - failed - skipped
    told = words(zh=f"{passed} 个通过", en=f"{passed} passed")
    line = Text.assemble((f"{name}  ", ""), (told, "green"))
    if failed:
        line.append(words(zh=f"，{failed} 个失败", en=f", {failed} failed"), "bold red")
    if skipped:
        line.append(words(zh=f"，{skipped} 个只能模拟", en=f", {skipped} only simulated"), "yellow")
    out.print(line)


def failure_text(differences: Iterable[Difference]) -> list[Text]:
    """Differences as lines: each place is told once, below the last difference that it belongs to."""
    lines: list[Text] = []
    told = list(differences)
    for number, difference in enumerate(told):
        head = f"{difference.file}:{difference.line}: {difference.case}: "
        lines.append(Text.assemble((head, "bold"), (difference.told.text(tongue()), "red")))
        if number + 1 == len(told) or told[number + 1].where != difference.where:
            lines += [Text(f"    {line}", "dim") for line in _where(difference.where)]
    return lines


def _where(where: Where) -> list[str]:
    # What failed is told as `flow.node: message`, and the message knows no language.
    errors = (error.partition(": ") for error in where.errors)
    told = tuple(f"{place}{mark}{spoken(message)}" for place, mark, message in errors)
    return replace(where, errors=told).lines(tongue())


def show_coverage(covered: Covered) -> None:
    """Print a table, a line a flow, and below what no call reached."""
    columns = words(zh="流程 节点 出口 提示音 合计", en="Flow Nodes Exits Prompts All").split()
    rows = []
    for shown, flow, coverage in covered.flows():
        tallies = [coverage.tally(flow, sort) for sort in SORTS]
        cells = (f"{tally.reached}/{tally.all}" for tally in tallies)
        rows.append((shown, *cells, f"{coverage.tally(flow).percent:.1f} %"))
    out.print()
    print_table(columns, rows)
    for shown, flow, coverage in covered.flows():
        missed = [str(point) for point in coverage.missed(flow)]
        if missed:
            more = len(missed) - SHOWN
            names = ", ".join(missed[:SHOWN])
            rest = words(zh=f"，另有 {more} 处", en=f" and {more} more") if more > 0 else ""
            out.print(
                words(zh=f"{shown} 未走到：{names}{rest}", en=f"{shown}, never reached: {names}{rest}"),
                markup=False,
            )


def show_sum(outcome: Outcome, percent: float | None) -> None:
    """The last line: how many passed and failed, in what time, and how much was covered."""
    parts = [words(zh=f"{outcome.passed} 个通过", en=f"{outcome.passed} passed")]
    failed = len(outcome.failed)
    if failed:
        parts.append(words(zh=f"{failed} 个失败", en=f"{failed} failed"))
    skipped = len(outcome.skipped)
    if skipped:
        parts.append(words(zh=f"{skipped} 个只能模拟", en=f"{skipped} only simulated"))
    problems = len(outcome.problems)
    if problems:
        parts.append(words(zh=f"{problems} 个脚本不能拨打", en=f"{problems} scripts could not be played"))
    unused = len(outcome.unused)
    if unused:
        parts.append(words(zh=f"{unused} 项准备未用到", en=f"{unused} prepared in vain"))
    if percent is not None:
        parts.append(words(zh=f"覆盖 {percent:.1f} %", en=f"{percent:.1f} % covered"))
    parts.append(words(zh=f"{outcome.seconds:.1f} 秒", en=f"{outcome.seconds:.1f} s"))
    text = words(zh="，", en=", ").join(parts)
    out.print()
    out.print(Text(text, "bold green" if outcome.good else "bold red"))
