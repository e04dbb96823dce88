"""The last pass: a program with no errors becomes a release."""

from __future__ import annotations

from dataclasses import replace

from flows.digest import release_digest
from flows.passes.emit import emit
from flows.passes.phrases import phrases, recordings
from flows.program import Program
from flows.release import COMPILER, FORMAT, Recording, Release
from flows.world import World
from flows.write import write_both


def release(program: Program, world: World) -> Release:
    """The release of a program; what the world knows of its sounds goes into the digest."""
    units = dict(sorted(program.units.items()))
    spoken = tuple(replace(phrase, key=world.phrase_key(phrase)) for phrase in phrases(program))
    recorded = tuple(
        Recording(name, language, world.recording(name, language) or "")
        for name, language in recordings(program)
    )
    files = {name: write_both(unit.flow) for name, unit in units.items()}
    logics = {name: logic for name, (_, logic) in files.items()}
    return Release(
        digest=release_digest(FORMAT, COMPILER, program.main, logics, spoken, recorded),
        main=program.main,
        flows={name: emit(unit) for name, unit in units.items()},
        phrases=spoken,
        recordings=recorded,
        logic=logics,
        sources={name: whole for name, (whole, _) in files.items()},
    )
