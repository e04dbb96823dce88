"""Plays call scripts on the simulator: one call a case, and what was not as scripted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.release import Release
from simulator.check import Difference, Unused, differences, unused
from simulator.given import Given
from simulator.rows import put_rows
from simulator.script import CallCase
from simulator.session import Simulation, simulate
from simulator.track import Track


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went; it passed if there are no `differences`."""

    case: CallCase
    simulation: Simulation
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as scripted."""
        return not self.differences

    @property
    def spare(self) -> tuple[Unused, ...]:
        """What was prepared for all cases of the file and not used by this one."""
        return tuple(unused(self.simulation, shared=True))


def play_case(
    release: Release, case: CallCase, base: Given | None = None, track: Track | None = None
) -> CaseResult:
    """Ring `release` as `case` says; `base` holds what the script does not give.

    `track` notes what is heard and pressed when.
    """
    given = case.circumstances(base or Given())
    database = given.world.database
    unput = [Difference(case.file, case.line, case.name, told) for told in put_rows(case, database)]
    simulation = simulate(release, case.steps, given, track=track)
    return CaseResult(case, simulation, (*unput, *differences(case, simulation, database)))


def play_cases(
    release: Release, cases: Iterable[CallCase], base: Given | None = None
) -> Iterator[CaseResult]:
    """Play each case, in order; one that fails stops nothing."""
    for case in cases:
        yield play_case(release, case, base)


def never_used(file: str, spare: Iterable[Sequence[Unused]]) -> tuple[Difference, ...]:
    """What was prepared for all cases of a file and used by none; `spare` holds what each left unused."""
    left = list(spare)
    return tuple(
        Difference(file, one.line, "given", one.told)
        for one in (left[0] if left else ())
        if all(one in each for each in left)
    )
