"""How nodes lead to each other: links, reach, dead ends, circles, hang-up handlers."""

from __future__ import annotations

import pytest

from flows.model import Flow, FlowNode
from tests.flows.build import (
    back,
    disabled,
    flow,
    hangup,
    jump,
    language,
    log,
    menu,
    node,
    play,
    problems,
    subflow,
    told,
)  # fmt: skip

Case = tuple[list[Flow], list[str]]


def _loop(id_: str, body: str, done: str) -> FlowNode:
    return node(id_, "loop", {"body": body, "done": done}, {"times": "3"})


def _errs(id_: str, next_: str, error: str) -> FlowNode:
    return node(id_, "log", {"next": next_, "error": error}, {"text": "x"})


def _asks(name: str = "asks") -> Flow:
    """A flow that comes back only after a key."""
    return flow(menu("a", one="b", silence="end", wrong="a"), back("b", "done"), hangup(), name=name)


def _silent(name: str = "silent") -> Flow:
    """A flow that comes back by itself."""
    return flow(log("a", "b"), back("b", "done"), name=name)


LINKS: dict[str, Case] = {
    "all is well": ([flow(log("a", "end"), hangup())], []),
    "nothing at all": ([flow()], ["CW401 main:"]),
    "a handler to nowhere": ([flow(hangup("a"), error_to="b", keys={"#": "c"})], ["CW408 main:"] * 2),
    "an exit that is not there": (
        [flow(node("a", "log", {"next": "a2", "no_input": "a2"}, {"text": "x"}), hangup("a2"))],
        ["CW404 main:a"],
    ),
    "implicit exits may be wired": (
        [flow(node("a", "log", {"next": "end", "error": "end", "hangup": "end"}, {"text": "x"}), hangup())],
        [],
    ),
    "implicit exits may lead nowhere": (
        [flow(_errs("a", "end", "b"), hangup())],
        ["CW402 main:a"],
    ),
    "a dead end is one problem": (
        [flow(node("a", "menu", {}, {"choices": ({"exit": "one", "keys": "1"},)}))],
        ["CW202 main:a.prompt"],
    ),
    "a node that is not understood keeps its links": (
        [flow(node("a", "teleport", {"x": "b", "y": "gone"}), hangup("b"))],
        ["CW201 main:a", "CW402 main:a"],
    ),
    "a disabled node needs its first exit only": (
        [flow(node("a", "wait", {"done": "end"}, {"seconds": "1", "keys": "1"}, enabled=False), hangup())],
        [],
    ),
    "a disabled node without its first exit": (
        [flow(node("a", "wait", {"key": "end"}, {"seconds": "1", "keys": "1"}, enabled=False), hangup())],
        ["CW406 main:a", "CW405 main:end"],
    ),
    "handlers are beginnings": (
        [
            flow(
                hangup("a"), hangup("b"), hangup("c"), hangup("d"),
                hangup_to="b", error_to="c", keys={"1": "d"},
            )
        ],
        [],
    ),
    "what only the unreachable reaches": (
        [flow(hangup("a"), log("b", "c"), log("c", "b"))],
        ["CW405 main:b", "CW407 main:b", "CW405 main:c"],
    ),
}  # fmt: skip

