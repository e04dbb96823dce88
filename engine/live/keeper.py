"""The position of a call, carried by the call itself: one encrypted channel variable."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import logging
import os
import zlib
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.limits import LIMITS
from engine.live.errors import WireError
from engine.live.session import OutboundConnection
from engine.live.switches import NAME
from engine.position import Position

VARIABLE = "callwright_position"
_NONCE_BYTES = 12
_WINDOW = 12
"""Of the compression, as a power of two: a position of some hundred bytes needs no more."""

log = logging.getLogger("callwright.engine.live.keeper")


class Seal:
    """Encrypts positions under the site's key, each bound to its call's id so that no other can use it."""

    def __init__(self, secret: str) -> None:
        """`secret` is any text that all engines of a site share."""
        self._cipher = AESGCM(hashlib.sha256(b"callwright position\0" + secret.encode()).digest())

    def close(self, position: Position, call: str) -> str:
        """The position as text of `A-Za-z0-9_-`."""
        nonce = os.urandom(_NONCE_BYTES)
        packer = zlib.compressobj(6, zlib.DEFLATED, -_WINDOW, 4, zdict=_words(call))
        packed = packer.compress(position.dump()) + packer.flush()
        sealed = self._cipher.encrypt(nonce, packed, call.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")

    def open(self, text: str, call: str) -> Position:
        """The position that `close` sealed for `call`. Raises ValueError if it is none, or of another key."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            packed = self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], call.encode())
            unpacker = zlib.decompressobj(-_WINDOW, zdict=_words(call))
            return Position.load(unpacker.decompress(packed, 1_000_000))
        except (InvalidTag, zlib.error, ValueError) as reason:
            raise ValueError("the position of this call cannot be read: another key, or not ours") from reason


def _words(call: str) -> bytes:
    """What most positions of `call` hold, for the compression to refer to: each byte costs the switch."""
    usual = '"menu"welcome"play"main"end"one"done"0.0,1,{},{}]],["en"],"","",0,"zh-CN"],"",'
    return f'{usual}"{call}",'.encode()


class Ledger(Protocol):
    """Where it is noted which calls this engine has and where they stand; no method waits."""

    def keep(self, call: str, switch: str, text: str, away: bool) -> None:
        """Note a call on `switch`: `text` is its sealed position, empty where nobody will ask for it.

        `away`: the switch offers it to nobody for now.
        """

    def left(self, call: str) -> None:
        """Note that a call went on, or was lost, without us."""

    def over(self, call: str) -> None:
        """Note that a call is over, or somebody else's for good."""


class ChannelKeeper:
    """Keeps positions in a variable of the channel, without waiting for the switch's answer.

    `ledger` has them too if something is to be done when the caller hangs up, else just the call.
    """

    def __init__(
        self, session: OutboundConnection, seal: Seal, ledger: Ledger | None = None, *, noted: bool = False
    ) -> None:
        """`session` is the call's own connection, `noted` whether positions go into the ledger."""
        self._session = session
        self._seal = seal
        self._ledger = ledger
        self._noted = noted
        self._text = ""
        self._away = False

    def begin(self, text: str) -> None:
        """The call is ours: new, or at `text`, the sealed position that it came with."""
        self._text = text if self._noted else ""
        self._note()

    def keep(self, position: Position) -> None:
        """Send the position along; one that is too long is left out, and the one before it stays."""
        text = self._seal.close(position, self._session.uuid)
        if len(text) > LIMITS.position_bytes:
            log.warning("call %s: its position has %d bytes and is not kept", position.call, len(text))
            return
        self._send(text)
        if self._noted:
            self._text = text
            self._note()

    def settle(self) -> None:
        """Send the position now, which else goes with the next command."""
        self._session.flush()

    def away(self, away: bool) -> None:
        """Note whether the switch offers the call to nobody for now."""
        if away != self._away:
            self._away = away
            self._note()

    def forget(self) -> None:
        """Take the variable off the channel."""
        self._send("")

    def leave(self) -> None:
        """The call went on, or was lost, without us."""
        if self._ledger is not None:
            self._ledger.left(self._session.uuid)

    def end(self) -> None:
        """The call is over, or somebody else's for good."""
        if self._ledger is not None:
            self._ledger.over(self._session.uuid)

    def _note(self) -> None:
        if self._ledger is not None:
            switch = self._session.session_data.get(NAME, "")
            self._ledger.keep(self._session.uuid, switch, self._text, self._away)

    def _send(self, text: str) -> None:
        if self._session.connected and not self._session.hung_up:
            with contextlib.suppress(WireError):
                self._session.hold_variables({VARIABLE: text})
