"""What goes wrong at an author's desk, with the real program: files, disks, two designers, the simulator."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.model import Flow, FlowNode, Spot
from flows.read import read
from flows.write import save, write
from tests.desktop import small
from tests.desktop.author import Author
from tests.desktop.display import Display
from tests.desktop.full_disk import SmallDisk
from tests.desktop.patience import until
from tests.desktop.processes import children

pytestmark = pytest.mark.slow

UNKNOWN = """<flow xmlns="urn:callwright:flow" format="1" name="odd" language="en" start="a" colour="red">
  <node id="a" type="teleport" speed="9">
    <param name="to">mars</param>
    <exit on="arrived" to="b"/>
    <extra deep="1"><inside/></extra>
  </node>
  <node id="b" type="hangup" title="End">
  </node>
  <layout>
    <at node="a" x="0" y="0" pinned="yes"/>
    <at node="b" x="400" y="0"/>
  </layout>
</flow>
"""

BROKEN = {"cut off": "<flow", "newer": UNKNOWN.replace('format="1"', 'format="99"'), "a page": "<html/>"}


@pytest.fixture
def author(display: Display, tmp_path: Path) -> Iterator[Author]:
    """In an empty folder."""
    made = Author(display, tmp_path, tmp_path / "home", tmp_path / "pictures")
    yield made
    made.stop()


@pytest.fixture
def other(display: Display, tmp_path: Path) -> Iterator[Author]:
    """Another author on the same screen, in the same folder."""
    made = Author(display, tmp_path, tmp_path / "other", tmp_path / "pictures of the other")
    yield made
    made.stop()


def at_work(author: Author, flow: Flow) -> Path:
    """The author has opened the saved flow; its file."""
    file = author.file = author.folder / f"{flow.name}.flow.xml"
    save(flow, file)
    author.start(str(file))
    author.has_the_focus("filler", "Canvas")
    return file


@pytest.mark.parametrize("how", BROKEN)
def test_a_file_that_cannot_be_read_is_left_alone(how: str, author: Author) -> None:
    file = author.folder / "odd.flow.xml"
    file.write_text(BROKEN[how])
    author.start(str(file))
    box = author.see("alert message", "Callwright designer")
    author.see("label", "odd.flow.xml cannot be opened", box)
    author.picture(how)
    author.hand.keys("Return")
    author.has_the_focus("filler", "Canvas")
    author.see("frame", "untitled")
    assert file.read_text() == BROKEN[how]


def test_nodes_of_an_unknown_type_are_shown_and_kept(author: Author) -> None:
    file = author.file = author.folder / "odd.flow.xml"
    file.write_text(UNKNOWN)
    author.start(str(file))
    author.has_the_focus("filler", "Canvas")
    author.see("tree item", "CW201")
    author.hand.click(author.points()["b"][""])
    author.hand.keys("F2")
    author.hand.type("Over")
    author.hand.keys("Return")
    until("the title", lambda: author.drawn().nodes["b"].title == "Over")
    author.hand.click(author.points()["a"][""])
    author.picture("unknown")
    author.hand.keys("ctrl+s")
    until("the file written", lambda: not author.unsaved())
    assert file.read_text() == UNKNOWN.replace('title="End">\n  </node>', 'title="Over"/>')


def test_two_thousand_nodes(author: Author) -> None:
    nodes = {
        f"n{number}": FlowNode(
            f"n{number}", "wait", params={"seconds": "1"}, exits={"done": f"n{number + 1}"}
        )
        for number in range(1999)
    }
    nodes["n1999"] = FlowNode("n1999", "hangup")
    flow = Flow("large", language="en", start="n0", nodes=nodes)
    for number, id_ in enumerate(nodes):
        flow.layout.spots[id_] = Spot(300.0 * (number % 50), 120.0 * (number // 50))
    file = at_work(author, flow)
    author.see("check box", "Errors 0")
    author.add("play")
    author.see("check box", "Errors ")
    author.see("tree item", "CW202")
    author.picture("large")
    author.hand.keys("ctrl+z")
    until("it undone", lambda: not author.unsaved())
    author.see("check box", "Errors 0")
    author.add("hang")
    author.hand.keys("ctrl+s")
    until("the file written", lambda: not author.unsaved())
    found = read(file).flow
    assert found is not None and len(found.nodes) == 2001
    author.hand.keys("ctrl+q")
    assert author.has_ended() == 0


def test_two_designers_on_one_file(author: Author, other: Author) -> None:
    file = at_work(author, small.flow())
    other.file = file
    other.start(str(file))
    other.see("frame", f"{small.NAME} (read-only)")
    other.add("play")
    other.hand.keys("ctrl+s")
    box = other.see("alert message", "Callwright designer")
    other.see("label", "small.flow.xml is open in another designer", box)
    other.picture("held")
    assert read(file).flow == replace(small.flow(), file=str(file))
    other.click("push button", "Take over")
    until("the file written", lambda: not other.unsaved())
    # The first one reads it again: it had nothing to save. What it shows now has the fault of the new node.
    author.see("tree item", "CW202")
    author.picture("read-again")
    assert not author.unsaved()


def test_a_full_disk(display: Display, tmp_path: Path) -> None:
    disk = SmallDisk(tmp_path / "disk")
    if not disk.mount():
        pytest.skip(
            "NO SMALL DISK: only root can mount one; tests/flowdesigner has a full disk by an exception"
        )
    author = Author(display, disk.folder, tmp_path / "home", tmp_path / "pictures")
    try:
        file = at_work(author, small.flow())
        before = file.read_bytes()
        author.add("play")
        disk.fill()
        author.hand.keys("ctrl+s")
        box = author.see("alert message", "Callwright designer")
        author.see("label", "small.flow.xml could not be saved: the disk is full", box)
        author.picture("full")
        author.hand.keys("Escape")
        author.see("frame", small.NAME)
        assert file.read_bytes() == before and len(author.drawn().nodes) == len(small.NODES) + 1
        disk.free()
        author.hand.keys("ctrl+s")
        until("the file written", lambda: not author.unsaved())
        found = read(file).flow
        assert found is not None and len(found.nodes) == len(small.NODES) + 1
    finally:
        author.stop()
        disk.unmount()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_simulator_that_dies_or_hangs(how: signal.Signals, author: Author) -> None:
    at_work(author, small.flow())
    known = set(children(author.process))
    author.hand.keys("F5")
    paper = "What the caller hears and does"
    until("a call", lambda: small.WELCOME in author.text("label", paper))
    author.hand.keys("F6")
    author.add("play")
    drawn = write(author.drawn())
    (worker,) = set(children(author.process)) - known
    os.kill(worker, how)
    if how is signal.SIGSTOP:
        author.see("label", f"{small.NAME}: the simulator does not answer")
        author.picture("hangs")
        author.click("push button", "End the call")
    author.see("push button", "Ring the flow in front")
    author.picture("ended")
    assert write(author.drawn()) == drawn
    author.hand.keys("ctrl+z", "F5")
    until("another call", lambda: small.WELCOME in author.text("label", paper))
    author.see("push button", "End the call")
    until("the end of the first one", lambda: worker not in children(author.process))
