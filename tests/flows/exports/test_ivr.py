"""Flows as ivr menus: what comes out of an import goes in again, and what a menu cannot say is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.exports.exported import Exported
from flows.exports.ivr import export_ivr
from flows.exports.same_flow import difference
from flows.imports.imported import Imported
from flows.imports.ivr import import_ivr
from flows.model import Flow
from flows.read import read
from flows.source import Source
from flows.write import write
from tests.flows.imports.hearing import imported, menus, rung
from tests.flows.imports.test_ivr_behaviour import ENTRIES, ONE_KEY, SUBS

PLAIN = [line for line in ENTRIES.strip().splitlines() if not line.startswith("7")]
KEPT = {keys: heard for keys, heard in ONE_KEY.items() if "7" not in keys and "5" not in keys.split(" ")[1:]}


def loaded(found: Imported) -> dict[str, Flow]:
    """The flows as they are read from their files."""
    flows = (read(Source(write(flow), f"{flow.name}.flow.xml")).flow for flow in found.flows)
    return {flow.name: flow for flow in flows if flow is not None}


def exported(flows: dict[str, Flow]) -> Exported:
    """The first flow as menus."""
    return export_ivr(next(iter(flows.values())), lambda name, _: flows.get(name))


def again(folder: Path, flows: dict[str, Flow]) -> Imported:
    """The flows exported and imported."""
    out = exported(flows)
    assert out.data is not None, [finding.text() for finding in out.findings]
    path = folder / "again.xml"
    path.write_bytes(out.data)
    return import_ivr(path)


def plain(folder: Path) -> dict[str, Flow]:
    """Menus that can be exported."""
    subs = SUBS.replace('<entry action="menu-sub" digits="5" param="main"/>', "")
    subs = subs.replace('<entry action="menu-sub" digits="5" param="sub"/>', "")
    return loaded(imported(folder, menus("\n".join(PLAIN), 'transfer-sound="hold.wav"', subs)))


def test_export_and_import_give_the_same_flows(tmp_path: Path) -> None:
    flows = plain(tmp_path)
    back = {flow.name: flow for flow in again(tmp_path, flows).flows}
    assert back.keys() == flows.keys()
    assert [difference(flow, back[name]) for name, flow in flows.items()] == [""] * len(flows)


@pytest.mark.parametrize("keys", KEPT)
def test_callers_hear_the_same(tmp_path: Path, keys: str) -> None:
    flows = plain(tmp_path)
    for flow in flows.values():
        for node in flow.nodes.values():
            node.title, node.note = "", "moved"
    first = Imported(tuple(flows.values()))
    assert rung(again(tmp_path, flows), keys) == rung(first, keys)


PATTERNS = "12 exec-app transfer 5\n/^9(\\d\\d)$/ exec-app transfer $1 XML rooms\n3 exec-app hangup"


def test_a_pattern_whose_group_is_a_piece_is_refused(tmp_path: Path) -> None:
    out = exported(loaded(imported(tmp_path, menus(PATTERNS))))
    assert out.data is None
    assert [finding.code for finding in out.findings] == ["value"]


def test_a_pattern_for_the_whole_entry_is_written(tmp_path: Path) -> None:
    flows = loaded(imported(tmp_path, menus("/^(9\\d\\d)$/ exec-app transfer $1 XML rooms", 'digit-len="3"')))
    back = again(tmp_path, flows).flows
    assert difference(next(iter(flows.values())), back[0]) == ""


def test_a_flow_that_was_changed_in_a_way_no_menu_has_is_refused(tmp_path: Path) -> None:
    flows = plain(tmp_path)
    flows["main"].nodes["listen"].params["accept"] = "123"
    out = exported(flows)
    assert out.data is None
    assert [(f.code, f.place) for f in out.findings if f.kind == "left"] == [("not-the-same", "listen")]


MENU = """<flow xmlns="urn:callwright:flow" format="1" name="m" language="en" start="main">
  {head}
  <node id="main" type="menu">
    <prompt param="prompt"><sound name="welcome"/></prompt>
    <param name="choices"><row exit="agent" keys="1 0"/><row exit="news" keys="2"/>{rows}</param>
    <param name="into">keys</param>
    {params}
    <exit on="agent" to="agent"/><exit on="news" to="news"/>{exits}
    <exit on="no_input" to="bye"/><exit on="no_match" to="bye"/>
  </node>
  <node id="agent" type="transfer"><param name="target">{target}</param>
    <exit on="busy" to="bye"/><exit on="failed" to="{failed}"/></node>
  <node id="news" type="play"><prompt param="prompt">{news}</prompt>
    <param name="interrupt">none</param><exit on="done" to="main"/></node>
  <node id="bye" type="hangup"><prompt param="prompt"><sound name="bye"/></prompt></node>
  {tail}
