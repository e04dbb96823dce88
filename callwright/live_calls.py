"""Plays call scripts on a real switch: an engine of its own takes the call, the caller has a real leg."""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from callwright.live_given import GivenChannel, PlacedRecords, RunningClock, unplayable
from engine.events import Event, NodeEntered
from engine.live.channel import EslChannel
from engine.live.control import CallLost
from engine.live.host import SETUP
from engine.live.inbound import InboundConnection
from engine.live.keeper import ChannelKeeper, Seal
from engine.live.server import OutboundServer
from engine.live.session import OutboundConnection
from engine.live.waiting import AsyncResult, Timeout, sleep, spawn, spawn_later
from engine.runner import run_call
from flows.release import Release
from simulator.caller import Act
from simulator.dialogue import Dialogue, Sound
from simulator.given import Given
from simulator.script import CallCase
from simulator.services import SimServices
from simulator.session import Simulation
from sounds.dtmf import HIGH, KEYS, LOW

TICK_SECONDS = 0.02
"""How closely the caller keeps to the script's times: a frame of sound."""
KEY_MS = 80
"""How long a key sounds."""
KEY_LEVEL = -10
"""The level of its two tones in dB, where they are made in the caller's sound."""
PLAY = "callwright_play"
"""The channel variable that names the play, where the number rung does not."""
DIRECT = f"loopback/m:^:set:{PLAY}={{number}}^socket:{{address}} async full/default/inline"
"""A dial string that needs no dialplan of the switch: a loopback pair whose far end comes straight to us."""
ARRIVE_SECONDS = 15.0
GONE_SECONDS = 5.0
"""How long the recording of a leg may take to be whole once the leg was hung up."""
STILL_SECONDS = 0.4
"""A file that has not grown for so long is whole."""
CALL_SECONDS = 600.0
"""The longest call that is waited for."""


class NotPlayed(Exception):
    """A script that could not be played, and why."""


Tones = Literal["rfc2833", "inband"]


