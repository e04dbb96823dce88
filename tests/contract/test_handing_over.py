"""Handing a call over once somebody has come for it: whose it is then, and when it stays with us."""

from __future__ import annotations

import pytest

from nodes.channel import Dial
from nodes.errors import CallEnded
from tests.contract.rig import Outcome, Rig


def test_a_call_that_was_handed_over_is_no_longer_ours(rig: Rig) -> None:
    target = rig.party("answer", after=1.0, seconds=3.0)
    rig.channel.answer()
    began = rig.elapsed()
    moved = rig.channel.hand_over(Dial("d", (target,), ringback=(rig.sound(0.4),)))
    assert (moved.ended, moved.heard) == ("transferred", ())
    assert rig.elapsed() - began == pytest.approx(1.0, abs=max(0.5, rig.tolerance))
    assert not rig.channel.up
    rig.channel.hangup()


def test_it_is_handed_over_when_the_key_has_been_pressed(rig: Rig) -> None:
    target = rig.party("answer", after=0.5, listens=1.5, presses="1", seconds=3.0)
    rig.channel.answer()
    began = rig.elapsed()
    moved = rig.channel.hand_over(
        Dial("d", (target,), confirm_key="1", confirm=(rig.sound(0.4),), whisper=(rig.sound(0.2),))
    )
    assert (moved.ended, moved.heard) == ("transferred", (target,))
    assert rig.elapsed() - began == pytest.approx(2.0, abs=max(0.6, rig.tolerance))


@pytest.mark.parametrize(
    ("outcome", "ended", "cause"),
    [
        ("busy", "busy", "USER_BUSY"),
        ("rejected", "failed", "CALL_REJECTED"),
        ("no_answer", "failed", "NO_ANSWER"),
    ],
)
def test_who_does_not_come_leaves_it_with_us(rig: Rig, outcome: Outcome, ended: str, cause: str) -> None:
    moved = rig.channel.hand_over(Dial("d", (rig.party(outcome),), ring_seconds=2.0))
    assert (moved.ended, moved.cause) == (ended, cause)
    assert rig.channel.up
    assert rig.channel.play([rig.sound(0.2)]).ended == "done"
    assert rig.channel.dial(Dial("e", (rig.party("answer", seconds=0.5),))).ended == "ended"
    assert rig.channel.up


def test_a_box_that_presses_nothing_does_not_get_it(rig: Rig) -> None:
    box = rig.party("answer", seconds=20.0)
    dial = Dial("d", (box,), confirm_key="1", confirm=(rig.sound(0.4),), confirm_seconds=2.0)
    moved = rig.channel.hand_over(dial)
    assert (moved.ended, moved.cause, moved.heard) == ("failed", "NO_ANSWER", (box,))
    assert rig.channel.up


@pytest.mark.parametrize("targets", [(), ("no dial string",), ("user/1 ${system(id)}",)])
def test_what_is_no_target_does_not_get_it(rig: Rig, targets: tuple[str, ...]) -> None:
    assert rig.channel.hand_over(Dial("d", targets)).ended == "failed"
    assert rig.channel.up


def test_a_caller_may_hang_up_before_somebody_has_come(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.hangup(after=1.0)
    with pytest.raises(CallEnded):
        rig.channel.hand_over(Dial("d", (rig.party("no_answer"),), ring_seconds=6.0))
    assert not rig.channel.up
