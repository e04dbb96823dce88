"""What libxml2 says of a file that is no XML, in words for people who never heard of it."""

from __future__ import annotations

import re

_SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
        "第 {1} 行的 <{0}> 没有闭合，先遇到了 </{2}>",
        "<{0}> of line {1} is not closed: </{2}> comes first",
    ),
    (
        r"Premature end of data in tag (\S+) line (\d+)",
        "文件结束了，第 {1} 行的 <{0}> 还没有闭合",
        "the file ends, and <{0}> of line {1} is not closed",
    ),
    (
        r"Couldn't find end of Start Tag (\S+) line (\d+)",
        "第 {1} 行的 <{0} 没有以 > 结束",
        "the tag <{0} of line {1} is not ended by >",
    ),
    (
        r"AttValue: \" or ' expected",
        '属性值没有放在英文引号里，应写 名字="值"，不是“值”',
        'a value has no quotation marks: write name="value", with " and not “',
    ),
    (
        r"AttValue: ' expected|AttValue: \" expected",
        "属性值的引号没有成对",
        "a quotation mark is missing behind a value",
    ),
    (
        r"attributes construct error",
        "两个属性之间缺空格，或引号没有成对",
        "a blank between two attributes is missing, or a quotation mark is",
    ),
    (
        r"Specification mandates value for attribute (\S+)",
        '属性 {0} 没有值，应写 {0}="..."',
        'the attribute {0} has no value: write {0}="..."',
    ),
    (r"Attribute (\S+) redefined", "属性 {0} 写了两次", "the attribute {0} is written twice"),
    (
        r"Unescaped '<' not allowed in attributes values",
        "属性值里有 <：写成 &lt;，或补上前面缺的引号",
        "there is a < in a value: write &lt;, or add the quotation mark that is missing before",
    ),
    (
        r"xmlParseEntityRef: no name|EntityRef: expecting ';'",
        "单独的 & 要写成 &amp;",
        "a & that stands alone is written &amp;",
    ),
    (
        r"Entity '(\S+)' not defined",
        "不认识 &{0};，请直接写那个字符",
        "&{0}; is not known: write the character itself",
    ),
    (r"StartTag: invalid element name", "单独的 < 要写成 &lt;", "a < that stands alone is written &lt;"),
    (
        r"Start tag expected, '<' not found",
        "文件不是以 <flow ...> 开头",
        "the file does not begin with <flow ...>",
    ),
    (r"Extra content at the end of the document", "</flow> 之后还有内容", "something stands behind </flow>"),
    (
        r"XML (?:or text declaration not|declaration allowed only) at (?:the )?start of .*",
        "<?xml ...?> 必须在文件最开头",
        "<?xml ...?> must be the first thing in the file",
    ),
)
"""What libxml2 says (parser.c, xmlFatalErr and its kin), and what we say instead, zh and en."""


def worded(message: str) -> tuple[str, str]:
    """libxml2's message in Chinese and English; as it is where we have no better words."""
    for pattern, zh, en in _SAYINGS:
        found = re.fullmatch(pattern, message)
        if found:
            return zh.format(*found.groups()), en.format(*found.groups())
    return message, message
