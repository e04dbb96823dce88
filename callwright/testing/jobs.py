"""Plays the cases of many suites: here, or in several processes where that is quicker."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from multiprocessing import get_context

from callwright.settings import Settings
from callwright.testing.playing import CaseReport, Player, playing
from callwright.testing.suites import Suite
from flows.package import pack, unpack
from simulator.script import CallCase

PAYS = 1000
"""Cases for which one more process pays: a process takes as long to start as several hundred cases."""

CHUNK = 50
"""Cases that a process is given at a time."""

Task = tuple[int, CallCase]
"""A case and the number of its program."""


def jobs_for(cases: int) -> int:
    """How many processes play `cases` soonest."""
    return max(1, min(os.cpu_count() or 1, cases // PAYS + 1))


def play_all(suites: Sequence[Suite], jobs: int = 0) -> Iterator[CaseReport]:
    """The report of each case as it is ready; `jobs` 0 chooses. With one job they come in their order."""
    programs = list({id(s.program): s.program for s in suites if s.program is not None}.values())
    numbers = {id(program): number for number, program in enumerate(programs)}
    tasks = [
        (numbers[id(s.program)], case) for s in suites if s.program and not s.problem for case in s.cases
    ]
    jobs = min(jobs or jobs_for(len(tasks)), max(1, len(tasks)))
    if jobs > 1:
        yield from _elsewhere([(pack(p.release), p.settings) for p in programs], tasks, jobs)
        return
    with ExitStack() as stack:
        players = [stack.enter_context(playing(p.release, p.settings)) for p in programs]
        for number, case in tasks:
            yield players[number].play(case)


def _elsewhere(
    programs: Sequence[tuple[bytes, Settings]], tasks: Sequence[Task], jobs: int
) -> Iterator[CaseReport]:
    """Play in processes of their own. They are started, not forked: a fork would copy threads' locks."""
    size = max(1, min(CHUNK, -(-len(tasks) // jobs)))
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (programs,)) as pool:
        chunks = [tasks[n : n + size] for n in range(0, len(tasks), size)]
        running = [pool.submit(_play, chunk) for chunk in chunks]
        try:
            for done in as_completed(running):
                yield from done.result()
        finally:
            for each in running:
                each.cancel()


_players: list[Player] = []


def _begin(programs: Sequence[tuple[bytes, Settings]]) -> None:
    """In a new process: make its players."""
    for packed, settings in programs:
        _players.append(Player(unpack(packed), settings))
        atexit.register(_players[-1].close)


def _play(tasks: Sequence[Task]) -> list[CaseReport]:
    return [_players[number].play(case) for number, case in tasks]
