"""What the fake switch answers to each command of the event socket, in the switch's own words."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import TYPE_CHECKING

import gevent

from tests.wire.fake_events import FakeEvent, Value, read_value

if TYPE_CHECKING:
    from tests.wire.fake_listener import Listener, Message

MY_EVENTS = (
    "CHANNEL_ANSWER CHANNEL_APPLICATION CHANNEL_BRIDGE CHANNEL_CREATE CHANNEL_DATA CHANNEL_DESTROY "
    "CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_ORIGINATE "
    "CHANNEL_UUID CHANNEL_OUTGOING CHANNEL_PARK CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_STATE "
    "CHANNEL_UNBRIDGE CHANNEL_UNPARK DETECTED_SPEECH DTMF NOTALK TALK"
)
NEEDS_FULL = ("event", "nixevent", "noevents", "api", "bgapi", "sendevent", "log", "linger", "nolinger")
NOT_FOUND = "-ERR command not found"


def answer(listener: Listener, message: Message) -> bytes | None:
    """The bytes of the reply; None if there is none."""
    head = message["_head"].lower()
    if "mod_event_socket" in head and ("reload" in head or "unload" in head):
        return _text("+OK Job-UUID: 00000000-0000-0000-0000-000000000000", "api/response")
    word, _, rest = message["_line"].partition(" ")
    word = word.lower()
    if word.startswith(("exit", "...")):
        return reply("+OK bye")
    if not listener.authenticated:
        return _login(listener, word, rest)
    if not listener.full and word.startswith(NEEDS_FULL):
        return reply(NOT_FOUND)
    for prefix, command in COMMANDS.items():
        if word.startswith(prefix):
            return command(listener, rest.strip(), message)
    return reply(NOT_FOUND)


def reply(text: str) -> bytes:
    """A command/reply; one that begins with a tilde is written raw, without its end."""
    if text.startswith("~"):
        return b"Content-Type: command/reply\n" + text[1:].encode()
    return f"Content-Type: command/reply\nReply-Text: {text or NOT_FOUND}\n\n".encode()


def _text(text: str, kind: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    return f"Content-Type: {kind}\nContent-Length: {len(raw)}\n\n".encode() + raw


def _login(listener: Listener, word: str, rest: str) -> bytes:
    if word != "auth":
        return reply(NOT_FOUND)
    listener.authenticated = rest == listener.switch.password
    return reply("+OK accepted" if listener.authenticated else "-ERR invalid")


def _connect(listener: Listener, _: str, __: Message) -> bytes:
    if listener.channel is None:
        return reply(NOT_FOUND)
    block = listener.channel_block()
    listener.connected = True
    return block


def _my_events(listener: Listener, rest: str, _: Message) -> bytes:
    if listener.my_events:
        return reply("-ERR aready enabled.")
    listener.my_events = True
    listener.events.update(MY_EVENTS.split())
    listener.form = next((form for form in ("json", "xml") if form in rest), listener.form)
    return reply("+OK Events Enabled")


def _event(listener: Listener, rest: str, _: Message) -> bytes:
    words = rest.split()
    if words and words[0].lower() in ("plain", "json", "xml"):
        listener.form = words.pop(0).lower()
    custom = False
    for word in words:
        if custom:
            listener.subclasses.add(word)
        elif word == "CUSTOM":
            custom = True
        else:
            listener.events.add(word)
    return reply(f"+OK event listener enabled {listener.form}")


def _nixevent(listener: Listener, rest: str, _: Message) -> bytes:
    listener.events.difference_update(rest.split())
    return reply("+OK events nixed" if rest else "-ERR no keywords supplied")


def _noevents(listener: Listener, _: str, __: Message) -> bytes:
    if not listener.events:
        return reply("-ERR not listening for events")
    listener.events.clear()
    return reply("+OK no longer listening for events")


def _filter(listener: Listener, rest: str, _: Message) -> bytes:
    if not rest:
        return reply(NOT_FOUND)
    name, blank, value = rest.removeprefix("add ").partition(" ")
    if not blank:
        return reply("-ERR invalid syntax")
    listener.filters.append((name, value))
    return reply(f"+OK filter added. [{name}]=[{value}]")


def _linger(listener: Listener, rest: str, _: Message) -> bytes:
    if listener.channel is None:
        return reply("-ERR not controlling a session")
    listener.linger = float(rest) if rest else -1.0
    return reply(f"+OK will linger {rest} seconds" if rest else "+OK will linger")


def _no_linger(listener: Listener, _: str, __: Message) -> bytes:
    listener.linger = None
    return reply("+OK will not linger")


def _api(listener: Listener, rest: str, _: Message) -> bytes:
    return _text(listener.switch.api(rest) or "-ERR no reply\n", "api/response")


def _bgapi(listener: Listener, rest: str, message: Message) -> bytes:
    job = message.get("job-uuid") or str(uuids.uuid4())
    command, _, argument = rest.partition(" ")
    owner = {"Job-Owner-UUID": listener.channel.uuid} if listener.channel else {}

    def run() -> None:
        body = listener.switch.api(rest) or "-ERR no reply\n"
        headers: dict[str, Value] = {"Event-Name": "BACKGROUND_JOB", **listener.switch.stamp()}
        headers |= {"Job-UUID": job, **owner, "Job-Command": command, "Job-Command-Arg": argument}
        listener.switch.fire(FakeEvent(headers, body))

    gevent.spawn(run)
    return f"Content-Type: command/reply\nReply-Text: +OK Job-UUID: {job}\nJob-UUID: {job}\n\n".encode()


def _sendmsg(listener: Listener, rest: str, message: Message) -> bytes | None:
    channel = listener.switch.channels.get(rest) if rest else listener.channel
    if channel is None and rest:
        return reply(f"-ERR invalid session id [{rest}]")
    if channel is None:
        return reply("-ERR invalid session id []")
    if not channel.up:
        return reply("+OK")
    if listener.synchronous and channel is listener.channel:
        listener.hold()
        channel.messages.append(message)
        channel.run_message()
        listener.release(reply("+OK"))
        return None
    if not channel.take_message(message):
        listener.end()
        return None
    return reply("+OK")


def _sendevent(listener: Listener, rest: str, message: Message) -> bytes:
    number = str(uuids.uuid4())
    headers: dict[str, Value] = {
        "Event-Name": rest.split()[0],
        **listener.switch.stamp(),
        "Event-UUID": number,
    }
    for name, value in message.items():
        if not name.startswith("_") and name not in ("content-length", "content-type") and value:
            headers[message[f"_name {name}"]] = read_value(value)
    gevent.spawn(listener.switch.fire, FakeEvent(headers, message["_body"]))
    return reply(f"+OK {number}")


def _getvar(listener: Listener, rest: str, _: Message) -> bytes:
    return reply(listener.channel.variables.get(rest, "") if listener.channel else "")


def _resume(listener: Listener, _: str, __: Message) -> bytes:
    listener.resume = True
    return reply("+OK")


def _divert(listener: Listener, rest: str, _: Message) -> bytes:
    listener.divert = rest == "on"
    return reply("+OK events diverted" if listener.divert else "+OK events not diverted")


def _log(_: Listener, rest: str, __: Message) -> bytes:
    return reply(f"+OK log level {rest} [{rest}]")


Command = Callable[["Listener", str, "Message"], bytes | None]

COMMANDS: dict[str, Command] = {
    "connect": _connect,
    "myevents": _my_events,
    "nixevent": _nixevent,
    "noevents": _noevents,
    "event": _event,
    "filter": _filter,
    "linger": _linger,
    "nolinger": _no_linger,
    "api": _api,
    "bgapi": _bgapi,
    "sendmsg": _sendmsg,
    "sendevent": _sendevent,
    "getvar": _getvar,
    "resume": _resume,
    "divert_events": _divert,
    "log": _log,
}
