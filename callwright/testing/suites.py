"""Scripts ready to be played: each with its project, its cases, and the release of the flow that it rings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from callwright.errors import Failure
from callwright.projects import release_of, settings_near
from callwright.settings import Settings, find
from callwright.testing.pairing import flow_for
from callwright.words import reason, tongue
from flows.release import Release
from simulator.errors import ScriptError
from simulator.script import CallCase, read_script


@dataclass(frozen=True, slots=True)
class Program:
    """A flow that scripts ring: its file, the settings of its project, its release."""

    flow: Path
    settings: Settings
    release: Release


@dataclass(frozen=True, slots=True)
class Suite:
    """One script: its cases and what they ring. `problem` says why it cannot be played."""

    script: Path
    cases: Sequence[CallCase] = ()
    program: Program | None = None
    problem: str = ""


@dataclass(slots=True)
class Loader:
    """Reads scripts; each project's settings are read once and each flow is compiled once."""

    config: str | None = None
    _settings: dict[Path | None, Settings] = field(default_factory=dict)
    _programs: dict[Path, Program | Failure] = field(default_factory=dict)

    def load(self, scripts: Iterable[Path]) -> list[Suite]:
        """A suite for each script; what is wrong with one does not keep the others from being played."""
        return [self.suite(script) for script in scripts]

    def suite(self, script: Path) -> Suite:
        """One script. Its problem names file, line and cure."""
        try:
            cases = read_script(script)
        except ScriptError as error:
            return Suite(script, problem=error.text(tongue()))
        except OSError as error:
            return Suite(script, problem=f"{script}: {reason(error)}")
        try:
            settings = self.settings(script)
            return Suite(script, cases, self._program(flow_for(script, cases[0].flow, settings), settings))
        except Failure as failure:
            return Suite(script, cases, problem="\n".join(filter(None, (str(failure), failure.cure))))

    def settings(self, script: Path) -> Settings:
        """The settings of the project that the script lies in. Raises BadThing."""
        file = Path(self.config) if self.config else find(script.absolute().parent)
        if file not in self._settings:
            self._settings[file] = settings_near(self.config, script)
        return self._settings[file]

    def _program(self, flow: Path, settings: Settings) -> Program:
        """The flow, compiled. Raises BadThing with its problems."""
        path = flow.absolute()
        if path not in self._programs:
            try:
                self._programs[path] = Program(flow, settings, release_of(flow, settings))
            except Failure as failure:
                self._programs[path] = failure
        found = self._programs[path]
        if isinstance(found, Failure):
            raise found
        return found
