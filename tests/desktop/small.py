"""The small flow of the guide, drawn from nothing with mouse and keyboard, and what it has to be then."""

from __future__ import annotations

from pathlib import Path

from flows.model import Flow, FlowNode, Layout, Spot
from nodes.prompts import Prompt, Segment, Variant
from tests.desktop.author import Author
from tests.desktop.patience import until

NAME = "small"
WELCOME = "Welcome to the town hotline."
MENU = "For opening hours press 1, for our address press 2, to end press 0."
HOURS = "We are open from nine to five, Monday to Friday."
ADDRESS = "You find us at 1 Market Street."
GOODBYE = "Goodbye."

CHOICES = (("hours", "1"), ("address", "2"), ("bye", "0"))

NODES = {
    "Answer": ("answer", ""),
    "Welcome": ("play", WELCOME),
    "Main menu": ("menu", MENU),
    "Opening hours": ("play", HOURS),
    "Address": ("play", ADDRESS),
    "Goodbye": ("play", GOODBYE),
    "Hang up": ("hangup", ""),
}
"""Titles of nodes, their types, and what they say."""

WIRES = {
    ("Answer", "next"): "Welcome",
    ("Welcome", "done"): "Main menu",
    ("Welcome", "interrupted"): "Main menu",
    ("Main menu", "hours"): "Opening hours",
    ("Main menu", "address"): "Address",
    ("Main menu", "bye"): "Goodbye",
    ("Main menu", "no_input"): "Goodbye",
    ("Main menu", "no_match"): "Goodbye",
    ("Opening hours", "done"): "Main menu",
    ("Opening hours", "interrupted"): "Main menu",
    ("Address", "done"): "Main menu",
    ("Address", "interrupted"): "Main menu",
    ("Goodbye", "done"): "Hang up",
    ("Goodbye", "interrupted"): "Hang up",
}
"""Where each exit leads, by titles."""

EMPTY = {"hours": (0.75, 0.06), "address": (0.25, 0.92), "bye": (0.6, 0.94)}
"""Where on the canvas, in parts of its size, the wire of a choice is dropped: nothing is drawn there."""


def nodes_of(flow: Flow) -> dict[str, tuple[str, str]]:
    """As NODES."""
    return {node.title: (node.type, _words(node.prompts.get("prompt"))) for node in flow.nodes.values()}


def wires_of(flow: Flow) -> dict[tuple[str, str], str]:
    """As WIRES."""
    return {
        (node.title, name): flow.nodes[to].title
        for node in flow.nodes.values()
        for name, to in node.exits.items()
    }


def flow() -> Flow:
    """The flow as a program makes it: the same nodes and wires, in a row."""
    ids = {title: f"{type_id}{number}" for number, (title, (type_id, _)) in enumerate(NODES.items())}
    nodes = {}
    for title, (type_id, words) in NODES.items():
        spoken = Prompt((Variant("en", (Segment("say", words),)),))
        nodes[ids[title]] = FlowNode(
            ids[title],
            type_id,
            title,
            prompts={"prompt": spoken} if words else {},
            params={"choices": tuple({"exit": exit_, "keys": key} for exit_, key in CHOICES)}
            if type_id == "menu"
            else {},
            exits={exit_: ids[to] for (source, exit_), to in WIRES.items() if source == title},
        )
    layout = Layout({id_: Spot(300.0 * number, 0.0) for number, id_ in enumerate(nodes)})
    return Flow(NAME, language="en", start=ids["Answer"], nodes=nodes, layout=layout)


def _words(prompt: Prompt | None) -> str:
    if prompt is None or not prompt.variants:
        return ""
    return " ".join(segment.text for segment in prompt.variants[0].segments)


