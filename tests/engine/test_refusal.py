"""A call that nobody answers: what is heard, why it ends, and what the journal says of it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.events import Event
from engine.refusal import Refusal, refuse_call
from nodes.call import LineFacts
from nodes.channel import Played
from nodes.clips import Clip
from tests.engine.world import FakeChannel, FakeClock, services


class Caller(FakeChannel):
    """A caller whose exchange hears early media."""

    def __init__(self, keys: str = "", fault: str = "") -> None:
        super().__init__(keys)
        self.early = False
        self._fault = fault

    def ring(self, early_media: bool = False) -> None:
        super().ring(early_media)
        self.early = early_media

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        assert self.early, "the notice would answer the call"
        if self._fault:
            raise RuntimeError(self._fault)
        played = super().play(clips, stop)
        self._answered = False
        return played


def refused(
    caller: Caller, notice: str = "line_full", languages: tuple[str, ...] = ("zh-CN",)
) -> list[Event]:
    """The journal of a call on a line that is full."""
    events: list[Event] = []
    line = LineFacts("12345", "Mayor")
    given = services(FakeClock())
    refuse_call(
        caller, Refusal(line, given, events.append, "line_full", "USER_BUSY", notice, tuple(languages))
    )
    return events


def told(events: Sequence[Event]) -> list[str]:
    return [f"{event.kind} {event.detail()}" for event in events]


def test_the_notice_is_heard_before_an_answer_and_the_cause_after_it() -> None:
    caller = Caller()
    events = refused(caller)
    assert (caller.answered, caller.ended_with) == (False, "USER_BUSY")
    assert [event.kind for event in events] == ["call_started", "heard", "hung_up", "call_finished"]
    assert told(events)[1:] == [
        "heard text=[line_full zh-CN] language=zh-CN ended=done key=",
        "hung_up by=flow cause=USER_BUSY",
        f"call_finished result=line_full seconds={events[-1].t}",
    ]
    assert "line=Mayor flow= release=" in told(events)[0]


def test_without_a_notice_nothing_is_heard() -> None:
    caller = Caller()
    assert [event.kind for event in refused(caller, "")] == ["call_started", "hung_up", "call_finished"]
    assert (caller.played, caller.ended_with) == ([], "USER_BUSY")


def test_a_caller_who_hangs_up_in_the_notice() -> None:
    events = refused(Caller("!"))
    assert [event.kind for event in events] == ["call_started", "heard", "hung_up", "call_finished"]
    assert "ended=hangup" in told(events)[1] and "by=caller" in told(events)[2]


def test_a_notice_that_fails_ends_the_call_all_the_same() -> None:
    caller = Caller(fault="no sound")
    events = refused(caller)
    assert caller.ended_with == "USER_BUSY"
    assert any("refusal: RuntimeError: no sound" in line for line in told(events))


def test_a_language_without_a_sound_gives_way_to_another() -> None:
    assert "[line_full en]" in told(refused(Caller(), languages=()))[1]
