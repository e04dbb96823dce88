"""What calls reach: nodes, exits, and prompts recognised by their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.events import Heard, LegHeard, NodeEntered
from flows.release import Release
from nodes.prompts import Prompt, Segment, Variant
from simulator.coverage import Coverage, Map, Point
from simulator.session import simulate
from tests.simulator.desk import desk, node, release


def prompt(*variants: tuple[str, str, int]) -> Prompt:
    return Prompt(tuple(Variant(lang, (Segment("say", text),), again) for lang, text, again in variants))


def one(*variants: tuple[str, str, int]) -> Release:
    """A flow of one node that says `variants`."""
    return release(node("hangup", "bye", prompt=prompt(*variants)))


def reached(release: Release, text: str, language: str = "zh-CN") -> list[str]:
    """The prompts that were heard with `text`."""
    events = [NodeEntered(0.0, "desk", "bye", "hangup", "1"), Heard(0.0, "bye", text, language, "done")]
    return sorted(str(point) for point in Map(release).reached(events) if point.sort == "prompt")


def test_a_call_reaches_nodes_exits_and_prompts() -> None:
    places = Map(desk())
    found = places.reached(simulate(desk(), "- - -").events)
    assert {str(point) for point in found if point.sort == "node"} == {"welcome", "main", "bye"}
    assert Point("exit", "desk", "main", "no_input") in found
    assert {str(p) for p in found if p.sort == "prompt"} >= {"welcome.prompt", "main.prompt", "main.silence"}
    assert found - {Point("exit", "desk", "bye", "finish")} <= set(places.points)


WORDS = {
    "the words": ((("", "再见。", 1),), "再见。", ["bye.prompt"]),
    "blanks and case apart": ((("en", "Good bye", 1),), "good  Bye", ["bye.prompt en"]),
    "other words": ((("", "再见。", 1),), "你好。", []),
    "a slot": ((("", "编号{{ no|digits }}，再见", 1),), "编号幺二，再见", ["bye.prompt"]),
    "a slot at the end and a full stop": ((("", "编号{{ no }}。", 1),), "编号幺二", ["bye.prompt"]),
    "an attempt": ((("", "请按键", 1), ("", "请按键，或按0", 2)), "请按键，或按0", ["bye.prompt 2"]),
    "a part of what sounds": ((("", "请按1", 1),), "编号幺二请按1", ["bye.prompt"]),
    "a statement": ((("", "{% if a %}上午{% else %}下午{% endif %}好", 1),), "下午好", ["bye.prompt"]),
}


@pytest.mark.parametrize("name", WORDS)
def test_prompts_are_recognised_by_their_words(name: str) -> None:
    variants, text, points = WORDS[name]
    language = "en" if "en" in variants[0][0] else "zh-CN"
    assert reached(one(*variants), text, language) == points


def test_languages_are_told_apart() -> None:
    both = one(("zh-CN", "OK", 1), ("en", "OK", 1))
    assert reached(both, "OK", "en-GB") == ["bye.prompt en"]
    assert reached(both, "OK", "") == ["bye.prompt en", "bye.prompt zh-CN"]


def test_what_a_rung_party_hears_counts() -> None:
    events = [
        NodeEntered(0.0, "desk", "bye", "hangup", "1"),
        LegHeard(0.0, "bye", "user/1", "再见。", "zh-CN"),
    ]
    assert Point("prompt", "desk", "bye", "prompt", "", 1) in Map(one(("", "再见。", 1))).reached(events)


def test_tones_have_no_words_and_nodes_that_are_off_count_for_nothing() -> None:
    tone = Prompt((Variant("", (Segment("tone", "%(400,0,800)"), Segment("silence", ms=20))),))
    assert [str(point) for point in Map(release(node("hangup", "bye", prompt=tone))).points] == ["bye"]
    flow = desk().flows["desk"]
    nodes = {**flow.nodes, "main": replace(flow.nodes["main"], enabled=False)}
    off = replace(desk(), flows={"desk": replace(flow, nodes=nodes)})
    assert all(point.node != "main" for point in Map(off).points)


def test_tallies() -> None:
    coverage = Coverage()
    assert coverage.tally().percent == 100.0
    places = [Point("node", "f", "a"), Point("exit", "f", "a", "x"), Point("node", "g", "b")]
    coverage.expect(places)
    coverage.add([places[0], Point("exit", "f", "a", "error")])
    coverage.add([places[0]])
    assert coverage.flows == ["f", "g"]
    assert tuple(coverage.tally("f")) == (1, 2) and coverage.tally("f").percent == 50.0
    assert tuple(coverage.tally(sort="node")) == (1, 2)
    assert [str(point) for point in coverage.missed()] == ["a.x", "b"]
    assert coverage.of("f") == {places[0]: 2, places[1]: 0}
