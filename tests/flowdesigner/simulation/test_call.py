"""What is known of a call from its worker's lines alone: conversation, values, way, and what is forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from flowdesigner.simulation.call import Call, Value, result
from flowdesigner.simulation.way import way_of
from flowdesigner.words.say import speak

Line = dict[str, Any]


def entered(node: str, flow: str = "small") -> Line:
    """A journal line: a node began."""
    return {"event": "journal", "entry": {"kind": "node_entered", "t": 0, "flow": flow, "node": node}}


def left(node: str, exit_: str, flow: str = "small") -> Line:
    """A journal line: a node ended."""
    entry = {"kind": "node_left", "t": 0, "flow": flow, "node": node, "exit": exit_}
    return {"event": "journal", "entry": entry}


def call(*lines: Line) -> Call:
    """A call that has begun, and taken these lines."""
    made = Call()
    for line in ({"event": "started", "run": 1}, *lines):
        made.take(line)
    return made


def texts(made: Call) -> list[tuple[str, str]]:
    """The conversation."""
    return [(each.kind, str(each.text)) for each in made.spoken]


PLAYING = {"event": "playing", "at": 0, "ms": 900, "text": "Press 1.", "clips": [], "background": False}


def test_the_conversation() -> None:
    made = call(entered("main"), PLAYING)
    assert made.spoken[0].now and str(made.state) == "Speaking" and made.going
    made.take({"event": "act", "at": 400, "kind": "key", "key": "1", "ms": 0})
    made.take({"event": "act", "at": 500, "kind": "key", "key": "2", "ms": 0})
    made.take({"event": "stopped", "at": 410, "ended": "key"})
    made.take({"event": "waiting", "at": 410, "what": "key", "ms": 5000})
    assert texts(made) == [("heard", "Press 1."), ("key", "12")]
    assert made.spoken[0].cut and not made.spoken[0].now and str(made.state) == "Waiting for a key"
    made.take({"event": "waited", "at": 5410, "what": "key", "ended": "timeout"})
    made.take({"event": "over", "at": 6000, "result": "hung_up", "cause": ""})
    assert texts(made)[-2:] == [("note", "(no key)"), ("note", "The call is over: the caller hung up")]
    assert not made.going
    speak("zh_CN")
    assert texts(made)[-1][1] == "通话已结束：来电者挂机", "shown again in another language"


def test_what_was_gone_back_over_is_forgotten() -> None:
    made = call(entered("welcome"), PLAYING, {"event": "stopped", "at": 900, "ended": "done"})
    made.take(left("welcome", "done"))
    made.take(entered("main"))
    made.take({**PLAYING, "text": "Second."})
    version = made.version
    made.take({"event": "rewound", "at": 0, "events": 1})
    assert [entry["kind"] for entry in made.journal] == ["node_entered"] and made.version > version
    assert texts(made) == [("heard", "Press 1.")]
    assert made.way.nodes == {"small": {"welcome"}} and made.way.exits == {}
    made.take({"event": "started", "run": 2})
    assert made.journal == [] and made.spoken == []


def test_values_changed_since_the_last_hold() -> None:
    level = {"flow": "small", "node": "ask", "variables": {"who": "you", "pin": "12"}, "sensitive": ["pin"]}
    held = {"event": "held", "reason": "step", "at": 0, "flow": "small", "node": "ask", "stack": [level]}
    made = call(held)
    assert made.values["small"] == {"who": Value("you"), "pin": Value("12", True)}
    made.take({"event": "going", "at": 0})
    for name, value in (("who", "me"), ("pin", "•••")):
        entry = {"kind": "variable_set", "t": 0, "flow": "small", "node": "ask", "name": name, "value": value}
        made.take({"event": "journal", "entry": entry})
    assert made.values["small"] == {"who": Value("me", False, True), "pin": Value("12", True, True)}
    made.take({**held, "stack": [{**level, "variables": {"who": "me", "pin": "12"}}]})
    assert made.values["small"]["who"].changed
    made.take({"event": "going", "at": 0})
    assert not made.values["small"]["who"].changed


def test_flows_within_flows() -> None:
    journal: list[Line] = [
        {"kind": "flow_entered", "flow": "main", "depth": 1},
        {"kind": "node_entered", "flow": "main", "node": "a"},
        {"kind": "node_left", "flow": "main", "node": "a", "exit": "enter"},
        {"kind": "flow_entered", "flow": "sub", "depth": 2},
        {"kind": "node_entered", "flow": "sub", "node": "b"},
    ]
    way = way_of(journal)
    assert way.flows == ["main", "sub"] and way.here == ("sub", "b")
    way.take({"kind": "flow_left", "flow": "sub", "name": "done"})
    assert way.flows == ["main"] and way.exits == {"main": {("a", "enter")}}
    way.take({"kind": "flow_entered", "flow": "other", "depth": 1})
    assert way.flows == ["other"], "a jump leaves the flow before"


STRANGE: list[Line] = [
    {},
    {"event": "news"},
    {"event": "journal"},
    {"event": "journal", "entry": {}},
    {"event": "playing"},
    {"event": "stopped"},
    {"event": "held"},
    {"event": "held", "reason": "tired", "stack": [{"flow": "x"}]},
    {"event": "problems", "problems": ["x"]},
    {"event": "over"},
    {"event": "refused"},
    {"event": "broken"},
    {"event": "rewound", "events": 99},
]


@pytest.mark.parametrize("line", STRANGE, ids=str)
def test_strange_lines_do_no_harm(line: Line) -> None:
    made = call(entered("main"), line)
    assert str(made.state)


@pytest.mark.parametrize(("name", "words"), [("failed", "failed"), ("my {own}", "my {own}")])
def test_results(name: str, words: str) -> None:
    assert str(result(name)) == words
