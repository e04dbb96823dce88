"""Commands that only look at the store: they make none, write nothing, and need no right to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callwright.settings import load
from callwright.stores import store_of, store_to_change
from engine.events import CallFinished, CallStarted
from engine.store.journals import Written
from tests.callwright.conftest import Run

FLOW = "poll"
READING: dict[str, int] = {
    "status": 0,
    "history": 0,
    "calls": 0,
    "trace call-1": 0,
    "compare poll": 0,
    "heat poll": 0,
    "diff live poll": 0,
    "replay poll": 0,
    "line list": 0,
    "line show 12345": 0,
    "calendar list": 0,
    "calendar show taxes": 0,
    "list list": 0,
    "list show blacklist": 0,
    "list show blacklist --caller 110": 0,
    "list export blacklist": 0,
    "tenant list": 0,
    "tidy --dry-run": 0,
    "publish poll --dry-run --force": 0,
}
"""Commands that change nothing, each with its status on the store below."""

WITHOUT_STORE = {"publish poll --dry-run --force": 0}
"""A first publish can be looked at before there is a store."""

CHANGING = (
    "line set 12345 --most 3",
    "line remove 12345",
    "calendar set office --zone UTC",
    "calendar remove office",
    "list remove blacklist 110",
    "tenant set taxes --title x",
    "tenant remove taxes",
    "promote poll",
    "rollback poll",
    "tidy",
)
"""Commands that change what a store must hold already."""


def contents(file: Path) -> dict[str, bytes]:
    """The store's file, and whatever lies beside it."""
    return {each.name: each.read_bytes() for each in file.parent.glob(f"{file.name}*")}


@pytest.fixture
def file(run: Run, project: Path) -> Path:
    """A store with something of everything."""
    published = json.loads(run("publish", FLOW, "--force", "--yes", "--json", "--line", "12345").out)
    flow = Path(f"flows/{FLOW}.flow.xml")
    flow.write_text(
        flow.read_text(encoding="utf-8").replace('title="感谢"', 'title="致谢"'), encoding="utf-8"
    )
    run("publish", FLOW, "--force", "--yes", "--percent", "10")
    run("list", "add", "blacklist", "110")
    run("tenant", "add", "taxes")
    run("calendar", "add", "taxes", "--hours", "monday-friday 9:00-17:00")
    moment, settings = datetime.now(UTC).isoformat(), load()
    began = CallStarted(0.0, "call-1", "110", "12345", "line", FLOW, published["release"], moment)
    with store_of(settings) as store:
        ended = CallFinished(5.0, "completed", 5.0)
        store.append_events([Written("call-1", "call-1", n, event) for n, event in enumerate([began, ended])])
    return Path(settings.store_url.partition(":///")[2])


@contextmanager
def read_only(file: Path, mode: int = 0o444) -> Iterator[None]:
    """Nobody may write the file or into its folder meanwhile, the superuser included."""
    folders = [Path("/", *file.parts[1:n]) for n in range(2, len(file.parts))]
    closed = [folder for folder in folders if folder.stat().st_mode & 0o055 != 0o055]
    modes = {path: path.stat().st_mode for path in (*closed, file, file.parent)}
    for folder in closed:
        folder.chmod(0o755)
    file.chmod(mode)
    file.parent.chmod(0o555)
    super_user = os.geteuid() == 0
    if super_user:
        os.seteuid(65534)
    try:
        yield
    finally:
        if super_user:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_looking_makes_no_store(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLWRIGHT_STORE_URL", "sqlite:///dta/callwright.sqlite")
    for command in READING:
        ran = run(*command.split())
        expected = WITHOUT_STORE.get(command, 3)
        assert ran.status == expected, (command, ran)
        if expected:
            assert "there is no store at sqlite:///" in ran.err
            assert "dta/callwright.sqlite" in ran.err
            assert "cure: correct store.url" in ran.err
        assert not (project / "dta").exists(), command


def test_what_must_be_there_is_not_looked_for_in_a_new_store(run: Run, project: Path) -> None:
    for command in CHANGING:
        ran = run(*command.split())
        assert (ran.status, "there is no store at" in ran.err) == (3, True), (command, ran)
    assert not list(project.glob("data/callwright.sqlite*"))


def test_looking_needs_no_right_to_write(run: Run, file: Path) -> None:
    found = {command: run(*command.split()).status for command in READING}
    assert found == READING
    before = contents(file)
    assert list(before) == [file.name], "the files of the log, which the next one may not be able to write"
    with read_only(file):
        again = {command: run(*command.split()) for command in READING}
        refused = run("line", "set", "12345", "--most", "3")
    assert {command: ran.status for command, ran in again.items()} == READING, again
    assert contents(file) == before
    assert refused.status == 3
    assert "let this user write the file and its folder" in refused.err


def test_looking_while_somebody_writes(run: Run, file: Path) -> None:
    with store_to_change(load()) as store:
        store.make_list("", "fresh")
        assert "fresh" in run("list", "list").out


def test_a_file_that_nobody_may_read(run: Run, file: Path) -> None:
    with read_only(file, 0o000):
        ran = run("status")
    assert ran.status == 3
    assert "let this user read the file and its folder" in ran.err


def test_a_new_store_is_told_once(run: Run, project: Path) -> None:
    assert "callwright.sqlite is new" in run("tenant", "add", "taxes").err
    assert "is new" not in run("tenant", "add", "water").err


def test_doctor_makes_no_store(run: Run, project: Path) -> None:
    found = {one["what"]: one for one in json.loads(run("doctor", "--no-switch", "--json").out)}
    assert (found["store"]["state"], "none yet" in found["store"]["message"]) == ("poor", True)
    assert not list(project.glob("data/callwright.sqlite*"))
