"""Other parties: every way in which ringing somebody ends."""

from __future__ import annotations

import pytest

from nodes.channel import Dial
from tests.contract.rig import Outcome, Rig


def test_the_party_answers_talks_and_hangs_up(rig: Rig) -> None:
    target = rig.party("answer", after=0.5, seconds=1.5)
    dialled = rig.channel.dial(Dial("d", (target,), ring_seconds=5.0))
    assert dialled.ended == "ended"
    assert dialled.seconds == pytest.approx(1.5, abs=max(0.3, rig.tolerance))
    assert rig.channel.up
    assert rig.channel.play([rig.sound(0.2)]).ended == "done"


@pytest.mark.parametrize(
    ("outcome", "ended", "cause"),
    [
        ("busy", "busy", "USER_BUSY"),
        ("rejected", "rejected", "CALL_REJECTED"),
        ("no_answer", "no_answer", "NO_ANSWER"),
    ],
)
def test_the_party_does_not_come(rig: Rig, outcome: Outcome, ended: str, cause: str) -> None:
    dialled = rig.channel.dial(Dial("d", (rig.party(outcome),), ring_seconds=2.0))
    assert (dialled.ended, dialled.cause, dialled.seconds) == (ended, cause, 0.0)
    assert rig.channel.up


def test_there_is_no_way_to_the_party(rig: Rig) -> None:
    dialled = rig.channel.dial(Dial("d", (rig.party("failed"),), ring_seconds=2.0))
    assert dialled.ended == "failed"
    assert dialled.cause
    assert rig.channel.up


@pytest.mark.parametrize("targets", [(), ("",), ("no dial string",), ("user/1 ${system(id)}",)])
def test_what_is_no_target_is_not_rung(rig: Rig, targets: tuple[str, ...]) -> None:
    assert rig.channel.dial(Dial("d", targets)).ended == "failed"
    assert rig.channel.up


def test_nobody_answers_within_the_time(rig: Rig) -> None:
    began = rig.elapsed()
    dialled = rig.channel.dial(Dial("d", (rig.party("answer", after=6.0),), ring_seconds=2.0))
    assert dialled.ended == "no_answer"
    assert rig.elapsed() - began == pytest.approx(2.0, abs=max(1.0, rig.tolerance))


def test_in_turn_the_next_is_rung_when_one_does_not_come(rig: Rig) -> None:
    targets = (rig.party("busy", after=0.3), rig.party("answer", after=0.3, seconds=1.0))
    assert rig.channel.dial(Dial("d", targets, "in_turn", ring_seconds=5.0)).ended == "ended"


def test_in_turn_it_ends_as_the_last_one_did(rig: Rig) -> None:
    targets = (rig.party("rejected", after=0.3), rig.party("busy", after=0.3))
    assert rig.channel.dial(Dial("d", targets, "in_turn", ring_seconds=5.0)).ended == "busy"


def test_together_the_first_that_answers_has_the_call(rig: Rig) -> None:
    slow = rig.party("answer", after=3.0, seconds=3.0)
    fast = rig.party("answer", after=0.5, seconds=1.0)
    began = rig.elapsed()
    dialled = rig.channel.dial(Dial("d", (slow, fast), "together", ring_seconds=6.0))
    assert dialled.ended == "ended"
    assert rig.elapsed() - began == pytest.approx(1.5, abs=max(0.5, rig.tolerance))


def test_a_talk_ends_at_its_limit(rig: Rig) -> None:
    target = rig.party("answer", after=0.2, seconds=8.0)
    dialled = rig.channel.dial(Dial("d", (target,), limit_seconds=2.0))
    assert dialled.ended == "ended"
    assert dialled.seconds == pytest.approx(2.0, abs=max(1.0, rig.tolerance))
    assert rig.channel.up


def test_keys_pressed_in_a_talk_belong_to_it(rig: Rig) -> None:
    rig.far_end.press("12", after=1.0)
    target = rig.party("answer", after=0.3, seconds=2.5)
    assert rig.channel.dial(Dial("d", (target,))).ended == "ended"
    assert rig.channel.next_key(0.2).ended == "timeout"


def test_keys_pressed_before_a_talk_wait_until_after_it(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.press("4")
    rig.pause(0.6)
    rig.channel.dial(Dial("d", (rig.party("busy", after=0.2),)))
    assert rig.channel.next_key(0.0).key == "4"


def test_a_dial_that_never_began_has_no_outcome(rig: Rig) -> None:
    assert rig.channel.last_dial("never") is None
    rig.channel.dial(Dial("d", (rig.party("busy", after=0.2),)))
    assert rig.channel.last_dial("never") is None
