"""The page: it parses, loads nothing, shows words as words, and holds every node's details."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import html

from flows.diff.compare import compare
from flows.drawing.details import details
from flows.drawing.marked import marked
from flows.drawing.page import WORDS, Sheet, page
from flows.drawing.picture import picture
from flows.model import Flow
from nodes.prompts import Prompt, Segment, Variant
from tests.flows import build
from tests.flows.drawing.shapes import LIBRARY, sample

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028<!--"


def _page(*flows: Flow) -> bytes:
    return page([Sheet(picture(flow), flow) for flow in flows], "en")


def _parsed(data: bytes) -> Any:
    return html.fromstring(data)


def _data(root: Any) -> Any:
    (script,) = root.xpath("//script[@id='data']")
    return json.loads(script.text)


def _samples() -> list[Flow]:
    return [sample(path) for path in LIBRARY]


def test_a_tab_and_a_drawing_a_flow() -> None:
    flows = _samples()
    root = _parsed(_page(*flows))
    names = [flow.name for flow in flows]
    assert root.xpath("//nav/button/@data-flow") == names
    assert root.xpath("//section/@data-flow") == names
    assert len(root.xpath("//section/*[local-name()='svg']")) == len(names)
    for flow in flows:
        drawn = root.xpath(f"//section[@data-flow='{flow.name}']//@data-node")
        assert sorted(drawn) == sorted(flow.nodes)


def test_it_refers_to_nothing_outside() -> None:
    data = _page(*_samples())
    root = _parsed(data)
    assert root.xpath("//@src | //@href | //@action | //link | //iframe | //img") == []
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy and policy[0].startswith("default-src 'none'")
    text = data.decode()
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in text and "url(" not in text
    assert re.search(r"\b(fetch|XMLHttpRequest|WebSocket|eval|innerHTML|insertAdjacentHTML)\b", text) is None


@pytest.mark.parametrize("place", ["prompt", "title", "note", "parameter", "about", "exit"])
def test_words_of_a_flow_stay_words(place: str) -> None:
    flow = build.flow(
        build.play("a", "b", build.prompt(en=EVIL if place == "prompt" else "Hello.")),
        build.log("b", "c", EVIL if place == "parameter" else "x"),
        build.hangup("c"),
    )
    flow.title = flow.about = ""
    if place == "title":
        flow.title = flow.nodes["a"].title = EVIL
    elif place == "note":
        flow.nodes["a"].note = EVIL
    elif place == "about":
        flow.about = EVIL
    elif place == "exit":
        flow.nodes["b"].exits = {EVIL: "c"}
    data = _page(flow)
    root = _parsed(data)
    assert len(root.xpath("//script")) == 2, "the data and our own"
    assert root.xpath("//img | //@onerror") == []
    assert EVIL in json.dumps(_data(root), ensure_ascii=False)


def test_details_of_a_node() -> None:
    flow = build.flow(
        build.menu("main", one="again", silence="end", wrong="end"),
        build.subflow("again", "other", {"done": "end"}),
        build.hangup("end"),
    )
    variants = (Variant("en", (Segment("say", "One?"),)), Variant("en", (Segment("say", "One!"),), 2))
    flow.nodes["main"].prompts["prompt"] = Prompt(variants)
    flow.nodes["main"].note = "Why?"
    flow.nodes["end"].title = "Bye"
    found = details(flow, "zh")["nodes"]
    assert found["main"]["kind"] == "菜单"
    assert found["main"]["note"] == "Why?"
    assert found["main"]["prompts"] == [
        {"title": "提示音", "language": "en", "attempt": 1, "words": "One?"},
        {"title": "提示音", "language": "en", "attempt": 2, "words": "One!"},
    ]
    assert found["main"]["parameters"] == [{"title": "选项", "value": "出口 one，按键 1"}]
    assert found["main"]["exits"][:2] == [
        {"name": "one", "keys": "1", "to": "again", "title": "again"},
        {"name": "no_input", "keys": "", "to": "end", "title": "Bye"},
    ]
    assert found["again"]["flow"] == "other"


def test_the_changes_stand_beside_the_drawing() -> None:
    old = build.flow(build.play("a", "b", build.prompt(en="Good day.")), build.hangup("b"))
    new = build.flow(build.play("a", "b", build.prompt(en="Good evening <b>.")), build.hangup("b"))
    changes = compare(old, new)
    drawn, merged = marked(old, new, changes)
    root = _parsed(page([Sheet(drawn, merged, changes.changes)], "en", "Changes", ()))
    items = root.xpath("//div[@id='changes']//li")
    assert [item.get("class") for item in items] == ["changed logic"]
    assert items[0].text_content() == changes.changes[0].text("en")
    assert root.xpath("//div[@id='changes']//button/@data-node") == ["a"]
    assert root.xpath("//nav//b/text()") == ["1"]
    assert root.xpath("//div[@class='legend']/span/@class") == ["added", "changed", "removed"]


def test_a_page_without_differences_says_so() -> None:
    flow = build.flow(build.hangup())
    root = _parsed(page([Sheet(picture(flow), flow)], "zh", "改动", ()))
    assert root.xpath("//div[@id='changes']/p/text()") == ["没有差别。"]


def test_the_page_is_the_same_each_time() -> None:
    data = _page(*_samples())
    assert data == _page(*_samples())
    assert data.startswith(b"<!DOCTYPE html>\n<html")


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    script = _page(build.flow(build.hangup())).decode().rpartition("<script>")[2]
    assert set(re.findall(r"\bwords\.(\w+)", script)) <= WORDS["en"].keys()
