"""A copy of the sample project, and the command line as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from callwright import output
from callwright.cli import main
from callwright.samples import copy_sample


@dataclass(frozen=True)
class Ran:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in English, in this process."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    # Rich asks for the width when a console is made, and that may have been before.
    monkeypatch.setattr(output.out, "_width", 200)

    def run_(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        status = ended.value.code
        return Ran(status if isinstance(status, int) else 1, captured.out, captured.err)

    return run_


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the user's own, made from the sample, and the working directory."""
    folder = tmp_path / "project"
    copy_sample(folder, "project")
    monkeypatch.chdir(folder)
    return folder
