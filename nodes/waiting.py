"""Letting time pass with an ear for keys, and using up a key that ended a prompt or a pause."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from nodes.errors import CallEnded

if TYPE_CHECKING:
    from nodes.call import Call

_LEAST = 0.0005
"""Seconds that are nothing: what is left over when times are added up."""


def wait(call: Call, seconds: float, keys: str = "") -> str:
    """Let `seconds` pass; the key of `keys` that ended it, empty if none did. Raises CallEnded.

    As with a prompt, a key that waits already ends it at once, and every key stays waiting.
    """
    clock = call.services.clock
    end = clock.elapsed() + seconds
    call.fetch_keys()
    if call.state.buffer and call.state.buffer[0] in keys:
        return call.state.buffer[0]
    while (left := end - clock.elapsed()) > _LEAST:
        keyed = call.channel.next_key(left)
        if keyed.ended == "hangup":
            raise CallEnded
        if keyed.ended == "timeout":
            break
        if call.is_stray(keyed.key):
            continue
        call.state.buffer.append(keyed.key)
        if keyed.key in keys:
            return keyed.key
    return ""


def use_key(call: Call, key: str) -> None:
    """Take `key` from the keys that wait; those pressed before it stay. Raises CallEnded."""
    call.fetch_keys()
    with suppress(ValueError):
        call.state.buffer.remove(key)


def leave_by_key(call: Call, key: str, own: str, *, keep: bool) -> None:
    """Account for the `key` that stopped a node which takes the keys `own`.

    One of its own stays waiting if `keep`; another is a global key: used up, and raised as GlobalKey.
    """
    if key not in own:
        use_key(call, key)
        call.global_key(key)
    elif not keep:
        use_key(call, key)
    call.state.last = {"key": key}
