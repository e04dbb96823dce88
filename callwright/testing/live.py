"""Plays call scripts on a real FreeSWITCH: as scripted, heard in the audio, as the simulation had it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

from callwright.catalogue import in_chinese, spoken
from callwright.errors import OutsideFailed
from callwright.live_calls import DIRECT, LiveCall, LivePlayer, NotPlayed, Place
from callwright.live_given import unplayable
from callwright.output import log
from callwright.serve import address
from callwright.settings import Settings
from callwright.simulation import given_of
from callwright.speaking import speech_of
from callwright.testing.hearing import unheard
from callwright.testing.journals import rows
from callwright.testing.livewish import LiveWish
from callwright.testing.playing import CaseReport, faulty
from callwright.testing.suites import Program, Suite
from callwright.words import words
from engine.live.errors import WireError
from engine.live.offload import LivePool
from engine.live.waiting import Greenlet, sleep, spawn
from simulator.cases import play_case
from simulator.check import Difference, differences
from simulator.coverage import Map
from simulator.given import Given
from simulator.rows import put_rows
from simulator.script import CallCase
from simulator.told import Told

AT_ONCE = 20
"""Calls at a time, if nobody says how many."""

APART_SECONDS = 0.05
"""Between the beginnings of two calls: a switch refuses too many at once."""

LISTEN_SECONDS = 60.0
"""How long the search of one call's recording may take."""


class LiveStage:
    """Plays the cases of one project on its switch."""

    def __init__(self, settings: Settings, wish: LiveWish) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._speech = speech_of(settings)
        self._ears = LivePool(1)
        host, port = address(wish.switch or settings.live.switch)
        recordings = settings.path(settings.folders.recordings)
        recordings.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix="test-", dir=recordings))
        # The switch may run as another user, and writes here.
        self.folder.chmod(0o777)
        place = Place(
            host,
            port,
            settings.live.password,
            self.folder,
            wish.dial or DIRECT,
            wish.parties,
            address(wish.listen or "127.0.0.1:0"),
            wish.tones,
            listens=wish.ears,
        )
        self._player = LivePlayer(place)
        self._maps: dict[int, Map] = {}

    @contextmanager
    def opened(self) -> Iterator[LiveStage]:
        """Listen, and connect to the switch. Raises OutsideFailed."""
        try:
            self._player.open()
        except (OSError, WireError) as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise OutsideFailed(
                spoken(str(error)),
                words(
                    zh="启动 FreeSWITCH；检查 live.switch 与 CALLWRIGHT_LIVE_PASSWORD，或用 --switch",
                    en="start FreeSWITCH; look at live.switch and CALLWRIGHT_LIVE_PASSWORD, or use --switch",
                ),
            ) from error
        try:
            yield self
        finally:
            self._player.close()

    def play(self, program: Program, case: CallCase) -> CaseReport:
        """Play one case live and simulated. A fault of our own becomes a difference."""
        began = monotonic()
        try:
            with self._given() as base:
                if missing := unplayable(case.circumstances(base), case.steps):
                    return self._skipped(program, case, missing)
                call, wrong = self._live(program, case, base)
            with self._given() as base:
                simulated = play_case(program.release, case, base).simulation
        except NotPlayed as reason:
            told = Told(str(reason), in_chinese(str(reason)))
            report = faulty(case, program.release.main, reason, monotonic() - began)
            return replace(report, differences=(Difference(case.file, case.line, case.name, told),))
        except Exception as error:
            return faulty(case, program.release.main, error, monotonic() - began)
        return CaseReport(
            case.file,
            case.line,
            case.name,
            program.release.main,
            call.result,
            call.outcome.seconds,
            monotonic() - began,
            wrong,
            frozenset(self._map(program).reached(call.events)),
            journal=tuple(rows(call.events, simulated.events)),
        )

    def _live(self, program: Program, case: CallCase, base: Given) -> tuple[LiveCall, tuple[Difference, ...]]:
        database = base.world.database
        told = list(put_rows(case, database))
        call = self._player.play(program.release, case, base)
        wrong = differences(case, call, database)
        if call.recording is not None:
            sounds, recording = call.sounds, call.recording
            # On a thread: nobody else's keys wait for it.
            told += self._ears.run(lambda: list(unheard(sounds, recording)), LISTEN_SECONDS)
        return call, (*(Difference(case.file, case.line, case.name, each) for each in told), *wrong)

    @contextmanager
    def _given(self) -> Iterator[Given]:
        """The project's circumstances with its real sounds, and databases of this call's own."""
        with given_of(self._settings) as base:
            yield replace(base, world=replace(base.world, speech=self._speech))

    def _map(self, program: Program) -> Map:
        if id(program) not in self._maps:
            self._maps[id(program)] = Map(program.release)
        return self._maps[id(program)]

    def _skipped(self, program: Program, case: CallCase, missing: str) -> CaseReport:
        listed = "、".join(map(spoken, missing.split(", ")))
        why = words(zh=f"只能在模拟中有：{listed}", en=f"exists only in a simulation: {missing}")
        flow = program.release.main
        return CaseReport(case.file, case.line, case.name, flow, "", 0.0, 0.0, (), frozenset(), (), why)


def play_live(suites: Sequence[Suite], wish: LiveWish) -> Iterator[CaseReport]:
    """The report of each case as its call is over, many calls at a time. Raises OutsideFailed, Misuse.

    What callers heard is kept, and its folder named, if a call did not go as it should.
    """
    stages: dict[Path, LiveStage] = {}
    bad: set[Path] = set()
    with ExitStack() as stack:
        tasks: list[tuple[LiveStage, Program, CallCase]] = []
        for suite in suites:
            if suite.program is None or suite.problem:
                continue
            folder = suite.program.settings.folder
            if folder not in stages:
                stages[folder] = stack.enter_context(LiveStage(suite.program.settings, wish).opened())
            tasks += [(stages[folder], suite.program, case) for case in suite.cases]
        for stage, report in _at_once(tasks, wish.at_once or AT_ONCE):
            if not report.passed:
                bad.add(stage.folder)
            yield report
    for stage in stages.values():
        if stage.folder in bad:
            log.print(words(zh=f"录音在 {stage.folder}", en=f"recordings: {stage.folder}"), markup=False)
        else:
            shutil.rmtree(stage.folder, ignore_errors=True)


def _at_once(
    tasks: Sequence[tuple[LiveStage, Program, CallCase]], most: int
) -> Iterator[tuple[LiveStage, CaseReport]]:
    """Play the tasks, at most so many at a time."""
    waiting = list(reversed(tasks))
    running: list[tuple[LiveStage, Greenlet[..., CaseReport]]] = []
    try:
        while waiting or running:
            if waiting and len(running) < most:
                stage, program, case = waiting.pop()
                running.append((stage, spawn(stage.play, program, case)))
            sleep(APART_SECONDS)
            for stage, call in [each for each in running if each[1].ready()]:
                running.remove((stage, call))
                yield stage, call.get()
    finally:
        for _, call in running:
            call.kill()