@dataclass(frozen=True)
class LiveCall(Simulation):
    """A call on the switch in the shape of a simulated one; what the caller was played, and its recording."""

    sounds: Sequence[Sound] = ()
    recording: Path | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where scripts are played.

    `host`, `port` and `password` are the switch's event socket. `dial` is the dial string of the caller's
    leg, in which `{number}` stands for the number rung: `loopback/{number}/CONTEXT`, or
    `sofia/PROFILE/{number}@HOST:PORT`. The dialplan of its context sends that number to `listen`; `parties`
    names the context that holds callwright.live_given.parties(). Engine and switch must reach `folder` under
    one name. `tones`: how the caller presses keys, as events of the leg (RFC 2833 over SIP) or as two tones
    in its sound. `listens`: what the caller's leg hears is recorded.
    """

    host: str
    port: int
    password: str
    folder: Path
    dial: str = "loopback/{number}/public"
    parties: str = "default"
    listen: tuple[str, int] = ("127.0.0.1", 0)
    tones: Tones = "rfc2833"
    listens: bool = False


@dataclass(slots=True)
class _Play:
    """One case while it is played."""

    release: Release
    case: CallCase
    given: Given
    leg: str
    dialogue: Dialogue
    recording: Path | None = None
    done: AsyncResult[LiveCall] = field(default_factory=AsyncResult)


class LivePlayer:
    """Plays any number of cases, at the same time if asked from several greenlets."""

    def __init__(self, place: Place) -> None:
        """Nothing is opened yet."""
        self.place = place
        self._plays: dict[str, _Play] = {}
        self._seal = Seal(uuid.uuid4().hex)
        self._server = OutboundServer(*place.listen, self._guest, setup=SETUP)
        self._switch = InboundConnection(place.host, place.port, place.password)

    @property
    def address(self) -> str:
        """Where the switch's dialplan must send the calls, `host:port`."""
        return f"{self.place.listen[0]}:{self._server.bound_port}"

    def open(self) -> None:
        """Listen, and connect to the switch. Raises OSError, WireError."""
        self._server.start()
        self._switch.connect()

    def close(self) -> None:
        """Let go of everything."""
        self._server.stop(2.0)
        self._switch.stop()

    def play(self, release: Release, case: CallCase, base: Given, dial: str = "") -> LiveCall:
        """Ring `release` as `case` says; the record has the shape of a simulated call's.

        `dial` is another way to the switch than the place's, for this case. Raises NotPlayed if the script
        gives something that no switch can, or the call did not arrive.
        """
        given = case.circumstances(base)
        if missing := unplayable(given, case.steps):
            raise NotPlayed(f"{case.name}: {missing} exist only in a simulation")
        number = f"callwright-{uuid.uuid4().hex[:16]}"
        leg = str(uuid.uuid4())
        heard = self.place.folder / leg / "caller.wav" if self.place.listens else None
        play = _Play(release, case, given, leg, Dialogue(case.steps), heard)
        self._plays[number] = play
        try:
            target = (dial or self.place.dial).format(number=number, address=self.address)
            self._switch.api(f"bgapi originate '{_leg(play)}{target}' {_after_answer(play)}")
            with Timeout(CALL_SECONDS, NotPlayed(f"{case.name}: the call did not end")):
                spawn_later(ARRIVE_SECONDS, self._never_came, number, target)
                return cast(LiveCall, play.done.get())
        finally:
            self._plays.pop(number, None)
            with contextlib.suppress(Exception):
                self._switch.api(f"uuid_kill {play.leg}")
            if heard is not None:
                self._until_whole(heard)

    def _until_whole(self, recording: Path) -> None:
        """Wait until a recording is written: the switch does so a moment after the leg has gone."""
        size, since = -1, 0.0
        for _ in range(round(GONE_SECONDS / TICK_SECONDS)):
            sleep(TICK_SECONDS)
            now = recording.stat().st_size if recording.exists() else 0
            since = since + TICK_SECONDS if now == size else 0.0
            size = now
            if since > STILL_SECONDS:
                return

    def _never_came(self, number: str, target: str) -> None:
        play = self._plays.pop(number, None)
        if play is not None:
            where = f"does the dialplan send {target} to {self.address}?"
            play.done.set_exception(NotPlayed(f"{play.case.name}: the call did not arrive; {where}"))

    # -- the flow's side ------------------------------------------------------------------------------

    def _guest(self, session: OutboundConnection) -> _Guest:
        return _Guest(self, session)

    def answer(self, session: OutboundConnection) -> None:
        """Run the release for a call that has arrived."""
        channel = EslChannel(session)
        number = session.session_data.get(f"variable_{PLAY}") or channel.facts.called
        play = self._plays.pop(number, None)
        if play is None:
            channel.hangup("UNALLOCATED_NUMBER")
            return
        try:
            play.done.set(self._run(play, channel, session))
        except CallLost as lost:
            play.done.set_exception(NotPlayed(f"{play.case.name}: the call was taken from us: {lost}"))
        except Exception as error:
            play.done.set_exception(error)

    def _run(self, play: _Play, live: EslChannel, session: OutboundConnection) -> LiveCall:
        given, dialogue = play.given, play.dialogue
        clock = RunningClock(given.now)
        outside = SimServices(clock, given.world)
        records = PlacedRecords(
            outside.effects, given.world.first_numbers, folder=self.place.folder / play.leg
        )
        events: list[Event] = []

        def journal(event: Event) -> None:
            events.append(event)
            if isinstance(event, NodeEntered):
                outside.whereabouts.node = event.node
                dialogue.enters(clock.ms, event.flow, event.node, event.type)

        channel = GivenChannel(live, dialogue, clock, given, self.place.parties)
        if self.place.tones == "inband":
            live.execute("start_dtmf")
        hand = spawn(self._act, play, clock)
        try:
            outcome = run_call(
                play.release,
                channel,
                replace(outside.services, records=records),
                journal,
                line=given.line,
                keeper=ChannelKeeper(session, self._seal),
                values=given.values,
            )
        finally:
            hand.kill()
        legs, sent = channel.switch.legs.unused(), channel.switch.sent
        return LiveCall(
            events,
            dialogue.failures,
            outcome,
            outside.effects,
            outside.unused(),
            legs,
            sent,
            sounds=dialogue.heard_sounds,
            recording=play.recording,
        )

    # -- the caller's side ----------------------------------------------------------------------------

    def _act(self, play: _Play, clock: RunningClock) -> None:
        """Do what the dialogue says when it is due, for as long as the call lasts."""
        for _ in _ticks():
            due = play.dialogue.due
            if due is not None and due <= clock.ms:
                act = play.dialogue.act()
                if act is not None:
                    self._do(play, act)

    def _do(self, play: _Play, act: Act) -> None:
        if act.kind == "key" and self.place.tones == "inband":
            self._switch.api(f"uuid_broadcast {play.leg} {key_tone(act.key)} aleg")
        elif act.kind == "key":
            self._switch.api(f"uuid_send_dtmf {play.leg} {act.key}@{KEY_MS * 8}")
        elif act.kind == "hangup":
            self._switch.api(f"uuid_kill {play.leg} NORMAL_CLEARING")
        else:
            ms = act.ms or round(CALL_SECONDS * 1000)
            self._switch.api(f"uuid_broadcast {play.leg} tone_stream://%({ms},0,300,500) aleg")


class _Guest:
    """The server's application: one call that has arrived."""

    def __init__(self, player: LivePlayer, session: OutboundConnection) -> None:
        self._player, self._session = player, session

    def run(self) -> None:
        """Play the script that waits for it."""
        self._player.answer(self._session)


def _ticks() -> Iterator[None]:
    while True:
        yield
        sleep(TICK_SECONDS)


def key_tone(key: str) -> str:
    """The two tones of a key (ITU-T Q.23), as the switch makes tones."""
    row, column = divmod(KEYS.index(key), 4)
    return f"tone_stream://v={KEY_LEVEL};%({KEY_MS},{KEY_MS},{LOW[row]},{HIGH[column]})"


def _after_answer(play: _Play) -> str:
    """What the caller's leg does: nothing but to be there, recorded if it listens."""
    if play.recording is None:
        return "&park()"
    play.recording.parent.mkdir(parents=True, exist_ok=True)
    play.recording.parent.chmod(0o777)  # The switch may run as another user.
    return f"'m:^:record_session:{play.recording}^park' inline"


def _leg(play: _Play) -> str:
    """What is known of the caller, as a dial string begins."""
    facts = play.given.facts
    values = {
        "origination_uuid": play.leg,
        "ignore_early_media": "false",
        "RECORD_READ_ONLY": "true",
        "origination_caller_id_number": re.sub(r"[^0-9A-Za-z+*#_.-]", "", facts.caller),
        "origination_caller_id_name": re.sub(r"[^\w.-]", "", facts.caller_name) or "caller",
        **{f"sip_h_{name}": re.sub(r"[^\w.:@+-]", "", value) for name, value in facts.headers.items()},
    }
    braces = ",".join(f"{name}={value}" for name, value in values.items())
    return f"{{{braces}}}"
