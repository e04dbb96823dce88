"""What calls depend on fails in the middle of them: databases, the disk, the store. And many at once."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from engine.store.store import Store
from tests.live.conftest import Ring
from tests.live.engines import Engine, Project, until
from tests.switch import Switch

pytestmark = pytest.mark.live

MEGABYTE = 1024 * 1024


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Nobody else can write, or with a rollback journal read, the database `file`."""
    with closing(sqlite3.connect(file, timeout=10)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.rollback()


def test_a_slow_database_delays_nobody_else(call: Ring, project: Project, engine: Engine) -> None:
    slow, *others = (call() for _ in range(4))
    for caller in (slow, *others):
        caller.reaches("main")
    with locked(project.database("slow")):
        slow.press("7")
        slow.reaches("ask")
        for caller in others:
            caller.press("1")
        for caller in others:
            caller.reaches("second")
        assert slow.visits("not_answered") == 0
        slow.happens("milestone", name="not_answered")
    assert [event.to_json()["outcome"] for event in slow.of("service_used")] == ["timeout"]
    slow.press("7")
    slow.happens("milestone", name="answered", value="hello")


def test_the_store_is_locked_while_calls_come_and_go(call: Ring, project: Project, engine: Engine) -> None:
    before = call()
    before.reaches("main")
    with locked(project.store_file):
        during = call()
        time.sleep(1.0)
        for caller in (before, during):
            caller.press("#")
        until("the end of both calls", lambda: not before.there and not during.there)
        assert before.of("call_finished") == during.events() == []
    for caller in (before, during):
        assert caller.ends() == "completed"
        assert [event.to_json()["key"] for event in caller.of("key_pressed")] == ["#"]


@pytest.fixture
def small_disk(project: Project) -> Iterator[Path]:
    """The folder of recordings on a disk of 64 MB."""
    folder = project.folder / "data" / "recordings"
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"NO SMALL DISK: mounting a tmpfs needs root ({mounted.stderr.strip()})")
    try:
        yield folder
    finally:
        until(
            "the end of all recordings",
            lambda: subprocess.run(["umount", str(folder)], capture_output=True).returncode == 0,
        )


def fill(folder: Path) -> None:
    """Leave no byte free."""
    with open(folder / "filler", "wb", buffering=0) as file:
        try:
            while file.write(b"\0" * MEGABYTE) == MEGABYTE:
                pass
            while file.write(b"\0"):
                pass
        except OSError:
            return


def test_the_disk_runs_full_while_a_message_is_recorded(call: Ring, engine: Engine, small_disk: Path) -> None:
    caller = call()
    caller.reaches("main")
    caller.press("4")
    caller.is_recorded()
    fill(small_disk)
    caller.speak(2.0)
    caller.press("#")
    caller.happens("milestone", name="not_saved")
    assert [event.to_json()["ended"] for event in caller.of("recorded")] == ["failed"]
    caller.press("4")
    until("the second refusal", lambda: caller.visits("not_saved") == 2)
    caller.press("#")
    assert caller.ends() == "completed"


def test_sixty_calls_at_once(call: Ring, project: Project, engine: Engine, switch: Switch) -> None:
    callers = []
    for _ in range(60):
        callers.append(call())
        time.sleep(0.05)
    numbers = {caller.number for caller in callers}

    def results() -> list[str]:
        with closing(Store.open(f"sqlite:///{project.store_file}")) as store:
            return [row.result for row in store.calls(1000) if row.caller in numbers]

    until("sixty calls", lambda: len(results()) == 60)
    for key in "*", "*", "#":
        for caller in callers:
            caller.press(key)
        time.sleep(1.0)
    until("sixty ends", lambda: results() == ["completed"] * 60, 40)
    assert not [line for line in engine.log().splitlines() if " ERROR " in line or "Traceback" in line]
