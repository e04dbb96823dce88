"""The small flow of the guide on a real screen: drawn, rung, published; then an engine answers with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.events import NodeEntered
from flows.compiler import compile_flow
from flows.model import Flow
from flows.problems import has_errors
from flows.read import read
from flows.world import EverythingWorld
from sounds.engines.hibari import Hibari
from tests.desktop.author import Author
from tests.desktop.display import Display
from tests.desktop.patience import until
from tests.desktop.small import (
    CHOICES,
    GOODBYE,
    HOURS,
    MENU,
    NODES,
    WELCOME,
    WIRES,
    Drawing,
    nodes_of,
    wires_of,
)
from tests.live.engines import Project, entrance, ring
from tests.switch import Switch

pytestmark = pytest.mark.slow

NUMBER = "12345"
WAY = ["Answer", "Welcome", "Main menu", "Opening hours", "Main menu", "Goodbye", "Hang up"]
"""Whom a caller meets who wants to know the hours, presses 0 meanwhile, and is greeted goodbye."""

SPEAKING_SECONDS = 240.0
"""How long it may take to speak five sentences for the first time."""


@pytest.fixture(scope="module")
def author(display: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    """At the designer in a clean folder, with a home where nothing is remembered."""
    folder = tmp_path_factory.mktemp("small")
    for name in ("project", "home", "pictures"):
        (folder / name).mkdir()
    made = Author(display, folder / "project", folder / "home", folder / "pictures")
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def drawn(author: Author) -> Path:
    """The file of the flow, drawn from nothing; the author sees no problems."""
    drawing = Drawing(author)
    drawing.whole()
    author.see("check box", "Errors 0")
    author.see("check box", "Warnings 0")
    author.picture("drawn")
    return drawing.file


@pytest.fixture(scope="module")
def published(author: Author, drawn: Path) -> Project:
    """The project, its flow on a line, published with the panel."""
    if Hibari().available() is not None:
        pytest.skip("NO SPEECH: pip install 'callwright[speech]' to publish what the small flow says")
    hand = author.hand
    hand.keys("ctrl+alt+p")
    author.has_the_focus("text", "Number")
    until("the panel asked", lambda: _can(author, "Publish…"))
    hand.type(NUMBER)
    hand.keys("Tab")
    hand.type("the first of all")
    author.click("push button", "Publish…")
    author.see("alert message", "Publish")
    author.picture("asked")
    hand.keys("Return")
    until("the beginning", lambda: not _can(author, "Publish…"))
    until("the publication", lambda: _can(author, "Publish…"), SPEAKING_SECONDS)
    author.picture("published")
    labels = [each.name for each in author.eye.all("label")]
    assert any(label.endswith(f"is live on public/{NUMBER}.") for label in labels), labels
    return Project(drawn.parent)


def _can(author: Author, button: str) -> bool:
    found = author.eye.find("push button", button)
    return found is not None and found.enabled


def heard(author: Author) -> str:
    """What stands on the paper of the phone."""
    return author.text("label", "What the caller hears and does").replace("\xa0", " ")


def test_what_is_saved_is_what_was_drawn(drawn: Path) -> None:
    loaded = read(drawn)
    flow = loaded.flow
    assert flow is not None and loaded.faithful
    assert nodes_of(flow) == NODES and wires_of(flow) == WIRES
    rows = flow.nodes["menu"].params["choices"]
    assert tuple((row["exit"], row["keys"]) for row in rows if not isinstance(row, str)) == CHOICES
    assert flow.nodes[flow.start].title == "Answer"
    assert not has_errors(compile_flow(flow, EverythingWorld()).problems)


def test_it_is_rung_by_keypad_and_keys(author: Author, drawn: Path) -> None:
    author.hand.keys("F5")
    until("the menu in the transcript", lambda: MENU in heard(author))
    assert WELCOME in heard(author)
    author.picture("rings")
    author.click("push button", "1")
    until("the opening hours", lambda: HOURS in heard(author))
    author.hand.keys("0")
    until("the end of the call", lambda: "The call is over: completed" in heard(author))
    author.picture("rung")
    said = heard(author)
    assert said.index(MENU) < said.index(" 1 ") < said.index(HOURS) < said.index(" 0 ") < said.index(GOODBYE)
    author.see("push button", "Ring the flow in front")


def test_it_is_published(author: Author, published: Project) -> None:
    assert NUMBER in published.command("status") and published.store_file.is_file()
    (row,) = json.loads(published.command("history", "small", "--json"))
    assert (row["kind"], row["why"]) == ("publish", "the first of all")
    assert not author.unsaved()


@pytest.mark.live
def test_an_engine_answers_with_it(switch: Switch, published: Project) -> None:
    titles = {node.id: node.title for node in _flow(published).nodes.values()}
    engine = published.engine()
    try:
        engine.start()
        with entrance(switch, published, (engine,)):
            caller = ring(switch, published, NUMBER)
            caller.reaches("menu")
            caller.press("1")
            caller.reaches("play_2")
            caller.press("0")
            assert caller.ends() == "completed"
    finally:
        engine.stop()
    assert [titles[event.node] for event in caller.events() if isinstance(event, NodeEntered)] == WAY


def _flow(project: Project) -> Flow:
    flow = read(project.folder / "small.flow.xml").flow
    assert flow is not None
    return flow
