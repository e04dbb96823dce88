"""The session of a call, with the fake switch always and with a real one where there is one."""

from __future__ import annotations

import gevent
import pytest

from engine.live import commands
from engine.live.errors import CommandRefused, ConnectionLost, ExecutionTimeout, HungUp, UnsafeText
from engine.live.setup import Setup
from tests.wire.conftest import Desk, Script, frame, json_event, ok


def test_opening(either: Desk) -> None:
    """What is known of the call, the variables set, the watchdog cancelled."""
    either.bench.peer.extension("600010", [("set", "probe_after=yes"), ("park", "")])
    session = either.take(before=[("answer", ""), ("sched_transfer", "+1 600010 XML default")])
    assert session.uuid == session.session_data["variable_uuid"]
    assert session.call_uuid
    assert session.caller_id_number == "1001"
    assert session.get_variable("app_disable_expand_variables") == "true"
    assert session.get_variable("continue_on_fail") == "true"
    assert session.connect() == session.session_data, "a second time nothing is asked"
    either.clock.sleep(2.5)
    assert session.get_variable("probe_after") == ""


def test_running_applications(either: Desk) -> None:
    """The end, the response, the variables; text that looks like code stays text."""
    session = either.take()
    outcome = session.execute("playback", "silence_stream://200", 30)
    assert (outcome.ended, outcome.response) == ("complete", "FILE PLAYED")
    assert outcome.variable("uuid") == session.uuid
    outcome = session.execute("eval", "世 ${uuid}\n\napi hupall; reload mod_event_socket", 30)
    assert outcome.get("Application-Data") == "世 ${uuid}\n\napi hupall; reload mod_event_socket"
    assert outcome.response == ""


def test_keys(either: Desk) -> None:
    """In the order pressed, parked or playing."""
    session = either.take(Setup(variables={"playback_terminators": "none"}))
    session.execute("eval", "", 30)
    either.press(session, "12")
    execution = session.start("playback", "silence_stream://600")
    either.clock.sleep(0.2)
    either.press(session, "3#")
    session.finish(execution, 30)
    assert session.digits.peek("DTMF-Digit") == ["1", "2", "3", "#"]
    event = session.digits.get(0)
    assert event is not None and event.get("DTMF-Digit") == "1"
    assert len(session.digits) == 3
    session.digits.clear()
    assert session.digits.get(0.01) is None


def test_hangup_while_playing(either: Desk) -> None:
    """The wait ends with what the application still reported; every wait on keys ends too."""
    session = either.take()
    execution = session.start("playback", "silence_stream://20000")
    keys = gevent.spawn(session.digits.get, 30)
    either.clock.sleep(0.3)
    either.hang_up()
    outcome = session.finish(execution, 30)
    assert outcome.ended == "hangup"
    assert outcome.response == "PLAYBACK ERROR"
    assert outcome.get("Hangup-Cause") == "NORMAL_CLEARING"
    assert keys.get(timeout=5) is None
    assert session.hung_up and session.cause == "NORMAL_CLEARING" and session.gone.is_set()
    for use in (lambda: session.start("eval"), session.uuid_break, session.raise_if_disconnected):
        with pytest.raises(HungUp):
            use()
    session.hangup()
    session.close()
    assert not session.connected


def test_deadline_stops_the_application(either: Desk) -> None:
    """What outlives its wait is broken off, so that the next command is not stuck behind it."""
    session = either.take()
    execution = session.start("playback", "endless://")
    session.finish(execution, 30)
    execution = session.start("playback", "silence_stream://-1")
    assert session.finish(execution, 0.2).ended == "deadline"
    assert session.execute("eval", "", 30).ended == "complete"


def test_cancel(either: Desk) -> None:
    """Another greenlet ends the wait."""
    session = either.take()
    execution = session.start("playback", "silence_stream://-1")
    waiting = gevent.spawn(session.finish, execution, 30)
    gevent.sleep(0.05)
    session.cancel(execution)
    assert waiting.get(timeout=5).ended == "cancelled"
    assert session.execute("eval", "", 30).ended == "complete"


