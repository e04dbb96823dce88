"""The end of a call: handing it over, hanging up, and the caller hanging up in every verb."""

from __future__ import annotations

import pytest

from nodes.errors import CallEnded
from tests.contract.rig import Rig
from tests.contract.verbs import ANYTHING, KEEPING, LONG


def assert_over(rig: Rig) -> None:
    """Every verb says that the call has ended, and hanging up is nothing."""
    assert not rig.channel.up
    for name, verb in ANYTHING.items():
        with pytest.raises(CallEnded):
            verb(rig)
            pytest.fail(f"{name} went on although the call is over")
    rig.channel.hangup()


@pytest.mark.parametrize("verb", LONG)
def test_a_hangup_in_a_verb_that_holds_nothing(rig: Rig, verb: str) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    rig.far_end.hangup(after=1.0)
    with pytest.raises(CallEnded) as ended:
        LONG[verb](rig)
    assert ended.value.cause
    assert rig.elapsed() - began == pytest.approx(1.0, abs=max(0.3, rig.tolerance))
    assert_over(rig)


@pytest.mark.parametrize("verb", KEEPING)
def test_a_hangup_in_a_verb_that_holds_something(rig: Rig, verb: str) -> None:
    rig.channel.answer()
    began = rig.elapsed()
    rig.far_end.talk(3.0)
    rig.far_end.hangup(after=1.5)
    result = KEEPING[verb](rig)
    assert getattr(result, "ended", "") == "hangup"
    assert rig.elapsed() - began == pytest.approx(1.5, abs=max(0.3, rig.tolerance))
    assert_over(rig)


@pytest.mark.parametrize("verb", sorted(set(ANYTHING) - {"next_key"}))
def test_a_hangup_between_two_verbs(rig: Rig, verb: str) -> None:
    rig.channel.answer()
    rig.far_end.hangup()
    rig.pause(1.0)
    assert not rig.channel.up
    with pytest.raises(CallEnded):
        ANYTHING[verb](rig)
    assert_over(rig)


def test_keys_pressed_before_a_hangup_can_still_be_taken(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("12", pace=0.3)
    rig.far_end.hangup(after=1.0)
    rig.pause(1.8)
    taken = [rig.channel.next_key(0.0) for _ in range(3)]
    assert [(keyed.ended, keyed.key) for keyed in taken] == [("key", "1"), ("key", "2"), ("hangup", "")]
    assert_over(rig)


def test_hanging_up_ends_the_call(rig: Rig) -> None:
    rig.channel.answer()
    rig.channel.hangup("USER_BUSY")
    rig.pause(0.3)
    assert_over(rig)


def test_hanging_up_twice_is_hanging_up_once(rig: Rig) -> None:
    rig.channel.hangup()
    rig.channel.hangup()
    assert not rig.channel.up


def test_hanging_up_after_the_caller_did_is_nothing(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.hangup()
    rig.pause(0.6)
    rig.channel.hangup()
    assert not rig.channel.up


def test_a_call_that_was_handed_over_is_no_longer_ours(rig: Rig) -> None:
    rig.channel.answer()
    _, number, context = rig.party("answer", after=0.1, seconds=2.0).split("/")
    moved = rig.channel.transfer(f"{number} XML {context}")
    assert moved.ended == "transferred"
    assert not rig.channel.up
    rig.channel.hangup()


@pytest.mark.parametrize("target", ["", "9196;evil", "${system(id)}", "a|b", "'x'"])
def test_what_is_no_address_is_not_transferred_to(rig: Rig, target: str) -> None:
    assert rig.channel.transfer(target).ended == "failed"
    assert rig.channel.up
