"""Says what publishing would change: a line that sums it up, then every change in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from callwright.changes import print_changes
from callwright.output import log
from callwright.publishing.plan import Plan, Trial
from callwright.words import tongue, words
from engine.store.standing import Canary
from flows.diff.compare import flows_of


def tell(plan: Plan, console: Console) -> None:
    """Print to `console` what would change for callers."""
    console.print(summary(plan), style="bold", markup=False)
    if plan.live is not None and plan.changes is not None:
        print_changes(plan.changes, flows_of(plan.live), flows_of(plan.release), console)
    for lead in plan.leads:
        line = f"{lead.context}/{lead.pattern}"
        if lead.before:
            text = words(
                zh=f"~ 线路 {line} 从流程 {lead.before} 改为 {plan.flow}",
                en=f"~ the line {line} leads to {plan.flow}, no longer to {lead.before}",
            )
        else:
            text = words(zh=f"+ 新线路 {line}", en=f"+ the line {line} is new")
        console.print(text, style="yellow" if lead.before else "green", markup=False)
    ending = plan.standing.canary
    if not plan.there and ending is not None and ending.digest != plan.release.digest:
        text = words(
            zh=f"~ 发布 {ending.digest[:12]} 的试用（{whom(ending)}）到此结束",
            en=f"~ the trial of {ending.digest[:12]} ({whom(ending)}) ends",
        )
        console.print(text, style="yellow", markup=False)


def summary(plan: Plan) -> str:
    """The change in one line: what is published first, or how it differs from what is live."""
    flow = plan.flow
    if plan.first:
        return words(zh=f"{flow}：首次发布，{_what(plan)}", en=f"{flow}: published first, {_what(plan)}")
    if plan.changes is None:
        return words(
            zh=f"{flow}：线上的发布 {plan.standing.live[:12]} 无法读取（{plan.fault}），列不出改动；"
            f"新发布：{_what(plan)}",
            en=f"{flow}: the live release {plan.standing.live[:12]} cannot be read ({plan.fault}), "
            f"so what changes cannot be told; it will be: {_what(plan)}",
        )
    return words(
        zh=f"{flow} {plan.standing.live[:12]} -> {plan.release.digest[:12]}：{plan.changes.summary('zh')}",
        en=f"{flow} {plan.standing.live[:12]} -> {plan.release.digest[:12]}: {plan.changes.summary('en')}",
    )


def _what(plan: Plan) -> str:
    """A release for somebody who has not seen it: its title, how large it is, what it speaks."""
    release = plan.release
    nodes = sum(len(flow.nodes) for flow in release.flows.values())
    languages = ", ".join(sorted({phrase.language for phrase in release.phrases}))
    title = release.flows[release.main].title
    named = words(zh="“{}”，", en="“{}”, ").format(title) if title else ""
    text = words(zh="流程 {} 个，节点 {} 个，句子 {} 句", en="flows: {}, nodes: {}, sentences: {}").format(
        len(release.flows), nodes, len(release.phrases)
    )
    return f"{named}{text} ({languages})" if languages else named + text


def whom(trial: Trial | Canary) -> str:
    """Who meets a release on trial."""
    parts = []
    if trial.percent:
        parts.append(words(zh=f"{trial.percent:g}% 的主叫", en=f"{trial.percent:g} % of the callers"))
    if trial.callers:
        parts.append(words(zh=f"名单 {trial.callers}", en=f"the list {trial.callers}"))
    return words(zh="和", en=" and ").join(parts)


def tell_there(plan: Plan) -> None:
    """Say that callers take this release already."""
    name = f"{plan.flow} {plan.release.digest[:12]}"
    if plan.standing.live != plan.release.digest:
        on = whom(plan.trial)
        log.print(
            words(
                zh=f"{name} 已在试用（{on}），没有改动",
                en=f"{name} is on trial already ({on}); nothing changed",
            )
        )
        return
    drawn = words(zh="", en=" ") + plan.changes.summary(tongue()) if plan.changes else ""
    log.print(
        words(zh=f"{name} 已经上线，没有改动。", en=f"{name} is live already; nothing changed.") + drawn,
        markup=False,
    )
    canary = plan.standing.canary
    if canary is not None:
        text = words(zh="发布 {} 仍在试用（{}）", en="{} is still on trial ({})")
        log.print(text.format(canary.digest[:12], whom(canary)), markup=False)


def tell_done(plan: Plan, lines: list[str]) -> None:
    """Say what is live now, where, and what comes next."""
    name, numbers = f"{plan.flow} {plan.release.digest[:12]}", ", ".join(lines)
    if plan.trial:
        on = whom(plan.trial)
        log.print(words(zh=f"{name} 开始试用：{on}", en=f"{name} is on trial: {on}"), markup=False)
        for verb in ("compare", "promote", "rollback"):
            log.print(f"    callwright {verb} {plan.flow}", markup=False)
    elif lines:
        log.print(words(zh=f"已发布 {name}，线路 {numbers}", en=f"{name} is live on {numbers}"), markup=False)
    else:
        log.print(
            words(zh=f"已发布 {name}，还没有线路：", en=f"{name} is live, but no line leads to it yet:")
        )
        log.print(f"    callwright line add 12345 {plan.flow}", markup=False)


def document(plan: Plan, lines: list[str], *, published: bool, more: Mapping[str, Any]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "flow": plan.flow,
        "before": plan.standing.live,
        "release": plan.release.digest,
        "published": published,
        "percent": plan.trial.percent if plan.trial else 100.0,
        "callers": plan.trial.callers,
        "lines": lines,
        "moved": [
            {"context": lead.context, "number": lead.pattern, "before": lead.before} for lead in plan.leads
        ],
        "summary": summary(plan),
        "changes": [change.to_json(tongue()) for change in plan.changes.changes] if plan.changes else [],
        **more,
    }
