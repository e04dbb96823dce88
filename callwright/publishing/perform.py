"""Publishes a flow, step by step: proven, compared, rung, spoken, asked about, and only then live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from callwright.calendar_files import with_kept
from callwright.errors import BadThing
from callwright.output import log, out
from callwright.prompts import build_sounds, phrases_of, refuse, show_report
from callwright.publishing.asking import agreed, need_somebody
from callwright.publishing.plan import ALL, Plan, Trial, planned, proven
from callwright.publishing.scripts import Rehearsal, rehearse, tell_rehearsal
from callwright.publishing.telling import document, tell, tell_done, tell_there, whom
from callwright.settings import Settings
from callwright.steps import step
from callwright.words import words
from engine.store.store import Store
from flows.package import pack
from sounds.report import BuildReport

MOST_NAMED = 100
"""Overridden cases and sounds that the history names; it counts the others."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for: the flow at `path`, published to all or tried out.

    `numbers` are context and number of lines that are to lead to it, `expect` the beginning of the digest
    that is to be live now. `yes` asks nobody, `force` publishes although scripts or sounds failed, `dry`
    changes nothing, `quiet` prints nothing on standard output.
    """

    path: Path
    who: str
    why: str = ""
    trial: Trial = ALL
    numbers: tuple[tuple[str, str], ...] = ()
    expect: str = ""
    yes: bool = False
    force: bool = False
    dry: bool = False
    quiet: bool = False


def publish(store: Store, settings: Settings, wish: Wish) -> dict[str, Any]:
    """Do it, and say so; what came about, for programs.

    Raises Failure, StoreError; nothing that callers meet was changed then.
    """
    settings = with_kept(settings, store, None)
    step("check")
    plan = planned(store, proven(wish.path, settings), wish.trial, wish.numbers)
    _as_expected(plan, wish.expect)
    if plan.there:
        return _there(store, settings, plan, wish)
    if not (wish.yes or wish.dry):
        need_somebody()
    rehearsal = rehearse(plan.release, wish.path, settings)
    tell_rehearsal(rehearsal)
    if rehearsal.failed and not (wish.force or wish.dry):
        raise _refused(rehearsal)
    report = _spoken(plan, settings, wish)
    tell(plan, log if wish.quiet else out)
    forced = _forced(rehearsal, report)
    more = _outcome(rehearsal, report, forced)
    if wish.dry:
        if rehearsal.failed and not wish.force:
            raise _refused(rehearsal)
        log.print(words(zh="仅预览，没有改动。", en="Only a look: nothing was changed."))
        return document(plan, lines_of(store, plan.flow), published=False, more=more)
    if not (wish.yes or agreed(_question(plan))):
        raise BadThing(words(zh="没有发布", en="nothing was published"))
    step("publish")
    _perform(store, plan, wish, forced)
    lines = lines_of(store, plan.flow)
    tell_done(plan, lines)
    return document(plan, lines, published=True, more=more)


def lines_of(store: Store, flow: str) -> list[str]:
    """The lines that lead to a flow."""
    return [f"{line.context}/{line.pattern}" for line in store.lines() if flow in line.flows]


def _as_expected(plan: Plan, expect: str) -> None:
    live = plan.standing.live
    if expect and not live.startswith(expect):
        raise BadThing(
            words(
                zh=f"线上的发布是 {live[:12] or '（无）'}，不是 {expect[:12]}",
                en=f"{live[:12] or 'nothing'} is live, not {expect[:12]}",
            ),
            f"callwright diff live {plan.flow}",
        )


def _there(store: Store, settings: Settings, plan: Plan, wish: Wish) -> dict[str, Any]:
    """The release is taken already: see to its sounds, and to the lines."""
    if not wish.dry:
        show_report(build_sounds(phrases_of(plan.release), settings))
    tell_there(plan)
    if plan.leads:
        tell(plan, log if wish.quiet else out)
        if not (wish.yes or wish.dry):
            need_somebody()
            if not agreed(words(zh="改动线路？", en="Change the lines?")):
                raise BadThing(words(zh="没有改动", en="nothing was changed"))
        if not wish.dry:
            store.lead_lines(plan.flow, plan.leads, who=wish.who)
    return document(plan, lines_of(store, plan.flow), published=False, more=_outcome(None, None, {}))


def _refused(rehearsal: Rehearsal) -> BadThing:
    return BadThing(
        words(
            zh=f"有 {len(rehearsal.failed)} 个通话脚本失败，未发布",
            en=f"call scripts failed: {len(rehearsal.failed)}; nothing was published",
        ),
        words(zh="修改流程或脚本，或用 --force", en="mend the flow or its scripts, or --force"),
    )


def _spoken(plan: Plan, settings: Settings, wish: Wish) -> BuildReport | None:
    """Make the sounds that are missing. Raises BadThing if some cannot be made and nobody forces it."""
    if wish.dry:
        return None
    report = build_sounds(phrases_of(plan.release), settings)
    show_report(report)
    if not wish.force:
        refuse(
            report,
            words(zh="有语音无法生成，未发布", en="some sounds could not be made; nothing was published"),
            words(
                zh="安装 callwright[speech]，或放入录音，或用 --force",
                en="pip install 'callwright[speech]', record them, or --force",
            ),
        )
    return report


def _question(plan: Plan) -> str:
    if plan.trial:
        on = whom(plan.trial)
        return words(zh=f"开始试用（{on}）？", en=f"Try it out on {on}?")
    return words(zh="发布给之后的所有来电？", en="Let all new calls take it?")


def _perform(store: Store, plan: Plan, wish: Wish, details: Mapping[str, object]) -> None:
    """The one transaction."""
    release, package = plan.release, pack(plan.release)
    if plan.leads:
        moved = [{"line": f"{x.context}/{x.pattern}", "before": x.before} for x in plan.leads]
        details = {**details, "lines": moved}
    if plan.trial:
        store.try_out(
            plan.flow,
            release.digest,
            package,
            percent=plan.trial.percent,
            callers=plan.trial.callers,
            who=wish.who,
            why=wish.why,
            expected=plan.standing,
            leads=plan.leads,
            details=details,
        )
        return
    store.publish(
        plan.flow,
        release.digest,
        package,
        who=wish.who,
        why=wish.why,
        expected=plan.standing,
        leads=plan.leads,
        details=details,
    )


def _forced(rehearsal: Rehearsal, report: BuildReport | None) -> dict[str, object]:
    """What was overridden, as the history keeps it; empty if nothing was."""
    cases = list(rehearsal.failed)
    sounds = [f"{phrase.language} {phrase.text[:60]}" for phrase, _ in report.failed] if report else []
    if not cases and not sounds:
        return {}
    return {
        "forced": {
            "cases": cases[:MOST_NAMED],
            "cases_failed": len(cases),
            "sounds": sounds[:MOST_NAMED],
            "sounds_missing": len(sounds),
        }
    }


def _outcome(
    rehearsal: Rehearsal | None, report: BuildReport | None, forced: Mapping[str, object]
) -> dict[str, Any]:
    """How scripts and sounds went, for programs; None for what was not tried."""
    cases = {"passed": rehearsal.passed, "failed": list(rehearsal.failed)} if rehearsal else None
    sounds = None
    if report is not None:
        sounds = {"made": len(report.built), "there": len(report.reused), "failed": len(report.failed)}
    return {"cases": cases, "sounds": sounds, "forced": bool(forced)}
