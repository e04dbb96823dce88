"""A SIP telephone for tests: sipp with a scenario of ours, its sound and keys written as an RTP capture."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin
from pathlib import Path
from struct import pack
from xml.sax.saxutils import escape

import pytest

from tests.switch import free_port

FRAME_MS = 20
SAMPLES = 160
"""Samples of a frame at 8 kHz."""
PCMA, EVENTS = 8, 101
"""RTP payload types: G.711 A-law (RFC 3551), telephone-event (RFC 4733, formerly RFC 2833)."""
KEY_MS = 120
SILENCE = b"\xd5" * SAMPLES

_SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: @NAME@ <sip:@NUMBER@@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
@HEADERS@Content-Type: application/sdp
Content-Length: [len]

v=0
o=caller 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="@EARLY@"/>
  <recv response="@ANSWER@"/>
  <send><![CDATA[
ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: @NAME@ <sip:@NUMBER@@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
@TALK@</scenario>
"""

_HANG_UP = """  <nop><action><exec play_pcap_audio="@SOUND@"/></action></nop>
  <pause milliseconds="@MS@"/>
  <send retrans="500"><![CDATA[
BYE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: @NAME@ <sip:@NUMBER@@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv response="200"/>
"""

_LISTEN = """  <nop><action><exec play_pcap_audio="@SOUND@"/></action></nop>
  <recv request="BYE"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
"""


@dataclass(frozen=True, slots=True)
class Press:
    """A key, `at` seconds after the answer."""

    at: float
    key: str


@dataclass(frozen=True, slots=True)
class Speak:
    """A tone of so many seconds, `at` seconds after the answer."""

    at: float
    seconds: float


class Telephone:
    """Places SIP calls to 127.0.0.1 from files in `folder`."""

    def __init__(self, folder: Path, sip_port: int) -> None:
        """Skips the test, and says so, where there is no sipp or no right to send captures."""
        program = shutil.which("sipp")
        if program is None:
            pytest.skip("NO SIPP: install sipp (Debian: sip-tester) to place real SIP calls")
        try:
            socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP).close()
        except PermissionError:
            pytest.skip("sipp sends its sound through a raw socket, which needs root or CAP_NET_RAW")
        self._program = program
        self._folder = folder
        self._sip_port = sip_port

    def call(
        self,
        number: str,
        acts: Sequence[Press | Speak] = (),
        *,
        hang_up: float | None = None,
        caller: str = "13800138000",
        name: str = '"A caller"',
        headers: str = "",
        answer: int = 200,
        early: bool = False,
        most: float = 60.0,
    ) -> None:
        """Ring `number`, do `acts`, and hang up after so many seconds, or wait until the other side does.

        `name` and `headers` go into the INVITE as they are. With another `answer` than 200 the call is to
        end with it; `early`: after early media. Raises AssertionError with what sipp says if the call went
        otherwise.
        """
        sound = self._folder / f"{caller}.pcap"
        length = hang_up if hang_up is not None else most
        sound.write_bytes(capture(acts, length))
        talk = "" if answer != 200 else _LISTEN if hang_up is None else _HANG_UP
        text = _SCENARIO.replace("@TALK@", talk)
        for word, value in (
            ("@NAME@", name),
            ("@NUMBER@", caller),
            ("@HEADERS@", headers),
            ("@ANSWER@", str(answer)),
            ("@EARLY@", "false" if early else "true"),
            ("@SOUND@", escape(str(sound))),
            ("@MS@", str(round(length * 1000))),
        ):
            text = text.replace(word, value)
        scenario = self._folder / f"{caller}.xml"
        scenario.write_text(text, encoding="utf-8")
        command = [self._program, f"127.0.0.1:{self._sip_port}", "-sf", str(scenario), "-s", number]
        command += [
            "-m",
            "1",
            "-i",
            "127.0.0.1",
            "-p",
            str(free_port(udp=True)),
            "-mp",
            str(free_port(udp=True)),
        ]
        command += ["-nostdin", "-timeout", str(round(most) + 10), "-timeout_error", "-trace_err"]
        command += ["-error_file", str(self._folder / f"{caller}.errors")]
        done = subprocess.run(
            command,
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=most + 30,
            stdin=subprocess.DEVNULL,
        )
        errors = self._folder / f"{caller}.errors"
        assert done.returncode == 0, (errors.read_text() if errors.exists() else "") + done.stdout[-2000:]


def capture(acts: Sequence[Press | Speak], seconds: float) -> bytes:
    """A pcap file of the RTP packets of a call: silence, tones and keys at their times."""
    frames = round(seconds * 1000 / FRAME_MS)
    packets: dict[int, list[bytes]] = {}
    speaking = {n for act in acts if isinstance(act, Speak) for n in _frames(act.at, act.seconds)}
    sequence = 0
    pressing: dict[int, tuple[Press, int]] = {}
    for act in acts:
        if isinstance(act, Press):
            for number, frame in enumerate(_frames(act.at, KEY_MS / 1000)):
                pressing[frame] = (act, number)
    tone = alaw([int(9000 * sin(2 * pi * 400 * n / 8000)) for n in range(SAMPLES)])
    for frame in range(frames):
        if frame in pressing:
            press, number = pressing[frame]
            last = frame + 1 not in pressing or pressing[frame + 1][0] is not press
            for _ in range(3 if last else 1):
                sequence += 1
                begin = (frame - number) * SAMPLES
                code = "0123456789*#".index(press.key)
                event = pack("!BBH", code, (0x80 if last else 0) | 10, (number + 1) * SAMPLES)
                packets.setdefault(frame, []).append(_rtp(EVENTS, number == 0, sequence, begin, event))
        else:
            sequence += 1
            payload = tone if frame in speaking else SILENCE
            packets.setdefault(frame, []).append(_rtp(PCMA, frame == 0, sequence, frame * SAMPLES, payload))
    body = b"".join(_record(frame, packet) for frame in sorted(packets) for packet in packets[frame])
    return pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1) + body


def _frames(at: float, seconds: float) -> range:
    first = round(at * 1000 / FRAME_MS)
    return range(first, first + round(seconds * 1000 / FRAME_MS))


def _rtp(kind: int, mark: bool, sequence: int, stamp: int, payload: bytes) -> bytes:
    return pack("!BBHII", 0x80, (0x80 if mark else 0) | kind, sequence & 0xFFFF, stamp, 0x12345678) + payload


def _record(frame: int, rtp: bytes) -> bytes:
    """An Ethernet frame with IPv4 and UDP around `rtp`; sipp puts addresses and checksums in."""
    udp = pack("!HHHH", 4000, 4000, 8 + len(rtp), 0) + rtp
    host = bytes([127, 0, 0, 1])
    ip = pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, host, host)
    packet = b"\0" * 12 + b"\x08\0" + ip + udp
    micros = frame * FRAME_MS * 1000
    return pack("<IIII", micros // 1_000_000, micros % 1_000_000, len(packet), len(packet)) + packet


def alaw(samples: Sequence[int]) -> bytes:
    """Samples of 16 bits as G.711 A-law (ITU-T G.711, table 1a)."""
    return bytes(_alaw(sample) for sample in samples)


def _alaw(sample: int) -> int:
    size = min(abs(sample) >> 3, 0xFFF)
    segment = max(0, size.bit_length() - 5)
    mantissa = (size >> max(1, segment)) & 0x0F
    return ((segment << 4) | mantissa) ^ (0xD5 if sample >= 0 else 0x55)
