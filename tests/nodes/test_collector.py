"""The digit collector: what is asked and heard, and how asking ends, for keys at set times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nodes.collector import Asking, Collected, Verdict
from nodes.errors import CallEnded, CallLimit, GlobalKey
from nodes.prompts import Prompt, Segment, Variant
from tests.nodes.stage import staged


def say(*tries: str, language: str = "") -> Prompt:
    """A prompt of so many tries."""
    return Prompt(
        tuple(Variant(language, (Segment("say", text),), number) for number, text in enumerate(tries, 1))
    )


def of(*entries: str) -> Callable[[str], Verdict]:
    """Judges by a list of right entries, as a menu does."""

    def judge(digits: str) -> Verdict:
        longer = any(entry.startswith(digits) and entry != digits for entry in entries)
        if digits in entries:
            return "may_end" if longer else "accept"
        return "wait" if longer else "reject"

    return judge


def count(least: int, most: int) -> Callable[[str], Verdict]:
    """Judges by length, as a number does."""
    return lambda digits: "accept" if len(digits) >= most else "may_end" if len(digits) >= least else "wait"


MENU = Asking(say("menu"), of("1", "2"), silence=say("quiet"), wrong=say("bad"))
LONG = Asking(say("menu"), of("1", "12"))
NUMBER = Asking(say("number"), count(4, 8), end_key="#", cancel_key="*")


def test_a_key_during_the_prompt_cuts_it_short() -> None:
    call, channel = staged("2", every=0.5)
    assert call.collect(MENU) == Collected("valid", "2", 1)
    assert channel.heard == ["menu-"]
    assert channel.time == 0.5


def test_a_key_after_the_prompt_is_waited_for() -> None:
    call, channel = staged(at=[(5.9, "1")])
    assert call.collect(MENU) == Collected("valid", "1", 1)
    assert channel.heard == ["menu"]


def test_the_first_key_time_runs_from_the_end_of_the_prompt() -> None:
    call, channel = staged(at=[(6.1, "1")])
    assert call.collect(replace(MENU, attempts=1)) == Collected("no_input", "", 1)
    assert channel.time == 6.0


def test_a_prompt_that_keys_do_not_interrupt_is_heard_to_its_end_and_the_key_counts() -> None:
    call, channel = staged("2", every=0.5)
    assert call.collect(replace(MENU, interrupt=False)) == Collected("valid", "2", 1)
    assert channel.heard == ["menu"]
    assert channel.time == 1.0


def test_type_ahead_answers_before_the_prompt() -> None:
    call, channel = staged("21", every=0.1)
    channel.time = 1.0
    assert call.collect(MENU) == Collected("valid", "2", 1)
    assert channel.heard == []
    assert call.collect(MENU) == Collected("valid", "1", 1)
    assert channel.heard == []


def test_without_type_ahead_earlier_keys_are_forgotten() -> None:
    call, channel = staged("21", every=0.1, at=[(3.0, "1")])
    channel.time = 1.0
    assert call.collect(replace(MENU, type_ahead=False)) == Collected("valid", "1", 1)
    assert channel.heard == ["menu"]


def test_the_inter_key_time_decides_between_1_and_12() -> None:
    call, _ = staged(at=[(0.5, "1"), (3.4, "2")])
    assert call.collect(LONG).digits == "12"
    call, channel = staged(at=[(0.5, "1"), (3.6, "2")])
    assert call.collect(LONG) == Collected("valid", "1", 1)
    assert channel.time == 3.5


def test_silence_and_wrong_keys_have_their_own_notices_and_counts() -> None:
    asking = replace(
        MENU,
        silence=say("quiet", "still quiet"),
        wrong=say("bad"),
        repeat=say("again"),
        attempts=9,
        wrong_attempts=2,
    )
    call, channel = staged(at=[(20.0, "9"), (40.0, "8")])
    assert call.collect(asking) == Collected("no_input", "", 4)
    assert channel.heard == ["menu", "quiet", "again", "still quiet", "again", "bad", "again"]


def test_wrong_keys_end_it_by_their_own_limit() -> None:
    call, channel = staged(at=[(0.5, "9"), (2.0, "8")])
    assert call.collect(replace(MENU, wrong_attempts=2)) == Collected("invalid", "8", 2)
    assert channel.heard == ["menu-", "bad", "menu-"]


@pytest.mark.parametrize(("limits", "ended"), [({"attempts": 2}, 2), ({"silent_attempts": 1}, 1), ({}, 3)])
def test_attempts_run_out(limits: dict[str, int], ended: int) -> None:
    call, channel = staged()
    assert call.collect(replace(MENU, **limits)) == Collected("no_input", "", ended)  # type: ignore[arg-type]
    assert channel.heard.count("menu") == ended


def test_the_prompt_grows_more_explicit_with_each_attempt() -> None:
    call, channel = staged()
    call.collect(replace(MENU, prompt=say("short", "longer"), silence=Prompt()))
    assert channel.heard == ["short", "longer", "longer"]


def test_a_repeat_prompt_that_has_nothing_to_say_yet_leaves_it_to_the_prompt() -> None:
    late = Prompt((Variant("", (Segment("say", "at last"),), 3),))
    call, channel = staged()
    call.collect(replace(MENU, repeat=late, silence=Prompt()))
    assert channel.heard == ["menu", "menu", "at last"]
    call, channel = staged()
    call.collect(replace(MENU, repeat=say("encore", language="fr"), silence=Prompt()))
    assert channel.heard == ["menu", "menu", "menu"]


def test_one_prompt_for_silence_and_wrong_keys_counts_each_apart() -> None:
    notice = say("once", "twice")
    call, channel = staged(at=[(0.5, "9")])
    call.collect(replace(MENU, silence=notice, wrong=notice, attempts=3))
    assert channel.heard == ["menu-", "once", "menu", "once", "menu"]


def test_a_key_in_the_notice_skips_the_prompt() -> None:
    call, channel = staged(at=[(6.5, "1")])
    assert call.collect(MENU) == Collected("valid", "1", 2)
    assert channel.heard == ["menu", "quiet-"]


def test_keys_left_over_from_a_wrong_entry_are_forgotten() -> None:
    call, channel = staged("91", every=0.0)
    assert call.collect(replace(MENU, wrong_attempts=1)) == Collected("invalid", "9", 1)
    call, channel = staged("91", every=0.0)
    assert call.collect(replace(MENU, silent_attempts=1)) == Collected("no_input", "", 2)
    assert channel.heard == ["bad", "menu"]


def test_an_end_key_ends_an_entry_that_may_end() -> None:
    call, _ = staged("1234#", every=0.2)
    assert call.collect(NUMBER) == Collected("valid", "1234", 1)


@pytest.mark.parametrize("keys", ["12#", "#", "12"])
def test_too_few_keys_are_wrong(keys: str) -> None:
    call, _ = staged(keys, every=0.2)
    assert call.collect(replace(NUMBER, attempts=1)).ended == "invalid"


def test_the_inter_key_time_ends_an_entry_that_may_end() -> None:
    call, channel = staged("1234", every=0.2)
    assert call.collect(NUMBER) == Collected("valid", "1234", 1)
    assert channel.time == pytest.approx(3.8)


def test_the_cancel_key_ends_it_at_once_even_first() -> None:
    call, _ = staged("12*", every=0.2)
    assert call.collect(NUMBER) == Collected("cancelled", "12", 1)
    call, _ = staged("*", every=0.2)
    assert call.collect(NUMBER) == Collected("cancelled", "", 1)


def test_a_finished_entry_that_is_not_valid_is_asked_for_again() -> None:
    call, channel = staged(at=[(0.2, c) for c in "1111#"] + [(1.5, c) for c in "2222#"])
    asking = replace(NUMBER, valid=lambda digits: digits == "2222", wrong=say("bad"))
    assert call.collect(asking) == Collected("valid", "2222", 2)
    assert channel.heard == ["number-", "bad", "number-"]


class TestAnEndKeyAfterACompleteEntry:
    """Callers press # after the last digit although the entry is complete by its length."""

    FOUR = Asking(say("pin"), count(4, 4), end_key="#")

    def test_it_is_no_answer_to_the_next_question(self) -> None:
        call, channel = staged(at=[(0.5, c) for c in "1234"] + [(1.0, "#"), (1.2, "2")])
        assert call.collect(self.FOUR) == Collected("valid", "1234", 1)
        assert call.collect(MENU) == Collected("valid", "2", 1)
        assert channel.heard == ["pin-", "menu-", "menu-"]

    def test_nor_when_it_was_typed_ahead(self) -> None:
        call, channel = staged("1234#2", every=0.1)
        channel.time = 1.0
        assert call.collect(self.FOUR) == Collected("valid", "1234", 1)
        assert call.collect(MENU) == Collected("valid", "2", 1)
        assert channel.heard == []

    def test_it_does_not_cut_the_next_prompt_short(self) -> None:
        call, channel = staged(at=[(0.5, c) for c in "1234"] + [(1.0, "#")])
        call.collect(self.FOUR)
        call.play(say("thank you"), "#")
        assert channel.heard == ["pin-", "thank you-", "thank you"]

    def test_it_does_not_use_up_the_wait_for_a_key(self) -> None:
        call, channel = staged(at=[(0.5, c) for c in "1234"] + [(1.0, "#")])
        call.collect(self.FOUR)
        assert call.next_key(2.0).ended == "timeout"
        assert channel.time == 3.0

    def test_later_it_is_a_key_like_any_other(self) -> None:
        call, _ = staged(at=[(0.5, c) for c in "1234"] + [(9.0, "#")])
        call.collect(self.FOUR)
        assert call.next_key(20.0).key == "#"

    def test_another_key_ends_the_waiting_for_it(self) -> None:
        call, _ = staged(at=[(0.5, c) for c in "1234"] + [(0.7, "1"), (0.8, "#")])
        call.collect(self.FOUR)
        assert [call.next_key(2.0).key for _ in range(2)] == ["1", "#"]

    def test_an_entry_ended_by_its_end_key_waits_for_no_second_one(self) -> None:
        call, _ = staged(at=[(0.5, c) for c in "1234#"] + [(0.7, "#")])
        call.collect(NUMBER)
        assert call.next_key(2.0).key == "#"


