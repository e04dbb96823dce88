"""Variables: known, declared, typed, and set before they are used on every path."""

from __future__ import annotations

import pytest

from flows.model import Flow, FlowNode
from flows.release import Variable
from tests.flows.build import (
    assign,
    back,
    disabled,
    flow,
    hangup,
    jump,
    log,
    menu,
    node,
    play,
    problems,
    prompt,
    subflow,
    text,
    told,
)  # fmt: skip

Case = tuple[list[Flow], list[str]]

READS = "{{ x }}"


def _digits(id_: str, valid: str, other: str) -> FlowNode:
    return node(
        id_,
        "digits",
        {"valid": valid, "no_input": other, "invalid": other},
        {"into": "x"},
        {"prompt": prompt(_="Number?")},
    )


def _condition(id_: str, when: str, yes: str, no: str) -> FlowNode:
    return node(id_, "condition", {"yes": yes, "else": no}, {"branches": ({"exit": "yes", "when": when},)})


def _given(name: str = "x", type_: str = "text") -> list[Variable]:
    return [Variable(name, type_, input=True)]


ANSWERS = flow(
    menu("a", one="yes", silence="no", wrong="no"),
    back("yes", "yes", answer="'1'"),
    back("no", "no", answer="'2'", other="'3'"),
    name="answers",
)
"""Both returns give `answer`, one of them `other`."""


def _asking(value: str, to_yes: str = "b", to_no: str = "b") -> list[Flow]:
    called = subflow("a", "answers", {"yes": to_yes, "no": to_no}, out=[{"into": "x", "value": value}])
    return [flow(called, log("b", "end", READS), hangup(), variables=text("x")), ANSWERS]


