"""A run of call scripts for programs: JSON lines and JUnit's XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from callwright.testing.outcome import Covered, Outcome
from callwright.testing.playing import CaseReport
from callwright.words import tongue
from simulator.coverage import SORTS


def case_line(report: CaseReport) -> dict[str, Any]:
    """One case as a JSON object."""
    return {
        "kind": "case",
        "file": report.file,
        "line": report.line,
        "case": report.name,
        "flow": report.flow,
        "passed": report.passed,
        "result": report.result,
        "seconds": report.seconds,
        "took": round(report.took, 6),
        "differences": [difference.to_json(tongue()) for difference in report.differences],
        "skipped": report.skipped,
        "journal": [{"live": live, "simulated": simulated} for live, simulated in report.journal],
    }


def end_lines(outcome: Outcome, covered: Covered | None) -> Iterator[dict[str, Any]]:
    """What comes after the cases: problems, what was prepared in vain, coverage, the sum."""
    for suite in outcome.problems:
        yield {"kind": "problem", "file": str(suite.script), "message": suite.problem}
    for unused in outcome.unused:
        told = unused.told.text(tongue())
        yield {"kind": "unused", "file": unused.file, "line": unused.line, "message": told}
    for shown, flow, coverage in covered.flows() if covered else ():
        tallies = {f"{sort}s": list(coverage.tally(flow, sort)) for sort in SORTS}
        missed = [point._asdict() for point in coverage.missed(flow)]
        percent = round(coverage.tally(flow).percent, 2)
        yield {"kind": "coverage", "flow": shown, **tallies, "percent": percent, "missed": missed}
    yield {
        "kind": "summary",
        "passed": outcome.passed,
        "failed": len(outcome.failed),
        "skipped": len(outcome.skipped),
        "problems": len(outcome.problems),
        "unused": len(outcome.unused),
        "percent": None if covered is None else round(covered.percent, 2),
        "seconds": round(outcome.seconds, 3),
    }


def junit(outcome: Outcome) -> bytes:
    """The run as JUnit's XML, a suite a script, as build servers read it."""
    root = ET.Element("testsuites", name="callwright")
    for suite in outcome.suites:
        name = str(suite.script)
        reports = sorted(outcome.of(suite), key=lambda report: report.line)
        unused = [each for each in outcome.unused if each.file == name]
        failures = sum(not report.passed for report in reports) + bool(unused)
        errors = int(bool(suite.problem))
        element = ET.SubElement(
            root,
            "testsuite",
            name=name,
            tests=str(len(reports) + errors + bool(unused)),
            failures=str(failures),
            errors=str(errors),
            skipped=str(sum(bool(report.skipped) for report in reports)),
            time=f"{sum(report.took for report in reports):.3f}",
        )
        for report in reports:
            fault, told = _told(report)
            _test(element, name, report.name, fault, told, report)
        if unused:
            told = "\n".join(each.told.text(tongue()) for each in unused)
            _test(element, name, "given", "failure", told)
        if suite.problem:
            _test(element, name, "script", "error", suite.problem)
    ET.indent(root)
    written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _test(
    suite: ET.Element,
    file: str,
    name: str,
    fault: str,
    told: str,
    report: CaseReport | None = None,
) -> None:
    """One test case; `fault` is the element that says what went wrong, if anything did."""
    test = ET.SubElement(suite, "testcase", classname=Path(file).name.removesuffix(".calls.yaml"))
    test.set("name", _printable(name))
    test.set("file", file)
    test.set("line", str(report.line if report else 1))
    test.set("time", f"{report.took if report else 0.0:.6f}")
    if fault:
        ET.SubElement(test, fault, message=_printable(told.splitlines()[0])).text = _printable(told)


def _told(report: CaseReport) -> tuple[str, str]:
    """The element that says how a case went otherwise than scripted, empty if it did not, and its words."""
    if report.skipped:
        return "skipped", report.skipped
    told = [difference.text(tongue()) for difference in report.differences]
    told += [f"- {live}\n+ {simulated}" for live, simulated in report.journal]
    return ("failure" if told else ""), "\n".join(told)


def _printable(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )
