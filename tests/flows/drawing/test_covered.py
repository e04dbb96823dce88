"""Drawings of what calls reached: the colour of each box and exit, and the page beside them."""

from __future__ import annotations

from lxml import html

from flows.drawing.covered import LEGEND, covered
from flows.drawing.page import Remark, Sheet, coverage_page
from flows.drawing.svg import svg
from flows.model import Flow
from flows.read import read
from flows.source import Source

FLOW = b"""<flow xmlns="urn:callwright:flow" format="1" name="f" title="F" language="en" start="main">
<node id="main" type="menu"><prompt param="prompt"><say>One or two?</say></prompt>
<param name="choices"><row exit="one" keys="1"/><row exit="two" keys="2"/></param>
<exit on="one" to="bye"/><exit on="two" to="other"/><exit on="no_input" to="bye"/></node>
<node id="bye" type="hangup"/><node id="other" type="hangup"/>
<node id="off" type="hangup" enabled="no"/></flow>"""

NODES = {"main": 3, "bye": 3, "other": 0}
EXITS = {("main", "one"): 3, ("main", "two"): 0, ("main", "no_input"): 0}


def flow() -> Flow:
    found = read(Source(FLOW, "f")).flow
    assert found is not None
    return found


def test_a_box_is_coloured_by_what_was_reached() -> None:
    boxes = {box.content.id: box.content for box in covered(flow(), NODES, EXITS).boxes}
    assert {id_: box.mark for id_, box in boxes.items()} == {
        "main": "partly",
        "bye": "reached",
        "other": "missed",
        "off": "",
    }
    rows = {row.name: row.mark for row in boxes["main"].rows}
    assert (rows["one"], rows["two"], rows["no_input"], rows["no_match"]) == (
        "reached",
        "missed",
        "missed",
        "",
    )
    assert boxes["main"].kind.startswith("3× ") and boxes["other"].kind.startswith("0× ")
    drawn = svg(covered(flow(), NODES, EXITS))
    marks = [each.get("class") for each in drawn.iterfind(".//{*}g[@data-node]")]
    assert marks == ["node partly", "node reached", "node missed", "node off"]


def test_the_page_lists_what_was_never_reached() -> None:
    sheet = Sheet(covered(flow(), NODES, EXITS), flow(), remarks=[Remark("f", "main", "main.two", "missed")])
    page = html.fromstring(coverage_page([sheet], "en", "50 %"))
    assert page.xpath("//h1/text()") == ["50 %"]
    assert page.xpath("//div[@id='changes']//button/@data-node") == ["main"]
    assert page.xpath("//div[@class='legend']/span/@class") == list(LEGEND)
    whole = html.fromstring(coverage_page([Sheet(sheet.picture, flow())], "zh", "100 %"))
    assert whole.xpath("//div[@id='changes']/p/text()") == ["全部走到。"]
