"""Check 40: the fake switch can be faulty in every known way, and our layer stands each of them."""

from __future__ import annotations

import gevent
import pytest

from engine.live.errors import CommandTimeout, ConnectionLost, HungUp
from engine.live.setup import Setup
from tests.wire.bench import Bench
from tests.wire.conftest import Desk
from tests.wire.fake import FakeSwitch

DONE = "CHANNEL_EXECUTE_COMPLETE"


def test_inversion(fake: FakeSwitch, desk: Desk) -> None:
    """The completion before the hang-up that caused it: both are understood."""
    fake.faults.invert = {"CHANNEL_HANGUP": f"{DONE}:playback"}
    session = desk.take()
    playing = gevent.spawn(lambda: session.execute("playback", "silence_stream://9000", 30))
    desk.clock.sleep(0.1)
    desk.hang_up()
    outcome = playing.get(timeout=5)
    assert outcome.ended == "hangup"
    assert outcome.response == "PLAYBACK ERROR"
    assert session.hung_up and session.cause == "NORMAL_CLEARING"


def test_late_completion(fake: FakeSwitch, desk: Desk) -> None:
    """A completion that is three seconds late still ends its own wait."""
    fake.faults.delay = {f"{DONE}:playback": 3.0}
    session = desk.take()
    assert session.execute("playback", "silence_stream://100", 30).response == "FILE PLAYED"


def test_lost_completion_then_hangup(fake: FakeSwitch, desk: Desk) -> None:
    """The hang-up ends the wait, after the time for a last word."""
    fake.faults.drop = {f"{DONE}:playback"}
    session = desk.take()
    execution = session.start("playback", "silence_stream://100")
    waiting = gevent.spawn(session.finish, execution, 30, 0.05)
    desk.clock.sleep(1.0)
    desk.hang_up()
    outcome = waiting.get(timeout=5)
    assert (outcome.ended, outcome.event) == ("hangup", None)


def test_everything_about_the_hangup_is_lost(fake: FakeSwitch, desk: Desk) -> None:
    """The linger notice alone tells it."""
    fake.faults.drop = {"CHANNEL_HANGUP", DONE}
    session = desk.take()
    execution = session.start("playback", "silence_stream://9000")
    desk.hang_up()
    assert session.finish(execution, 30, 0.05).ended == "hangup"
    assert session.hung_up
    with pytest.raises(HungUp):
        session.start("eval")


def test_speech_during_a_playback(fake: FakeSwitch, desk: Desk) -> None:
    """It is thrown away, unless it is diverted or asked for."""
    session = desk.take(Setup(events=("DETECTED_SPEECH", DONE)))
    heard: list[str] = []
    session.register_handle("DETECTED_SPEECH", lambda event: heard.append(event.body))
    fake.speech(session.uuid, "parked")
    execution = session.start("playback", "silence_stream://500")
    desk.clock.sleep(0.1)
    fake.speech(session.uuid, "playing")
    fake.channels[session.uuid].variables["fire_asr_events"] = "true"
    fake.speech(session.uuid, "asked for")
    del fake.channels[session.uuid].variables["fire_asr_events"]
    session.command("divert_events on")
    fake.speech(session.uuid, "diverted")
    session.finish(execution, 30)
    assert heard == ["parked", "asked for", "diverted"]


def test_event_without_a_name(fake: FakeSwitch, desk: Desk) -> None:
    """It is nobody's, and harms nobody."""
    fake.faults.nameless = {"DTMF"}
    session = desk.take()
    session.execute("eval", "", 30)
    desk.press(session, "1")
    fake.faults.nameless.clear()
    desk.press(session, "2")
    event = session.digits.get(5)
    assert event is not None and event.get("DTMF-Digit") == "2"
    assert session.connected


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_portions(fake: FakeSwitch, desk: Desk, size: int) -> None:
    """Frames in portions of any size."""
    fake.faults.segment = size
    session = desk.take()
    assert session.execute("playback", "silence_stream://100", 30).response == "FILE PLAYED"


def test_torn_body(fake: FakeSwitch, desk: Desk) -> None:
    """The end inside a body ends every wait."""
    fake.faults.tear = DONE
    session = desk.take(after=[("park", "")])
    with pytest.raises(ConnectionLost, match="in the middle of a frame"):
        session.execute("playback", "silence_stream://100", 30)
    assert session.gone.is_set()
    with pytest.raises(ConnectionLost):
        session.start("eval")


def test_spoilt_text(fake: FakeSwitch, desk: Desk) -> None:
    """A byte that is not UTF-8, in JSON."""
    fake.faults.spoil = {DONE}
    session = desk.take()
    outcome = session.execute("playback", "silence_stream://100", 30)
    assert outcome.response == "FILE PLAYED"
    assert outcome.get("Spoilt\udcff") == session.uuid


def test_lost_reply(fake: FakeSwitch, desk: Desk) -> None:
    """After the deadline the connection is closed: no later reply could be trusted."""
    session = desk.take(after=[("park", "")], timeout=0.2)
    fake.faults.lose_reply = "api uuid_exists"
    with pytest.raises(CommandTimeout, match="uuid_exists"):
        session.api("uuid_exists x")
    assert not session.connected and session.gone.is_set()


def test_lost_reply_that_nobody_waits_for(fake: FakeSwitch, desk: Desk) -> None:
    """The deadline holds for it too."""
    session = desk.take(after=[("park", "")], timeout=0.2)
    fake.faults.lose_reply = "api uuid_setvar_multi"
    session.set_variables({"a": "b"})
    assert session.gone.wait(5)
    assert isinstance(session.lost, CommandTimeout)


def test_silent_switch(fake: FakeSwitch, desk: Desk) -> None:
    """No reply to connect: the command's time, not for ever."""
    fake.faults.silent = True
    session = desk.arrive(timeout=0.1)
    with pytest.raises(CommandTimeout, match="connect"):
        session.open()


def test_late_frames(fake: FakeSwitch, bench: Bench) -> None:
    """The beat of the media can be made irregular: a key is then taken later."""
    moments = []
    for tick in (0.0, 0.1):
        fake.faults.tick = tick
        call = bench.call().connect("myevents json")
        call.raw.run("eval")
        began = bench.clock.now()
        bench.peer.api(f"uuid_recv_dtmf {call.uuid} 1")
        assert call.raw.event("DTMF:1") is not None
        moments.append(call.raw.heard[-1].at - began)
    assert moments == pytest.approx([0.02, 0.12])