def test_a_first_key_that_cannot_be_right_goes_to_the_flow() -> None:
    call, _ = staged("0", every=0.5, global_keys={"0": "agent"})
    with pytest.raises(GlobalKey) as pressed:
        call.collect(replace(MENU, global_keys=True))
    assert pressed.value.key == "0"


@pytest.mark.parametrize(
    ("keys", "asking", "wanted"),
    [
        ("0", replace(MENU, attempts=1), Collected("invalid", "0", 1)),
        ("10", replace(LONG, global_keys=True, attempts=1), Collected("invalid", "10", 1)),
        ("1", replace(MENU, global_keys=True), Collected("valid", "1", 1)),
        ("9", replace(MENU, global_keys=True, attempts=1), Collected("invalid", "9", 1)),
    ],
)
def test_a_global_key_works_only_first_only_where_asked_and_only_if_the_flow_has_it(
    keys: str, asking: Asking, wanted: Collected
) -> None:
    call, _ = staged(keys, every=0.5, global_keys={"0": "agent", "1": "agent"})
    assert call.collect(asking) == wanted


@pytest.mark.parametrize("gone", [0.0, 0.5, 3.0, 8.0])
def test_hanging_up_ends_the_call_wherever_it_happens(gone: float) -> None:
    call, _ = staged(gone=gone)
    with pytest.raises(CallEnded):
        call.collect(MENU)


def test_hanging_up_between_two_keys_ends_the_call() -> None:
    call, _ = staged("12", every=0.5, gone=2.0)
    with pytest.raises(CallEnded):
        call.collect(NUMBER)


def test_silences_are_counted_over_the_whole_call() -> None:
    call, _ = staged(max_silences=4)
    call.collect(MENU)
    with pytest.raises(CallLimit) as reached:
        call.collect(MENU)
    assert reached.value.limit == "silences"
    assert call.state.silences == 5


def test_a_prompt_without_a_sound_in_the_language_still_asks() -> None:
    call, channel = staged("1", every=2.0)
    assert call.collect(replace(MENU, prompt=say("bonjour", language="fr"))) == Collected("valid", "1", 1)
    assert channel.heard == []
