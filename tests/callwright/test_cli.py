"""The command line itself: help, mistakes, missing extras, settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from callwright.cli import COMMANDS
from tests.callwright.conftest import Run


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert name in ran.out
    assert len(ran.out.splitlines()) > 5


def test_an_unknown_command_is_misuse_and_has_a_hint(run: Run) -> None:
    ran = run("chek")
    assert ran.status == 2
    assert "check" in ran.err


def test_an_unknown_option_is_misuse(run: Run) -> None:
    assert run("check", "--frobnicate", "x").status == 2


def test_a_missing_extra_is_named() -> None:
    code = "import sys; sys.modules['gevent'] = None\nfrom callwright.cli import main; main(['serve'])"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 2
    assert "[live]" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[project", "callwright.toml"),
        ("[store2]\nurl = 5\n", "store2"),
        ("[connections.other]\nkind = 'database'\n", "connections.other.url"),
        ("[calendars.other.hours]\nmonday = ['25:00-26:00']\n", "other"),
        ("[calendars.other]\nzone = 'Mars/Olympus'\n", "Mars/Olympus"),
    ],
)
def test_wrong_settings_are_named_with_file_and_key(run: Run, project: Path, text: str, word: str) -> None:
    with Path("callwright.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + text)
    ran = run("simulate", "hotline-12345", "--keys", "1")
    assert ran.status == 1
    assert "callwright.toml" in ran.err
    assert word in ran.err


def test_a_zone_that_does_not_exist_is_named(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLWRIGHT_PROJECT_ZONE", "Mars/Olympus")
    ran = run("simulate", "hotline-12345", "--keys", "1")
    assert ran.status == 1
    assert "Mars/Olympus" in ran.err


def test_the_environment_overrides_settings(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLWRIGHT_LIVE_CONTEXT", "lines")
    assert '"lines"' in run("dialplan").out


def test_a_fault_of_our_own_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("callwright.commands.check.flow_files", fail)
    ran = run("check", "x")
    assert ran.status == 3
    assert "boom" in ran.err
    assert "Traceback" not in ran.err
