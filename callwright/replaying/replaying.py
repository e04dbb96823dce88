"""Repeats the calls of a flow on a draft of it, as `callwright replay` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from callwright.bilingual import nearest
from callwright.errors import BadThing
from callwright.keeping import keep_script
from callwright.moments import told as told_moment
from callwright.output import print_json, progress_bar
from callwright.replaying import sides
from callwright.replaying.judging import Judge, judge_all
from callwright.replaying.report import Sum, show, told_way
from callwright.replaying.script import release_then
from callwright.settings import Settings
from callwright.simulation import given_of, site_calendars
from callwright.words import tongue, words
from engine.store.store import Store
from flows.release import Release
from simulator.replay.play import Repeated, repeat
from simulator.replay.told_call import ToldCall, told_call
from simulator.replay.verdict import Parting
from simulator.writing.journalled import known_of
from simulator.writing.script import WrittenCase, case_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls are repeated, and what is made of them."""

    since: datetime
    until: datetime | None = None
    line: str = ""
    limit: int | None = None
    jobs: int = 0
    write: Path | None = None
    as_json: bool = False


def replay_all(draft: Release, store: Store, settings: Settings, wanted: Wanted) -> int:
    """Repeat the calls that are wanted and tell what became of them; the exit status.

    Raises BadThing where there are none, or where no release of theirs is left.
    """
    flow = draft.main
    calls = store.called(flow, wanted.since, wanted.until, line=wanted.line, limit=wanted.limit)
    if not calls:
        raise _no_calls(store, flow, wanted, settings.project.zone)
    found = Sum(flow, draft.digest, wanted.since, wanted.until)
    with progress_bar() as bar:
        task = bar.add_task(words(zh="重放通话", en="calls"), total=len(calls))
        for judged in judge_all(draft, store, settings, calls, wanted.jobs):
            found.add(judged)
            bar.advance(task)
    gone = sum(group.calls for (reason, _), group in found.reasons.items() if reason == "no_release")
    if gone == len(calls):
        raise _no_releases(flow)
    if wanted.write is not None and found.partings:
        _write(draft, store, settings, found, wanted.write)
    if wanted.as_json:
        print_json(found.to_json())
    else:
        show(found)
    return 1 if found.partings else 0


def replay_one(draft: Release, store: Store, settings: Settings, call: str, *, as_json: bool) -> int:
    """Repeat one call and show both ways; the exit status. Raises BadThing, and Unknown for no such call."""
    row = store.call(call)
    if row.flow != draft.main:
        raise BadThing(
            words(zh=f"{call} 是流程 {row.flow} 的通话", en=f"{call} is a call of flow {row.flow}"),
            words(
                zh=f"callwright replay {row.flow} --call {call}",
                en=f"callwright replay {row.flow} --call {call}",
            ),
        )
    told = told_call(store.events(call))
    if told is None:
        raise BadThing(
            words(
                zh=f"{call}：库里的日志没有开头", en=f"{call}: the store lacks the beginning of its journal"
            ),
            words(zh="换一次通话", en="take another call"),
        )
    verdict = Judge(draft, store, settings).judge(call).verdict
    now = _again(told, draft, store, settings, usual=verdict.usual)
    if as_json:
        print_json(sides.document(call, told, now, verdict))
    else:
        sides.show(call, told, now, verdict)
    return 1 if verdict.parting is not None else 0


def _again(told: ToldCall, draft: Release, store: Store, settings: Settings, *, usual: bool) -> Repeated:
    then = release_then(store, told.started.release)
    calendars = site_calendars(settings)
    return repeat(told, draft, then, calendars=calendars, usual=usual, going_on=True)


def _write(draft: Release, store: Store, settings: Settings, found: Sum, file: Path) -> None:
    """Write a case for each difference: the call that is its example, as it goes now."""
    cases: list[WrittenCase] = []
    for parting, group in found.most_first():
        told = told_call(store.events(group.example))
        if told is not None:
            now = _again(told, draft, store, settings, usual=group.usual)
            known = known_of(now.events, draft)
            cases.append(case_of(now.events, known, name=_name(parting, group.example), lang=tongue()))
    with given_of(settings) as base:
        # Nothing real is asked when they are played: what is not prepared was not asked then either.
        keep_script(file, cases, draft, replace(base, world=replace(base.world, database=None)))
    found.written = str(file)


def _name(parting: Parting, call: str) -> str:
    way = words(
        zh=f"当时 {told_way(parting.then)}，现在 {told_way(parting.now)}",
        en=f"then {told_way(parting.then)}, now {told_way(parting.now)}",
    )
    return f"{parting.place or '-'}: {way} ({call})"


def _no_calls(store: Store, flow: str, wanted: Wanted, zone: str) -> BadThing:
    flows: Sequence[str] = store.flows_called()
    if flow not in flows:
        near = nearest(flow, flows)
        return BadThing(
            words(zh=f"库里没有流程 {flow} 的通话", en=f"the store has no calls of flow {flow}")
            + (words(zh=f"，是否为“{near}”？", en=f"; is '{near}' meant?") if near else ""),
            words(zh="库里有：", en="it has calls of: ") + ", ".join(flows)
            if flows
            else words(zh="先有来电，才能重放", en="there have to be calls before they can be replayed"),
        )
    last = store.calls(1, flow=flow)[0]
    which = f" {wanted.line}" if wanted.line else ""
    began = told_moment(last.started, zone)
    return BadThing(
        words(
            zh=f"流程 {flow}{which} 在这段时间没有通话",
            en=f"there are no calls of flow {flow}{which} in that time",
        ),
        words(
            zh=f"最后一次开始于 {began}（线路 {last.called}）：换 --since、--until 或 --line",
            en=f"the last one began at {began} (line {last.called}): change --since, --until or --line",
        ),
    )


def _no_releases(flow: str) -> BadThing:
    return BadThing(
        words(
            zh=f"这些通话在草稿上走法都不同，而它们所用的 {flow} 的发布已都不在库里，无从核对",
            en=f"all of them go another way, and the releases of {flow} that they ran on are gone from the "
            "store: nobody can tell whether that is the draft's doing",
        ),
        words(
            zh="重放更近的通话，或延长发布的保存期（docs/live.md）",
            en="replay later calls, or keep releases for longer (docs/live.md)",
        ),
    )
