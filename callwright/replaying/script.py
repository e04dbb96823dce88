"""Writes a call of the store as a call script, and says whether it passes on the release that it ran on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from callwright.keeping import keep_script
from callwright.output import log, out
from callwright.releases import Releases
from callwright.settings import Settings
from callwright.simulation import calendars_of, given_of
from callwright.words import tongue
from engine.events import Event
from engine.store.errors import Unknown
from engine.store.journals import CallRow
from engine.store.store import Store
from flows.errors import ReleaseError
from flows.release import Release
from simulator.told import Told
from simulator.writing.circumstances import Known
from simulator.writing.journalled import known_of
from simulator.writing.script import case_of, file_of


def release_then(store: Store, digest: str) -> Release | None:
    """The release of the store; None if it is gone or can no longer be read."""
    try:
        return Releases(store.release).load(digest)
    except (Unknown, ReleaseError):
        return None


def print_script(
    store: Store, row: CallRow, events: Sequence[Event], file: Path | None, settings: Settings
) -> int:
    """Print or write the call as a script; the exit status."""
    release = release_then(store, row.release)
    known = Known(notes=(_gone(row.release),)) if release is None else known_of(events, release)
    case = case_of(events, known, lang=tongue())
    if file is None:
        out.print(file_of([case]).rstrip("\n"), markup=False)
        for note in case.notes:
            log.print(note.text(tongue()), style="yellow", markup=False)
        return 0
    calendars_of(settings)
    with given_of(settings) as base:
        # Nothing real is asked: what is not prepared was not asked then either.
        keep_script(file, [case], release, replace(base, world=replace(base.world, database=None)))
    return 0


def _gone(digest: str) -> Told:
    return Told(
        f"the store no longer has release {digest[:12]}: what only its nodes tell is missing here",
        f"库里已没有发布 {digest[:12]}：只有它的节点才知道的内容这里没有",
    )
