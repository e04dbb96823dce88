"""Every verb of the document: what it does, that undo takes it back, and what the listeners are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from flowdesigner.document.document import Document
from flowdesigner.document.errors import Refused
from flowdesigner.document.parts import Parts, Sheet
from flows.model import Flow
from flows.release import Variable
from flows.write import write
from tests.flowdesigner.flows import document, small
from tests.flows.build import prompt

VERBS: dict[str, Callable[[Document], object]] = {
    "add": lambda d: d.add_node("menu", (10, 20)),
    "add after an exit": lambda d: d.add_node("play", after=("main", "no_input")),
    "add into a wire": lambda d: d.add_node("play", splice=("welcome", "done")),
    "remove": lambda d: d.remove(["main"]),
    "remove and heal": lambda d: d.remove(["main"], heal=True),
    "remove everything": lambda d: d.remove([*d.flow.nodes, *d.sheet.notes, *d.sheet.frames]),
    "remove a wire": lambda d: d.remove((), [("main", "no_input")]),
    "remove node and wire": lambda d: d.remove(["end"], [("main", "one")]),
    "rename": lambda d: d.rename("end", "goodbye"),
    "rename the start": lambda d: d.rename("welcome", "hello"),
    "title": lambda d: d.set_title("main", "Main menu"),
    "node note": lambda d: d.set_node_note("main", "words"),
    "parameter": lambda d: d.set_param("main", "attempts", "2"),
    "parameter gone": lambda d: d.set_param("ask", "into", None),
    "prompt": lambda d: d.set_prompt("main", "prompt", prompt(en="Press 1.")),
    "prompt gone": lambda d: d.set_prompt("main", "prompt", None),
    "switch off": lambda d: d.set_enabled(["welcome", "ask"], False),
    "wire": lambda d: d.wire("main", "no_match", "end"),
    "unwire": lambda d: d.unwire([("main", "one"), ("main", "no_input")]),
    "retarget": lambda d: d.retarget("end", "ask"),
    "start": lambda d: d.set_start("main"),
    "handler": lambda d: d.set_handler("hangup", "end"),
    "handler gone": lambda d: d.set_handler("0", ""),
    "attribute": lambda d: d.set_attribute("title", "A small flow"),
    "declare": lambda d: d.add_variable(Variable("age", "number")),
    "change variable": lambda d: d.set_variable(Variable("who", "text", sensitive=True)),
    "remove variable": lambda d: d.remove_variable("who"),
    "rename variable": lambda d: d.rename_variable("who", "caller_name"),
    "move": lambda d: d.move({"main": (1, 2), "#1": (3, 4), "#2": (5, 6)}),
    "nudge": lambda d: d.nudge(["main"], 20, 0),
    "align": lambda d: d.align(["welcome", "main", "end"], "bottom"),
    "distribute": lambda d: (d.move({"ask": (310, 5)}), d.distribute(["welcome", "ask", "end"], "across")),
    "arrange": lambda d: d.auto_layout(),
    "arrange some": lambda d: d.auto_layout(["ask", "end"]),
    "bend": lambda d: d.bend(("welcome", "done"), [(250.4, 90), (260, 120)]),
    "note": lambda d: d.add_note((5, 5), "hello"),
    "frame": lambda d: d.add_frame((5, 5), (100, 80), "Group"),
    "fold": lambda d: d.set_folded(["#2"], True),
    "unfold": lambda d: (d.set_folded(["#2"], True), d.set_folded(["#2"], False), d.move({"#2": (1, 2)})),
    "move a folded frame": lambda d: (d.set_folded(["#2"], True), d.move({"#2": (500, 600)})),
    "nudge a folded frame": lambda d: (d.set_folded(["#2"], True), d.nudge(["#2"], 5, 7)),
    "remove a folded frame": lambda d: (d.set_folded(["#2"], True), d.remove(["#2"])),
    "duplicate a folded frame": lambda d: (d.set_folded(["#2"], True), d.duplicate(["#2"])),
    "arrange with a folded frame": lambda d: (d.set_folded(["#2"], True), d.auto_layout()),
    "rename what is folded": lambda d: (d.set_folded(["#2"], True), d.rename("main", "menu")),
    "remove what is folded": lambda d: (d.set_folded(["#2"], True), d.remove(["main"])),
    "wire what is folded": lambda d: (d.set_folded(["#2"], True), d.wire("main", "no_input", "ask")),
    "title a folded frame": lambda d: (
        d.set_folded(["#2"], True),
        d.set_things({"#2": replace(d.sheet.frames["#2"], title="Other")}),
    ),
    "colour": lambda d: d.set_colour(["#1", "#2"], "blue"),
    "change note": lambda d: d.set_things({"#1": replace(d.sheet.notes["#1"], text="other")}),
    "paste": lambda d: d.paste(d.copy(["main", "ask", "#1", "#2"])),
    "duplicate": lambda d: d.duplicate(["welcome"]),
    "clone": lambda d: d.clone("main", (300, 400), "no_input"),
}


class Mirror:
    """A view that only listens: it must see the same flow as the document has."""

    def __init__(self, watched: Document) -> None:
        self.sheet = Sheet(small())
        self.told = 0
        watched.changed.connect(self.hear)

    def hear(self, parts: Parts) -> None:
        self.told += 1
        self.sheet.put_all(parts)


@pytest.mark.parametrize("name", VERBS)
def test_verb_undo_redo(name: str) -> None:
    edited = document()
    mirror = Mirror(edited)
    before = write(edited.flow)
    VERBS[name](edited)
    after = write(edited.flow)
    assert after != before
    assert mirror.told == edited.stack.count() >= 1
    assert write(mirror.sheet.flow) == after
    while edited.stack.canUndo():
        edited.stack.undo()
    assert write(edited.flow) == before == write(mirror.sheet.flow)
    while edited.stack.canRedo():
        edited.stack.redo()
    assert write(edited.flow) == after == write(mirror.sheet.flow)
    assert all(edited.stack.command(n).text() for n in range(edited.stack.count()))


NOTHING: dict[str, Callable[[Document], object]] = {
    "same title": lambda d: d.set_title("main", ""),
    "same wire": lambda d: d.wire("main", "one", "ask"),
    "same place": lambda d: d.move({"main": (300, 0)}),
    "same name": lambda d: d.rename("main", "main"),
    "same start": lambda d: d.set_start("welcome"),
    "nothing to remove": lambda d: d.remove(),
    "folded already": lambda d: d.set_folded(["#2", "#1", "main"], False),
    "same colour": lambda d: d.set_colour(["#1", "main"], ""),
    "same variable": lambda d: d.rename_variable("who", "who"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_changes_nothing_is_no_step(name: str) -> None:
    edited = document()
    NOTHING[name](edited)
    assert edited.stack.count() == 0


REFUSED: dict[str, Callable[[Document], object]] = {
    "no identifier": lambda d: d.rename("main", "1st"),
    "taken id": lambda d: d.rename("main", "end"),
    "unknown node": lambda d: d.set_title("nowhere", "x"),
    "unknown exit": lambda d: d.wire("main", "two", "end"),
    "wire to nowhere": lambda d: d.wire("main", "one", "nowhere"),
    "unknown start": lambda d: d.set_start("nowhere"),
    "unknown handler": lambda d: d.set_handler("x", "end"),
    "variable taken": lambda d: d.add_variable(Variable("who", "text")),
    "system variable": lambda d: d.rename_variable("who", "call"),
    "no variable": lambda d: d.remove_variable("nobody"),
    "splice into itself": lambda d: d.splice("main", ("welcome", "done")),
    "paste words": lambda d: d.paste("good morning"),
    "paste other XML": lambda d: d.paste("<html/>"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_changes_nothing(name: str) -> None:
    edited = document()
    before = write(edited.flow)
    with pytest.raises(Refused) as refusal:
        REFUSED[name](edited)
    assert str(refusal.value.say) and refusal.value.say.zh != refusal.value.say.en
    assert (edited.stack.count(), write(edited.flow)) == (0, before)


def test_heal_joins_what_was_before_and_behind() -> None:
    edited = document()
    edited.remove(["main"], heal=True)
    assert edited.flow.nodes["welcome"].exits == {"done": "ask"}
    edited.remove(["welcome"], heal=True)
    assert edited.flow.start == "ask"
    edited.remove(["ask", "end"], heal=True)
    assert (edited.flow.start, edited.flow.on_error, edited.flow.keys) == ("", "", {})


def test_rename_goes_everywhere() -> None:
    edited = document()
    edited.selection.set(["end", "ask"], current="end")
    edited.rename("end", "bye")
    flow = edited.flow
    assert list(flow.nodes) == ["welcome", "main", "ask", "bye"]
    assert flow.nodes["ask"].exits == dict.fromkeys(("valid", "no_input", "invalid"), "bye")
    assert (flow.on_error, flow.layout.spots["bye"].x) == ("bye", 900.0)
    assert edited.selection.keys == {"ask", "bye"}


def test_new_ids_are_unique_identifiers() -> None:
    edited = document()
    made = [edited.add_node("menu"), edited.add_node("menu"), edited.add_node("http", title="Ask: the Case!")]
    made.append(edited.add_node("play", title="欢迎"))
    assert made == ["menu", "menu_2", "ask_the_case", "play"]


def test_a_new_menu_has_an_exit_to_wire() -> None:
    edited = document()
    id_ = edited.add_node("menu", after=("main", "no_input"))
    assert edited.flow.nodes["main"].exits["no_input"] == id_
    edited.wire(id_, "choice_1", "end")
    edited.selection.set([id_])
    next_ = edited.add_after_current("play")
    assert edited.flow.nodes[id_].exits["no_input"] == next_


def test_wires_follow_a_renamed_row() -> None:
    edited = document()
    edited.set_param("main", "choices", ({"exit": "first", "keys": "1"}, {"exit": "two", "keys": "2"}))
    assert "first" not in edited.flow.nodes["main"].exits, "two rows instead of one: nobody can tell"
    edited.stack.undo()
    edited.set_param("main", "choices", ({"exit": "first", "keys": "1"},))
    assert edited.flow.nodes["main"].exits == {"first": "ask", "no_input": "end", "no_match": "main"}
    edited.set_param("main", "choices", ({"exit": "other", "keys": "3"}, {"exit": "first", "keys": "1"}))
    assert edited.flow.nodes["main"].exits["first"] == "ask"


def test_typing_is_one_step_and_none_if_taken_back() -> None:
    edited = document()
    now = 100.0
    edited.clock = lambda: now
    for text in ("M", "Ma", "Mai", "Main"):
        edited.set_title("main", text, merge=True)
        now += 0.5
    assert edited.stack.count() == 1
    now += 2
    edited.set_title("main", "Main menu", merge=True)
    assert edited.stack.count() == 2
    edited.settle()
    edited.set_title("main", "Main", merge=True)
    assert edited.stack.count() == 3
    edited.set_title("ask", "Ask", merge=True)
    assert edited.stack.count() == 4, "another node"
    edited.set_title("ask", "", merge=True)
    assert edited.stack.count() == 3, "what is as it was is no step"
    for _ in range(3):
        edited.stack.undo()
    assert edited.flow.nodes["main"].title == "" and not edited.modified


def test_undo_reveals_what_it_changed() -> None:
    edited = document()
    shown: list[frozenset[str]] = []
    edited.revealed.connect(shown.append)
    edited.remove(["ask"])
    assert shown == []
    edited.stack.undo()
    assert "ask" in shown[-1]


def test_selection_forgets_what_is_gone() -> None:
    edited = document()
    edited.selection.set(["main", "ask"], [("main", "one")])
    edited.unwire([("main", "one")])
    assert edited.selection.wires == frozenset()
    edited.remove(["ask"])
    assert (edited.selection.keys, edited.selection.current) == ({"main"}, "main")


def test_steps_speak_the_language_of_the_window() -> None:
    from flowdesigner.words.say import speak

    edited = document()
    edited.move({"main": (5, 5)})
    english = edited.stack.undoText()
    speak("zh_CN")
    assert edited.stack.undoText() == "移动 1 项" != english
    speak("zh_TW")
    assert edited.stack.undoText() == "移動 1 項"


def test_an_empty_flow_gets_its_start() -> None:
    edited = Document(Flow("empty", language="en"))
    first = edited.add_node("play")
    assert edited.flow.start == first == "play"
    edited.stack.undo()
    assert edited.flow.start == ""
