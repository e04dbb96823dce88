"""Each kind of difference is found, named and worded; equal documents have none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

from flows.diff.compare import compare, compare_flows
from flows.diff.sentences import SENTENCES
from flows.digest import logic_digest
from flows.model import Flow, FlowNode, Frame, Spot, Sticky
from flows.release import Variable
from flows.write import write
from nodes.prompts import Prompt, Segment, Variant
from tests.flows import build
from tests.flows.documents import flows

SAMPLE = Path(str(files("flows") / "library" / "hotline-12345"))


def _base() -> Flow:
    flow = build.flow(
        build.play("hello", "main", build.prompt(en="Welcome to the line.", zh="欢迎致电。")),
        build.menu("main", one="talk", silence="end", wrong="end"),
        build.log("talk", "end", "somebody wants to talk"),
        build.hangup(),
        variables=[Variable("case_no", "text")],
        hangup_to="talk",
        keys={"0": "talk"},
    )
    flow.title = "A line"
    flow.layout.spots = {"hello": Spot(0, 0), "main": Spot(240, 0)}
    return flow


def _rename(flow: Flow) -> None:
    flow.nodes = {("notice" if id_ == "talk" else id_): node for id_, node in flow.nodes.items()}
    flow.nodes["notice"].id = "notice"
    for node in flow.nodes.values():
        node.exits = {name: "notice" if to == "talk" else to for name, to in node.exits.items()}
    flow.on_hangup, flow.keys = "notice", {"0": "notice"}


def _two_rows(flow: Flow) -> None:
    flow.nodes["main"].params["choices"] = (
        {"exit": "one", "keys": "3"},
        {"exit": "two", "keys": "2"},
    )
    flow.nodes["main"].exits["two"] = "end"


def _say(text: str, attempt: int = 1) -> Variant:
    return Variant("en", (Segment("say", text),), attempt)


def _second_try(flow: Flow) -> None:
    flow.nodes["main"].prompts["prompt"] = Prompt((_say("Press one."), _say("The key with the 1.", 2)))


EDITS: dict[str, tuple[Callable[[Flow], object], list[str], str]] = {
    "title": (
        lambda flow: setattr(flow, "title", "My line"),
        ["flow_title"],
        "The flow's title is “My line”, before “A line”",
    ),
    "language": (
        lambda flow: setattr(flow, "language", "zh"),
        ["flow_language"],
        "The flow's language is “zh”, before “en”",
    ),
    "about": (
        lambda flow: setattr(flow, "about", "For the town."),
        ["about"],
        "What the flow is about is worded anew: “For the town.”",
    ),
    "start": (
        lambda flow: setattr(flow, "start", "main"),
        ["start"],
        "The flow starts at main, before at hello",
    ),
    "new node": (
        lambda flow: flow.nodes.update(bye=build.play("bye", "end")),
        ["node_added"],
        "Node bye is new: Play",
    ),
    "node gone": (
        lambda flow: flow.nodes.pop("end"),
        ["node_removed"],
        "Node end is gone: Hang up",
    ),
    "renamed": (_rename, ["node_renamed"], "Node “talk” is now called “notice”"),
    "type": (
        lambda flow: setattr(flow.nodes["talk"], "type", "milestone"),
        ["node_type"],
        "talk: the type is Milestone, before Log",
    ),
    "node title": (
        lambda flow: setattr(flow.nodes["talk"], "title", "Talk"),
        ["node_title"],
        "Talk (talk): the title is “Talk”, before “”",
    ),
    "off": (
        lambda flow: setattr(flow.nodes["talk"], "enabled", False),
        ["node_enabled"],
        "talk: switched off",
    ),
    "secret": (
        lambda flow: setattr(flow.nodes["talk"], "sensitive", True),
        ["node_sensitive"],
        "talk: its values are secret now",
    ),
    "note": (
        lambda flow: setattr(flow.nodes["talk"], "note", "Why?"),
        ["node_note"],
        "talk: the note is worded anew: “Why?”",
    ),
    "parameter": (
        lambda flow: flow.nodes["talk"].params.update(text="bye"),
        ["parameter"],
        "talk: Text “somebody wants to talk” → “bye”",
    ),
    "parameter set": (
        lambda flow: flow.nodes["main"].params.update(attempts="2"),
        ["parameter_added"],
        "main: Attempts is set to “2” (the default was “3”)",
    ),
    "parameter unset": (
        lambda flow: flow.nodes["hello"].params.pop("interrupt"),
        ["parameter_removed"],
        "hello: Keys that interrupt goes back to its default “0123456789*#” (was “none”)",
    ),
    "rows": (
        _two_rows,
        ["row", "row_added", "exit_added"],
        "main: Choices, row one: Keys “1” → “3”",
    ),
    "prompt": (
        lambda flow: flow.nodes["hello"].prompts.update(prompt=build.prompt(en="Good day.", zh="欢迎致电。")),
        ["prompt"],
        "hello: Prompt (en) “Welcome to the line.” → “Good day.”",
    ),
    "prompt gone": (
        lambda flow: flow.nodes["hello"].prompts.update(prompt=build.prompt(zh="欢迎致电。")),
        ["prompt_removed"],
        "hello: no Prompt (en) any more, was “Welcome to the line.”",
    ),
    "exit": (
        lambda flow: flow.nodes["main"].exits.update(one="hello"),
        ["exit"],
        "main: exit one leads to hello, before to talk",
    ),
    "exit gone": (
        lambda flow: flow.nodes["main"].exits.pop("one"),
        ["exit_removed"],
        "main: exit one is gone (led to talk)",
    ),
    "exit new": (
        lambda flow: flow.nodes["main"].exits.update(error="end"),
        ["exit_added"],
        "main: exit error is new, to end",
    ),
    "variable new": (
        lambda flow: flow.variables.update(n=Variable("n", "number", value="0")),
        ["variable_added"],
        "Variable n is new: number = '0'",
    ),
    "variable gone": (
        lambda flow: flow.variables.clear(),
        ["variable_removed"],
        "Variable case_no is gone",
    ),
    "variable": (
        lambda flow: flow.variables.update(case_no=Variable("case_no", "text", sensitive=True)),
        ["variable"],
        "Variable case_no: “text” → “text sensitive”",
    ),
    "handler new": (
        lambda flow: setattr(flow, "on_error", "end"),
        ["handler_added"],
        "Error is now handled, by end",
    ),
    "handler gone": (
        lambda flow: setattr(flow, "keys", {}),
        ["handler_removed"],
        "Key 0 is no longer handled (before: talk)",
    ),
    "handler": (
        lambda flow: setattr(flow, "on_hangup", "end"),
        ["handler"],
        "Hang-up is handled by end, before by talk",
    ),
    "moved": (
        lambda flow: flow.layout.spots.update(main=Spot(9, 9)),
        ["moved"],
        "Moved: main",
    ),
    "sticky": (
        lambda flow: flow.layout.notes.append(Sticky(0, 0, "look")),
        ["stickies"],
        "The notes on the canvas are different",
    ),
    "frame": (
        lambda flow: flow.layout.frames.append(Frame(0, 0, 9, 9)),
        ["frames"],
        "The frames on the canvas are different",
    ),
    "unknown": (
        lambda flow: flow.extras.attributes.update({"{urn:x}y": "1"}),
        ["unknown"],
        "Something that this program does not know is different (main)",
    ),
    "order": (
        lambda flow: setattr(flow, "nodes", dict(reversed(flow.nodes.items()))),
        ["order"],
        "Things stand in another order in the file",
    ),
}


def _edited(name: str) -> tuple[Flow, Flow]:
    old, new = _base(), _base()
    EDITS[name][0](new)
    return old, new


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told(name: str) -> None:
    old, new = _edited(name)
    changes = compare(old, new)
    _, kinds, sentence = EDITS[name]
    assert [change.kind for change in changes.changes] == kinds
    assert changes.changes[0].text("en") == sentence
    assert changes.changes[0].text("zh") != sentence


@pytest.mark.parametrize("name", EDITS)
def test_what_changes_calls_changes_the_digest(name: str) -> None:
    """The aspect `logic` is what the digest of a release sees."""
    old, new = _edited(name)
    assert compare(old, new).logic == (logic_digest(old) != logic_digest(new))


def test_a_second_attempt_is_told_with_its_number() -> None:
    old, new = _base(), _base()
    old.nodes["main"].prompts["prompt"] = Prompt((_say("Press one."),))
    _second_try(new)
    (change,) = compare(old, new).changes
    assert (change.language, change.attempt, change.new) == ("en", 2, "The key with the 1.")
    assert change.text("en") == "main: new Prompt (en, attempt 2) “The key with the 1.”"
    assert change.text("zh") == "main：新增提示音（en，第 2 次）“The key with the 1.”"


def test_rows_in_another_order_are_told() -> None:
    """The first row of a condition that is true wins."""
    rows = ({"exit": "a", "when": "x"}, {"exit": "b", "when": "y"})
    old = build.flow(build.node("c", "condition", {}, {"branches": rows}))
    new = build.flow(build.node("c", "condition", {}, {"branches": rows[::-1]}))
    assert [change.kind for change in compare(old, new).changes] == ["row_order"]


def test_rows_without_a_name_are_told_by_their_order() -> None:
    old_rows = ({"exit": "same", "x": "1"}, {"exit": "same", "x": "2"})
    new_rows = (*old_rows, {"exit": "same", "x": "3"})
    old = build.flow(build.node("c", "strange", {}, {"t": old_rows}))
    new = build.flow(build.node("c", "strange", {}, {"t": new_rows}))
    (change,) = compare(old, new).changes
    assert (change.kind, change.new) == ("row_added", "exit same, x 3")


def test_a_renamed_node_is_found_though_its_words_changed_a_little() -> None:
    old = build.flow(
        build.play("a", "b", build.prompt(en="Please hold the line for a moment.")), build.hangup("b")
    )
    new = build.flow(
        build.play("z", "b", build.prompt(en="Please hold the line for one moment.")), build.hangup("b")
    )
    changes = compare(old, new)
    assert changes.renamed == {"main": {"z": "a"}}
    assert [change.kind for change in changes.changes] == ["node_renamed", "prompt"]


def test_other_nodes_of_one_type_are_not_taken_for_renamed() -> None:
    old = build.flow(build.play("a", "b", build.prompt(en="Please hold the line.")), build.hangup("b"))
    new = build.flow(build.play("z", "b", build.prompt(en="We are closed, goodbye!")), build.hangup("b"))
    assert {change.kind for change in compare(old, new).changes} == {"start", "node_removed", "node_added"}


def test_of_equal_nodes_the_one_that_leads_there_is_the_renamed_one() -> None:
    words = build.prompt(en="Please hold.")
    old = build.flow(
        build.play("a", "x", words), build.play("b", "y", words), build.hangup("x"), build.hangup("y")
    )
    new = build.flow(
        build.play("c", "y", words), build.play("d", "x", words), build.hangup("x"), build.hangup("y")
    )
    assert compare(old, new).renamed == {"main": {"c": "b", "d": "a"}}


def test_only_the_layout() -> None:
    old, new = _edited("moved")
    changes = compare(old, new)
    assert changes.only_layout and not changes.logic
    assert changes.summary("en") == "Only the layout differs; calls do not."
    assert changes.summary("zh") == "只有布局不同，通话不变。"


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("about", "Only layout and notes differ; calls do not."),
        ("exit", "1 change of logic."),
        ("rows", "3 changes of logic."),
    ],
)
def test_the_summary_says_how_much(name: str, summary: str) -> None:
    assert compare(*_edited(name)).summary() == summary


def test_the_json_form() -> None:
    old, new = _edited("exit")
    document = compare(old, new).to_json("zh")
    assert document["equal"] is False and document["logic"] is True
    assert document["changes"] == [
        {
            "kind": "exit",
            "aspect": "logic",
            "flow": "main",
            "node": "main",
            "place": "one",
            "language": "",
            "attempt": 0,
            "old": "talk",
            "new": "hello",
            "message": "main：出口 one 由 talk 改接 hello",
        }
    ]


@settings(max_examples=40, deadline=None)
@given(flows())
def test_a_document_equals_itself(flow: Flow) -> None:
    assert not compare(flow, copy.deepcopy(flow))


@settings(max_examples=25, deadline=None)
@given(flows(), flows())
def test_files_that_differ_have_changes(old: Flow, new: Flow) -> None:
    """No difference is overlooked, nothing raises, and logic means what the digest means."""
    changes = compare(old, new)
    assert bool(changes) == (write(old) != write(new))
    assert changes.logic == (logic_digest(old) != logic_digest(new))


def test_every_sentence_can_be_made_and_every_kind_is_tried() -> None:
    """Kinds of releases stand in other tests of this file."""
    tried = {kind for _, kinds, _ in EDITS.values() for kind in kinds}
    elsewhere = {
        "flow_added", "flow_removed", "main", "compiler", "recording", "voice", "flow_name", "row_removed",
        "row_order", "prompt_added",
    }  # fmt: skip
    assert tried | elsewhere == set(SENTENCES)


def test_sets_of_flows() -> None:
    one, other = _base(), _base()
    other.name = "other"
    changes = compare_flows({"main": one, "gone": one}, {"main": one, "other": other})
    assert [(change.sign, change.flow) for change in changes.changes] == [("+", "other"), ("-", "gone")]


def test_another_name() -> None:
    old, new = _base(), _base()
    new.name = "other"
    assert [change.kind for change in compare(old, new).changes] == ["flow_name"]


def test_many_other_nodes_are_compared_in_bounded_time() -> None:
    """Beyond MOST_PAIRS only equal contents count as renamed."""

    def many(letter: str) -> Flow:
        nodes: list[FlowNode] = [
            build.log(f"{letter}{n}", f"{letter}{n + 1}", f"text {n}") for n in range(60)
        ]
        return build.flow(*nodes, build.hangup(f"{letter}60"))

    changes = compare(many("a"), many("b"))
    assert len(changes.renamed["main"]) == 61
    assert {change.kind for change in changes.changes} == {"node_renamed"}