CASES: dict[str, Case] = {
    "a first value": (
        [flow(log("a", "end", READS), hangup(), variables=[Variable("x", "text", value="")])],
        [],
    ),
    "an input": ([flow(log("a", "end", READS), hangup(), variables=_given())], []),
    "never set": ([flow(log("a", "end", READS), hangup(), variables=text("x"))], ["CW306 main:a.text"]),
    "set before": (
        [flow(assign("a", "b", x="1"), log("b", "end", READS), hangup(), variables=text("x"))],
        [],
    ),
    "set after": (
        [flow(log("a", "b", READS), assign("b", "end", x="1"), hangup(), variables=text("x"))],
        ["CW306 main:a.text"],
    ),
    "set on one way of two": (
        [
            flow(
                menu("a", one="b", silence="c", wrong="c"),
                assign("b", "c", x="1"), log("c", "end", READS), hangup(), variables=text("x"),
            )
        ],
        ["CW306 main:c.text"],
    ),
    "set on both ways": (
        [
            flow(
                menu("a", one="b", silence="d", wrong="d"),
                assign("b", "c", x="1"), assign("d", "c", x="2"), log("c", "end", READS), hangup(),
                variables=text("x"),
            )
        ],
        [],
    ),
    "set by the exit that is taken": (
        [flow(_digits("a", "b", "end"), log("b", "end", READS), hangup(), variables=text("x"))],
        [],
    ),
    "not set by the others": (
        [flow(_digits("a", "end", "b"), log("b", "end", READS), hangup(), variables=text("x"))],
        ["CW306 main:b.text"],
    ),
    "not set by an error": (
        [
            flow(
                node("a", "set", {"next": "end", "error": "b"}, {"values": ({"name": "x", "value": "1"},)}),
                log("b", "end", READS), hangup(), variables=text("x"),
            )
        ],
        ["CW306 main:b.text"],
    ),
    "not set by a disabled node": (
        [flow(disabled(assign("a", "b", x="1")), log("b", "end", READS), hangup(), variables=text("x"))],
        ["CW306 main:b.text"],
    ),
    "not read by a disabled node": (
        [flow(disabled(log("a", "end", READS)), hangup(), variables=text("x"))],
        [],
    ),
    "set in a circle": (
        [
            flow(
                log("a", "m"), menu("m", one="b", silence="end", wrong="m"),
                assign("b", "c", x="1"), log("c", "m", READS), hangup(), variables=text("x"),
            )
        ],
        [],
    ),
    "read in a circle before it is set": (
        [
            flow(
                menu("m", one="b", silence="end", wrong="m"),
                log("b", "c", READS), assign("c", "m", x="1"), hangup(), variables=text("x"),
            )
        ],
        ["CW306 main:b.text"],
    ),
    "a handler of errors": (
        [
            flow(
                assign("a", "b", x="1"), log("b", "end", READS), log("h", "end", READS), hangup(),
                variables=text("x"), error_to="h",
            )
        ],
        ["CW306 main:h.text"],
    ),
    "a handler of a key leads back": (
        [
            flow(
                assign("a", "b", x="1"), log("b", "end", READS), hangup(), variables=text("x"),
                keys={"0": "b"},
            )
        ],
        ["CW306 main:b.text"],
    ),
    "rows see those before them": (
        [
            flow(
                assign("a", "b", x="1", y="x"), log("b", "end", "{{ y }}"), hangup(), variables=text("x", "y")
            )
        ],
        [],
    ),
    "rows do not see those behind them": (
        [
            flow(
                assign("a", "b", y="x", x="1"), log("b", "end", "{{ y }}"), hangup(), variables=text("x", "y")
            )
        ],
        ["CW306 main:a.values[1].value"],
    ),
    "an item of a loop, in its body": (
        [
            flow(
                node("a", "loop", {"body": "b", "done": "c"}, {"items": "[1, 2]", "item": "x"}),
                log("b", "a", READS), log("c", "end", READS), hangup(), variables=text("x"),
            )
        ],
        ["CW306 main:c.text"],
    ),
    "a value that each return gives": (_asking("answer"), []),
    "a value that one return gives": (_asking("other"), ["CW306 main:b.text"]),
    "that return's own exit": (_asking("other", to_yes="end"), []),
    "a value of a flow that is jumped to": (
        [
            flow(
                subflow("a", "away", {"yes": "b", "no": "b"}, out=[{"into": "x", "value": "answer"}]),
                log("b", "end", READS), hangup(), variables=text("x"),
            ),
            flow(jump("a", "answers"), name="away"),
            ANSWERS,
        ],
        [],
    ),
    "a value that is handed in": (
        [
            flow(
                subflow("a", "takes", {"done": "end"}, in_=[{"name": "x", "value": "x"}]), hangup(),
                variables=text("x"),
            ),
            flow(log("a", "b", READS), back("b", "done"), name="takes", variables=_given()),
        ],
        ["CW306 main:a.in[1].value"],
    ),
    "asked whether it is set": (
        [
            flow(
                menu("m", one="s", silence="a", wrong="a"), assign("s", "a", x="1"),
                _condition("a", "x is defined", "b", "end"), log("b", "end", READS), hangup(),
                variables=text("x"),
            )
        ],
        [],
    ),
    "asked, and the other exit": (
        [
            flow(
                menu("m", one="s", silence="a", wrong="a"), assign("s", "a", x="1"),
                _condition("a", "x is defined", "end", "b"), log("b", "end", READS), hangup(),
                variables=text("x"),
            )
        ],
        ["CW306 main:b.text"],
    ),
    "asked whether it is not set": (
        [
            flow(
                menu("m", one="s", silence="a", wrong="a"), assign("s", "a", x="1"),
                _condition("a", "x is undefined or x == ''", "end", "b"), log("b", "end", READS), hangup(),
                variables=text("x"),
            )
        ],
        [],
    ),
    "with a default": ([flow(log("a", "end", "{{ x|default('-') }}"), hangup(), variables=text("x"))], []),
    "a node that is not understood may have set it": (
        [flow(node("a", "teleport", {"next": "b"}), log("b", "end", READS), hangup(), variables=text("x"))],
        ["CW201 main:a"],
    ),
    "what cannot be reached is not looked at": (
        [flow(hangup("a"), log("b", "a", READS), variables=text("x"))],
        ["CW405 main:b"],
    ),
    "each place is told": (
        [
            flow(
                play("a", "end", prompt(_="It is {{ x|digits }}, {{ x|digits }}.", zh="{{ x|digits }}")),
                hangup(), variables=text("x"),
            )
        ],
        ["CW306 main:a.prompt"] * 2,
    ),
    "a name that is a system variable": (
        [flow(hangup("a"), variables=[Variable("last", "row")])],
        ["CW310 main:last"],
    ),
    "parts of `last` are free": ([flow(log("a", "end", "{{ last.anything }}"), hangup())], []),
    "a first value of each type": (
        [
            flow(
                log("a", "end", "{{ t }}{{ n }}{{ y }}{{ d }}{{ m }}"), hangup(),
                variables=[
                    Variable("t", "text", value="x"), Variable("n", "number", value="-1.50"),
                    Variable("y", "yesno", value="no"), Variable("d", "date", value="2026-02-29"),
                    Variable("m", "time", value="17:30"),
                ],
            )
        ],
        ["CW309 main:d"],
    ),
    "a value read aloud": (
        [
            flow(
                play("a", "end", prompt(_="Hi {{ call.caller|digits }}, {{ z }}")), hangup(),
            )
        ],
        ["CW303 main:a.prompt", "CW505 main:a.prompt"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_told(name: str) -> None:
    """Exactly these problems, and no others."""
    flows, expected = CASES[name]
    assert told(*flows) == expected


def test_a_variable_that_nobody_sets_is_told_so() -> None:
    """A word more than for one that some path forgets."""
    never = problems(flow(log("a", "end", READS), hangup(), variables=text("x")))
    later = problems(flow(log("a", "b", READS), assign("b", "end", x="1"), hangup(), variables=text("x")))
    assert never[0].en.endswith("no node sets it") and never[0].zh.endswith("没有节点给它赋值")
    assert later[0].en.endswith("on some path")


def test_many_variables_on_a_long_way() -> None:
    """A thousand variables through a thousand nodes, each set just before it is read."""
    nodes = []
    for n in range(500):
        nodes += [assign(f"s{n}", f"r{n}", **{f"v{n}": "1"}), log(f"r{n}", f"s{n + 1}", f"{{{{ v{n} }}}}")]
    names = text(*(f"v{n}" for n in range(500)))
    assert told(flow(*nodes, hangup("s500"), variables=names)) == []


def test_where_many_ways_meet() -> None:
    """A ladder of choices: what is set on one side only is never sure below it."""
    nodes = []
    for n in range(200):
        nodes += [
            menu(f"m{n}", one=f"s{n}", silence=f"m{n + 1}", wrong=f"m{n + 1}"),
            assign(f"s{n}", f"m{n + 1}", x="1"),
        ]
    found = told(flow(*nodes, log("m200", "end", READS), hangup(), variables=text("x")))
    assert found == ["CW306 main:m200.text"]
