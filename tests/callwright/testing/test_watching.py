"""`--watch`: what counts as a save."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from callwright.testing.again import folders_of, run_again
from callwright.testing.run import Wish
from callwright.testing.watching import watch


class Stop(Exception):
    """The end of a watch."""


def watched(folder: Path, *saves: Callable[[], object]) -> list[list[str]]:
    """What each run was told, when `saves` are done one between two looks."""
    told: list[list[str]] = []
    left = list(saves)

    def sleep(_: float) -> None:
        if not left:
            raise Stop
        left.pop(0)()

    with pytest.raises(Stop):
        watch([folder], lambda changed: told.append([path.name for path in changed]), sleep=sleep)
    return told


def test_flows_scripts_and_settings_are_watched(tmp_path: Path) -> None:
    flow, script = tmp_path / "a.flow.xml", tmp_path / "a.calls.yaml"
    flow.write_text("1")

    def save(path: Path, at: int) -> Callable[[], object]:
        return lambda: (path.write_text("2"), os.utime(path, ns=(at, at)))

    saves = (
        lambda: None,
        save(flow, 1),
        save(tmp_path / "notes.txt", 2),
        save(script, 3),
        script.unlink,
        save(tmp_path / "callwright.toml", 4),
    )
    assert watched(tmp_path, *saves) == [
        [],
        ["a.flow.xml"],
        ["a.calls.yaml"],
        ["a.calls.yaml"],
        ["callwright.toml"],
    ]


def test_the_whole_project_is_watched(project: Path) -> None:
    assert folders_of(["flows/poll.flow.xml", "flows"]) == [project.resolve()]


def test_a_run_that_cannot_be_is_told_and_the_watch_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def sleep(_: float) -> None:
        raise Stop

    monkeypatch.setattr("time.sleep", sleep)
    monkeypatch.setattr(
        "callwright.testing.again.watch", lambda folders, run: watch(folders, run, sleep=sleep)
    )
    with pytest.raises(Stop):
        run_again([str(tmp_path)], Wish())
    assert "nothing to test" in capsys.readouterr().err
