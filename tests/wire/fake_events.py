"""Events as the fake switch writes them: plain with the switch's own encoding, JSON, XML."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

UNSAFE = frozenset(b'\r\n #%&+:;<=>?@[\\]^`{|}"')
"""Characters that the switch encodes besides control and non-ASCII bytes (switch_utils.h)."""

_ENCODED = re.compile(rb"%[0-9A-F]{2}")

Value = str | list[str]


def encode(text: str) -> str:
    """Percent-encode a value; what is encoded already, in capitals, is left alone (switch_utils.c:3494)."""
    raw = text.encode("utf-8", "surrogateescape")
    out = []
    for at, byte in enumerate(raw):
        if byte == 0x25 and _ENCODED.match(raw, at):
            out.append("%")
        elif byte < 0x20 or byte > 0x7E or byte in UNSAFE:
            out.append(f"%{byte:02X}")
        else:
            out.append(chr(byte))
    return "".join(out)


@dataclass
class FakeEvent:
    """Headers in order, and a body if there is one."""

    headers: dict[str, Value] = field(default_factory=dict)
    body: str = ""

    @property
    def name(self) -> str:
        """Event-Name."""
        return str(self.headers.get("Event-Name", ""))

    def get(self, name: str) -> str:
        """A header as text, whatever the case of its name."""
        for key, value in self.headers.items():
            if key.lower() == name.lower():
                return value if isinstance(value, str) else _array(value)
        return ""

    def written(self, form: str) -> bytes:
        """The text of the event in the format plain, json or xml."""
        return {"plain": self._plain, "json": self._json, "xml": self._xml}[form]()

    def _plain(self) -> bytes:
        rows = [f"{name}: {encode(_text(value)) or '_undef_'}" for name, value in self.headers.items()]
        body = self.body.encode("utf-8", "surrogateescape")
        if body:
            rows.append(f"Content-Length: {len(body)}")
        return "\n".join(rows).encode() + b"\n\n" + body

    def _json(self) -> bytes:
        fields: dict[str, Value] = dict(self.headers)
        if self.body:
            fields["Content-Length"] = str(len(self.body.encode("utf-8", "surrogateescape")))
            fields["_body"] = self.body
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogateescape")

    def _xml(self) -> bytes:
        rows = "".join(
            f"    <{name}>{escape(encode(item))}</{name}>\n"
            for name, value in self.headers.items()
            for item in (value if isinstance(value, list) else [value])
        )
        body = f"  <body>{escape(self.body)}</body>\n" if self.body else ""
        return f"<event>\n  <headers>\n{rows}  </headers>\n{body}</event>\n".encode()


def read_value(text: str) -> Value:
    """A header's value as the switch takes it in: `ARRAY::a|:b` is a list."""
    return text[7:].split("|:") if text.startswith("ARRAY::") else text


def _array(values: list[str]) -> str:
    return "ARRAY::" + "|:".join(values)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else _array(value)
