"""Export of a simple menu flow, with the flows it calls, as menus of FreeSWITCH's `ivr` application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.sax.saxutils import quoteattr

from flows.exports import sayings
from flows.exports.exported import Exported
from flows.exports.ivr_shape import Shape
from flows.exports.ivr_simple import simple_menu
from flows.exports.same_flow import difference
from flows.exports.sayings import Refused
from flows.imports.ivr import from_menus
from flows.imports.ivr_menu import Menu
from flows.imports.phrases import Phrases
from flows.imports.report import Findings, Saying
from flows.model import Flow, FlowNode

MOST_FLOWS = 200
"""Flows of one export."""

Load = Callable[[str, str], Flow | None]
"""A flow by its name, beside the file of another; None if there is none without errors."""


def export_ivr(flow: Flow, load: Load) -> Exported:
    """`flow` and the flows it calls as a file for `ivr_menus/`, or the reasons why not. Raises nothing.

    A flow that was imported is exported only if importing the result gives the same flow again; one that
    begins with a `menu` node is written as closely as a menu can say it, and the report has the differences.
    """
    findings = Findings()
    flows = _gathered(flow, load, findings)
    names = {name: name for name in flows}
    menus: dict[str, Menu] = {}
    for name, one in flows.items():
        try:
            menus[name] = _menu(one, names, _Reporter(one, findings))
        except Refused as refused:
            _Reporter(one, findings)(refused.saying, refused.node, **refused.values)
    if not _stands(findings):
        _prove(flows, menus, findings)
    if _stands(findings):
        return Exported(None, findings.all)
    findings.say(sayings.AFTER, flow.file or flow.name, flow.line, flow.name)
    return Exported(_xml(menus), findings.all, tuple(menus))


class _Reporter:
    """Reports sentences about the nodes of one flow."""

    def __init__(self, flow: Flow, findings: Findings) -> None:
        self._flow = flow
        self._findings = findings

    def __call__(self, saying: Saying, node: FlowNode | None = None, **values: object) -> None:
        line = node.line if node else self._flow.line
        file = self._flow.file or self._flow.name
        self._findings.say(saying, file, line, node.id if node else self._flow.name, **values)


def _stands(findings: Findings) -> bool:
    return any(finding.kind == "left" for finding in findings.all)


def _gathered(flow: Flow, load: Load, findings: Findings) -> dict[str, Flow]:
    """The flow and all that it calls, by name."""
    flows = {flow.name: flow}
    waiting = [flow]
    while waiting:
        one = waiting.pop()
        for node in one.nodes.values():
            name = node.params.get("flow")
            if node.type != "subflow" or not isinstance(name, str) or name in flows:
                continue
            called = load(name, one.file) if len(flows) < MOST_FLOWS else None
            if called is None:
                _Reporter(one, findings)(sayings.NO_FLOW, node, name=name)
                continue
            flows[name] = called
            waiting.append(called)
    return flows


def _menu(flow: Flow, names: Mapping[str, str], say: _Reporter) -> Menu:
    """One flow as a menu. Raises Refused."""
    start = flow.nodes.get(flow.start)
    if start is None:
        raise Refused(sayings.NO_MENU, None, flow=flow.name, reason=sayings.NO_NODE)
    if flow.on_error or flow.on_hangup or flow.keys:
        raise Refused(sayings.NO_HANDLERS, start)
    if start.type == "menu":
        return simple_menu(flow, flow.name, names, say)
    return Shape(flow, say).menu(flow.name, names)


def _prove(flows: Mapping[str, Flow], menus: Mapping[str, Menu], findings: Findings) -> None:
    """Import the menus again: a flow that was read off its nodes has to come out as it went in."""
    language = next(iter(flows.values())).language
    again = {one.name: one for one in from_menus(menus, Phrases(), Findings(), language).flows}
    for name, flow in flows.items():
        if flow.nodes[flow.start].type != "menu" and (where := difference(flow, again[name])):
            _Reporter(flow, findings)(sayings.NOT_THE_SAME, flow.nodes.get(where), what=where)


def _xml(menus: Mapping[str, Menu]) -> bytes:
    """The file: an attribute a line, an entry a line."""
    lines = ["<include>"]
    for menu in menus.values():
        attributes = "\n".join(f"      {name}={_quoted(value)}" for name, value in menu.attributes.items())
        lines.append(f"  <menu\n{attributes}>")
        for entry in menu.entries:
            param = f" param={_quoted(entry.param)}" if entry.param else ""
            lines.append(f'    <entry action="{entry.action}" digits={_quoted(entry.digits)}{param}/>')
        lines.append("  </menu>")
    return ("\n".join([*lines, "</include>"]) + "\n").encode()


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
