"""Answers in JSON and XML, well made and not."""

from __future__ import annotations

import pytest

from engine.services.documents import parsed

BOMB = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><r>&b;</r>"
OUTSIDE = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>"

BODIES = {
    "json": ('{"a": [1, 2.5, null]}', "application/json", {"a": [1, 2.5, None]}),
    "json under another type": ("[1]", "text/plain", [1]),
    "a json type of its own": ("1", "application/problem+json", 1),
    "with a byte order mark": ("\ufeff{}", "application/json", {}),
    "no json": ("{a}", "application/json", None),
    "no number": ('{"a": NaN}', "application/json", None),
    "too deep": ("[" * 100 + "]" * 100, "application/json", None),
    "far too deep": ("[" * 100_000, "application/json", None),
    "text": ("hello", "text/plain", None),
    "a page": ("<html><body/></html>", "text/html", None),
    "xml": (
        "<a b='1'><c>x</c><c>y</c><d> z </d>t</a>",
        "text/xml",
        {"a": {"@b": "1", "c": ["x", "y"], "d": "z"}},
    ),
    "namespaces": ("<s:E xmlns:s='u'><s:B>1</s:B></s:E>", "application/soap+xml", {"E": {"B": "1"}}),
    "a comment": ("<a><!-- x --><b/></a>", "text/xml", {"a": {"b": ""}}),
    "entities": (BOMB, "text/xml", None),
    "a file outside": (OUTSIDE, "text/xml", None),
    "no xml": ("<a>", "text/xml", None),
    "nothing": ("", "application/json", None),
}


@pytest.mark.parametrize(("body", "kind", "data"), BODIES.values(), ids=BODIES)
def test_parsed(body: str, kind: str, data: object) -> None:
    assert parsed(body.encode(), body, kind) == data
