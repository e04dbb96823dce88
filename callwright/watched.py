"""A desk whose calls are watched, so that people can look on: see engine.overview."""

from __future__ import annotations

from dataclasses import replace

from engine.live.host import Assignment, Desk
from engine.overview import Overview
from engine.position import Position
from engine.refusal import Refusal
from nodes.channel import CallFacts


class WatchedDesk:
    """Assigns calls as another desk does, and has an overview watch them."""

    def __init__(self, desk: Desk, overview: Overview) -> None:
        self._desk = desk
        self._overview = overview

    def assign(self, facts: CallFacts, position: Position | None) -> Assignment | Refusal | None:
        """What the desk says, with a journal that is watched."""
        found = self._desk.assign(facts, position)
        if not isinstance(found, Assignment):
            return found

        def close() -> None:
            self._overview.gone(facts.id)
            found.close()

        release, line = found.release, found.line.name
        journal = self._overview.watched(
            facts, line, release.digest, release.main, found.journal, resumed=position is not None
        )
        return replace(found, journal=journal, close=close)
