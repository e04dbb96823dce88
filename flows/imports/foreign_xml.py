"""XML of other systems to plain elements, as safely as a flow file: no DTD, no network, bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from flows.codes import file as codes
from flows.element import Element
from flows.problems import Report
from flows.source import Source, load, parse

_DECLARATION = re.compile(rb"^\s*<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_LONGEST_TAG = 60
"""Lines of a start tag that are looked through for its beginning."""
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "gb2312", "gbk", "gb18030", "big5"}
)
"""Encodings that configuration files of telephone systems declare."""


def read_xml(path: Path, report: Report) -> Element | None:
    """The root element of a file, or None with the reason in `report`; names stand without a namespace."""
    source = load(path, report)
    return None if source is None else parse_xml(source, report)


def parse_xml(source: Source, report: Report) -> Element | None:
    """The root element of bytes in hand, or None with the reason in `report`."""
    text = _utf8(source.data, report)
    root = parse(Source(text, source.file), report) if text is not None else None
    return None if root is None or text is None else _bare(root, text.decode().split("\n"))


def _utf8(data: bytes, report: Report) -> bytes | None:
    """The file in UTF-8 and without its declaration, whose place is kept so that lines still count right."""
    found = _DECLARATION.match(data)
    if found is None:
        return data
    named = _ENCODING.search(found.group())
    encoding = named.group(1).decode().lower() if named else "utf-8"
    rest = b"\n" * found.group().count(b"\n") + data[found.end() :]
    if encoding not in _ENCODINGS:
        report.add(codes.NOT_UTF8, 1)
        return None
    try:
        return rest.decode("gb18030" if encoding.startswith("gb") else encoding).encode()
    except UnicodeDecodeError as reason:
        report.add(codes.NOT_UTF8, rest.count(b"\n", 0, reason.start) + 1)
        return None


def _bare(element: Element, lines: list[str]) -> Element:
    """The element and all below it under their local names, each with the line that its tag begins in."""
    tag = element.tag.rpartition("}")[2]
    line = element.line
    # libxml2 gives the line in which a start tag ends; attributes of a menu stand on a line each.
    while line > max(1, element.line - _LONGEST_TAG) and f"<{tag}" not in lines[min(line, len(lines)) - 1]:
        line -= 1
    if f"<{tag}" not in lines[min(line, len(lines)) - 1]:
        line = element.line
    children = tuple(_bare(child, lines) for child in element.children)
    return replace(element, tag=tag, children=children, line=line)