def test_a_break_that_came_before_the_application_began_is_given_again(script: Script) -> None:
    """The switch forgets it then: without a second one the playback would go on."""
    session = script.session()
    session._uuid = "u"
    execution = session.start("playback", "silence_stream://-1")
    uuid = script.hear(b"silence_stream://-1").split(b"Event-UUID: ")[1].split(b"\n")[0].decode()
    session.cancel(execution)
    waiting = gevent.spawn(session.finish, execution, 30)
    script.say(ok())
    assert script.hear() == b"api uuid_break u\n\n"
    script.say(frame("api/response", b"+OK\n"))
    assert script.hear() == b"api uuid_break u\n\n"
    names = {"Event_Name": "CHANNEL_EXECUTE_COMPLETE", "Application": "playback", "Application_UUID": uuid}
    script.say(frame("api/response", b"+OK\n"), json_event(**names))
    assert waiting.get(timeout=5).ended == "cancelled"
    assert session._executions == {}


def test_a_killed_greenlet_leaves_nothing_behind(either: Desk) -> None:
    """The application is stopped, its waiter is gone, and replies still fit their commands."""
    session = either.take()
    waiting = gevent.spawn(session.execute, "playback", "silence_stream://-1", 30)
    gevent.sleep(0.05)
    waiting.kill()
    assert session._executions == {}
    assert session.api("eval x") == "x"
    assert session.execute("eval", "", 30).ended == "complete"


def test_loops(either: Desk) -> None:
    """Only the last pass ends the wait; a pass that is too short is the last."""
    session = either.take()
    began = either.clock.now()
    execution = session.start("playback", "silence_stream://600", loops=2)
    execution._mark -= 10.0  # the first pass is timed by our clock, which the fake's outruns
    assert session.finish(execution, 30).ended == "complete"
    assert either.clock.now() - began > 1.1
    assert session.execute("playback", "silence_stream://100", 30, loops=3).ended == "complete"
    assert session.execute("eval", "", 30).ended == "complete"


def test_jobs(either: Desk) -> None:
    """A job reports back to the one who started it."""
    session = either.take()
    jobs = [session.bgapi(f"eval number {n}") for n in range(3)]
    assert [job.wait(5) for job in jobs] == ["number 0", "number 1", "number 2"]


def test_variables(either: Desk) -> None:
    """What is set is got, a tilde at its beginning included; unset ones are empty."""
    session = either.take()
    session.set_variables({"probe_a": "~x", "probe_b": "世 = 1"}).accepted()
    assert session.get_variable("probe_a") == "~x"
    assert session.get_variable("probe_b") == "世 = 1"
    assert session.get_variable("probe_none") == ""
    with pytest.raises(UnsafeText):
        session.set_variables({"probe_c": "${system(id)}"})


def test_refusals(either: Desk) -> None:
    """A refused command says what and why."""
    session = either.take()
    with pytest.raises(CommandRefused, match=r"'myevents json'.*aready enabled"):
        session.myevents()
    with pytest.raises(UnsafeText):
        session.hangup("NORMAL_CLEARING; api hupall")


def test_hanging_up(either: Desk) -> None:
    """By an API call, which does not wait for what is playing."""
    session = either.take()
    execution = session.start("playback", "silence_stream://-1")
    gevent.sleep(0.05)
    session.hangup("USER_BUSY")
    assert session.finish(execution, 30).ended == "hangup"
    assert session.gone.wait(5)
    assert session.cause == "USER_BUSY"


def test_letting_go_at_once_strands_nobody(either: Desk) -> None:
    """A call that is closed right after its opening goes on in the dialplan."""
    session = either.take(after=[("set", "probe_after=yes"), ("park", "")])
    session.close()
    either.clock.sleep(0.5)
    answer = either.bench.peer.api(f"uuid_getvar {session.uuid} probe_after")
    assert answer.strip() == "yes"


def test_the_vocabulary(either: Desk) -> None:
    """greenswitch's verbs, blocking and not."""
    session = either.take(before=())
    session.answer()
    done = session.playback("silence_stream://100")
    assert done is not None and done.get("Application-Response") == "FILE PLAYED"
    with pytest.raises(ExecutionTimeout):
        session.call_command("playback", "silence_stream://-1", block=True, response_timeout=0.1)
    collecting = gevent.spawn(
        session.play_and_get_digits, 1, 2, 1, 3000, "#", "silence_stream://200", digits_regex=r"^\d+$"
    )
    either.clock.sleep(0.3)
    either.press(session, "42")
    assert collecting.get(timeout=10) == "42"
    with pytest.raises(UnsafeText):
        session.say(text="1 2")
    session.playback("silence_stream://-1", block=False)
    gevent.sleep(0.05)
    session.uuid_break()
    either.hang_up()
    assert session.gone.wait(5)
    with pytest.raises(HungUp):
        session.playback("silence_stream://100")


