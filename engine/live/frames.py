"""Cut the switch's byte stream into frames: header lines, an empty line, Content-Length bytes of body."""

from __future__ import annotations

from sys import intern
from urllib.parse import unquote

from engine.live.errors import ProtocolError

MAX_HEADER = 16 * 1024 * 1024
"""Most bytes in a frame's header block; the reply to `connect` carries all channel variables there."""
MAX_BODY = 16 * 1024 * 1024
"""Most bytes in a frame's body: the switch's own bound (mod_event_socket.c, MAX_BODY)."""


class Frame:
    """One frame as it arrived: `headers` not percent-decoded, first of a name wins, and the raw `body`.

    It also answers to what greenswitch's events are asked for: `headers` and `data`.
    """

    __slots__ = ("body", "headers")

    def __init__(self, headers: dict[str, str], body: bytes = b"") -> None:
        """Header values as on the wire; text is UTF-8 with surrogate escapes for what is not."""
        self.headers = headers
        self.body = body

    @property
    def content_type(self) -> str:
        """The kind of frame, for example `command/reply`; empty if the header is missing."""
        return self.headers.get("Content-Type", "")

    @property
    def text(self) -> str:
        """The body as text, every byte kept (surrogate escapes)."""
        return self.body.decode("utf-8", "surrogateescape")

    @property
    def data(self) -> str:
        """What a reply says: Reply-Text of a command/reply, the body of everything else."""
        if self.content_type == "command/reply":
            return self.headers.get("Reply-Text", "")
        return self.text

    @property
    def ok(self) -> bool:
        """Whether a reply does not refuse: neither -ERR nor -USAGE."""
        return not self.data.startswith(("-ERR", "-USAGE"))

    def decoded(self) -> dict[str, str]:
        """Headers with percent-decoded values, as the reply to `connect` needs it.

        Decoding comes after splitting and the result is never split again: a caller's name with `%0A` in
        it stays one value. Names are shared between calls: they are half of what a waiting call keeps.
        """
        return {
            intern(name): unquote(value, errors="surrogateescape") for name, value in self.headers.items()
        }


class FrameReader:
    """Collects received bytes in any portions and gives back whole frames, in order."""

    __slots__ = ("_buffer", "_headers", "_length", "_max_body", "_max_header", "_scanned")

    def __init__(self, max_header: int = MAX_HEADER, max_body: int = MAX_BODY) -> None:
        """Bounds in bytes; a frame beyond them raises ProtocolError when it is fed."""
        self._buffer = bytearray()
        self._headers: dict[str, str] | None = None
        self._length = 0
        self._scanned = 0
        self._max_header = max_header
        self._max_body = max_body

    @property
    def inside(self) -> bool:
        """Whether part of a frame is waiting for its rest; an end of stream is then a torn frame."""
        return self._headers is not None or bool(self._buffer.strip(b"\n"))

    def feed(self, data: bytes) -> list[Frame]:
        """Add received bytes and return the frames they complete. Raises ProtocolError beyond the bounds."""
        buffer = self._buffer
        buffer += data
        frames: list[Frame] = []
        start = 0
        while True:
            if self._headers is None:
                # A Reply-Text that ends in a line feed leaves an extra empty line before the next frame.
                while start < len(buffer) and buffer[start] == 10:
                    start += 1
                end = buffer.find(b"\n\n", max(start, self._scanned))
                if end < 0:
                    self._scanned = max(start, len(buffer) - 1)
                    if len(buffer) - start > self._max_header:
                        raise ProtocolError(f"a header block of more than {self._max_header} bytes")
                    break
                self._headers = parse_headers(bytes(buffer[start:end]))
                self._length = self._body_length(self._headers)
                start = end + 2
                self._scanned = start
            if len(buffer) - start < self._length:
                break
            body = bytes(buffer[start : start + self._length])
            frames.append(Frame(self._headers, body))
            start += self._length
            self._headers = None
            self._scanned = start
        if start:
            del buffer[:start]
            self._scanned -= start
        return frames

    def _body_length(self, headers: dict[str, str]) -> int:
        text = headers.get("Content-Length")
        if text is None:
            return 0
        if not (text.isascii() and text.isdigit()):
            raise ProtocolError(f"Content-Length is {text[:40]!r}, not a number of bytes")
        length = int(text) if len(text) < 20 else self._max_body + 1
        if length > self._max_body:
            raise ProtocolError(f"a body of {text[:20]} bytes; at most {self._max_body} are accepted")
        return length


def parse_headers(block: bytes) -> dict[str, str]:
    """Split a header block into name and raw value; lines without a colon are dropped, first name wins.

    Only line feeds part lines, unlike str.splitlines, which also parts at U+0085, U+2028 and others.
    """
    headers: dict[str, str] = {}
    for line in block.decode("utf-8", "surrogateescape").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name not in headers:
            headers[name] = value[1:] if value[:1] == " " else value
    return headers
