"""The designer killed at any moment: started again it offers back all that was drawn."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.model import Flow
from flows.read import read
from flows.write import save, write
from tests.desktop import small
from tests.desktop.author import Author
from tests.desktop.display import Display
from tests.desktop.patience import until
from tests.desktop.processes import children
from tests.live.engines import Project

pytestmark = pytest.mark.slow

LONGEST = 1.5
"""Seconds after the beginning within which the kill comes."""

ADD = ("key", "Tab", "type", "--args", "1", "play", "key", "Return", "sleep", "0.1")
"""A pause at the end: what is typed into a list that has just closed reaches nobody."""
SAVE = ("key", "ctrl+s")


def draws(author: Author) -> tuple[str, ...]:
    """Node after node."""
    return ADD * 12


def saves(author: Author) -> tuple[str, ...]:
    """Each node is saved at once."""
    return (*ADD, *SAVE) * 10


def rings(author: Author) -> tuple[str, ...]:
    """The flow is rung, and drawn on meanwhile."""
    author.hand.keys("F5")
    until("a call", lambda: small.WELCOME in author.text("label", "What the caller hears and does"))
    author.hand.keys("F6")
    return ADD * 12


def publishes(author: Author) -> tuple[str, ...]:
    """The flow goes to a line, and is drawn on meanwhile."""
    author.hand.keys("ctrl+alt+p")
    author.has_the_focus("text", "Number")
    author.hand.type("12345")
    author.click("push button", "Publish…")
    author.see("alert message", "Publish")
    author.hand.keys("Return", "F6")
    return ADD * 12


MOMENTS = [
    *((draws, seed) for seed in range(4)),
    *((saves, seed) for seed in range(4, 7)),
    *((rings, seed) for seed in range(7, 9)),
    *((publishes, seed) for seed in range(9, 11)),
]


@pytest.fixture
def author(display: Display, tmp_path: Path) -> Iterator[Author]:
    """In a folder with the small flow."""
    folder = tmp_path / "project"
    folder.mkdir()
    made = Author(display, folder, tmp_path / "home", tmp_path / "pictures")
    made.file = folder / f"{small.NAME}.flow.xml"
    save(small.flow(), made.file)
    yield made
    made.stop()


@pytest.mark.parametrize(("doing", "seed"), MOMENTS, ids=[f"{do.__name__}-{seed}" for do, seed in MOMENTS])
def test_nothing_drawn_is_lost(doing: Callable[[Author], tuple[str, ...]], seed: int, author: Author) -> None:
    assert author.file is not None
    author.start(str(author.file))
    author.has_the_focus("filler", "Canvas")
    hands = author.hand.begin(*doing(author))
    until("the first node of all", lambda: len(author.drawn().nodes) > len(small.NODES))
    before = author.drawn()
    # Any moment will do: the promise holds for each.
    time.sleep(random.Random(seed).uniform(0, LONGEST))
    started = children(author.process)
    author.kill()
    hands.wait()
    unsaved, left = author.unsaved(), author.drawn()
    assert read(author.file).faithful, "whatever was going on, the file is whole"
    assert _holds(left, before)

    author.start(str(author.file))
    if unsaved:
        author.see("alert message", "Recover")
        author.click("push button", "Yes")
    author.see("frame", small.NAME)
    author.picture("again")
    until("what was drawn", lambda: write(author.drawn()) == write(left))
    assert author.unsaved() == unsaved
    author.hand.keys("ctrl+s")
    until("the file written", lambda: not author.unsaved())
    found = read(author.file).flow
    assert found is not None and write(found) == write(left)
    until("the end of what the first one had started", lambda: not any(map(_lives, started)))
    project = Project(author.folder)
    if project.store_file.exists():
        told = json.loads(project.command("status", "--json"))["flows"]
        assert [each["lines"] for each in told] in ([], [["public/12345"]]), "published, or not at all"


def _holds(later: Flow, earlier: Flow) -> bool:
    """Whether everything of a flow is in a later one; wires may lead elsewhere."""
    return earlier.nodes.keys() <= later.nodes.keys()


def _lives(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
