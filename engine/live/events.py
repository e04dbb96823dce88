"""An event of the switch, parsed only when somebody asks: JSON by preference, plain text as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import unquote

from engine.live.frames import Frame, parse_headers

_fast_loads: Callable[[bytes], object]
try:
    from orjson import loads as _fast_loads
except ImportError:  # the standard library's parser does the same at a third of the speed
    _fast_loads = json.loads

_NAME = b'"Event-Name":"'


class Event:
    """One event: headers by `get`, never by index, since any header may be missing, even Event-Name.

    The base class is an event of a format that is not parsed (XML): no headers, the whole text as body.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        """`raw` is the body of the frame that brought the event."""
        self._raw = raw

    @property
    def name(self) -> str:
        """Event-Name, empty if the event has none."""
        return self.get("Event-Name")

    @property
    def headers(self) -> dict[str, str]:
        """All headers, decoded. Costs a full parse; prefer `get`."""
        return {}

    @property
    def body(self) -> str:
        """The event's own body (a job's result, recognised speech), empty if it has none."""
        return self._raw.decode("utf-8", "surrogateescape")

    @property
    def data(self) -> str:
        """The body, under greenswitch's name for it."""
        return self.body

    def get(self, name: str, default: str = "") -> str:
        """The header `name`, decoded; of a list its first value; `default` if it is missing or undefined."""
        values = self.get_all(name)
        return values[0] if values else default

    def get_all(self, name: str) -> list[str]:
        """Every value of the header `name`: one for most, several for an array, none if it is missing."""
        value = self.headers.get(name)
        return [] if value is None else [value]

    def variable(self, name: str, default: str = "") -> str:
        """The channel variable `name` as the event carries it; DTMF and some others carry none."""
        return self.get(f"variable_{name}", default)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name or 'without a name'}>"


class JsonEvent(Event):
    """An event sent as JSON: unambiguous, and several times cheaper than plain text."""

    __slots__ = ("_fields",)

    def __init__(self, raw: bytes) -> None:
        """`raw` is one JSON object; text that is none makes an event without headers."""
        super().__init__(raw)
        self._fields: dict[str, object] | None = None

    @property
    def name(self) -> str:
        """Event-Name, found without parsing.

        In JSON every quote inside a value is escaped, so these bytes can only be the header itself.
        """
        if self._fields is None:
            at = self._raw.find(_NAME)
            if at >= 0:
                start = at + len(_NAME)
                return self._raw[start : self._raw.find(b'"', start)].decode("ascii", "replace")
        return self.get("Event-Name")

    @property
    def headers(self) -> dict[str, str]:
        """All headers; of an array its first value."""
        return {name: self.get(name) for name in self._parsed() if name != "_body"}

    @property
    def body(self) -> str:
        """The event's own body."""
        return self.get("_body")

    def get_all(self, name: str) -> list[str]:
        """Every value of the header `name`."""
        value = self._parsed().get(name)
        if value is None:
            return []
        return [str(item) for item in value] if isinstance(value, list) else [str(value)]

    def _parsed(self) -> dict[str, object]:
        if self._fields is None:
            self._fields = _load(self._raw)
        return self._fields


class PlainEvent(Event):
    """An event sent as text: lines are split first, each value is percent-decoded when asked for.

    The other order lets a caller's name add headers, since the switch does not escape `%0A` again
    (switch_utils.c:3517).
    """

    __slots__ = ("_body", "_lines")

    def __init__(self, raw: bytes) -> None:
        """`raw` is a header block, and an empty line and the body where there is one."""
        super().__init__(raw)
        self._lines: dict[str, str] | None = None
        self._body = b""

    @property
    def headers(self) -> dict[str, str]:
        """All headers, decoded."""
        return {name: self.get(name) for name in self._parsed()}

    @property
    def body(self) -> str:
        """The event's own body, which the switch does not encode."""
        self._parsed()
        return self._body.decode("utf-8", "surrogateescape")

    def get_all(self, name: str) -> list[str]:
        """Every value of the header `name`; the switch writes `_undef_` for an empty one."""
        value = self._parsed().get(name)
        if value is None:
            return []
        if "%" in value:
            value = unquote(value, errors="surrogateescape")
        if value.startswith("ARRAY::"):
            return value[7:].split("|:")
        return [""] if value == "_undef_" else [value]

    def _parsed(self) -> dict[str, str]:
        if self._lines is None:
            head, _, self._body = self._raw.partition(b"\n\n")
            self._lines = parse_headers(head)
        return self._lines


_FORMATS: dict[str, type[Event]] = {
    "text/event-json": JsonEvent,
    "text/event-plain": PlainEvent,
    "text/event-xml": Event,
}


def event_of(frame: Frame) -> Event | None:
    """The event that `frame` brings, or None if it is a frame of another kind."""
    kind = _FORMATS.get(frame.content_type)
    return kind(frame.body) if kind else None


def _load(raw: bytes) -> dict[str, object]:
    try:
        fields = _fast_loads(raw)
    except ValueError:
        # The switch passes on bytes that are not UTF-8 as they are; JSON parsers refuse them.
        try:
            fields = json.loads(raw.decode("utf-8", "surrogateescape"), strict=False)
        except ValueError:
            return {}
    return fields if isinstance(fields, dict) else {}
