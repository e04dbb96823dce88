"""The dialogue by itself, fed with notices by hand: no channel, no clock."""

from __future__ import annotations

from nodes.clips import Clip
from simulator.caller import Act
from simulator.dialogue import Dialogue
from simulator.steps import HangUp, Hear, Match, Never, Press, Say, Silence, Step, Wait


def said(text: str) -> list[Clip]:
    """What a prompt that says `text` is made of."""
    return [Clip("speech", text, "en")]


class Driver:
    """Feeds a dialogue and collects what it does."""

    def __init__(self, *steps: Step) -> None:
        self.dialogue = Dialogue(steps)
        self.acts: list[Act] = []

    def hear(self, at: int, text: str, ms: int = 1000, ended: str = "done") -> None:
        """A prompt from `at` on."""
        self.dialogue.hears(at, said(text), ms)
        self.until(at + ms)
        self.dialogue.heard(at + ms, ended)

    def wait(self, at: int, ms: int = 5000, ended: str = "timeout") -> None:
        """A wait for a key; it ends when a key was pressed."""
        self.dialogue.waits(at, "key", ms)
        before = len(self.acts)
        self.until(at + ms, keys=1)
        pressed = len(self.acts) > before
        self.dialogue.waited(self.acts[-1].at if pressed else at + ms, "key", "key" if pressed else ended)

    def until(self, at: int, keys: int = 1000) -> None:
        """Do what is due before `at`, at most so many acts."""
        while keys and (due := self.dialogue.due) is not None and due < at:
            act = self.dialogue.act()
            if act is not None:
                self.acts.append(act)
                keys -= 1

    @property
    def done(self) -> list[tuple[int, str]]:
        """When each act was, and the key or the kind."""
        return [(act.at, act.key or act.kind) for act in self.acts]


def test_keys_are_pressed_when_the_flow_waits_after_the_prompt() -> None:
    caller = Driver(Press("2", after=0.5), Press("13", after=0.5, pace=0.25))
    caller.hear(0, "main menu")
    assert caller.done == []
    caller.wait(1000)
    assert caller.done == [(1500, "2")]
    caller.hear(1500, "submenu")
    caller.wait(2500)
    caller.wait(3000)
    assert caller.done == [(1500, "2"), (3000, "1"), (3250, "3")]
    assert caller.dialogue.finished


def test_the_next_group_waits_for_the_next_prompt_or_for_an_attempt_that_passed() -> None:
    caller = Driver(Press("1"), Press("2"))
    caller.hear(0, "number")
    caller.wait(1000)
    caller.wait(1500, 3000)
    assert caller.done == [(1500, "1")]
    caller.wait(4500)
    assert caller.done == [(1500, "1"), (5000, "2")]


def test_a_pause_of_the_flow_is_no_question() -> None:
    caller = Driver(Press("1"))
    caller.dialogue.enters(0, "f", "hold", "wait")
    caller.hear(0, "please hold")
    caller.wait(1000, 3000)
    assert caller.done == []
    caller.dialogue.enters(4000, "f", "main", "menu")
    caller.hear(4000, "menu")
    caller.wait(5000)
    assert caller.done == [(5500, "1")]


def test_keys_pressed_into_what_sounds() -> None:
    caller = Driver(Press("1", Match("second"), after=0.2))
    caller.hear(0, "the first")
    caller.wait(1000)
    caller.hear(6000, "the second")
    assert caller.done == [(6200, "1")]


def test_hear_takes_what_was_heard_since_the_last_one() -> None:
    caller = Driver(Press("1"), Hear(Match("one")), Hear(Match("three")), HangUp())
    caller.hear(0, "zero")
    caller.wait(1000)
    for number, text in enumerate(("one", "two", "three")):
        caller.hear(2000 + 1000 * number, text)
    caller.until(9000)
    assert caller.done == [(1500, "1"), (5000, "hangup")]


def test_speaking_then_a_key_in_a_recording() -> None:
    caller = Driver(Say(4.0, "my case", after=1.0), Press("#", after=0.5))
    caller.hear(0, "after the tone")
    caller.dialogue.waits(1000, "record", 60_000)
    caller.until(61_000)
    assert [(act.at, act.kind, act.ms, act.text) for act in caller.acts] == [
        (2000, "talk", 4000, "my case"),
        (6500, "key", 0, ""),
    ]


def test_a_group_of_keys_speaks_first_where_the_flow_records() -> None:
    caller = Driver(Press("#", after=0.5, speaks=5.0))
    caller.dialogue.waits(1000, "record", 60_000)
    caller.until(61_000)
    assert caller.done == [(1000, "talk"), (6500, "#")]


def test_silence_lets_one_attempt_pass() -> None:
    caller = Driver(Silence(), Press("1"))
    caller.hear(0, "menu")
    caller.wait(1000)
    assert caller.done == []
    caller.hear(6000, "menu")
    caller.wait(7000)
    assert caller.done == [(7500, "1")]


def test_time_passes_whatever_happens() -> None:
    caller = Driver(Wait(3.0), Press("1", at_once=True, after=0.0))
    caller.hear(0, "a long text", 10_000)
    assert caller.done == [(3000, "1")]


def test_nobody_answers_a_dialled_leg() -> None:
    caller = Driver(Press("1"))
    caller.dialogue.waits(0, "dial", None)
    caller.until(60_000)
    assert caller.done == []


def test_what_must_never_be_heard_ends_the_call() -> None:
    caller = Driver(Never(Match("sorry"), line=4), Press("1"))
    caller.dialogue.enters(0, "f", "welcome", "play")
    caller.hear(0, "hello")
    caller.dialogue.enters(1000, "f", "broken", "play")
    caller.hear(1000, "We are sorry.")
    assert caller.done == [(1000, "hangup")]
    caller.dialogue.over(1000)
    (failure,) = caller.dialogue.failures
    assert (failure.line, failure.where.place, failure.where.path) == (4, "f.broken", ("welcome", "broken"))
    assert failure.told.en == "'We are sorry.' was never to be heard, and was"
    assert failure.told.zh == "不应听到“We are sorry.”，却听到了"


def test_a_step_that_did_not_come_about_says_what_was_heard_instead() -> None:
    caller = Driver(Hear(Match("hello"), line=2), Press("1", line=3), Hear(Match("submenu"), line=4))
    caller.hear(0, "hello")
    caller.wait(1000)
    caller.hear(2000, "wrong key")
    caller.hear(3000, "goodbye")
    caller.dialogue.over(4000)
    (failure,) = caller.dialogue.failures
    assert failure.line == 4
    assert failure.told.en == "the call ended before the caller could hear 'submenu'"
    assert failure.told.zh == "来电者还没有听到“submenu”，通话就结束了"
    assert (failure.where.heard, failure.where.at) == (("wrong key", "goodbye"), 4000)


def test_a_wait_that_the_end_of_the_call_cuts_short_is_no_failure() -> None:
    caller = Driver(Wait(60.0))
    caller.dialogue.over(1000)
    assert caller.dialogue.failures == []
    assert caller.dialogue.due is None
