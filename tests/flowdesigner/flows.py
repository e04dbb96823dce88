"""Small flows as documents, for the window's tests."""

from __future__ import annotations

from flowdesigner.document.document import Document
from flows.model import Flow, Frame, Layout, Spot, Sticky
from flows.release import Variable
from nodes.prompts import Prompt, Segment, Variant
from tests.flows.build import hangup, menu, node, play, prompt


def small() -> Flow:
    """welcome -> main (menu) -> ask -> end, with a place for each, a note and a frame."""
    nodes = [
        play("welcome", "main", prompt(_="Hello {{ who }}.")),
        menu("main", one="ask", silence="end", wrong="main"),
        node("ask", "digits", {"valid": "end", "no_input": "end", "invalid": "end"}, {"into": "digits"}),
        hangup("end"),
    ]
    layout = Layout(
        {each.id: Spot(300.0 * number, 0.0) for number, each in enumerate(nodes)},
        [Sticky(0.0, 400.0, "A note")],
        [Frame(280.0, -60.0, 240.0, 300.0, "Asking")],
    )
    variables = {"who": Variable("who", "text", value="you"), "digits": Variable("digits", "text")}
    return Flow(
        "small",
        language="en",
        start="welcome",
        variables=variables,
        on_error="end",
        keys={"0": "ask"},
        nodes={each.id: each for each in nodes},
        layout=layout,
    )


def document() -> Document:
    """The same, being edited."""
    return Document(small())


def spoken(text: str, *values: str) -> Prompt:
    """A prompt with words and values read out."""
    segments = (Segment("say", text), *(Segment("value", each, "digits") for each in values))
    return Prompt((Variant("", segments),))
