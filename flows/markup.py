"""Text to XML markup: escapes, attributes, and elements of others written back exactly as they were read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.element import NAMESPACE, Element
from flows.reading import BLANKS

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = "{http://www.w3.org/XML/1998/namespace}"

_SPECIAL = re.compile('[&<>"\t\n\r]')
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def forbidden(markup: str) -> str:
    """The first character of `markup` that XML cannot hold, empty if there is none."""
    found = _FORBIDDEN.search(markup)
    return found.group() if found else ""


def attributes(values: Mapping[str, str | None]) -> str:
    """` name="value"` for each value that is not None; names `{namespace}name` get a prefix."""
    written = ""
    for name, value in values.items():
        if value is None:
            continue
        if name[0] == "{":
            declared, name = _prefixed(name, len(written))
            written += declared
        if _SPECIAL.search(value):
            value = value.translate(_ATTRIBUTE)
        written += f' {name}="{value}"'
    return written


def _prefixed(name: str, number: int) -> tuple[str, str]:
    """The declaration of a prefix, numbered to be the only one of its element, and the name with it."""
    if name.startswith(_XML):
        return "", f"xml:{name[len(_XML) :]}"
    uri, _, local = name[1:].partition("}")
    return f' xmlns:n{number}="{uri.translate(_ATTRIBUTE)}"', f"n{number}:{local}"


def leaf(tag: str, values: Mapping[str, str | None], text: str = "") -> str:
    """An element that holds at most text, on one line but for the line ends of the text."""
    if not text:
        return f"<{tag}{attributes(values)}/>"
    keep = ' xml:space="preserve"' if text[0] in BLANKS or text[-1] in BLANKS else ""
    if _SPECIAL.search(text):
        text = text.translate(_TEXT)
    return f"<{tag}{attributes(values)}{keep}>{text}</{tag}>"


def verbatim(element: Element, namespace: str = NAMESPACE) -> str:
    """An element with all its text and children, unchanged; `namespace` is that of its surroundings."""
    uri, local = NAMESPACE, element.tag
    if element.tag.startswith("{"):
        uri, _, local = element.tag[1:].partition("}")
    declared = "" if uri == namespace else f' xmlns="{uri.translate(_ATTRIBUTE)}"'
    inner = element.text.translate(_TEXT) + "".join(
        verbatim(child, uri) + child.tail.translate(_TEXT) for child in element.children
    )
    start = f"<{local}{declared}{attributes(element.attributes)}"
    return f"{start}>{inner}</{local}>" if inner else f"{start}/>"
