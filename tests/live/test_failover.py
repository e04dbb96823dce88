"""An engine dies, hangs or is stopped in the middle of a call: the caller goes on."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing

import pytest

from tests.live.conftest import NUMBER, Ring
from tests.live.engines import FALLBACK, Engine, Project, until
from tests.switch import Switch

pytestmark = pytest.mark.live

Two = tuple[Engine, Engine]

TALKER = "7004"
"""A party that answers at once and talks for some seconds."""
LATE = "7005"
"""One that answers after a while."""


@pytest.fixture
def parties(switch: Switch) -> None:
    """Somebody to ring."""
    talk = [("answer", ""), ("playback", "silence_stream://3000"), ("hangup", "NORMAL_CLEARING")]
    switch.extension(TALKER, talk)
    switch.extension(LATE, [("ring_ready", ""), ("sleep", "3000"), *talk])


def test_killed_in_a_menu_prompt_the_caller_goes_on_in_the_same_menu(
    two: Two, call: Ring, project: Project
) -> None:
    first, _ = two
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.kill()
    caller.happens("call_resumed", node="second")
    caller.press("1")
    caller.happens("milestone", name="kept", value=f"of {caller.number} in zh-CN")
    caller.press("#")
    assert caller.ends() == "completed"
    assert project.rows("trial", "SELECT count(*) FROM visits WHERE caller = ?", caller.number) == [(1,)]
    assert len(caller.of("call_started")) == len(caller.of("call_finished")) == 1
    assert caller.visits("note") == caller.visits("second") == 1


def test_killed_in_a_flow_within_a_flow(two: Two, call: Ring) -> None:
    caller = call()
    caller.reaches("main")
    caller.press("*")
    caller.reaches("inside")
    two[0].kill()
    caller.happens("call_resumed", flow="inner", node="inside")
    caller.press("1")
    caller.happens("milestone", name="word", value=f"word of {caller.number}")
    caller.press("*")
    caller.reaches("main", 2)
    caller.press("#")
    assert caller.ends() == "completed"


def test_killed_again_and_again(two: Two, call: Ring, project: Project) -> None:
    first, second = two
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.kill()
    until("the first resumption", lambda: len(caller.of("call_resumed")) == 1)
    first.start()
    second.kill()
    until("the second resumption", lambda: len(caller.of("call_resumed")) == 2)
    caller.press("1")
    caller.happens("milestone", name="kept", value=f"of {caller.number} in zh-CN")
    caller.press("#")
    assert caller.ends() == "completed"


@pytest.mark.parametrize("party", [TALKER, LATE], ids=["talking", "ringing"])
def test_killed_in_a_dial_the_talk_goes_on_and_the_flow_after_it(
    two: Two, call: Ring, parties: None, switch: Switch, party: str
) -> None:
    caller = call(name=party)
    caller.reaches("main")
    caller.press("6")
    caller.reaches("talk")
    until("the other leg", lambda: f",{party}," in switch.api("show channels"))
    if party == TALKER:
        until("the talk", lambda: f",{party}," in switch.api("show calls"))
    two[0].kill()
    assert caller.there
    assert f",{party}," in switch.api("show channels")
    caller.happens("call_resumed", node="talk")
    caller.happens("milestone", name="talked")
    assert len(caller.of("dialled")) == 1
    caller.reaches("main", 2)
    caller.press("#")
    assert caller.ends() == "completed"


def test_a_hung_engine_loses_the_call_and_does_not_meddle_when_it_wakes(two: Two, call: Ring) -> None:
    first, second = two
    first.signal(signal.SIGSTOP)
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.signal(signal.SIGCONT)
    until("the late engine's insight", lambda: f"call {caller.call}: we came too late" in first.log())
    caller.press("1")
    caller.happens("milestone", name="kept", value=f"of {caller.number} in zh-CN")
    caller.press("#")
    assert caller.ends() == "completed"
    assert len(caller.of("call_started")) == 1
    assert not caller.of("call_resumed")
    assert first.running and second.running


def test_the_switch_gives_a_hung_engine_up_and_the_caller_goes_on(two: Two, call: Ring) -> None:
    first, _ = two
    first.signal(signal.SIGSTOP)
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    # After 25 s without a word from the first engine the switch takes the call from the second as well.
    until("the second offer", lambda: len(caller.of("call_resumed")) > 0, 40)
    caller.press("1")
    caller.happens("milestone", name="kept", value=f"of {caller.number} in zh-CN")
    caller.press("#")
    assert caller.ends() == "completed"
    assert len(caller.of("milestone")) == len(caller.of("call_finished")) == 1


def test_with_the_first_engine_dead_the_second_answers(two: Two, call: Ring) -> None:
    two[0].kill()
    caller = call()
    caller.reaches("main")
    caller.press("#")
    assert caller.ends() == "completed"


def test_with_both_dead_the_caller_hears_it_and_goes_to_the_fallback(
    two: Two, call: Ring, switch: Switch
) -> None:
    caller = call()
    caller.reaches("main")
    for engine in two:
        engine.kill()
    until("the fallback extension", lambda: f",{FALLBACK}," in switch.api("show channels"))
    assert caller.there


def test_killed_while_recording_the_caller_finishes_and_is_asked_again(two: Two, call: Ring) -> None:
    caller = call()
    caller.reaches("main")
    caller.press("4")
    caller.is_recorded()
    two[0].kill()
    caller.press("#")
    caller.happens("call_resumed", node="take")
    caller.speak(1.5)
    caller.press("#")
    caller.happens("milestone", name="saved")
    assert [event.to_json()["ended"] for event in caller.of("recorded")] == ["key"]


def test_killed_in_a_pause(two: Two, call: Ring) -> None:
    caller = call()
    caller.reaches("main")
    caller.press("5")
    caller.reaches("rest")
    two[0].kill()
    caller.happens("call_resumed", node="rest")
    caller.happens("milestone", name="rested")


def test_killed_while_a_database_is_asked_the_caller_chooses_again(
    two: Two, call: Ring, project: Project
) -> None:
    caller = call()
    caller.reaches("main")
    with closing(sqlite3.connect(project.database("slow"))) as database:
        database.execute("BEGIN EXCLUSIVE")
        caller.press("7")
        caller.reaches("ask")
        two[0].kill()
        caller.happens("call_resumed", node="main")
        database.rollback()
    caller.press("7")
    caller.happens("milestone", name="answered", value="hello")


def test_a_change_under_way_is_done_once(two: Two, call: Ring, project: Project) -> None:
    caller = call()
    caller.reaches("main")
    with closing(sqlite3.connect(project.database("slow"))) as database:
        database.execute("BEGIN EXCLUSIVE")
        caller.press("9")
        caller.reaches("change")
        two[0].kill()
        caller.happens("call_resumed", node="change")
        database.rollback()
    caller.reaches("main", 2)
    assert caller.visits("not_done") == 0
    assert project.rows("slow", "SELECT count(*) FROM words WHERE word = ?", caller.number) == [(1,)]


def test_an_engine_that_is_stopped_hands_its_calls_over(two: Two, call: Ring, parties: None) -> None:
    first, _ = two
    menu, talk = call(), call(name=TALKER)
    for caller, key, node in ((menu, "1", "second"), (talk, "6", "talk")):
        caller.reaches("main")
        caller.press(key)
        caller.reaches(node)
    first.stop()
    menu.happens("call_resumed", node="second")
    menu.press("1")
    menu.happens("milestone", name="kept", value=f"of {menu.number} in zh-CN")
    talk.happens("call_resumed", node="talk")
    talk.happens("milestone", name="talked")
    for caller in (menu, talk):
        caller.press("#")
        assert caller.ends() == "completed"


def test_a_position_of_another_key_starts_the_call_over(
    two: Two, call: Ring, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    second.stop()
    monkeypatch.setitem(project.environment, "CALLWRIGHT_LIVE_KEY", "quite another word")
    second.start()
    caller = call()
    caller.reaches("main")
    caller.press("1")
    caller.reaches("second")
    first.kill()
    caller.reaches("main", 2)
    caller.press("1")
    caller.reaches("second", 2)
    # It is another run: what the first has done does not count as done.
    assert project.rows("trial", "SELECT count(*) FROM visits WHERE caller = ?", caller.number) == [(2,)]
    caller.press("*")
    caller.reaches("main", 3)
    caller.press("#")
    assert caller.ends() == "completed"
    assert NUMBER in str(caller.of("call_started")[-1].to_json()["called"])