CIRCLES: dict[str, Case] = {
    "itself": ([flow(log("a", "a"))], ["CW407 main:a"]),
    "three": ([flow(log("a", "b"), log("b", "c"), log("c", "a"))], ["CW407 main:a"]),
    "a key": ([flow(menu("a", one="a", silence="end", wrong="a"), hangup())], []),
    "silence": ([flow(menu("a", one="end", silence="a", wrong="end"), hangup())], ["CW407 main:a"]),
    "a key and silence": (
        [flow(menu("a", one="b", silence="b", wrong="end"), log("b", "a"), hangup())],
        ["CW407 main:a"],
    ),
    "a loop": ([flow(_loop("a", "b", "end"), log("b", "a"), hangup())], []),
    "a loop by its other exit": ([flow(_loop("a", "end", "b"), log("b", "a"), hangup())], ["CW407 main:a"]),
    "a loop within a circle of its own": (
        [flow(_loop("a", "b", "c"), log("b", "a"), log("c", "a"))],
        ["CW407 main:a"],
    ),
    "a disabled menu waits for nobody": (
        [flow(log("a", "m"), disabled(menu("m", one="a", silence="a", wrong="a")))],
        ["CW407 main:a"],
    ),
    "a disabled loop counts nothing": (
        [flow(disabled(_loop("a", "b", "b")), log("b", "a"))],
        ["CW407 main:a"],
    ),
    "an error that goes back": (
        [flow(_errs("a", "end", "a"), hangup())],
        ["CW407 main:a"],
    ),
    "a hang-up happens once": (
        [flow(node("a", "log", {"next": "end", "hangup": "a"}, {"text": "x"}), hangup())],
        [],
    ),
    "two circles that share a node are one problem": (
        [flow(log("a", "b"), _errs("b", "a", "c"), log("c", "b"))],
        ["CW407 main:a"],
    ),
    "two circles apart are two": (
        [flow(_errs("a", "b", "d"), log("b", "c"), log("c", "b"), log("d", "d"))],
        ["CW407 main:b", "CW407 main:d"],
    ),
    "a called flow that asks": ([flow(subflow("a", "asks", {"done": "a"})), _asks()], []),
    "a called flow that does not": (
        [flow(subflow("a", "silent", {"done": "a"})), _silent()],
        ["CW407 main:a"],
    ),
    "a called flow that calls one that asks": (
        [
            flow(subflow("a", "middle", {"done": "a"})),
            flow(subflow("a", "asks", {"done": "b"}), back("b", "done"), name="middle"),
            _asks(),
        ],
        [],
    ),
    "a called flow that calls one that does not": (
        [
            flow(subflow("a", "middle", {"done": "a"})),
            flow(subflow("a", "silent", {"done": "b"}), back("b", "done"), name="middle"),
            _silent(),
        ],
        ["CW407 main:a"],
    ),
    "a called flow that asks on one way only": (
        [
            flow(subflow("a", "half", {"yes": "a", "no": "end"}), hangup()),
            flow(menu("a", one="b", silence="c", wrong="a"), back("b", "yes"), back("c", "no"), name="half"),
        ],
        [],
    ),
    "the silent way of that flow": (
        [
            flow(subflow("a", "half", {"yes": "end", "no": "a"}), hangup()),
            flow(menu("a", one="b", silence="c", wrong="a"), back("b", "yes"), back("c", "no"), name="half"),
        ],
        ["CW407 main:a"],
    ),
    "jumps to and fro": (
        [flow(jump("a", "other")), flow(log("a", "b"), jump("b", "main"), name="other")],
        ["CW407 main:a"],
    ),
    "jumps to and fro with a key": (
        [
            flow(menu("a", one="b", silence="end", wrong="a"), jump("b", "other"), hangup()),
            flow(jump("a", "main"), name="other"),
        ],
        [],
    ),
    "a called flow that jumps to one that returns silently": (
        [
            flow(subflow("a", "away", {"done": "a"})),
            flow(jump("a", "silent"), name="away"),
            _silent(),
        ],
        ["CW407 main:a"],
    ),
    "a called flow that jumps to one that asks": (
        [flow(subflow("a", "away", {"done": "a"})), flow(jump("a", "asks"), name="away"), _asks()],
        [],
    ),
    "a circle in a called flow is reported there": (
        [
            flow(subflow("a", "round", {"done": "end"}), hangup()),
            flow(log("a", "a"), back("b", "done"), name="round"),
        ],
        ["CW413 main:a.returns[1].exit", "CW407 round:a", "CW405 round:b"],
    ),
    "a flow that is not there ends nothing": (
        [flow(subflow("a", "gone", {"done": "a"}))],
        ["CW411 main:a.flow"],
    ),
}  # fmt: skip

