"""Cutting a byte stream into frames, however it is portioned."""

from __future__ import annotations

import pytest

from engine.live.errors import ProtocolError
from engine.live.frames import Frame, FrameReader, parse_headers

STREAM = (
    b"Content-Type: auth/request\n\n"
    b"Content-Type: command/reply\nReply-Text: +OK accepted\n\n"
    b"Content-Type: api/response\nContent-Length: 7\n\na\n\nb\xff\xc3\xa9"
    b"Content-Type: command/reply\nReply-Text: +OK\n\n\n"
    b"Content-Length: 2\nContent-Type: text/event-plain\n\n\n\n"
    b"Content-Type: text/disconnect-notice\nContent-Disposition: linger\nContent-Length: 0\n\n"
)
TYPES = ["auth/request", "command/reply", "api/response", "command/reply", "text/event-plain"]
TYPES += ["text/disconnect-notice"]


@pytest.mark.parametrize("portion", [1, 2, 3, 7, 64, len(STREAM)])
def test_portions_do_not_matter(portion: int) -> None:
    """The same frames come out of every way to cut the stream."""
    reader = FrameReader()
    frames: list[Frame] = []
    for at in range(0, len(STREAM), portion):
        frames += reader.feed(STREAM[at : at + portion])
    assert [frame.content_type for frame in frames] == TYPES
    assert frames[2].body == b"a\n\nb\xff\xc3\xa9"
    assert frames[2].data.encode("utf-8", "surrogateescape") == b"a\n\nb\xff\xc3\xa9"
    assert frames[3].data == "+OK"
    assert frames[4].body == b"\n\n"
    assert not reader.inside


@pytest.mark.parametrize(
    ("data", "inside"),
    [(b"", False), (b"\n\n", False), (b"Content", True), (b"Content-Length: 3\n\nab", True), (STREAM, False)],
)
def test_inside(data: bytes, inside: bool) -> None:
    """An end of stream inside a frame can be told from one between frames."""
    reader = FrameReader()
    reader.feed(data)
    assert reader.inside is inside


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Length: 17\n\n",
        b"Content-Length: -1\n\n",
        b"Content-Length: 1e3\n\n",
        b"Content-Length: \xd9\xa3\n\n",
        b"Content-Length: " + b"9" * 5000 + b"\n\n",
        b"x" * 65,
    ],
    ids=["too long", "negative", "no number", "foreign digits", "huge number", "endless header"],
)
def test_bounds(data: bytes) -> None:
    """Lengths beyond the bounds, and what is no length, are refused."""
    with pytest.raises(ProtocolError):
        FrameReader(max_header=6000 if len(data) > 100 else 64, max_body=16).feed(data)


def test_only_line_feeds_part_lines() -> None:
    """Other characters that Python counts as line ends stay in the value; the first of a name wins."""
    headers = parse_headers("A: x\x0b\x0c\x1c\u0085\u2028y\nB:no blank\nno colon\nA: second\nC: ".encode())
    assert headers == {"A": "x\x0b\x0c\x1c\u0085\u2028y", "B": "no blank", "C": ""}


def test_the_reply_to_connect_is_decoded_after_splitting() -> None:
    """A value that holds an encoded line feed stays one value."""
    (reply,) = FrameReader().feed(
        b"Caller-Caller-ID-Name: Eve%0AEvent-Name: CHANNEL_HANGUP\nReply-Text: %2BOK%0A\nBad: %FF\n\n"
    )
    assert reply.decoded() == {
        "Caller-Caller-ID-Name": "Eve\nEvent-Name: CHANNEL_HANGUP",
        "Reply-Text": "+OK\n",
        "Bad": "\udcff",
    }