class Drawing:
    """One author who draws the flow; every step waits until it is in what the designer keeps."""

    def __init__(self, author: Author) -> None:
        self.author = author
        self.hand = author.hand
        self.file: Path = author.folder / f"{NAME}.flow.xml"

    def whole(self) -> None:
        """All of it, saved."""
        author = self.author
        author.has_the_focus("filler", "Canvas")
        self._node("answer", "Answer")
        self._node("play", "Welcome")
        self._node("menu", "Main menu")
        self._choices()
        author.picture("in-a-row")
        self.save_as()
        for (exit_, _), title in zip(CHOICES, ("Opening hours", "Address", "Goodbye"), strict=True):
            self._behind(exit_, title)
        self._node("hang", "Hang up")
        before = author.drawn().layout.spots
        self.hand.keys("ctrl+l")
        until("the layout", lambda: author.drawn().layout.spots != before)
        author.picture("arranged")
        self.save()
        self._wires()
        self.save()

    def _node(self, typed: str, title: str) -> None:
        """A node after the current one, by keys alone."""
        self.author.add(typed)
        self._name_it(title)

    def _behind(self, exit_: str, title: str) -> None:
        """A node behind an exit of the menu: its wire is dropped where nothing is."""
        author = self.author
        canvas = author.see("filler", "Canvas").area
        across, down = EMPTY[exit_]
        begin = author.points()["menu"][exit_]
        end = canvas.x + int(canvas.width * across), canvas.y + int(canvas.height * down)
        author.drop(begin, end, "play")
        self._name_it(title)
        author.picture(f"behind-{exit_}")
        self.save()

    def _name_it(self, title: str) -> None:
        """Title and words of the current node."""
        author = self.author
        self.hand.keys("F2")
        self.hand.type(title)
        self.hand.keys("Return")
        until(f"the title {title}", lambda: title in nodes_of(author.drawn()))
        words = NODES[title][1]
        if words:
            author.click("text", "Words")
            self.hand.type(words)
            until(f"the words of {title}", lambda: nodes_of(author.drawn())[title][1] == words)
            self.hand.keys("Escape")
            author.has_the_focus("filler", "Canvas")

    def _choices(self) -> None:
        """The rows of the menu: the first is there, Ctrl+Enter adds another."""
        self.author.click("text", "Exit")
        self.hand.keys("ctrl+a")
        for number, (exit_, key) in enumerate(CHOICES):
            if number:
                self.hand.keys("ctrl+Return")
                self._has_rows(number + 1)
            self.hand.type(exit_)
            self.hand.keys("Tab")
            self.hand.type(key)
            self._has_row(exit_, key)
        self.hand.keys("Escape")
        self.author.has_the_focus("filler", "Canvas")

    def _has_rows(self, number: int) -> None:
        until(f"row {number}", lambda: len(self._rows()) == number)

    def _has_row(self, exit_: str, key: str) -> None:
        until(f"the choice {exit_}", lambda: (exit_, key) in self._rows())

    def _has_wire(self, wire: tuple[str, str]) -> None:
        until(f"the wire {'.'.join(wire)}", lambda: wire in wires_of(self.author.drawn()))

    def _rows(self) -> list[tuple[object, object]]:
        node = self.author.drawn().nodes.get("menu")
        rows = node.params.get("choices", ()) if node is not None else ()
        return [] if isinstance(rows, str) else [(row.get("exit"), row.get("keys")) for row in rows]

    def _wires(self) -> None:
        """What is left, from port to node with the mouse."""
        flow = self.author.drawn()
        ids = {node.title: node.id for node in flow.nodes.values()}
        places = self.author.points()
        for wire, target in WIRES.items():
            if wire not in wires_of(flow):
                self.hand.drag(places[ids[wire[0]]][wire[1]], places[ids[target]][""])
                self._has_wire(wire)

    def save_as(self) -> None:
        """Ctrl+S asks for a name the first time."""
        self.hand.keys("ctrl+s")
        self.author.see("dialog", "Save as")
        self.hand.type(str(self.author.folder / NAME))
        self.hand.keys("Return")
        self.author.file = self.file
        until("the file", lambda: self.file.is_file() and not self.author.unsaved())

    def save(self) -> None:
        """Ctrl+S."""
        self.hand.keys("ctrl+s")
        until("the file written", lambda: not self.author.unsaved())
