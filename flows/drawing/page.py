"""Flows as one HTML page that needs nothing else: drawings, search, details of every node, changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from lxml import etree, html

from flows.diff.changes import Change
from flows.drawing.content import Mark
from flows.drawing.covered import LEGEND as COVERED
from flows.drawing.details import details
from flows.drawing.heated import LEGEND as HEATED
from flows.drawing.marked import LEGEND
from flows.drawing.picture import Picture
from flows.drawing.svg import svg
from flows.model import Flow
from flows.problems import Lang

WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "search": "查找节点、提示音……",
        "nothing": "没有找到",
        "fit": "全图",
        "larger": "放大",
        "smaller": "缩小",
        "close": "关闭",
        "prompts": "提示音",
        "parameters": "参数",
        "exits": "出口",
        "changes": "改动",
        "no_changes": "没有差别。",
        "attempt": "第 {} 次",
        "any": "不限语言",
        "open": "打开流程",
        "off": "停用",
        "sensitive": "内容保密",
        "ends": "未连接",
        "hint": "点击节点查看详情；拖动平移，滚轮缩放。",
        "missed": "未走到",
        "all_reached": "全部走到。",
        "trouble": "挂断与出错",
        "no_trouble": "没有主叫中途挂断，也没有节点出错。",
        "variables": "变量",
        "whole": "整体",
    },
    "en": {
        "search": "Find a node, a prompt …",
        "nothing": "Nothing found",
        "fit": "Whole drawing",
        "larger": "Larger",
        "smaller": "Smaller",
        "close": "Close",
        "prompts": "Prompts",
        "parameters": "Parameters",
        "exits": "Exits",
        "changes": "Changes",
        "no_changes": "No difference.",
        "attempt": "attempt {}",
        "any": "any language",
        "open": "Open flow",
        "off": "switched off",
        "sensitive": "values are secret",
        "ends": "leads nowhere",
        "hint": "Click a node for its details; drag to move, turn the wheel to zoom.",
        "missed": "Never reached",
        "all_reached": "Everything was reached.",
        "trouble": "Hang-ups and errors",
        "no_trouble": "No caller gave up, and no node failed.",
        "variables": "Variables",
        "whole": "As a whole",
    },
}

# Nothing is loaded from anywhere, whatever a flow's texts may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Remark:
    """A line beside the drawings that leads to a node (empty: to its flow); `mark` is its colour."""

    flow: str
    node: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab of a page: a drawing, the flow it shows, what changed in it, what is to be remarked in it.

    Remarked is what no call reached, or where callers gave up and nodes failed.
    """

    picture: Picture
    flow: Flow
    changes: Sequence[Change] = field(default=())
    remarks: Sequence[Remark] = field(default=())


@dataclass(frozen=True, slots=True)
class _List:
    """A list beside the drawings: its heading, groups of remarks, what it says without one, the colours."""

    heading: str
    groups: Sequence[tuple[str, Sequence[Remark]]]
    empty: str
    legend: Mapping[Mark, tuple[str, str]]


def page(
    sheets: Sequence[Sheet], lang: Lang, title: str = "", changes: Sequence[Change] | None = None
) -> bytes:
    """The page as a file, a tab a sheet, the first one open.

    `changes`, if given, are those of no single flow, and the page lists all changes beside the drawings.
    """
    words = WORDS[lang]
    if changes is None:
        return _page(sheets, lang, title, None)
    groups = [(words["whole"], changes)] if changes else []
    groups += [(sheet.picture.title, sheet.changes) for sheet in sheets if sheet.changes]
    told = [(name, [_remark(change, lang) for change in each]) for name, each in groups]
    return _page(sheets, lang, title, _List(words["changes"], told, words["no_changes"], LEGEND))


def coverage_page(sheets: Sequence[Sheet], lang: Lang, title: str) -> bytes:
    """The page of drawings by `flows.drawing.covered`: beside them stands what no call reached."""
    words = WORDS[lang]
    told = [(sheet.picture.title, sheet.remarks) for sheet in sheets if sheet.remarks]
    return _page(sheets, lang, title, _List(words["missed"], told, words["all_reached"], COVERED))


def heat_page(sheets: Sequence[Sheet], lang: Lang, title: str) -> bytes:
    """The page of drawings by `flows.drawing.heated`: beside them, where callers gave up and nodes failed."""
    words = WORDS[lang]
    told = [(sheet.picture.title, sheet.remarks) for sheet in sheets if sheet.remarks]
    return _page(sheets, lang, title, _List(words["trouble"], told, words["no_trouble"], HEATED))


