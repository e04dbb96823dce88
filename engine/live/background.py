"""Sound under the caller's waiting: a list played over and over until it is stopped."""

from __future__ import annotations

import contextlib

import gevent

from engine.live.errors import WireError
from engine.live.session import OutboundConnection

STOP_SECONDS = 2.0


class Background:
    """One loop of `playback`s in a greenlet of its own.

    `endless_playback` would not do: it goes on after a `uuid_break` (seen on 1.11.2; mod_dptools.c ends
    its loop on errors only), and everything that is sent later waits behind it.
    """

    def __init__(self, session: OutboundConnection, argument: str) -> None:
        """Begin to play `argument`, in the form that `playback` takes."""
        self.session = session
        self.argument = argument
        self._stopped = False
        self._greenlet = gevent.spawn(self._loop)

    def stop(self) -> None:
        """Stop, and wait until the channel is free for the next application."""
        self._stopped = True
        if self._greenlet.ready():
            return
        with contextlib.suppress(WireError):
            self.session.uuid_break()
        self._greenlet.join(STOP_SECONDS)
        self._greenlet.kill()

    def _loop(self) -> None:
        try:
            while not self._stopped:
                result = self.session.execute("playback", self.argument)
                if result.ended != "complete" or result.response != "FILE PLAYED":
                    return
        except WireError:
            return
