"""The rig around a real FreeSWITCH: of a loopback pair one leg has the channel, the other is the caller."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gevent
from gevent.event import AsyncResult
from gevent.event import Event as Signal

from engine.live.channel import EslChannel
from engine.live.host import SETUP
from engine.live.inbound import InboundConnection
from engine.live.server import OutboundServer
from engine.live.session import OutboundConnection
from nodes.clips import Clip
from sounds.wav import length_ms
from tests.contract.rig import Outcome, Rig
from tests.switch import Switch

CONTEXT = "public"
ARRIVE_SECONDS = 10.0
ANSWERED_SECONDS = 0.1
"""Until the caller's leg has noticed the answer and waits for what to do."""


class LiveFarEnd:
    """The caller's leg, driven over the event socket."""

    def __init__(self, switch: Switch, leg: str, channel: EslChannel) -> None:
        self._switch, self._leg, self._channel = switch, leg, channel
        self._keys: list[str] = []
        self._ears = InboundConnection(switch.host, switch.esl_port, switch.password)
        self._ears.connect()
        self._ears.command("event json DTMF")
        self._ears.command(f"filter Unique-ID {leg}")
        self._ears.register_handle("DTMF", lambda event: self._keys.append(event.get("DTMF-Digit")))

    def press(self, keys: str, after: float = 0.0, pace: float = 0.3) -> None:
        """As FarEnd."""
        for number, key in enumerate(keys):
            gevent.spawn_later(after + number * pace, self._switch.press, self._leg, key)

    def hangup(self, after: float = 0.0) -> None:
        """As FarEnd."""
        gevent.spawn_later(after, self._switch.hang_up, self._leg)

    def talk(self, seconds: float, after: float = 0.0) -> None:
        """As FarEnd."""
        gevent.spawn_later(after, self._talk, round(seconds * 1000))

    def _talk(self, ms: int) -> None:
        """Before the answer nobody would hear it, and the switch would drop it."""
        while self._channel.up and not self._channel.answered:
            gevent.sleep(0.02)
        gevent.sleep(ANSWERED_SECONDS)
        self._switch.api(f"uuid_broadcast {self._leg} tone_stream://%({ms},0,300,500) aleg")

    def received(self) -> str:
        """As FarEnd."""
        return "".join(self._keys)

    def close(self) -> None:
        """Let go of the ears."""
        self._ears.stop()


class LiveRig:
    """One call on a real switch. `folder` receives recordings."""

    tolerance = 0.4

    def __init__(self, switch: Switch, folder: Path, leg: str, channel: EslChannel) -> None:
        self._switch, self._folder = switch, folder
        self.channel = channel
        self.far_end = LiveFarEnd(switch, leg, channel)
        self._began = time.monotonic()

    def sound(self, seconds: float) -> Clip:
        """As Rig."""
        path = self._switch.sound(f"contract-{seconds:g}.wav", seconds)
        return Clip("sound", "a sound", file=str(path), ms=round(seconds * 1000))

    def party(
        self,
        outcome: Outcome,
        *,
        after: float = 0.5,
        seconds: float = 1.0,
        listens: float = 0.0,
        presses: str = "",
    ) -> str:
        """As Rig."""
        number = f"7{uuid.uuid4().int % 10**9:09d}"
        ends = {
            "answer": [
                ("answer", ""),
                *([("sleep", str(round(listens * 1000)))] if listens else []),
                *([("send_dtmf", f"{presses}@100")] if presses else []),
                ("playback", f"silence_stream://{round(seconds * 1000)}"),
                ("hangup", "NORMAL_CLEARING"),
            ],
            "busy": [("hangup", "USER_BUSY")],
            "no_answer": [("sleep", "60000")],
            "rejected": [("hangup", "CALL_REJECTED")],
        }
        if outcome in ends:
            wait = [("ring_ready", ""), ("sleep", str(round(after * 1000)))]
            self._switch.extension(number, wait + ends[outcome], CONTEXT)
        return f"loopback/{number}/{CONTEXT}"

    def new_path(self) -> str:
        """As Rig."""
        return str(self._folder / "message.wav")

    def bad_path(self) -> str:
        """As Rig."""
        return str(self._folder / "no-such-folder" / "message.wav")

    def length(self, path: str) -> float:
        """As Rig."""
        return length_ms(path) / 1000

    def pause(self, seconds: float) -> None:
        """As Rig."""
        gevent.sleep(seconds)

    def elapsed(self) -> float:
        """As Rig."""
        return time.monotonic() - self._began


class _Guest:
    """The server's application: hands its channel to the test and stays until the test is over."""

    def __init__(self, session: OutboundConnection, arrived: AsyncResult[EslChannel], over: Signal) -> None:
        self._session, self._arrived, self._over = session, arrived, over

    def run(self) -> None:
        self._arrived.set(EslChannel(self._session))
        self._over.wait(60)


@contextmanager
def live_rig(switch: Switch, folder: Path) -> Iterator[Rig]:
    """A rig around a fresh call on `switch`; afterwards the call and the server are gone."""
    arrived: AsyncResult[EslChannel] = AsyncResult()
    over = Signal()
    server = OutboundServer("127.0.0.1", 0, lambda session: _Guest(session, arrived, over), setup=SETUP)
    server.start()
    number = f"8{server.bound_port}"
    switch.extension(number, [("socket", f"127.0.0.1:{server.bound_port} async full")], CONTEXT)
    leg = switch.originate(number, context=CONTEXT)
    rig: LiveRig | None = None
    try:
        rig = LiveRig(switch, folder, leg, arrived.get(timeout=ARRIVE_SECONDS))
        yield rig
    finally:
        over.set()
        switch.hang_up(leg)
        if rig is not None:
            rig.far_end.close()
        server.stop(5.0)
        switch.api("hupall")
