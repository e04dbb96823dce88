"""Plays cases one after the other on the simulator; each finds the project's databases as they were."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from callwright.settings import Settings
from callwright.simulation import given_of
from flows.release import Release
from nodes.services import Database, Row, Updated
from simulator.cases import play_case
from simulator.check import Difference, Unused
from simulator.coverage import Map, Point
from simulator.given import Given
from simulator.script import CallCase
from simulator.told import Told


@dataclass(frozen=True, slots=True)
class CaseReport:
    """How one case went: `seconds` is the length of the call, `took` the time it took to play it.

    `reached` is what it covered, `spare` what was prepared for the whole script and not used by it. Of a live
    call `skipped` says why it exists only in a simulation, and `journal` where its journal (left) and that of
    the simulation (right) differ.
    """

    file: str
    line: int
    name: str
    flow: str
    result: str
    seconds: float
    took: float
    differences: tuple[Difference, ...]
    reached: frozenset[Point]
    spare: tuple[Unused, ...] = ()
    skipped: str = ""
    journal: tuple[tuple[str, str], ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as scripted, and a live call as the simulated one."""
        return not self.differences and not self.journal


def faulty(case: CallCase, flow: str, error: Exception, took: float) -> CaseReport:
    """The report of a case that could not be played to its end."""
    told = Told(f"a fault in Callwright itself: {error!r}", f"Callwright 自身出错：{error!r}")
    wrong = (Difference(case.file, case.line, case.name, told),)
    return CaseReport(case.file, case.line, case.name, flow, "", 0.0, took, wrong, frozenset())


@dataclass(slots=True)
class _Watched:
    """A database that knows whether anything in it was changed."""

    inner: Database
    changed: bool = False

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        """As nodes.services.Database.query."""
        return self.inner.query(connection, sql, values, limit=limit, seconds=seconds)

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        """As nodes.services.Database.update."""
        self.changed = True
        return self.inner.update(connection, sql, values, step=step, seconds=seconds)


class Player:
    """Plays the cases of one release in its project."""

    def __init__(self, release: Release, settings: Settings) -> None:
        """Nothing is opened before the first case."""
        self._release = release
        self._settings = settings
        self.map = Map(release)
        """What its calls can reach."""
        self._open = ExitStack()
        self._given: Given | None = None
        self._watched: _Watched | None = None

    def play(self, case: CallCase) -> CaseReport:
        """Play one case. A fault of our own becomes a difference: the other cases are played all the same."""
        began = time.perf_counter()
        try:
            result = play_case(self._release, case, self._circumstances())
        except Exception as error:
            return faulty(case, self._release.main, error, time.perf_counter() - began)
        call = result.simulation
        return CaseReport(
            case.file,
            case.line,
            case.name,
            self._release.main,
            call.result,
            call.outcome.seconds,
            time.perf_counter() - began,
            result.differences,
            frozenset(self.map.reached(call.events)),
            result.spare,
        )

    def close(self) -> None:
        """Remove the copies of databases."""
        self._open.close()
        self._given = self._watched = None

    def _circumstances(self) -> Given:
        """What the project gives; anew once a case changed a database."""
        if self._watched is not None and self._watched.changed:
            self.close()
        if self._given is None:
            given = self._open.enter_context(given_of(self._settings))
            database = given.world.database
            self._watched = None if database is None else _Watched(database)
            self._given = replace(given, world=replace(given.world, database=self._watched))
        return self._given


@contextmanager
def playing(release: Release, settings: Settings) -> Iterator[Player]:
    """A player, closed afterwards."""
    player = Player(release, settings)
    try:
        yield player
    finally:
        player.close()
