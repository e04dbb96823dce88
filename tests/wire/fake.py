"""A small fake FreeSWITCH, on a virtual clock: true to the forty checks, and faulty on demand."""

from __future__ import annotations

import itertools
import re
import uuid as uuids
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import gevent
from gevent import socket

from tests.wire import fake_channel
from tests.wire.clock import VirtualClock
from tests.wire.fake_apps import APPLICATIONS, Run, expand
from tests.wire.fake_channel import Channel
from tests.wire.fake_events import FakeEvent
from tests.wire.fake_listener import Listener
from tests.wire.fake_media import MEDIA
from tests.wire.faults import Faults


class FakeSwitch:
    """A switch in this process, on a virtual clock: a playback of an hour takes no time at all."""

    host = "127.0.0.1"
    password = "a-word-for-tests"

    def __init__(self, folder: Path) -> None:
        """`folder` is where sound files would be."""
        self.clock = VirtualClock()
        self.faults = Faults()
        self.folder = folder
        self.applications: dict[str, Run] = {**APPLICATIONS, **MEDIA}
        self.channels: dict[str, Channel] = {}
        self.listeners: list[Listener] = []
        self.sounds: dict[str, float] = {}
        self.tasks: dict[str, list[gevent.Greenlet[..., None]]] = {}
        self._extensions: dict[str, list[tuple[str, str]]] = {}
        self._numbers = itertools.count(1)
        self._server = socket.socket()
        self._server.bind((self.host, 0))
        self._server.listen(64)
        self.esl_port = int(self._server.getsockname()[1])
        self._accepting = gevent.spawn(self._accept)

    def stop(self) -> None:
        """Close everything."""
        self._accepting.kill()
        self._server.close()
        for channel in list(self.channels.values()):
            if channel.greenlet is not None:
                channel.greenlet.kill()
        for listener in list(self.listeners):
            listener.finish()

    def _accept(self) -> None:
        while True:
            sock, _ = self._server.accept()
            gevent.spawn(Listener(self, sock).serve)

    # -- what the bench needs -------------------------------------------------------------------------

    def extension(self, number: str, actions: Iterable[tuple[str, str]]) -> None:
        """Give a number its actions."""
        self._extensions[number] = list(actions)

    def actions_of(self, number: str) -> list[tuple[str, str]]:
        """The actions of a number; an unknown one hangs up."""
        return list(self._extensions.get(number, [("hangup", "NO_ROUTE_DESTINATION")]))

    def originate(self, extension: str, variables: Mapping[str, str] | None = None) -> str:
        """Place a call over a pair of legs; the caller's leg."""
        near = Channel(self, [("park", "")], {})
        far = Channel(self, self.actions_of(extension), dict(variables or {}))
        near.partner, far.partner = far, near
        near.answered = True
        near.variables["other_loopback_leg_uuid"] = far.uuid
        for leg in (near, far):
            self.channels[leg.uuid] = leg
            leg.begin()
        return near.uuid

    def sound(self, name: str, seconds: float) -> Path:
        """A sound file of that length, as far as this switch is concerned."""
        path = self.folder / name
        self.sounds[str(path)] = seconds
        return path

    def api(self, command: str) -> str:
        """Run an API command."""
        name, _, rest = command.strip().partition(" ")
        run = _APIS.get(name)
        return run(self, rest) if run else f"-ERR {name} Command not found!\n"

    # -- what the channels and connections need -------------------------------------------------------

    @property
    def frame(self) -> float:
        """Seconds between two beats of the media."""
        return fake_channel.FRAME + self.faults.tick

    def fire(self, event: FakeEvent) -> None:
        """Offer an event to every connection."""
        for listener in list(self.listeners):
            listener.offer(event)

    def stamp(self) -> dict[str, str]:
        """Time and number of an event."""
        return {
            "Event-Date-Timestamp": str(int(self.clock.now() * 1_000_000)),
            "Event-Sequence": str(next(self._numbers)),
        }

    def expand(self, channel: Channel, text: str) -> str:
        """Expand `${}` in an argument."""
        return expand(self, channel, text)

    def matches(self, pattern: str, value: str) -> bool:
        """Whether a filter's pattern matches."""
        return re.search(pattern, value) is not None

    def cancel_tasks(self, group: str) -> int:
        """Cancel what is scheduled for a channel."""
        tasks = self.tasks.pop(group, [])
        for task in tasks:
            task.kill(block=False)
        return len(tasks)

    def speech(self, uuid: str, body: str) -> None:
        """Speech was recognised: an event of the channel's queue, which a playback throws away."""
        channel = self.channels[uuid]
        diverted = any(listener.divert for listener in channel.listeners)
        eaten = "playback" in channel.running and channel.variables.get("fire_asr_events") != "true"
        if diverted or not eaten:
            channel.fire("DETECTED_SPEECH", {"Speech-Type": "detected-speech"}, body)


