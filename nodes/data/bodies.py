"""Bodies and paths of web requests, in which a value can never be more than a value."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal
from urllib.parse import quote, quote_plus, urlencode

from nodes.values import text_of

ContentType = Literal[
    "application/json",
    "application/xml",
    "text/xml",
    "application/soap+xml",
    "application/x-www-form-urlencoded",
    "text/plain",
]
FIELD_TYPES: tuple[ContentType, ...] = ("application/json", "application/x-www-form-urlencoded")
"""Content types that fields can be written as."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold (section 2.2)."""


def in_path(text: str) -> str:
    """`text` as a part of a path or query (RFC 3986)."""
    return quote(text, safe="")


def climbs(path: str) -> bool:
    """Whether `path` has a segment `.` or `..`, which would lead out of it (RFC 3986, 5.2.4)."""
    return any(segment in (".", "..") for segment in path.partition("?")[0].split("/"))


def escape_of(content_type: ContentType) -> Callable[[str], str] | None:
    """How a value is written inside a body of this type; None: as it is."""
    if content_type == "application/json":
        return lambda text: json.dumps(text, ensure_ascii=False)[1:-1]
    if content_type == "application/x-www-form-urlencoded":
        return quote_plus
    if content_type == "text/plain":
        return None
    return lambda text: html.escape(_NO_XML.sub("", text))


def fields_body(content_type: ContentType, fields: Mapping[str, object]) -> str:
    """A body that holds `fields`, in JSON with their own types."""
    if content_type == "application/json":
        return json.dumps({name: _json(value) for name, value in fields.items()}, ensure_ascii=False)
    return urlencode({name: text_of(value) for name, value in fields.items()})


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, list | tuple) else value
