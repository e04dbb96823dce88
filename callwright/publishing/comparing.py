"""Two releases of a flow side by side: what became of their calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from callwright.errors import BadThing
from callwright.publishing.evidence import differ
from callwright.publishing.telling import whom
from callwright.words import words
from engine.store.store import Store
from engine.store.tallies import Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One share on both sides: how many of how many; `differs`: more than chance would make it."""

    what: str
    label: str
    one: int
    of_one: int
    other: int
    of_other: int

    @property
    def differs(self) -> bool:
        """Whether the difference is worth believing."""
        return differ(self.one, self.of_one, self.other, self.of_other)

    def to_json(self) -> dict[str, Any]:
        """The row for programs."""
        return {
            "what": self.what,
            "name": self.label,
            "counts": [self.one, self.other],
            "of": [self.of_one, self.of_other],
            "percent": [percent(self.one, self.of_one), percent(self.other, self.of_other)],
            "differs": self.differs,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The calls of two releases; `trial` says whom the second meets; empty: it is not on trial."""

    flow: str
    since: datetime | None
    one: Tally
    other: Tally
    trial: str

    def rows(self) -> Iterator[Row]:
        """Every share; of calls that have ended."""
        one, other = self.one, self.other
        yield self._row("completed", "", one.completed, other.completed)
        yield self._row("errors", "", one.erred, other.erred)
        yield self._row("hang_ups", "", one.hung_up, other.hung_up)
        for result in sorted({*one.results, *other.results}):
            yield self._row("result", result, one.results.get(result, 0), other.results.get(result, 0))
        places = {*one.given_up, *other.given_up}
        both = {place: one.given_up.get(place, 0) + other.given_up.get(place, 0) for place in places}
        for place in sorted(places, key=lambda place: (-both[place], place)):
            yield self._row(
                "hung_up_at",
                ".".join(filter(None, place)),
                one.given_up.get(place, 0),
                other.given_up.get(place, 0),
            )

    def _row(self, what: str, label: str, one: int, other: int) -> Row:
        return Row(what, label, one, self.one.ended, other, self.other.ended)

    def to_json(self) -> dict[str, Any]:
        """The comparison for programs."""
        sides = (self.one, self.other)
        return {
            "flow": self.flow,
            "since": self.since,
            "releases": [side.release for side in sides],
            "trial": self.trial,
            "calls": [side.calls for side in sides],
            "ended": [side.ended for side in sides],
            "mean_seconds": [side.mean_seconds for side in sides],
            "rows": [row.to_json() for row in self.rows()],
        }


def percent(part: int, whole: int) -> float | None:
    """A share in percent, to a tenth; None of nothing."""
    return round(part * 100 / whole, 1) if whole else None


def compared(store: Store, flow: str, since: datetime | None) -> Comparison:
    """The live release beside the one on trial; without a trial the one before beside the live one.

    A trial is compared from its beginning on unless `since` says otherwise. Raises BadThing without two.
    """
    standing = store.standing(flow)
    canary = standing.canary
    if canary is not None:
        began = since or trial_began(store, flow, canary.digest)
        one, other, trial = standing.live, canary.digest, whom(canary)
    else:
        before = store.releases_before(flow)
        if not before:
            raise BadThing(
                words(zh=f"流程 {flow} 没有两个发布可比较", en=f"{flow} has no two releases to compare"),
                f"callwright publish {flow} --percent 10",
            )
        began, one, other, trial = since, before[0], standing.live, ""
    return Comparison(flow, began, store.tally(flow, one, began), store.tally(flow, other, began), trial)


def trial_began(store: Store, flow: str, digest: str) -> datetime | None:
    """When the running trial of a release began: its share may have changed since."""
    began = None
    for publication in store.history(flow, 1000):
        if publication.kind != "canary" or publication.digest != digest:
            break
        began = publication.at
    return began
