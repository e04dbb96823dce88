"""Bytes to plain elements, safely: no entities, no DTD, no network, and every bound held before it hurts."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from flows import bounds
from flows.codes import file as codes
from flows.element import NAMESPACE, Element
from flows.problems import Report, short
from flows.wellformed import worded

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARED = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']""")
_OURS = f"{{{NAMESPACE}}}"
_OURS_LENGTH = len(_OURS)
_BIG_LINE = 65_535
"""Up to this line libxml2 keeps line numbers with the element itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a flow file and the name that messages use for it."""

    data: bytes
    file: str = ""


def load(path: Path, report: Report) -> Source | None:
    """The bytes of a file, at most as many as a flow may have."""
    try:
        if path.is_dir():
            report.add(codes.UNREADABLE, zh={"reason": "这是一个文件夹"}, reason="it is a folder")
            return None
        with path.open("rb") as stream:
            data = stream.read(bounds.FILE_BYTES + 1)
    except FileNotFoundError:
        report.add(codes.UNREADABLE, zh={"reason": "没有这个文件"}, reason="there is no such file")
        return None
    except (OSError, ValueError) as reason:
        words = getattr(reason, "strerror", None) or str(reason)
        report.add(codes.UNREADABLE, zh={"reason": words}, reason=words)
        return None
    return Source(data, str(path))


def parse(source: Source, report: Report) -> Element | None:
    """The root element of a file, or None with the reason in `report`."""
    text = _decoded(source.data, report)
    if text is None or not _harmless(text, report):
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as reason:
        _complain(reason, report)
        return None
    # Refused above by its text; asked again of the parser, since all safety hangs on it.
    if root.getroottree().docinfo.internalDTD is not None:
        report.add(codes.DOCTYPE, 1)
        return None
    try:
        plain = _plain(root)
    except _TooDeepError as reason:
        report.add(codes.TOO_DEEP, reason.line, limit=bounds.DEPTH)
        return None
    return plain if _within_bounds(plain, text, report) else None


def _decoded(data: bytes, report: Report) -> str | None:
    """The text of a file, which must be UTF-8 and not too large."""
    if len(data) > bounds.FILE_BYTES:
        report.add(codes.FILE_TOO_LARGE, limit=bounds.FILE_BYTES // 1024**2)
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        report.add(codes.EMPTY_FILE)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as reason:
        report.add(codes.NOT_UTF8, data.count(b"\n", 0, reason.start) + 1)
        return None
    declared = _DECLARED.match(text)
    if declared and declared.group(1).lower() not in ("utf-8", "utf8"):
        report.add(codes.NOT_UTF8, 1)
        return None
    return text


def _harmless(text: str, report: Report) -> bool:
    """No control characters, not too many elements, and no document type before the root element."""
    if text.count("<") - text.count("</") > bounds.ELEMENTS:
        report.add(codes.TOO_MANY, zh={"what": "元素"}, what="elements", limit=bounds.ELEMENTS)
        return False
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        report.add(codes.CONTROL_CHARACTER, line, character=f"U+{ord(found.group()):04X}")
        return False
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!DOCTYPE", at):
            report.add(codes.DOCTYPE, text.count("\n", 0, at) + 1)
            return False
        end = "?>" if text.startswith("<?", at) else "-->" if text.startswith("<!--", at) else ""
        if not end:
            break
        at = text.find(end, at)
        if at < 0:
            break
    return True


def _complain(reason: etree.XMLSyntaxError, report: Report) -> None:
    """What libxml2 says, as our problem."""
    message = (reason.msg or "").partition(", line ")[0].strip()
    line = reason.lineno or 1
    if "depth" in message:
        report.add(codes.TOO_DEEP, line, limit=bounds.DEPTH)
    elif "xmlChar" in message or "Char value" in message:
        report.add(codes.CONTROL_CHARACTER, line, character=message.rpartition(" ")[2])
    elif "limit" in message or "too long" in message:
        report.add(codes.TEXT_TOO_LONG, line, limit=bounds.TEXT)
    else:
        zh, en = worded(message)
        report.add(codes.NOT_XML, line, zh={"reason": short(zh)}, reason=short(en))


class _TooDeepError(Exception):
    """Raised at the line of the element that is nested too deeply."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _plain(element: etree._Element, depth: int = 1) -> Element:
    """An element and all below it as plain records. Raises _TooDeepError."""
    if depth > bounds.DEPTH:
        raise _TooDeepError(_line(element))
    tag = element.tag
    if tag.startswith(_OURS):
        tag = tag[_OURS_LENGTH:]
    elif tag[0] != "{":
        tag = f"{{}}{tag}"
    children = tuple([_plain(child, depth + 1) for child in element]) if len(element) else ()
    attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
    line: int = element.sourceline or 0  # type: ignore[assignment]
    if line > _BIG_LINE:
        line = _line(element)
    return Element(tag, attributes, element.text or "", children, element.tail or "", line)


def _within_bounds(root: Element, text: str, report: Report) -> bool:
    """Whether no text and no attribute is too long."""
    # What is between two `<` holds at most one text or the attributes of one tag, so that a glance at the
    # file is enough; only comments, CDATA and instructions can join several to one text.
    joined = "<!" in text or text.find("<?", 1) > 0
    if not joined and max(map(len, text.split("<"))) <= bounds.TEXT:
        return True
    for element in root.walk():
        texts = (element.text, element.tail, *element.attributes.values())
        if max(map(len, texts)) > bounds.TEXT:
            report.add(codes.TEXT_TOO_LONG, element.line, limit=bounds.TEXT)
            return False
    return True


def _line(element: etree._Element) -> int:
    """The line of a start tag. Past libxml2's short numbers it gives that of the text behind the tag."""
    line: int = element.sourceline or 0  # type: ignore[assignment]
    if line > _BIG_LINE:
        behind = element.text if element.text is not None else (element.tail or "")
        line -= behind.count("\n")
    return line