def test_further_events(either: Desk) -> None:
    """Asked for later, delivered to an own mailbox, and no more after that."""
    session = either.take()
    session.listen("PLAYBACK_STOP")
    seen: list[str] = []
    session.register_handle("PLAYBACK_STOP", lambda event: seen.append(event.get("Playback-Status")))
    session.execute("playback", "silence_stream://100", 30)
    gevent.sleep(0.05)
    session.unlisten("PLAYBACK_STOP")
    session.execute("playback", "silence_stream://100", 30)
    gevent.sleep(0.05)
    assert seen == ["done"]


def test_a_loop_whose_short_pass_is_told_by_the_stamps(script: Script) -> None:
    """Two passes, the second of 200 ms by the switch's own clock: the third never comes."""
    session = script.session()
    execution = session.start("playback", "x", loops=5)
    execution._mark -= 10
    head = script.hear(b"x")
    uuid = head.split(b"Event-UUID: ")[1].split(b"\n")[0].decode()
    names = {"Event_Name": "CHANNEL_EXECUTE_COMPLETE", "Application": "playback", "Application_UUID": uuid}
    script.say(ok(), json_event(**names, Event_Date_Timestamp="1000000"))
    while execution.event is None:
        gevent.sleep(0)
    assert not execution.over
    script.say(json_event(**names, Event_Date_Timestamp="1200000"))
    assert session.finish(execution, 5).ended == "complete"


def test_another_application_with_our_id_is_not_ours(script: Script) -> None:
    """The switch hands a skipped application's id to the next one."""
    session = script.session()
    execution = session.start("playback", "x")
    uuid = script.hear(b"x").split(b"Event-UUID: ")[1].split(b"\n")[0].decode()
    script.say(
        ok(),
        json_event(Event_Name="CHANNEL_EXECUTE_COMPLETE", Application="park", Application_UUID=uuid),
    )
    assert execution.wait(0.05).ended == "deadline"


def test_the_switch_lets_go(script: Script) -> None:
    """A disconnect notice ends every wait; nothing more can be sent."""
    session = script.session()
    execution = session.start("playback", "x")
    script.hear(b"x")
    notice = (
        b"Content-Type: text/disconnect-notice\nContent-Disposition: disconnect\nContent-Length: 3\n\nbye"
    )
    script.say(ok(), notice)
    assert execution.wait(5).ended == "disconnected"
    with pytest.raises(ConnectionLost):
        session.start("eval")


def test_a_reply_to_connect_without_an_id(script: Script) -> None:
    """Something that is no switch is not a call."""
    session = script.session()
    opening = gevent.spawn(session.open)
    script.hear()
    script.say(b"Unique-ID: a b\nContent-Type: command/reply\n\n")
    with pytest.raises(ConnectionLost, match="Unique-ID"):
        opening.get(timeout=5)


def test_what_is_held_goes_with_the_next_command(either: Desk) -> None:
    """Variables in one command, the last value of each; then the commands, then what was sent."""
    session = either.take()
    session.hold_variables({"held_a": "1", "held_b": "2"})
    session.hold(commands.api(f"uuid_setvar {session.uuid} held_c 3"))
    session.hold_variables({"held_a": "4"})
    values = [session.get_variable(name) for name in ("held_a", "held_b", "held_c")]
    assert values == ["4", "2", "3"]


def test_what_is_held_goes_when_the_greenlet_waits(script: Script) -> None:
    """It need not send anything, whatever it waits for."""
    session = script.session()
    session.hold_variables({"a": "1"})
    gevent.sleep(0)
    assert script.hear(b"a=1\n\n").endswith(b" a=1\n\n")


def test_what_is_held_goes_at_once_if_asked(script: Script) -> None:
    """As before an effect; a connection that has ended raises nothing."""
    session = script.session()
    session.hold_variables({"a": "1"})
    session.flush()
    assert script.hear(b"a=1\n\n").endswith(b" a=1\n\n")
    session.stop(0.1)
    session.hold_variables({"a": "2"})
    session.flush()
    assert not session.connected
