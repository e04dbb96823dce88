"""Publishing is killed at each of its steps: what was live stays live, and the next publish works."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest

from callwright.releases import Releases
from callwright.settings import load
from callwright.stores import store_of
from tests.callwright.conftest import Run
from tests.engine.store.places import url

pytest.importorskip("soundfile")

__all__ = ["url"]

FLOW = "poll"
FILE = Path(f"flows/{FLOW}.flow.xml")

_PROGRAM = """
import os, signal, sys
from sqlalchemy import Engine, event
from callwright.cli import main

step, count = sys.argv[1], 0

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def watch(name, arguments):
    global count
    if name == "os.rename" and str(arguments[1]).endswith(".wav"):
        count += 1
        if count == 3:
            die()

if step == "sounds":
    sys.addaudithook(watch)
else:
    @event.listens_for(Engine, "after_cursor_execute")
    def after(connection, cursor, statement, *_):
        if statement.startswith(step):
            die()

main(["publish", sys.argv[2], "--line", "300", "--yes"])
"""

STEPS = {
    "sounds": "sounds",
    "package": "INSERT INTO releases",
    "line": "INSERT INTO lines",
    "pointer": "UPDATE published",
    "trial's end": "DELETE FROM canaries",
    "history": "INSERT INTO publications",
}


def killed(step: str) -> int:
    """Publish in a process that is killed at `step`; its exit status."""
    # -P: the working directory has folders called flows and sounds.
    command = [sys.executable, "-P", "-c", _PROGRAM, step, FLOW]
    return subprocess.run(command, capture_output=True, timeout=60).returncode


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_killed_at_a_step(
    run: Run, project: Path, url: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLWRIGHT_STORE_URL", url)
    run("line", "remove", "300")
    assert run("publish", FLOW, "--yes").status == 0
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(text.replace('type="play"', 'type="play" enabled="no"', 1), encoding="utf-8")
    assert run("publish", FLOW, "--yes", "--percent", "10").status == 0
    # A release that no other step has made.
    FILE.write_text(text.replace('title="计数"', f'title="{step}"', 1), encoding="utf-8")
    with store_of(load()) as store:
        standing, lines, history = store.standing(FLOW), store.lines(), store.history(FLOW)
        assert standing.canary is not None
        rmtree("data/prompts")
        assert killed(step) == -signal.SIGKILL
        assert (store.standing(FLOW), store.lines(), store.history(FLOW)) == (standing, lines, history)
        releases = Releases(store.release)
        for digest in (standing.live, standing.canary.digest):
            assert releases.load(digest).digest == digest
        assert run("publish", FLOW, "--line", "300", "--yes").status == 0
        after = store.standing(FLOW)
        assert after.live not in (standing.live, standing.canary.digest) and after.canary is None
        assert {line.flow for line in store.lines() if line.pattern == "300"} == {FLOW}
        run("rollback", FLOW)
        assert store.live(FLOW) == standing.live
