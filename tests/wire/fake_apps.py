"""Applications of the fake switch that need no media: control, variables, legs, and the event socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import gevent
from gevent import socket

from tests.wire.fake_channel import FOREVER, Channel
from tests.wire.fake_listener import Listener

if TYPE_CHECKING:
    from tests.wire.fake import FakeSwitch

CONTINUES = frozenset({"NO_ANSWER", "NO_USER_RESPONSE", "ORIGINATOR_CANCEL"})
"""Causes of a failed bridge that leave the caller alone when continue_on_fail is not set."""


def answer(channel: Channel, _: str) -> str:
    """Answer the call."""
    channel.answer()
    return ""


def nothing(_: Channel, __: str) -> str:
    """eval, log and the like."""
    return ""


def hangup(channel: Channel, cause: str) -> str:
    """End the call."""
    channel.hang_up(cause or "NORMAL_CLEARING")
    return ""


def set_(channel: Channel, argument: str) -> str:
    """Set a variable; the value is expanded once more, whatever is switched off."""
    name, _, value = channel.switch.expand(channel, argument).partition("=")
    channel.variables[name] = value
    return ""


def unset(channel: Channel, name: str) -> str:
    """Forget a variable."""
    channel.variables.pop(name, None)
    return ""


def park(channel: Channel, _: str) -> str:
    """Wait for ever."""
    channel.idle(FOREVER, take=lambda key: False, breakable=False)
    return ""


def transfer(channel: Channel, argument: str) -> str:
    """Go to another extension."""
    channel.go(channel.switch.actions_of(argument.split()[0]))
    return ""


def sched_transfer(channel: Channel, argument: str) -> str:
    """Go to another extension later, unless it is cancelled."""
    when, extension = argument.split()[:2]

    def later() -> None:
        channel.clock.sleep(float(when.lstrip("+")))
        channel.go(channel.switch.actions_of(extension))

    channel.switch.tasks.setdefault(channel.uuid, []).append(gevent.spawn(later))
    return ""


def sched_cancel(channel: Channel, group: str) -> str:
    """Cancel what is scheduled."""
    channel.switch.cancel_tasks(group or channel.uuid)
    return ""


def bridge(channel: Channel, target: str) -> str:
    """Ring another leg: `error/CAUSE` fails with that cause, `loopback/EXTENSION/...` runs an extension."""
    kind, _, rest = target.partition("/")
    if kind == "error":
        channel.variables["originate_disposition"] = rest
        channel.variables["originate_failed_cause"] = rest
        channel.variables["DIALSTATUS"] = {"USER_BUSY": "BUSY", "NO_ANSWER": "NOANSWER"}.get(rest, rest)
        setting = channel.variables.get("continue_on_fail", "")
        stays = rest in (setting.split(",") if setting else CONTINUES)
        if not stays and setting != "true":
            channel.hang_up(rest)
        return ""
    leg = Channel(channel.switch, channel.switch.actions_of(rest.partition("/")[0]), {})
    channel.switch.channels[leg.uuid] = leg
    leg.begin()

    def changed() -> bool:
        return leg.answered or not leg.up

    while channel.idle(0.05, lambda key: False, until=changed) == "time":
        pass
    channel.variables["originate_disposition"] = "SUCCESS"
    channel.fire("CHANNEL_BRIDGE", {"Other-Leg-Unique-ID": leg.uuid})
    while channel.idle(0.05, lambda key: False, until=lambda: not leg.up) == "time":
        pass
    leg.hang_up("NORMAL_CLEARING")
    channel.variables["last_bridge_hangup_cause"] = leg.cause
    channel.fire("CHANNEL_UNBRIDGE")
    if channel.variables.get("hangup_after_bridge") == "true":
        channel.hang_up("NORMAL_CLEARING")
    return ""


def socket_(channel: Channel, argument: str) -> str:
    """Hand the call to an engine. Between the connection and the park lies the trap of fact 1."""
    hosts, *modes = argument.split()
    sock = _connect(channel, hosts.split("|"))
    if sock is None:
        return ""
    listener = Listener(channel.switch, sock, channel, full="full" in modes, synchronous="async" not in modes)
    if listener.synchronous:
        listener.serve()
        while listener.lingering and not listener.finished:
            channel.stir_wait(0.1)
        return ""
    gevent.spawn(listener.serve)
    while channel.up and not listener.finished and not listener.connected:
        channel.clock.sleep(0.001)
    channel.controlled = True
    channel.fire("CHANNEL_PARK")
    channel.idle(FOREVER, lambda key: False, breakable=False, until=lambda: not channel.controlled)
    channel.fire("CHANNEL_UNPARK")
    while channel.messages and channel.up:
        channel.run_message()
    if channel.state == "CS_RESET":
        channel.state = "CS_EXECUTE"
    return ""


def _connect(channel: Channel, hosts: list[str]) -> socket.socket | None:
    for place in hosts:
        address, _, path = place.partition("/")
        host, _, port = address.rpartition(":")
        if path:
            channel.variables["socket_path"] = path
        channel.variables["socket_host"] = host
        if "," in host:
            continue
        # No name is looked up here: the virtual clock would not wait for the thread that does it.
        sock = socket.socket()
        try:
            sock.connect((host, int(port)))
        except OSError:
            sock.close()
            continue
        return sock
    return None


Run = Callable[[Channel, str], str]

APPLICATIONS: dict[str, Run] = {
    "answer": answer,
    "eval": nothing,
    "log": nothing,
    "hangup": hangup,
    "set": set_,
    "unset": unset,
    "park": park,
    "transfer": transfer,
    "sched_transfer": sched_transfer,
    "sched_cancel": sched_cancel,
    "bridge": bridge,
    "socket": socket_,
}


def expand(switch: FakeSwitch, channel: Channel, text: str, depth: int = 0) -> str:
    """Replace `${name}` and `${api(arguments)}`, recursively through values; a backslash protects one."""
    out = []
    at = 0
    while at < len(text):
        if text.startswith("\\${", at):
            out.append("${")
            at += 3
        elif text.startswith("${", at) and (end := text.find("}", at)) > 0:
            out.append(_value(switch, channel, text[at + 2 : end], depth))
            at = end + 1
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _value(switch: FakeSwitch, channel: Channel, inner: str, depth: int) -> str:
    if inner.endswith(")") and "(" in inner:
        name, _, arguments = inner[:-1].partition("(")
        return switch.api(f"{name} {arguments}")
    value = channel.variables.get(inner, "")
    return expand(switch, channel, value, depth + 1) if depth < 100 else value
