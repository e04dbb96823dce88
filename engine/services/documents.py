"""Turns the body of an answer, JSON or XML, into the lists, rows and values that a flow works with."""

from __future__ import annotations

import json
from typing import NoReturn

DEEPEST = 64
"""Levels of a document; a deeper one is not taken apart."""


def parsed(content: bytes, body: str, content_type: str) -> object:
    """The data in a body, None where it is neither JSON nor XML. An XML entity is never resolved."""
    kind = content_type.partition(";")[0].strip().lower()
    start = body.lstrip("\ufeff \t\r\n")[:1]
    if kind.endswith("json") or (not kind.endswith("xml") and start in ("{", "[")):
        return _json(body.lstrip("\ufeff"))
    if kind.endswith("xml") or (start == "<" and "html" not in kind):
        return _xml(content)
    return None


def _json(body: str) -> object:
    try:
        data: object = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return data if _shallow(data) else None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _shallow(data: object) -> bool:
    level: list[object] = [data]
    for _ in range(DEEPEST):
        inner = [item for part in level for item in _items(part)]
        if not inner:
            return True
        level = inner
    return False


def _items(part: object) -> list[object]:
    if isinstance(part, dict):
        return list(part.values())
    return list(part) if isinstance(part, list) else []


def _xml(content: bytes) -> object:
    """An element as a row: children by name (a list where there are several), `@attribute`, else its text."""
    from lxml import etree

    # Entities are left unresolved, and a document that declares any is none of ours.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return None
    return {_name(root): _element(root, DEEPEST)}


def _element(element: object, room: int) -> object:
    from lxml import etree

    assert isinstance(element, etree._Element)
    row: dict[str, object] = {f"@{_local(str(name))}": str(value) for name, value in element.attrib.items()}
    children = [child for child in element if isinstance(child.tag, str)] if room else []
    for child in children:
        name, value = _name(child), _element(child, room - 1)
        if name not in row:
            row[name] = value
        elif isinstance(several := row[name], list):
            several.append(value)
        else:
            row[name] = [row[name], value]
    text = (element.text or "").strip()
    if not row:
        return text
    if text:
        row["#text"] = text
    return row


def _name(element: object) -> str:
    return _local(str(getattr(element, "tag", "")))


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
