"""Coverage as one HTML page: every flow's drawing, green where calls came, red where none did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callwright.testing.outcome import Covered
from callwright.testing.suites import Program, Suite
from callwright.words import tongue, words
from flows.drawing.covered import covered as drawn
from flows.drawing.page import Remark, Sheet, coverage_page
from flows.read import read
from flows.source import Source
from simulator.coverage import Coverage, Point


def html(suites: Sequence[Suite], covered: Covered) -> bytes:
    """The page, a tab a flow; those that the scripts ring come first."""
    programs = [suite.program for suite in suites if suite.program is not None]
    rung = [program.release.main for program in programs]
    sheets = [
        sheet
        for _, flow, coverage in sorted(covered.flows(), key=lambda each: each[1] not in rung)
        for sheet in _sheet(flow, coverage, programs)
    ]
    title = words(zh=f"覆盖 {covered.percent:.1f} %", en=f"{covered.percent:.1f} % covered")
    return coverage_page(sheets, tongue(), title)


def _sheet(flow: str, coverage: Coverage, programs: Sequence[Program]) -> Iterator[Sheet]:
    for program in programs:
        source = program.release.sources.get(flow)
        document = read(Source(source, flow)).flow if source else None
        if document is not None and _belongs(coverage, program, flow):
            counts = coverage.of(flow)
            nodes = {point.node: count for point, count in counts.items() if point.sort == "node"}
            exits = {
                (point.node, point.name): count for point, count in counts.items() if point.sort == "exit"
            }
            missed = [
                Remark(flow, point.node, _words(point), "missed")
                for point in coverage.missed(flow)
                # An untried node has no tried exit or prompt: it is named once.
                if point.sort == "node" or nodes.get(point.node)
            ]
            yield Sheet(drawn(document, nodes, exits), document, remarks=missed)
            return


def _belongs(coverage: Coverage, program: Program, flow: str) -> bool:
    """Whether the nodes of `flow` in `program` are those that `coverage` counts."""
    compiled = program.release.flows[flow]
    return all(
        Point("node", flow, node.id) in coverage.counts for node in compiled.nodes.values() if node.enabled
    )


def _words(point: Point) -> str:
    sort = {
        "node": words(zh="节点", en="node"),
        "exit": words(zh="出口", en="exit"),
        "prompt": words(zh="提示音", en="prompt"),
    }[point.sort]
    return f"{point} ({sort})"
