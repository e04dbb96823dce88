"""Chooses the release that a new call takes: the live one, or the one on trial for those who meet it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.store.standing import Canary, Standing
from flows.release import Release

_BYTES = 6
_WHOLE = 1 << (8 * _BYTES)
"""Few enough bits that a float holds every share exactly: none is rounded up to 100."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What new calls take at one moment: it is replaced whole, never changed.

    `published` and `canaries` go by flow; `releases` holds theirs, and no other, by digest.
    """

    published: Mapping[str, str] = field(default_factory=dict)
    canaries: Mapping[str, Canary] = field(default_factory=dict)
    releases: Mapping[str, Release] = field(default_factory=dict)

    def release(self, flow: str, caller: str, call_id: str, on_list: Callable[[str], bool]) -> Release | None:
        """The release for a new call of `flow`, None if it has none.

        `on_list` says whether the caller is on the list of that name. A caller without a number is somebody
        else in each call: there the id of the call decides.
        """
        canary = self.canaries.get(flow)
        if canary is not None and (
            share_of(flow, caller or call_id) < canary.percent
            or (bool(canary.callers) and on_list(canary.callers))
        ):
            return self.releases.get(canary.digest)
        return self.releases.get(self.published.get(flow, ""))


def share_of(flow: str, caller: str) -> float:
    """Where a caller of `flow` stands, from 0 up to but not including 100: the same place in every call.

    A trial for 10 percent meets those below 10, so that whoever meets it still does when its share grows.
    """
    digest = hashlib.sha256(f"{flow}\0{caller}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:_BYTES]) * 100 / _WHOLE


def renewed(
    before: Choice, standings: Mapping[str, Standing], load: Callable[[str, str], Release | None]
) -> Choice:
    """The choice as the flows stand now.

    `load(flow, digest)` gives a release, None if it cannot be used. Then what was live of that flow before
    stays live, and a trial does not take place.
    """
    published: dict[str, str] = {}
    canaries: dict[str, Canary] = {}
    releases: dict[str, Release] = {}

    def kept(flow: str, digest: str) -> bool:
        release = releases.get(digest) or before.releases.get(digest) or load(flow, digest)
        if release is not None:
            releases[digest] = release
        return release is not None

    for flow, standing in standings.items():
        live = standing.live if kept(flow, standing.live) else before.published.get(flow, "")
        if live and kept(flow, live):
            published[flow] = live
        if standing.canary is not None and kept(flow, standing.canary.digest):
            canaries[flow] = standing.canary
    return Choice(published, canaries, releases)
