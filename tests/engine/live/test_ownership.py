"""Whose call it is when the switch takes it back: the caller hung up, or another engine goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from gevent import socket

from engine.live.channel import EslChannel
from engine.live.control import CallLost
from engine.live.events import JsonEvent
from engine.live.session import OutboundConnection
from nodes.errors import CallEnded

OWNER = "callwright_owner"
TAKEN = 1000
"""When the connection took the call, in the switch's microseconds."""


@pytest.fixture
def session() -> Iterator[OutboundConnection]:
    """A connection that has taken a call."""
    ours, theirs = socket.socketpair()
    taken = OutboundConnection(("127.0.0.1", 1), ours, timeout=1.0)
    taken._uuid, taken._owner = "a-call", OWNER
    taken.session_data = {"Event-Date-Timestamp": str(TAKEN), "Unique-ID": "a-call"}
    yield taken
    theirs.close()
    taken.stop(0.1)


def tell(session: OutboundConnection, name: str, **headers: str) -> None:
    plain = {key.replace("_", "-"): value for key, value in headers.items() if key != "owner"}
    if "owner" in headers:
        plain[f"variable_{OWNER}"] = headers["owner"]
    session.on_event(JsonEvent(json.dumps({"Event-Name": name, "Unique-ID": "a-call", **plain}).encode()))


def taken_back(session: OutboundConnection, stamp: int) -> None:
    tell(session, "CHANNEL_EXECUTE_COMPLETE", Application="socket", Event_Date_Timestamp=str(stamp))


def test_a_call_that_the_switch_takes_back_is_lost(session: OutboundConnection) -> None:
    taken_back(session, TAKEN + 1)
    channel = EslChannel(session)
    with pytest.raises(CallLost):
        channel.answer()
    assert session.superseded and not session.hung_up and not channel.up
    with pytest.raises(CallLost):
        channel.hangup()


def test_a_hang_up_may_be_told_after_it(session: OutboundConnection) -> None:
    taken_back(session, TAKEN + 1)
    tell(session, "CHANNEL_HANGUP", Hangup_Cause="NORMAL_CLEARING", owner=session.token)
    with pytest.raises(CallEnded):
        EslChannel(session).answer()
    assert session.hung_up and not session.superseded


def test_a_call_that_ended_with_another_engine_is_not_ours_to_end(session: OutboundConnection) -> None:
    tell(session, "CHANNEL_HANGUP", Hangup_Cause="NORMAL_CLEARING", owner="another")
    with pytest.raises(CallLost):
        EslChannel(session).answer()
    assert session.superseded and not session.hung_up and session.gone.is_set()


def test_what_the_engine_before_us_left_comes_late(session: OutboundConnection) -> None:
    taken_back(session, TAKEN - 1)
    assert session.settled.is_set() and EslChannel(session).up


def test_a_key_in_between_is_for_whoever_has_the_call(session: OutboundConnection) -> None:
    taken_back(session, TAKEN + 1)
    tell(session, "DTMF", DTMF_Digit="1")
    with pytest.raises(CallLost):
        EslChannel(session).next_key(1.0)