def _remark(change: Change, lang: Lang) -> Remark:
    mark = {"+": "added", "-": "removed", "~": "changed"}[change.sign]
    return Remark(change.flow, change.node, change.text(lang), f"{mark} {change.aspect}")


def _page(sheets: Sequence[Sheet], lang: Lang, title: str, listed: _List | None) -> bytes:
    words = WORDS[lang]
    root = html.Element("html", lang="zh-CN" if lang == "zh" else "en")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    etree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    etree.SubElement(head, "title").text = title or (sheets[0].picture.title if sheets else "Callwright")
    etree.SubElement(head, "style").text = _asset("page.css")
    body = etree.SubElement(root, "body")
    _bar(body, sheets, words, title)
    main = etree.SubElement(body, "main")
    stage = etree.SubElement(main, "div", id="stage")
    for sheet in sheets:
        section = etree.SubElement(stage, "section", {"data-flow": sheet.picture.name})
        section.append(svg(sheet.picture, heading=False))
    _tools(stage, words, lang, listed.legend if listed else {})
    _aside(main, words, listed)
    data = {
        "words": dict(words),
        "flows": {sheet.picture.name: details(sheet.flow, lang) for sheet in sheets},
    }
    etree.SubElement(body, "script", type="application/json", id="data").text = _json(data)
    etree.SubElement(body, "script").text = _asset("page.js")
    written: bytes = html.tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8")
    return written


def _asset(name: str) -> str:
    return (files("flows") / "drawing" / name).read_text(encoding="utf-8")


def _json(data: Any) -> str:
    """JSON that ends no script element, whatever it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _bar(body: etree._Element, sheets: Sequence[Sheet], words: Mapping[str, str], title: str) -> None:
    bar = etree.SubElement(body, "header")
    if title:
        etree.SubElement(bar, "h1").text = title
    tabs = etree.SubElement(bar, "nav", id="tabs")
    for number, sheet in enumerate(sheets):
        name = sheet.picture.name
        tab = etree.SubElement(tabs, "button", {"type": "button", "data-flow": name, "title": name})
        tab.text = sheet.picture.title
        if sheet.changes or sheet.remarks:
            etree.SubElement(tab, "b").text = str(len(sheet.changes) + len(sheet.remarks))
        tab.set("aria-pressed", "false" if number else "true")
    box = etree.SubElement(bar, "div", {"class": "search"})
    etree.SubElement(
        box,
        "input",
        {"type": "search", "id": "search", "placeholder": words["search"], "aria-label": words["search"]},
    )
    etree.SubElement(box, "ul", id="hits", hidden="")


def _tools(
    stage: etree._Element, words: Mapping[str, str], lang: Lang, legend: Mapping[Mark, tuple[str, str]]
) -> None:
    tools = etree.SubElement(stage, "div", {"class": "tools"})
    for id_, sign, word in (("larger", "+", "larger"), ("smaller", "−", "smaller"), ("fit", "⤢", "fit")):
        button = etree.SubElement(tools, "button", type="button", id=id_, title=words[word])
        button.text = sign
        button.set("aria-label", words[word])
    if legend:
        key = etree.SubElement(stage, "div", {"class": "legend"})
        for mark, (zh, en) in legend.items():
            etree.SubElement(key, "span", {"class": str(mark)}).text = zh if lang == "zh" else en


def _aside(main: etree._Element, words: Mapping[str, str], listed: _List | None) -> None:
    """The column beside the drawings: details of a node, and the list if there is one."""
    aside = etree.SubElement(main, "aside")
    panel = etree.SubElement(aside, "div", id="panel")
    etree.SubElement(panel, "p", {"class": "hint"}).text = words["hint"]
    if listed is None:
        return
    lists = etree.SubElement(aside, "div", id="changes")
    etree.SubElement(lists, "h2").text = listed.heading
    if not listed.groups:
        etree.SubElement(lists, "p", {"class": "hint"}).text = listed.empty
    for title, told in listed.groups:
        etree.SubElement(lists, "h3").text = title
        items = etree.SubElement(lists, "ul")
        for remark in told:
            item = etree.SubElement(items, "li", {"class": remark.mark})
            button = etree.SubElement(item, "button", type="button")
            button.set("data-flow", remark.flow)
            button.set("data-node", remark.node)
            button.text = remark.text
