"""Reading events of every format, whatever is wrong with them."""

from __future__ import annotations

import json

import pytest

from engine.live import events
from engine.live.events import Event, JsonEvent, PlainEvent, event_of
from engine.live.frames import Frame

PLAIN = (
    b"Event-Name: CUSTOM\nCaller-Caller-ID-Name: Eve%0AEvent-Name: CHANNEL_HANGUP\nProbe-Plus: a+b\n"
    b"Probe-Empty: _undef_\nProbe-Array: ARRAY%3A%3Aone%7C%3Atwo\nProbe-Bad: %FF\nContent-Length: 12\n\n"
    b"a%20b: c\n\nd\xff"
)
FIELDS = {
    "Event-Name": "CUSTOM",
    "Caller-Caller-ID-Name": "Eve\nEvent-Name: CHANNEL_HANGUP",
    "Probe-Plus": "a+b",
    "Probe-Empty": "",
    "Probe-Array": ["one", "two"],
    "Probe-Quote": '"Event-Name":"FORGED"',
    "_body": "a%20b: c\n\nd",
}


@pytest.mark.parametrize(
    "event", [PlainEvent(PLAIN), JsonEvent(json.dumps(FIELDS).encode())], ids=["plain", "json"]
)
def test_headers_and_body(event: Event) -> None:
    """Values are decoded, a body stays as it is, and nothing from a value becomes a header."""
    assert event.name == "CUSTOM"
    assert event.get("Caller-Caller-ID-Name") == "Eve\nEvent-Name: CHANNEL_HANGUP"
    assert event.get("Probe-Plus") == "a+b"
    assert event.get("Probe-Empty") == ""
    assert event.get("Probe-None", "nothing") == "nothing"
    assert event.get("Probe-Array") == "one"
    assert event.get_all("Probe-Array") == ["one", "two"]
    assert event.body.startswith("a%20b: c\n\nd")
    assert event.data == event.body
    assert event.headers["Event-Name"] == "CUSTOM"
    assert event.name == "CUSTOM", "the same after parsing"


def test_bytes_that_are_not_utf8_survive() -> None:
    """In a plain value, a plain body and in JSON, where no fast parser takes them."""
    plain = PlainEvent(PLAIN)
    assert plain.get("Probe-Bad") == "\udcff"
    assert plain.body.encode("utf-8", "surrogateescape") == b"a%20b: c\n\nd\xff"
    event = JsonEvent(b'{"Event-Name":"X","Name":"a\xffb","_body":"\xfe"}')
    assert (event.name, event.get("Name"), event.body) == ("X", "a\udcffb", "\udcfe")


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"null", b'{"Event-Name":', b'"x"'])
def test_what_is_no_json_object_has_no_headers(raw: bytes) -> None:
    """It is an event without a name, and nothing is raised."""
    event = JsonEvent(raw)
    assert event.get("Event-Name") == ""
    assert event.headers == {}


def test_missing_name() -> None:
    """An event may come without its name."""
    assert JsonEvent(b'{"Unique-ID":"x"}').name == ""
    assert PlainEvent(b"Unique-ID: x\n\n").name == ""
    assert "without a name" in repr(JsonEvent(b"{}"))


def test_xml_is_kept_as_text() -> None:
    """We never ask for it; if it comes it harms nobody."""
    event = event_of(Frame({"Content-Type": "text/event-xml"}, b"<event/>"))
    assert event is not None
    assert (event.name, event.get("x"), event.body, event.headers) == ("", "", "<event/>", {})
    assert event_of(Frame({"Content-Type": "command/reply"})) is None


def test_without_the_fast_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard library's parser gives the same."""
    raw = json.dumps(FIELDS, ensure_ascii=False).encode()
    fast = JsonEvent(raw).headers
    monkeypatch.setattr(events, "_fast_loads", json.loads)
    assert JsonEvent(raw).headers == fast
