"""Write commands for the switch so that no text, wherever it came from, can become more than text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.live.errors import UnsafeText

MAX_ARGUMENT = 16 * 1024 * 1024
"""Most bytes of an argument: the switch drops the connection beyond (mod_event_socket.c:1317)."""

_APPLICATION = re.compile(r"[A-Za-z0-9_.-]+\Z")
_HIJACK = re.compile(rb"reload|unload", re.IGNORECASE)


def line(text: str) -> bytes:
    """One command line, for example `linger 10`. Raises UnsafeText."""
    return packet(text)


def api(text: str) -> bytes:
    """An API command that is answered at once, and holds up the connection until then. Raises UnsafeText."""
    return packet(f"api {text}")


def bgapi(text: str, job: str) -> bytes:
    """An API command that runs apart and answers by a BACKGROUND_JOB event. Raises UnsafeText."""
    return packet(f"bgapi {text}", {"Job-UUID": job})


def execute(
    application: str, argument: str, event_uuid: str, *, lock: bool = True, loops: int = 1, uuid: str = ""
) -> bytes:
    """Run `application` on the channel, or on the channel `uuid`. Raises UnsafeText.

    The argument travels as a body, where a line feed is a line feed. `lock` keeps the commands that follow
    waiting until this one has ended; without it they run inside it.
    """
    if not _APPLICATION.match(application):
        raise UnsafeText(f"{application!r} is not the name of an application: letters, digits, _ . - only")
    headers = {"call-command": "execute", "execute-app-name": application, "Event-UUID": event_uuid}
    if lock:
        headers["event-lock"] = "true"
    if loops != 1:
        headers["loops"] = str(loops)
    return packet(f"sendmsg {uuid}".rstrip(), headers, argument)


def packet(first: str, headers: Mapping[str, str] | None = None, body: str = "") -> bytes:
    """A whole command: first line, headers, and a text body if it is not empty.

    Raises UnsafeText if a line would not stay one line, if the body holds a NUL or is too long, or if the
    lines name mod_event_socket together with `reload` or `unload`: the switch would then reload or
    unload its event socket instead (mod_event_socket.c:1725-1731, a search through all lines; a body is
    not searched, as tests/wire shows on a real switch).
    """
    lines = [_one_line(first, "command")]
    for name, value in (headers or {}).items():
        lines.append(f"{_one_line(name, 'header name')}: {_one_line(value, name)}")
    content = b""
    if body:
        content = _encode(body)
        if b"\0" in content:
            raise UnsafeText("the argument holds a NUL character, where the switch would cut it off")
        if len(content) > MAX_ARGUMENT:
            raise UnsafeText(f"the argument has {len(content)} bytes, at most {MAX_ARGUMENT} are possible")
        lines += ["content-type: text/plain", f"content-length: {len(content)}"]
    head = _encode("\n".join(lines))
    if b"mod_event_socket" in head.lower() and _HIJACK.search(head):
        raise UnsafeText(
            "a command that names mod_event_socket together with 'reload' or 'unload' makes the switch do "
            "just that, wherever the words stand; send such text as an argument"
        )
    return head + b"\n\n" + content


def _one_line(text: str, what: str) -> str:
    if not text.strip():
        raise UnsafeText(f"the {what} is empty")
    for character in ("\r", "\n", "\0"):
        if character in text:
            raise UnsafeText(f"the {what} {text[:60]!r} holds {character!r}; send such text as an argument")
    return text


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise UnsafeText(f"the text cannot be sent as UTF-8: {error.reason} at {error.start}") from error
