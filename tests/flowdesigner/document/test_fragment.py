"""Copy and paste: within a flow, between flows, and with a text editor."""

from __future__ import annotations

from flowdesigner.document.document import Document
from flowdesigner.document.fragment import holds_fragment
from flows.model import Flow
from flows.read import read
from flows.release import Variable
from flows.source import Source
from tests.flowdesigner.flows import document


def test_a_copy_is_a_flow_file() -> None:
    edited = document()
    text = edited.copy(["main", "ask", "#1"])
    loaded = read(Source(text.encode()))
    assert loaded.faithful and loaded.flow is not None
    assert list(loaded.flow.nodes) == ["main", "ask"]
    assert loaded.flow.nodes["main"].exits == {"one": "ask", "no_match": "main"}
    assert (list(loaded.flow.variables), len(loaded.flow.layout.notes)) == (["digits"], 1)
    assert holds_fragment(text) and not holds_fragment("hello <flow>")


def test_paste_gives_new_ids_and_keeps_inner_wires() -> None:
    edited = document()
    pasting = edited.paste(edited.copy(["main", "ask"]), (1000, 500))
    assert pasting.ids == {"main": "main_2", "ask": "ask_2"}
    assert edited.flow.nodes["main_2"].exits == {"one": "ask_2", "no_match": "main_2"}
    assert edited.places(["main_2", "ask_2"]) == {"main_2": (1000, 500), "ask_2": (1300, 500)}
    assert edited.selection.keys == {"main_2", "ask_2"}
    assert edited.stack.count() == 1
    again = edited.paste(edited.copy(["main_2"]))
    assert list(again.ids.values()) == ["main_3"]


def test_paste_into_another_flow_brings_its_variables() -> None:
    other = Document(Flow("other", language="en"))
    pasting = other.paste(document().copy(["welcome", "ask"]))
    assert other.flow.variables.keys() == {"who", "digits"}
    assert (pasting.missing, pasting.renamed, other.flow.start) == (frozenset(), {}, "welcome")


def test_a_variable_of_another_type_is_renamed() -> None:
    other = Document(Flow("other", language="en", variables={"digits": Variable("digits", "number")}))
    pasting = other.paste(document().copy(["ask"]))
    assert pasting.renamed == {"digits": "digits_2"}
    assert other.flow.nodes["ask"].params["into"] == "digits_2"
    assert other.flow.variables["digits_2"].type == "text"


def test_what_nobody_declares_is_told() -> None:
    edited = document()
    edited.remove_variable("who")
    other = Document(Flow("other", language="en"))
    assert other.paste(edited.copy(["welcome"])).missing == {"who"}


def test_bare_nodes_of_a_text_editor() -> None:
    edited = document()
    pasting = edited.paste('  <node id="main" type="play"/>\n<node id="x" type="hangup"/>')
    assert pasting.ids == {"main": "main_2", "x": "x"}


def test_unknown_things_are_copied_as_they_are() -> None:
    edited = document()
    pasting = edited.paste('<node id="t" type="teleport" colour="red"><param name="to">mars</param></node>')
    text = edited.copy(pasting.ids.values())
    assert 'type="teleport" colour="red"' in text and ">mars<" in text
