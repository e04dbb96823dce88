"""The way back: a trial ends, or an earlier release is live again."""

from __future__ import annotations

from dataclasses import dataclass

from callwright.errors import BadThing
from callwright.words import words
from engine.store.store import Store
from flows.errors import ReleaseError
from flows.package import unpack


@dataclass(frozen=True, slots=True)
class Gone:
    """What a rollback did: from one live release to another (the same if only a trial ended)."""

    flow: str
    before: str
    release: str
    ended: str


def go_back(store: Store, flow: str, digest: str, *, who: str, why: str) -> Gone:
    """End the trial of `flow`; if none runs or `digest` is given, let an earlier release be live.

    `digest` is the beginning of one. Raises BadThing if there is none, or more than one; Conflict.
    """
    standing = store.standing(flow)
    ended = standing.canary.digest if standing.canary else ""
    if not standing.live:
        raise BadThing(
            words(zh=f"流程 {flow} 从未发布", en=f"{flow} was never published"), f"callwright publish {flow}"
        )
    target = _named(store, flow, digest) if digest else "" if ended else _nearest(store, flow)
    if target in ("", standing.live):
        if not ended:
            raise BadThing(
                words(zh=f"{target[:12]} 已经上线", en=f"{target[:12]} is live already"),
                f"callwright history {flow}",
            )
        store.stop_trial(flow, who=who, why=why, expected=standing)
        return Gone(flow, standing.live, standing.live, ended)
    _usable(store, flow, target)
    why = why or f"rollback to {target[:12]}"
    store.publish_again(flow, target, who=who, why=why, expected=standing)
    return Gone(flow, standing.live, target, ended)


def _nearest(store: Store, flow: str) -> str:
    before = store.releases_before(flow)
    if not before:
        raise BadThing(
            words(zh=f"流程 {flow} 没有更早的发布", en=f"{flow} has no earlier release"),
            f"callwright history {flow}",
        )
    return before[0]


def _named(store: Store, flow: str, digest: str) -> str:
    found = {publication.digest for publication in store.history(flow, 10_000)}
    found = {one for one in found if one.startswith(digest)}
    if len(found) != 1:
        several = words(
            zh=f"{flow} 有 {len(found)} 个发布以 {digest} 开头",
            en=f"{len(found)} releases of {flow} begin with {digest}",
        )
        none = words(zh=f"{flow} 没有以 {digest} 开头的发布", en=f"no release of {flow} begins with {digest}")
        what = several if found else none
        raise BadThing(what, f"callwright history {flow}")
    return found.pop()


def _usable(store: Store, flow: str, digest: str) -> None:
    """Raises BadThing for a release that no engine could run."""
    try:
        unpack(store.release(digest))
    except ReleaseError as error:
        raise BadThing(
            words(
                zh=f"发布 {digest[:12]} 无法使用（{error}）",
                en=f"the release {digest[:12]} cannot be used ({error})",
            ),
            f"callwright rollback {flow} --to RELEASE",
        ) from error
