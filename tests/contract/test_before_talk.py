"""What a rung party hears, and has to press, before it is joined with the caller."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nodes.channel import Dial
from tests.contract.rig import Rig


def asking(rig: Rig, *targets: str, seconds: float = 8.0) -> Dial:
    """A dial of `targets` that asks for key 1."""
    return Dial("d", targets, confirm_key="1", confirm=(rig.sound(0.4),), confirm_seconds=seconds)


def test_a_whisper_is_heard_to_its_end_before_the_talk(rig: Rig) -> None:
    target = rig.party("answer", after=0.5, listens=1.0, seconds=1.0)
    rig.channel.answer()
    began = rig.elapsed()
    dialled = rig.channel.dial(Dial("d", (target,), whisper=(rig.sound(1.0),)))
    assert (dialled.ended, dialled.heard) == ("ended", (target,))
    assert rig.elapsed() - began == pytest.approx(2.5, abs=max(0.6, rig.tolerance))
    assert dialled.seconds == pytest.approx(1.0, abs=max(0.4, rig.tolerance))


def test_who_rings_long_may_hear_a_long_whisper(rig: Rig) -> None:
    target = rig.party("answer", after=2.5, listens=3.0, seconds=1.0)
    assert rig.channel.dial(Dial("d", (target,), ring_seconds=4, whisper=(rig.sound(3.0),))).ended == "ended"


def test_who_presses_the_key_has_the_call(rig: Rig) -> None:
    target = rig.party("answer", listens=1.5, presses="1", seconds=1.0)
    dialled = rig.channel.dial(asking(rig, target))
    assert (dialled.ended, dialled.heard) == ("ended", (target,))
    assert dialled.seconds == pytest.approx(1.0, abs=max(0.4, rig.tolerance))
    assert rig.channel.play([rig.sound(0.2)]).ended == "done"


def test_whisper_and_key_together(rig: Rig) -> None:
    target = rig.party("answer", listens=1.5, presses="1", seconds=1.0)
    dialled = rig.channel.dial(replace(asking(rig, target), whisper=(rig.sound(0.4),)))
    assert (dialled.ended, dialled.heard) == ("ended", (target,))


def test_a_voice_mail_box_presses_nothing_and_has_not_answered(rig: Rig) -> None:
    box = rig.party("answer", seconds=20.0)
    rig.channel.answer()
    began = rig.elapsed()
    dialled = rig.channel.dial(asking(rig, box, seconds=2.0))
    assert (dialled.ended, dialled.cause, dialled.seconds) == ("no_answer", "NO_ANSWER", 0.0)
    assert dialled.heard == (box,)
    assert rig.elapsed() - began == pytest.approx(3.0, abs=max(1.0, rig.tolerance))
    assert rig.channel.up


def test_another_key_does_not_confirm(rig: Rig) -> None:
    wrong = rig.party("answer", listens=1.0, presses="5", seconds=20.0)
    assert rig.channel.dial(asking(rig, wrong, seconds=3.0)).ended == "no_answer"


def test_in_turn_the_next_is_rung_when_nobody_presses(rig: Rig) -> None:
    box = rig.party("answer", seconds=20.0)
    agent = rig.party("answer", listens=1.0, presses="1", seconds=1.0)
    dialled = rig.channel.dial(asking(rig, box, agent, seconds=2.0))
    assert (dialled.ended, dialled.heard) == ("ended", (box, agent))


def test_together_who_presses_first_has_the_call(rig: Rig) -> None:
    box = rig.party("answer", after=0.2, seconds=20.0)
    agent = rig.party("answer", after=0.6, listens=1.5, presses="1", seconds=1.0)
    dialled = rig.channel.dial(replace(asking(rig, box, agent), order="together"))
    assert (dialled.ended, dialled.heard) == ("ended", (box, agent))


def test_who_does_not_answer_hears_nothing(rig: Rig) -> None:
    dialled = rig.channel.dial(asking(rig, rig.party("busy")))
    assert (dialled.ended, dialled.heard) == ("busy", ())


def test_the_caller_may_hang_up_while_the_key_is_awaited(rig: Rig) -> None:
    rig.channel.answer()
    rig.far_end.hangup(after=1.5)
    box = rig.party("answer", seconds=20.0)
    assert rig.channel.dial(asking(rig, box)).ended == "hangup"
    assert not rig.channel.up


def test_the_limit_of_a_talk_counts_from_its_beginning(rig: Rig) -> None:
    target = rig.party("answer", listens=1.5, presses="1", seconds=8.0)
    dialled = rig.channel.dial(replace(asking(rig, target), limit_seconds=2.0))
    assert dialled.ended == "ended"
    assert dialled.seconds == pytest.approx(2.0, abs=max(1.0, rig.tolerance))
