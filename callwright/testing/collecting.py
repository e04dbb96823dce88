"""Call scripts as pytest sees them: a file of cases, each a test, played as `callwright test` plays them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ExceptionInfo, TerminalRepr

from callwright.testing.playing import CaseReport, Player, playing
from callwright.testing.report import failure_text
from callwright.testing.suites import Loader, Program, Suite
from simulator.cases import never_used
from simulator.check import Difference
from simulator.script import CallCase


class CallFailed(Exception):
    """A call did not go as scripted: its differences."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__("\n".join(line.plain for line in failure_text(differences)))


class _Desk:
    """What all scripts of a session share: flows compiled once, players opened once."""

    def __init__(self, config: pytest.Config) -> None:
        self.loader = Loader()
        self._players: dict[int, Player] = {}
        self._open = ExitStack()
        config.add_cleanup(self._open.close)

    def play(self, program: Program, case: CallCase) -> CaseReport:
        """Play one case."""
        if id(program) not in self._players:
            player = self._open.enter_context(playing(program.release, program.settings))
            self._players[id(program)] = player
        return self._players[id(program)].play(case)


_DESK = pytest.StashKey[_Desk]()


class ScriptFile(pytest.File):
    """One file of call scripts."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each case, and one for what is prepared for all of them."""
        stash = self.config.stash
        desk = stash.setdefault(_DESK, _Desk(self.config))
        path = self.path
        if path.is_relative_to(Path.cwd()):
            path = path.relative_to(Path.cwd())
        suite = desk.loader.suite(path)
        if suite.problem or suite.program is None:
            raise self.CollectError(suite.problem)
        for case in suite.cases:
            yield CaseItem.from_parent(self, name=case.name, desk=desk, program=suite.program, case=case)
        shared = suite.cases[0].shared
        if shared.database or shared.http or shared.legs:
            yield GivenItem.from_parent(self, name="given", desk=desk, suite=suite)


class _ScriptItem(pytest.Item):
    """A test of a script."""

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """The differences alone: where in our own code they were found helps nobody."""
        if isinstance(excinfo.value, CallFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class CaseItem(_ScriptItem):
    """One case."""

    def __init__(self, *, desk: _Desk, program: Program, case: CallCase, **more: Any) -> None:
        """`program` is the flow that is rung."""
        super().__init__(**more)
        self._desk, self._program, self._case = desk, program, case

    def runtest(self) -> None:
        """Play it."""
        report = self._desk.play(self._program, self._case)
        if not report.passed:
            raise CallFailed(report.differences)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands: file, line counted from 0, name."""
        return self.path, self._case.line - 1, self.name


class GivenItem(_ScriptItem):
    """What a script prepares for all its cases must be used by one of them."""

    def __init__(self, *, desk: _Desk, suite: Suite, **more: Any) -> None:
        """`suite` has a program."""
        super().__init__(**more)
        self._desk, self._suite = desk, suite

    def runtest(self) -> None:
        """Play them all, which takes milliseconds: some may have run in another process, or not at all."""
        program = self._suite.program
        assert program is not None
        spare = [self._desk.play(program, case).spare for case in self._suite.cases]
        unused = never_used(str(self._suite.script), spare)
        if unused:
            raise CallFailed(unused)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The beginning of the file."""
        return self.path, 0, self.name
