"""What reading one event costs, ours, the JSON parsers' and greenswitch's: `python -m bench.parse`."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.common import show
from engine.live.events import Event, JsonEvent, PlainEvent
from engine.live.frames import FrameReader
from tests.wire.fake_events import FakeEvent

HEADERS = 134
BYTES = 5_800
"""A CHANNEL_EXECUTE_COMPLETE of a SIP call, as counted on a real switch: headers, and bytes as plain text."""

SDP = "v=0\r\no=- 3904 3904 IN IP4 192.0.2.10\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 101\r\n"

FIRST = {
    "Event-Name": "CHANNEL_EXECUTE_COMPLETE",
    "Event-Date-Timestamp": "1790000000123456",
    "Channel-State": "CS_EXECUTE",
    "Answer-State": "answered",
    "Unique-ID": "3fda3568-1f0d-46ac-a621-7e28179c5c3d",
    "Caller-Caller-ID-Number": "+8613800000000",
    "Application": "playback",
    "Application-Response": "FILE PLAYED",
    "Application-UUID": "ad3df00e-faad-489b-9b4a-fbc2f7f77317",
    "variable_switch_r_sdp": SDP,
    "variable_sip_full_from": '"A caller" <sip:13800000000@192.0.2.10:5060;user=phone>;tag=5bKc1vQ',
}


def sample() -> FakeEvent:
    """An event of HEADERS headers and about BYTES bytes."""
    headers: dict[str, str | list[str]] = dict(FIRST)
    size = len(FakeEvent(headers).written("plain"))
    each = (BYTES - size) // (HEADERS - len(FIRST))
    for n in range(HEADERS - len(FIRST)):
        name = f"variable_probe_{n:03}"
        value = ["1790000000", "sip:user@192.0.2.10:5060", "PCMU/8000/20 ms", "true"][n % 4]
        headers[name] = value.ljust(max(1, each - len(name) - 6 - 2 * sum(c in ":@ " for c in value)), "x")
    return FakeEvent(headers)


@dataclass(frozen=True)
class Way:
    """One way to read the event: from the bytes of its body to the four headers that a wait needs."""

    name: str
    read: Callable[[bytes], object]
    form: str


def wanted(event: Event) -> tuple[str, ...]:
    """What completing a wait looks at."""
    names = ("Application-UUID", "Application", "Answer-State", "Application-Response")
    return (event.name, *(event.get(name) for name in names))


def ways() -> list[Way]:
    """Every reader that is installed."""
    found = [
        Way("ours, JSON, name only", lambda raw: JsonEvent(raw).name, "json"),
        Way("ours, JSON, name and 4 headers", lambda raw: wanted(JsonEvent(raw)), "json"),
        Way("ours, plain, name and 4 headers", lambda raw: wanted(PlainEvent(raw)), "plain"),
        Way("ours, plain, all headers", lambda raw: PlainEvent(raw).headers, "plain"),
        Way("json.loads alone", json.loads, "json"),
    ]
    try:
        import orjson

        found.append(Way("orjson.loads alone", orjson.loads, "json"))
    except ImportError:
        pass
    from greenswitch.esl import ESLEvent

    found.append(Way("greenswitch ESLEvent", lambda raw: ESLEvent(raw.decode()), "plain"))
    return found


def microseconds(read: Callable[[bytes], object], raw: bytes, seconds: float) -> tuple[float, float]:
    """Smallest and median time of one reading, in microseconds, over rounds of 50 readings each."""
    rounds: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(rounds) < 5:
        began = time.perf_counter()
        for _ in range(50):
            read(raw)
        rounds.append((time.perf_counter() - began) / 50 * 1e6)
    return min(rounds), statistics.median(rounds)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long to measure each way")
    seconds = parser.parse_args().seconds
    event = sample()
    raws = {form: event.written(form) for form in ("plain", "json")}
    rows = []
    for way in ways():
        least, median = microseconds(way.read, raws[way.form], seconds)
        rows.append((way.name, str(len(raws[way.form])), f"{least:.1f}", f"{median:.1f}"))
    frame = b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(raws["json"]) + raws["json"]
    least, median = microseconds(lambda raw: FrameReader().feed(raw), frame, seconds)
    rows.append(("ours, cutting the frame", str(len(frame)), f"{least:.1f}", f"{median:.1f}"))
    show(f"Reading one event of {len(event.headers)} headers", ("way", "bytes", "min µs", "median µs"), rows)


if __name__ == "__main__":
    main()