RECURSION: dict[str, Case] = {
    "itself": (
        [flow(subflow("a", "main", {"done": "b"}), back("b", "done"))],
        ["CW410 main:a.flow"],
    ),
    "by another": (
        [
            flow(subflow("a", "one", {"done": "b"}), back("b", "done")),
            flow(subflow("a", "two", {"done": "b"}), back("b", "done"), name="one"),
            flow(subflow("a", "one", {"done": "b"}), back("b", "done"), name="two"),
        ],
        ["CW410 one:a.flow"],
    ),
    "by a jump back": (
        [
            flow(subflow("a", "one", {"done": "b"}), back("b", "done")),
            flow(
                menu("a", one="b", silence="c", wrong="c"), jump("b", "main"), back("c", "done"), name="one"
            ),
        ],
        ["CW410 main:a.flow"],
    ),
    "jumps alone are no recursion": (
        [
            flow(menu("a", one="b", silence="end", wrong="end"), jump("b", "one"), hangup()),
            flow(menu("a", one="b", silence="end", wrong="end"), jump("b", "main"), hangup(), name="one"),
        ],
        [],
    ),
    "the same flow called twice is none": (
        [
            flow(subflow("a", "silent", {"done": "b"}), subflow("b", "silent", {"done": "end"}), hangup()),
            _silent(),
        ],
        [],
    ),
}  # fmt: skip

AFTER_HANGUP: dict[str, Case] = {
    "no media": (
        [flow(hangup("a"), log("h", "i"), log("i", "end"), hangup(), hangup_to="h")],
        [],
    ),
    "the goodbye of a hang-up node is left out": ([flow(hangup("a"), hangup_to="a")], []),
    "media at once": (
        [flow(hangup("a"), play("h", "a"), hangup_to="h")],
        ["CW409 main:h"],
    ),
    "media behind a node's own exit": (
        [flow(node("a", "log", {"next": "end", "hangup": "h"}, {"text": "x"}), play("h", "end"), hangup())],
        ["CW409 main:h"],
    ),
    "media later, and in what is used by others": (
        [flow(menu("a", one="end", silence="end", wrong="a"), log("h", "a"), hangup(), hangup_to="h")],
        ["CW409 main:a"],
    ),
    "media in a called flow": (
        [flow(hangup("a"), subflow("h", "asks", {"done": "a"}), hangup_to="h"), _asks()],
        ["CW409 asks:a"],
    ),
    "media after a jump": (
        [flow(hangup("a"), jump("h", "asks"), hangup_to="h"), _asks()],
        ["CW409 asks:a"],
    ),
    "a disabled node plays nothing": (
        [flow(hangup("a"), disabled(play("h", "a")), hangup_to="h")],
        [],
    ),
    "the handler of a called flow counts, too": (
        [
            flow(subflow("a", "inner", {"done": "end"}), hangup()),
            flow(back("a", "done"), play("h", "a"), name="inner", hangup_to="h"),
        ],
        ["CW409 inner:h"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for table in (LINKS, CIRCLES, RECURSION, AFTER_HANGUP) for name in table],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_told(table: dict[str, Case], name: str) -> None:
    """Exactly these problems, and no others."""
    flows, expected = table[name]
    assert told(*flows) == expected


def test_a_circle_is_named_by_its_shortest_way() -> None:
    """From its first node in the file, other flows by their names."""
    long = [log(f"n{n}", f"n{n + 1}") for n in range(30)]
    (problem,) = problems(flow(*long, log("n30", "n0")))
    assert problem.en.endswith(": n0 → n1 → n2 → n3 → n4 → n5 → n6 → n7 → n8 → n9 → n10 → … → n0")
    first = flow(jump("a", "other"))
    (problem,) = problems(first, flow(log("x", "y"), jump("y", "main"), name="other"))
    assert problem.en.endswith(": a → other:x → other:y → a")


def test_a_circle_of_ten_thousand_is_found() -> None:
    """Without recursion, and as one problem."""
    nodes = [log(f"n{n}", f"n{(n + 1) % 10_000}") for n in range(10_000)]
    assert told(flow(*nodes)) == ["CW407 main:n0"]


def test_a_language_node_changes_nothing_here() -> None:
    """A circle through any other type is a circle."""
    assert told(flow(language("a", "b", "en"), log("b", "a"))) == ["CW407 main:a"]
