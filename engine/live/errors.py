"""What can go wrong on the event socket, as one tree, every branch also greenswitch's own where it has one.

WireError
├── UnsafeText          text that would change the command it is part of; nothing was sent
├── CommandRefused      the switch answered -ERR or -USAGE
├── ExecutionTimeout    an application did not end within its time; the connection is still good
├── HungUp              the caller has gone (greenswitch: OutboundSessionHasGoneAway)
└── ConnectionLost      the connection is gone (greenswitch: NotConnectedError)
    ├── CommandTimeout  a command was not answered in time, so no later reply can be trusted
    ├── ProtocolError   what arrived is not the event-socket protocol, or exceeds its bounds
    └── ConnectFailed   no usable connection came about
        ├── AccessDenied    the switch's access list refuses this host
        └── LoginRefused    wrong password (greenswitch: ValueError)
"""

from __future__ import annotations

from greenswitch.esl import NotConnectedError, OutboundSessionHasGoneAway


class WireError(Exception):
    """Anything that went wrong on the event socket."""


class UnsafeText(WireError, ValueError):
    """A name, line or argument that the protocol cannot carry as mere text. Nothing was sent."""


class CommandRefused(WireError):
    """The switch refused a command; `reply` is its answer in full."""

    def __init__(self, command: str, reply: str) -> None:
        """`command` as it may be shown (no secrets), `reply` as received."""
        super().__init__(f"the switch refused {command!r}: {reply.strip() or 'empty answer'}")
        self.command = command
        self.reply = reply


class ExecutionTimeout(WireError):
    """An application was still running when its time was over."""


class HungUp(WireError, OutboundSessionHasGoneAway):  # type: ignore[misc]  # greenswitch is untyped
    """The caller has hung up; `cause` is the switch's word for why, empty if it was not told."""

    def __init__(self, cause: str = "") -> None:
        """`cause` as in Hangup-Cause, for example NORMAL_CLEARING."""
        super().__init__(f"the caller has hung up ({cause or 'cause unknown'})")
        self.cause = cause


class ConnectionLost(WireError, NotConnectedError):  # type: ignore[misc]  # greenswitch is untyped
    """The connection to the switch is gone; whatever was in progress is of unknown outcome."""


class CommandTimeout(ConnectionLost):
    """A command had no answer in time. Replies carry no number, so the connection was closed."""


class ProtocolError(ConnectionLost):
    """The peer does not speak the event-socket protocol or sends more than its bounds allow."""


class ConnectFailed(ConnectionLost):
    """No connection: nobody listens, no answer in time, or something that is no event socket."""


class AccessDenied(ConnectFailed):
    """The switch's access list turned this host away (text/rude-rejection)."""


class LoginRefused(ConnectFailed, ValueError):
    """The event socket's password is wrong."""