def _on_channel(act: Callable[[FakeSwitch, Channel, str], str]) -> Callable[[FakeSwitch, str], str]:
    def run(switch: FakeSwitch, text: str) -> str:
        uuid, _, rest = text.partition(" ")
        channel = switch.channels.get(uuid)
        return act(switch, channel, rest) if channel else "-ERR No such channel!\n"

    return run


def _kill(_: FakeSwitch, channel: Channel, cause: str) -> str:
    channel.hang_up(cause or "NORMAL_CLEARING")
    return "+OK\n"


def _break(_: FakeSwitch, channel: Channel, words: str) -> str:
    if words == "all":
        channel.messages.clear()
    channel.broken = True
    channel.stir()
    return "+OK\n"


def _setvar(switch: FakeSwitch, channel: Channel, text: str) -> str:
    name, _, value = text.partition(" ")
    if value:
        channel.variables[name] = value
    else:
        channel.variables.pop(name, None)
    return "+OK\n"


def _setvar_multi(switch: FakeSwitch, channel: Channel, text: str) -> str:
    for pair in text.split(";"):
        name, _, value = pair.partition("=")
        if "${" not in value:
            channel.variables[name] = value
    return "+OK\n"


def _getvar(_: FakeSwitch, channel: Channel, name: str) -> str:
    return channel.variables.get(name, "_undef_")


def _recv_dtmf(_: FakeSwitch, channel: Channel, text: str) -> str:
    channel.press(text.partition("@")[0])
    return "+OK\n"


def _send_dtmf(_: FakeSwitch, channel: Channel, text: str) -> str:
    if channel.partner is not None:
        channel.partner.press(text.partition("@")[0])
    return "+OK\n"


def _transfer(switch: FakeSwitch, channel: Channel, text: str) -> str:
    channel.go(switch.actions_of(text.split()[0]))
    return "+OK\n"


def _eval(switch: FakeSwitch, text: str) -> str:
    return text


def _exists(switch: FakeSwitch, uuid: str) -> str:
    channel = switch.channels.get(uuid)
    return "true" if channel is not None and channel.up else "false"


def _sched_del(switch: FakeSwitch, group: str) -> str:
    return f"+OK Deleted: {switch.cancel_tasks(group)}\n"


def _status(switch: FakeSwitch, _: str) -> str:
    return "UP\nthe fake switch is ready\n"


def _create_uuid(switch: FakeSwitch, _: str) -> str:
    return str(uuids.uuid4())


_APIS: dict[str, Callable[[FakeSwitch, str], str]] = {
    "create_uuid": _create_uuid,
    "eval": _eval,
    "sched_del": _sched_del,
    "status": _status,
    "uuid_break": _on_channel(_break),
    "uuid_exists": _exists,
    "uuid_getvar": _on_channel(_getvar),
    "uuid_kill": _on_channel(_kill),
    "uuid_recv_dtmf": _on_channel(_recv_dtmf),
    "uuid_send_dtmf": _on_channel(_send_dtmf),
    "uuid_setvar": _on_channel(_setvar),
    "uuid_setvar_multi": _on_channel(_setvar_multi),
    "uuid_transfer": _on_channel(_transfer),
}
