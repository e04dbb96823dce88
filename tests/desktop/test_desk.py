"""A day at the designer: started by its command, drawn by dragging, closed, and open again tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.read import read
from flows.write import save
from tests.desktop import small
from tests.desktop.author import Author
from tests.desktop.display import Display
from tests.desktop.patience import until

pytestmark = pytest.mark.slow

COMMAND = ("-c", "from callwright.cli import main; main()", "designer")


@pytest.fixture
def author(display: Display, tmp_path: Path) -> Iterator[Author]:
    """In a folder with the small flow."""
    made = Author(display, tmp_path, tmp_path / "home", tmp_path / "pictures")
    made.file = tmp_path / f"{small.NAME}.flow.xml"
    save(small.flow(), made.file)
    yield made
    made.stop()


def test_from_the_command_to_the_next_start(author: Author) -> None:
    assert author.file is not None
    before = author.file.read_bytes()
    author.begin(*COMMAND, author.file.name)
    author.see("frame", small.NAME)
    author.has_the_focus("filler", "Canvas")
    author.add("wait")
    author.hand.keys("ctrl+q")
    author.see("alert message", "Callwright designer")
    author.picture("asked")
    author.click("push button", "Cancel")
    author.see("frame", small.NAME)
    assert author.unsaved()
    author.hand.keys("ctrl+q")
    author.click("push button", "Discard")
    assert author.has_ended() == 0
    assert not author.unsaved() and author.file.read_bytes() == before

    author.start()
    author.see("frame", small.NAME)
    author.picture("next-start")
    author.hand.keys("ctrl+q")
    assert author.has_ended() == 0


def test_a_node_dragged_out_of_the_palette(author: Author) -> None:
    author.start(str(author.file))
    author.see("frame", small.NAME)
    canvas = author.see("filler", "Canvas").area
    begin = author.see("tree item", "Wait").area.middle
    author.hand.drag(begin, (canvas.x + canvas.width // 2, canvas.y + canvas.height - 60))
    until("one more node", lambda: len(author.drawn().nodes) == len(small.NODES) + 1)
    assert "wait" in author.drawn().nodes
    author.picture("dropped")
    author.hand.keys("ctrl+z", "ctrl+s")
    until("nothing to save", lambda: not author.unsaved())


def test_commands_by_their_names_in_another_language(author: Author) -> None:
    author.start(str(author.file))
    author.see("frame", small.NAME)
    author.has_the_focus("filler", "Canvas")
    for command in ("tongue zh_CN", "view dark"):
        author.hand.keys("ctrl+shift+p")
        author.hand.type(command)
        author.hand.keys("Return")
    author.see("frame", "Callwright 设计器")
    author.picture("dark-and-chinese")
    author.hand.keys("ctrl+shift+p")
    author.hand.type("qx")
    author.hand.keys("Return")
    author.see("page tab", "属性")
    author.hand.keys("Delete")
    until("nothing drawn", lambda: not author.drawn().nodes and author.unsaved())
    author.hand.keys("ctrl+z")
    until("it undone", lambda: not author.unsaved())
    assert author.file is not None and read(author.file).faithful