</flow>"""
GAPS = {
    "head": '<variables><variable name="keys" type="text"/></variables>',
    "rows": "",
    "params": "",
    "exits": "",
    "target": "8000",
    "failed": "bye",
    "news": '<sound name="news"/>',
    "tail": "",
}


def hand_made(**gaps: str) -> Exported:
    """A flow with a `menu` node, exported."""
    flow = read(Source(MENU.format(**{**GAPS, **gaps}).encode(), "m.flow.xml")).flow
    assert flow is not None
    return export_ivr(flow, lambda name, _: None)


def test_a_menu_node_becomes_a_menu() -> None:
    out = hand_made()
    assert out.data is not None
    text = out.data.decode()
    assert 'greet-long="welcome.wav"' in text and 'exit-sound="bye.wav"' in text
    assert text.count('param="transfer 8000"') == 2
    assert '<entry action="menu-play-sound" digits="2" param="news.wav"/>' in text
    assert {finding.code for finding in out.findings} == {"attempts", "after-ivr"}


REFUSED = {
    "handlers": {
        "head": '<variables><variable name="keys" type="text"/></variables><on event="error" to="bye"/>'
    },
    "value": {"target": "{{ call.caller }}"},
    "prompt": {"news": '<value as="digits">keys</value>'},
    "languages": {"news": '<sound name="a"/></prompt><prompt param="prompt" lang="zh"><sound name="b"/>'},
    "parameter": {"params": '<param name="interrupt">no</param>'},
    "overlap": {"rows": '<row exit="news" keys="3X"/><row exit="agent" keys="33"/>'},
    "no-flow": {
        "rows": '<row exit="sub" keys="5"/>',
        "exits": '<exit on="sub" to="sub"/>',
        "tail": '<node id="sub" type="subflow"><param name="flow">gone</param><param name="returns">'
        '<row exit="done"/></param><exit on="done" to="main"/></node>',
    },
    "node": {
        "rows": '<row exit="sub" keys="5"/>',
        "exits": '<exit on="sub" to="sub"/>',
        "tail": '<node id="sub" type="record"><param name="box">b</param><exit on="saved" to="main"/>'
        '<exit on="too_short" to="main"/><exit on="failed" to="main"/></node>',
    },
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_a_menu_cannot_say_is_refused_with_its_line(code: str) -> None:
    out = hand_made(**REFUSED[code])
    assert out.data is None
    left = [finding for finding in out.findings if finding.kind == "left"]
    assert code in [finding.code for finding in left]
    assert all(finding.file == "m.flow.xml" and finding.line > 0 for finding in left)


def test_ways_that_no_menu_has_are_named() -> None:
    out = hand_made(failed="main")
    assert out.data is not None
    assert "side-way" not in [finding.code for finding in out.findings]
    out = hand_made(failed="news")
    assert "side-way" in [finding.code for finding in out.findings]


def test_a_flow_that_is_no_menu_is_refused() -> None:
    flow = Flow("x", language="en", start="a")
    assert export_ivr(flow, lambda name, _: None).data is None
