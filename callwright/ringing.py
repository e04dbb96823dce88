"""Rings a flow without a switch - by keys, by a script, by hand - and keeps what is wanted of the calls."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from callwright.catalogue import spoken
from callwright.errors import BadThing, Misuse
from callwright.keeping import keep_script, keep_sound
from callwright.output import at_terminal, log, print_json_lines
from callwright.settings import Settings
from callwright.simulation import Worlds, given_of
from callwright.speaking import HASTE, PATIENCE, real_speech, with_speech
from callwright.words import reason, tongue, words
from engine.events import Heard, NodeEntered, NodeFailed
from flows.release import Release
from simulator.cases import play_case
from simulator.errors import ScriptError
from simulator.given import Given
from simulator.script import CallCase, read_script
from simulator.session import Simulation, simulate
from simulator.track import Track
from simulator.writing.circumstances import Known
from simulator.writing.script import WrittenCase, case_of


@dataclass(slots=True)
class Ringing:
    """What is rung and what is kept of it. `adapt` says what the command line says of the circumstances."""

    settings: Settings
    release: Release
    adapt: Callable[[Given], Given]
    as_json: bool = False
    record: Path | None = None
    audio: Path | None = None
    _cases: list[WrittenCase] = field(default_factory=list)

    def by_keys(self, keys: str) -> int:
        """Press `keys` as `--keys` has them; the exit status. Raises Misuse for bad keys."""
        track = Track()
        with self._circumstances() as given:
            try:
                simulation = simulate(self.release, keys, given, track=self._track(track))
            except ValueError as error:
                raise Misuse(
                    f"--keys: {spoken(str(error))}",
                    words(zh='例如 --keys "2 1 12345678# - !"', en='such as --keys "2 1 12345678# - !"'),
                ) from error
            self._print(simulation)
            if not self.as_json:
                _summary(simulation)
            self._note(simulation, given)
            self._keep(track, lambda: given)
        return _status(simulation.result)

    def by_script(self, file: Path, only: str | None) -> int:
        """Play the cases of `file`, or the one called `only`; the exit status."""
        cases = cases_of(file, only)
        if self.audio is not None and len(cases) > 1:
            raise Misuse(
                words(zh="--audio 只写一次通话的声音", en="--audio writes the sound of one call"),
                words(zh="用 --case 选一个用例", en="choose a case by --case"),
            )
        failed, track = 0, Track()
        with self._circumstances() as base:
            for number, case in enumerate(cases, 1):
                given = replace(base, facts=replace(base.facts, id=f"simulated-{number}"))
                result = play_case(self.release, case, given, self._track(track))
                if not self.as_json:
                    sys.stdout.write(f"# {case.name}\n")
                self._print(result.simulation)
                for difference in result.differences:
                    log.print(difference.text(tongue()), style="red", markup=False)
                failed += not result.passed
                self._note(result.simulation, case.circumstances(given), case.name)
            passed = len(cases) - failed
            log.print(words(zh=f"{passed} 个通过，{failed} 个失败", en=f"{passed} passed, {failed} failed"))
            self._keep(track, lambda: base)
        return 1 if failed else 0

    def by_hand(self, *, play: bool, speed: float) -> int:
        """Let the person at this terminal be the caller; the exit status."""
        from callwright.phone import ring

        with self._speech(play) as adapt, Worlds(self.settings, adapt) as worlds:
            rung = ring(self.release, worlds, play=play, speed=speed)
            if rung.result:
                print(f"result: {rung.result}")
            if rung.case is not None:
                self._cases.append(rung.case)
            self._keep(rung.track, worlds)
        return _status(rung.result)

    # -- circumstances --------------------------------------------------------------------------

    @contextmanager
    def _speech(self, play: bool = False) -> Iterator[Callable[[Given], Given]]:
        """How the circumstances are adapted: with real sounds where they are heard or kept."""
        if self.audio is None and not play:
            yield self.adapt
            return
        option, seconds = ("--play", HASTE) if play else ("--audio", PATIENCE)
        with real_speech(self.settings, option, seconds) as speech:
            yield lambda given: with_speech(self.adapt(given), speech)

    @contextmanager
    def _circumstances(self) -> Iterator[Given]:
        with self._speech() as adapt, given_of(self.settings) as base:
            yield adapt(base)

    def _track(self, track: Track) -> Track | None:
        return track if self.audio is not None else None

    # -- what is kept ---------------------------------------------------------------------------

    def _print(self, simulation: Simulation) -> None:
        if self.as_json:
            print_json_lines(event.to_json() for event in simulation.events)
        else:
            sys.stdout.write(simulation.transcript)

    def _note(self, simulation: Simulation, given: Given, name: str = "") -> None:
        if self.record is not None:
            known = Known(given, simulation.asked, release=self.release)
            self._cases.append(case_of(simulation.events, known, name=name, lang=tongue()))

    def _keep(self, track: Track, base: Callable[[], Given]) -> None:
        sys.stdout.flush()
        if self.record is not None and self._cases:
            keep_script(self.record, self._cases, self.release, base())
        if self.audio is not None:
            keep_sound(self.audio, track)


def _status(result: str) -> int:
    return 1 if result == "failed" else 0


def _summary(simulation: Simulation) -> None:
    """What went wrong in the call; at a terminal also one line on what it came to."""
    for event in simulation.events:
        if isinstance(event, NodeFailed):
            where = f"{event.flow}.{event.node}" if event.node else event.flow
            log.print(f"{where}: {spoken(event.message)}", style="red", markup=False)
    if not at_terminal():
        return
    sys.stdout.flush()
    visited = sum(isinstance(event, NodeEntered) for event in simulation.events)
    heard = sum(isinstance(event, Heard) for event in simulation.events)
    seconds = simulation.outcome.seconds
    log.print(
        words(
            zh=f"{seconds:.0f} 秒，节点 {visited} 个，提示音 {heard} 句，结果：{simulation.result}",
            en=f"{seconds:.0f} seconds, nodes: {visited}, prompts: {heard}, result: {simulation.result}",
        )
    )


def cases_of(file: Path, only: str | None = None) -> tuple[CallCase, ...]:
    """The cases of a file of call scripts. Raises BadThing with every problem, Misuse for an unknown name."""
    try:
        cases = read_script(file)
    except ScriptError as error:
        raise BadThing(error.text(tongue())) from error
    except OSError as error:
        raise BadThing(f"{file}: {reason(error)}", words(zh="检查路径", en="look at the path")) from error
    if only is None:
        return cases
    chosen = tuple(case for case in cases if case.name == only)
    if not chosen:
        raise Misuse(
            words(zh=f"{file}：没有用例“{only}”", en=f"{file}: no case is called '{only}'"),
            words(zh="有：", en="there are: ") + "; ".join(case.name for case in cases),
        )
    return chosen
