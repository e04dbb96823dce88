"""Tells people and programs what exploring a flow came to."""

from __future__ import annotations

from typing import Any

from callwright.catalogue import spoken
from callwright.exploring import Explored, Finding
from callwright.output import out, print_table
from callwright.words import words
from simulator.explore.choice import Target
from simulator.explore.search import Why

SHOWN = 30
"""Exits that are named of those that no call took."""


def show(found: Explored, *, write: bool) -> None:
    """Print the findings, each with its script, the exits that were not taken, and the sum."""
    if found.findings:
        _findings(found)
    if found.exploration.missed:
        _missed(found)
    _sum(found)
    if found.file is not None:
        text = words(zh="{}：写出 {} 个用例", en="{}: {} cases written")
        out.print(text.format(found.file, found.cases), markup=False)
    elif write:
        out.print(
            words(
                zh="没有要写的：脚本走到了所有找到的出口。", en="Nothing to write: the scripts take them all."
            )
        )


def _findings(found: Explored) -> None:
    columns = words(zh="# 问题 位置 详情 步数 秒", en="# finding where detail steps seconds").split()
    rows = [
        (number, kind_words(each), ":".join(each.fault.spot), detail(each), each.steps, f"{each.seconds:.0f}")
        for number, each in enumerate(found.findings, 1)
    ]
    print_table(columns, rows)
    for number, each in enumerate(found.findings, 1):
        out.print()
        out.print(f"# {number}. {kind_words(each)} {':'.join(each.fault.spot)}", style="bold", markup=False)
        out.print(each.script.rstrip("\n"), markup=False)
    out.print()


def _missed(found: Explored) -> None:
    missed = found.exploration.missed
    print_table(
        (words(zh="没有走到的出口", en="not reached"), words(zh="原因", en="why")),
        [(_place(target), why_words(target, why)) for target, why in missed[:SHOWN]],
    )
    more = len(missed) - SHOWN
    if more > 0:
        out.print(words(zh=f"还有 {more} 个", en=f"and {more} more"))


def _sum(found: Explored) -> None:
    search = found.exploration
    covered, total = len(search.ways), len(search.scene.chart.targets)
    findings = len(found.findings)
    line = words(
        zh=f"通话 {search.calls} 次，出口 {covered}/{total}，问题 {findings} 个",
        en=f"calls: {search.calls}, exits: {covered}/{total}, findings: {findings}",
    )
    out.print(line, style="red" if findings else "green")
    if search.ended != "done":
        bound = f"--{search.ended}"
        out.print(
            words(
                zh=f"到达 {bound} 的上限而停止；加大可以找得更多。",
                en=f"Stopped by {bound}; more of it may find more.",
            )
        )


def document(found: Explored, seed: int) -> dict[str, Any]:
    """Everything as one JSON document."""
    search = found.exploration
    return {
        "flow": search.scene.release.main,
        "seed": seed,
        "calls": search.calls,
        "ended": search.ended,
        "exits": {"covered": len(search.ways), "total": len(search.scene.chart.targets)},
        "findings": [
            {
                "kind": each.fault.kind,
                "flow": each.fault.spot[0],
                "node": each.fault.spot[1],
                "detail": each.fault.detail,
                "steps": each.steps,
                "seconds": each.seconds,
                "script": each.script,
            }
            for each in found.findings
        ],
        "not_reached": [
            {
                "flow": flow,
                "node": node,
                "exit": name,
                "why": why,
                "reason": why_words((flow, node, name), why),
            }
            for (flow, node, name), why in search.missed
        ],
        "written": None if found.file is None else str(found.file),
        "cases": found.cases,
    }


def kind_words(finding: Finding) -> str:
    """What sort of finding it is."""
    return {
        "crash": words(zh="崩溃", en="crash"),
        "unhandled": words(zh="无人处理的错误", en="error that nobody handles"),
        "endless": words(zh="没有尽头", en="no end"),
        "silence": words(zh="静音过长", en="long silence"),
        "no_goodbye": words(zh="没有道别", en="no goodbye"),
    }[finding.fault.kind]


def detail(finding: Finding) -> str:
    """What there is to say about it."""
    if finding.fault.kind == "silence":
        return words(
            zh=f"{finding.fault.detail} 秒没有声音", en=f"nothing is heard for {finding.fault.detail} s"
        )
    if finding.fault.kind == "no_goodbye":
        return words(zh="来电者什么也没听到就被挂断", en="the flow hangs up without a word")
    # `error: message` of a node that raised: only the message has words of ours.
    error, mark, message = finding.fault.detail.partition(": ")
    return f"{error}{mark}{spoken(message)}" if mark else spoken(error)


def why_words(target: Target, why: Why) -> str:
    """Why an exit was not taken."""
    node = target[1]
    if why == "repeat":
        return words(
            zh="更新没有自己的键：同一步骤只有引擎中断后才会重来",
            en="the update has no key of its own: only a lost engine repeats it",
        )
    if why == "unreached":
        return words(zh=f"没有通话走到节点 {node}", en=f"no call came to the node {node}")
    return words(
        zh=f"节点 {node} 总是从别的出口离开：没有找到能走到它的值或做法",
        en=f"the node {node} was always left otherwise: no value or deed was found that leads there",
    )


def _place(target: Target) -> str:
    flow, node, name = target
    return f"{flow}:{node}.{name}"
