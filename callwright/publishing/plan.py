"""What publishing a flow would do, as the store stood when somebody looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callwright.errors import BadThing
from callwright.output import log
from callwright.projects import compiled, problem_lines
from callwright.settings import Settings
from callwright.words import tongue, words
from engine.store.leading import Lead
from engine.store.lines import Line, checked, refuse_tie
from engine.store.standing import Standing
from engine.store.store import Store
from flows.diff.changes import Changes
from flows.diff.compare import compare_releases
from flows.errors import ReleaseError
from flows.package import unpack
from flows.release import Release


@dataclass(frozen=True, slots=True)
class Trial:
    """Who is to meet a release on trial: a percentage of the callers, those on a list."""

    percent: float = 0.0
    callers: str = ""

    def __bool__(self) -> bool:
        return bool(self.percent or self.callers)


ALL = Trial()
"""No trial: all callers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A release that is to be published, and how its flow stands.

    `live` is the live release, None if there is none or it cannot be used, for the reason `fault`; then there
    are no `changes`. `leads` are the lines that would lead to the flow from then on.
    """

    release: Release
    trial: Trial
    standing: Standing
    live: Release | None
    fault: str
    changes: Changes | None
    leads: tuple[Lead, ...]

    @property
    def flow(self) -> str:
        """The name of the flow."""
        return self.release.main

    @property
    def first(self) -> bool:
        """Whether nothing of the flow was published before."""
        return not self.standing.live

    @property
    def there(self) -> bool:
        """Whether callers take the release already as they are to take it."""
        if self.standing.live == self.release.digest:
            return not self.fault
        canary = self.standing.canary
        return (
            bool(self.trial)
            and canary is not None
            and (canary.digest, canary.percent, canary.callers)
            == (self.release.digest, self.trial.percent, self.trial.callers)
        )


def proven(path: Path, settings: Settings) -> Release:
    """The release of a flow file; warnings are said. Raises BadThing with every problem of a bad flow."""
    compilation = compiled(path, settings, sounding=True)
    if compilation.release is None:
        raise BadThing(problem_lines(compilation.problems, path))
    for problem in compilation.problems:
        log.print(problem.text(tongue()), style="yellow", markup=False)
    return compilation.release


def planned(store: Store, release: Release, trial: Trial, numbers: Sequence[tuple[str, str]]) -> Plan:
    """The plan for `release`; `numbers` are contexts and numbers that are to lead to it.

    Raises BadThing if there is nothing live beside which it could be tried, or no such list of callers.
    """
    standing = store.standing(release.main)
    if trial and not standing.live:
        raise BadThing(
            words(
                zh=f"流程 {release.main} 还没有上线的发布，不能试用",
                en=f"nothing of {release.main} is live beside which to try it",
            ),
            f"callwright publish {release.main}",
        )
    if trial.callers and all(known.name != trial.callers for known in store.lists()):
        raise BadThing(
            words(zh=f"没有名单 {trial.callers}", en=f"there is no list {trial.callers}"),
            "callwright list list",
        )
    live, fault, changes = None, "", None
    if standing.live:
        try:
            live = unpack(store.release(standing.live))
            changes = compare_releases(live, release)
        except ReleaseError as error:
            live, fault = None, str(error)
    return Plan(release, trial, standing, live, fault, changes, _leads(store, release.main, numbers))


def live_release(store: Store, flow: str) -> Release:
    """The live release of a flow. Raises BadThing if there is none, or it cannot be used."""
    digest = store.standing(flow).live
    if not digest:
        raise BadThing(
            words(zh=f"流程 {flow} 从未发布", en=f"{flow} was never published"), f"callwright publish {flow}"
        )
    try:
        return unpack(store.release(digest))
    except ReleaseError as error:
        what = words(
            zh=f"流程 {flow} 的发布 {digest[:12]} 无法读取（{error}）",
            en=f"the release {digest[:12]} of {flow} cannot be read ({error})",
        )
        raise BadThing(what, f"callwright publish {flow}") from error


def _leads(store: Store, flow: str, numbers: Sequence[tuple[str, str]]) -> tuple[Lead, ...]:
    """The lines among `numbers` that do not lead to `flow` yet. Raises BadLine, Tie."""
    lines = store.lines()
    known = {(line.context, line.pattern): line.flow for line in lines}
    leads = []
    for context, number in dict.fromkeys(numbers):
        before = known.get((context, number), "")
        if not before:
            refuse_tie(checked(Line(number, flow, context)), lines)
        if before != flow:
            leads.append(Lead(context, number, before))
    return tuple(leads)
