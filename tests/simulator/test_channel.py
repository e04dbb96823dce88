"""What only a simulated channel has: its grain, its notices, callers who never act, forgotten recordings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from nodes.channel import ANY_KEY, CallFacts, Channel, Dial, Recording
from nodes.clips import Clip
from nodes.errors import CallEnded
from simulator.caller import Act, TimedCaller
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.legs import Leg, Legs
from simulator.listening import ListeningChannel
from simulator.switch import Answer, Refusal, Switch
from tests.simulator.ear import NotingCaller

SOUND = [Clip("speech", "欢迎", ms=2000)]


def channel(*acts: Act, switch: Switch | None = None) -> tuple[SimChannel, VirtualClock]:
    """A fresh call whose caller does `acts`."""
    clock = VirtualClock()
    return SimChannel(CallFacts("c1"), clock, TimedCaller(acts), switch), clock


@pytest.mark.parametrize(("pressed", "noticed"), [(500, 500), (501, 520), (519, 520), (521, 540)])
def test_a_key_is_noticed_at_the_end_of_its_frame(pressed: int, noticed: int) -> None:
    line, clock = channel(Act(pressed, "key", "1"))
    assert line.play(SOUND, ANY_KEY).ms == noticed
    assert clock.ms == noticed


def test_a_key_at_the_very_end_of_a_prompt_is_too_late_for_it() -> None:
    line, _ = channel(Act(2000, "key", "1"))
    assert line.play(SOUND, ANY_KEY).ended == "done"
    assert line.next_key(0).key == "1"


def test_a_caller_who_would_wait_for_ever_hangs_up() -> None:
    line, _ = channel(Act(300, "key", "5"))
    recorded = line.record(Recording("/x.wav", max_seconds=0, end_keys="#"))
    assert recorded.ended == "hangup"
    assert not line.up


def test_speech_without_an_end_lasts_as_long_as_the_recording() -> None:
    line, _ = channel(Act(0, "talk"), Act(60_000, "key", "#"))
    recorded = line.record(Recording("/x.wav", max_seconds=0, silence_seconds=2, end_keys="#"))
    assert (recorded.ended, recorded.seconds) == ("key", 60.0)
    assert line.record(Recording("/y.wav", max_seconds=0, silence_seconds=2)).ended == "silence"


def test_nothing_is_recorded_where_the_disk_is_full() -> None:
    line, clock = channel(switch=Switch(unwritable={"/full": "the disk of /full is full"}))
    recorded = line.record(Recording("/full/x.wav"))
    assert (recorded.ended, recorded.reason, clock.ms) == ("failed", "the disk of /full is full", 0)


def test_legs_serve_in_their_order_and_as_often_as_they_may() -> None:
    legs = Legs(
        [Leg("busy", "8001", times=1), Leg("rejected", "8001", cause="USER_CHALLENGE"), Leg("busy", "9")]
    )
    line, _ = channel(switch=Switch(legs))
    ended = [line.dial(Dial(f"d{n}", ("user/8001",))) for n in range(2)]
    assert [(each.ended, each.cause) for each in ended] == [
        ("busy", "USER_BUSY"),
        ("rejected", "USER_CHALLENGE"),
    ]
    assert line.dial(Dial("d3", ("user/7000",))).ended == "ended"
    assert [leg.target for leg in legs.unused()] == ["9"]


def test_a_dial_is_remembered_by_its_step() -> None:
    line, _ = channel(switch=Switch(Legs([Leg("busy")])))
    dialled = line.dial(Dial("c1:4", ("user/8001",)))
    assert line.last_dial("c1:4") == dialled


@pytest.mark.parametrize("ended", ["busy", "failed"])
def test_a_transfer_can_be_refused(ended: str) -> None:
    line, _ = channel(switch=Switch(refusals=[Refusal("9000", ended, "WHY")]))
    moved = line.transfer("9000 XML default")
    assert (moved.ended, moved.cause, line.up) == (ended, "WHY", True)


def test_applications_answer_as_prepared() -> None:
    answers = [Answer("lua", "weather.lua", response="sunny", seconds=2.0), Answer("status", ok=False)]
    line, clock = channel(switch=Switch(answers=answers))
    assert line.execute("lua", "weather.lua Berlin").response == "sunny"
    assert clock.elapsed() == 2.0
    assert not line.execute("status", api=True).ok
    assert line.execute("version", api=True).ok
    assert line.execute("lua", "other.lua").ok


def _busy_call(line: Channel) -> None:
    """A bit of everything that a flow does."""
    line.play(SOUND, ANY_KEY)
    line.next_key(3.0)
    line.start_sound(SOUND)
    line.stop_sound()
    line.play(SOUND, ANY_KEY)
    line.next_key(0.0)
    line.next_key(1.0)
    line.record(Recording("/x.wav", max_seconds=3.0))
    line.dial(Dial("d", ("user/1",)))
    line.play(SOUND)
    line.next_key(2.0)
    line.play(SOUND)


@pytest.mark.parametrize("hangup", [None, 1000, 2500, 5500, 8000, 11_000, 30_000, 32_000, 34_000])
def test_a_listening_channel_gives_the_notices_of_a_simulated_one(hangup: int | None) -> None:
    acts = [Act(2400, "key", "1"), Act(3000, "key", "2"), Act(4500, "talk", ms=900)]
    acts += [Act(hangup, "hangup")] if hangup else []

    def notes(wrapped: bool) -> list[tuple[object, ...]]:
        clock, caller, ear = VirtualClock(), NotingCaller(acts), NotingCaller()
        line: Channel = SimChannel(CallFacts("c1"), clock, caller)
        with suppress(CallEnded):
            _busy_call(ListeningChannel(line, ear, clock) if wrapped else line)
        return ear.notes if wrapped else caller.notes

    assert notes(True) == notes(False)
    assert (("over", hangup) in notes(True)) == bool(hangup)


VERBS: dict[str, Callable[[Channel], object]] = {
    "answer": lambda line: line.answer(),
    "ring": lambda line: line.ring(),
    "send_keys": lambda line: line.send_keys("1"),
    "get": lambda line: line.get("x"),
    "set": lambda line: line.set("x", "y"),
    "execute": lambda line: line.execute("log", "x"),
    "last_dial": lambda line: line.last_dial("x"),
    "transfer": lambda line: line.transfer("9000"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_listening_channel_passes_everything_on(verb: str) -> None:
    ear, clock = NotingCaller(), VirtualClock()
    plain, wrapped = channel()[0], ListeningChannel(channel()[0], ear, clock)
    assert VERBS[verb](wrapped) == VERBS[verb](plain)
    assert (wrapped.up, wrapped.answered, wrapped.facts) == (plain.up, plain.answered, plain.facts)
    wrapped.hangup()
    assert ear.notes == [("over", 0)]
    with pytest.raises(CallEnded):
        VERBS[verb](wrapped)
    assert ear.notes == [("over", 0)]
