"""Slips of the pen in XML, each told in words that name the slip."""

from __future__ import annotations

import pytest

from flows.problems import Report
from flows.source import Source, parse

HEAD = '<flow xmlns="urn:callwright:flow" format="1" name="x" language="zh-CN" start="a">\n'


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        (
            HEAD + '<node id="a">\n</flow>',
            "<node> of line 2 is not closed: </flow> comes first",
            "第 2 行的 <node> 没有闭合",
        ),
        (
            HEAD + '<node id="a">',
            "the file ends, and <node> of line 2 is not closed",
            "第 2 行的 <node> 还没有闭合",
        ),
        (HEAD + "<node id=“a”/></flow>", 'write name="value", with " and not “', "不是“值”"),
        (HEAD + '<node id="a"type="b"/></flow>', "a blank between two attributes is missing", "缺空格"),
        (HEAD + "<node id/></flow>", "the attribute id has no value", "属性 id 没有值"),
        (HEAD + '<node id="a" id="b"/></flow>', "the attribute id is written twice", "属性 id 写了两次"),
        (HEAD + '<node id="a>\n<about/></flow>', "there is a < in a value", "属性值里有 <"),
        (HEAD + "<about>A & B</about></flow>", "a & that stands alone is written &amp;", "写成 &amp;"),
        (HEAD + "<about>A&B</about></flow>", "a & that stands alone is written &amp;", "写成 &amp;"),
        (HEAD + "<about>&nbsp;</about></flow>", "&nbsp; is not known", "不认识 &nbsp;"),
        (HEAD + "<about>1 < 2</about></flow>", "a < that stands alone is written &lt;", "写成 &lt;"),
        ("hello", "the file does not begin with <flow ...>", "不是以 <flow ...> 开头"),
        (HEAD + "</flow><flow/>", "something stands behind </flow>", "之后还有内容"),
        ("\n<?xml version='1.0'?>" + HEAD + "</flow>", "must be the first thing in the file", "最开头"),
    ],
)
def test_a_slip_of_the_pen_is_named(text: str, en: str, zh: str) -> None:
    report = Report("x.flow.xml")
    assert parse(Source(text.encode(), "x.flow.xml"), report) is None
    (problem,) = report.problems
    assert problem.code == "CW105"
    assert en in problem.en
    assert zh in problem.zh
